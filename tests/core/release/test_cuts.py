from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.answers import AnswerSheet
from surveyapp.core.release.cuts import MOST_GROUPS, Group, People, shown_groups
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import Cut, CutGroup, Why
from surveyapp.core.sides import Side
from tests.core.building import PLACES, ROLES, computed, even_sheets, questionnaire, sheets_of
from tests.published.figures import SUPPRESSION

ASKED = questionnaire()


def one_cut(sizes: dict[str, int], *, minimum: int, undisclosed: int = 0) -> tuple[str, ...]:
    people: dict[tuple[str | None, ...], int] = {(key,): size for key, size in sizes.items()}
    if undisclosed:
        people[None,] = undisclosed
    return tuple(key for _, key in shown_groups(people, [(0, key) for key in sizes], minimum=minimum))


@pytest.mark.parametrize(("minimum", "sizes", "shown"), SUPPRESSION.values(), ids=SUPPRESSION.keys())
def test_published_examples(minimum: int, sizes: dict[str, int], shown: tuple[str, ...]) -> None:
    assert one_cut(sizes, minimum=minimum) == shown


@pytest.mark.parametrize(
    ("sizes", "undisclosed", "shown"),
    [
        pytest.param({"a": 5, "b": 5}, 0, ("a", "b"), id="everybody shown"),
        pytest.param({"a": 5, "b": 6}, 1, ("b",), id="one who did not say is hidden among the smallest group"),
        pytest.param({"a": 5, "b": 5}, 5, ("a", "b"), id="five who did not say hide themselves"),
        pytest.param({"a": 5, "b": 5}, 2, ("a",), id="of equal groups the later is hidden"),
        pytest.param({"a": 7}, 3, (), id="one group and a few left over"),
    ],
)
def test_the_remainder(sizes: dict[str, int], undisclosed: int, shown: tuple[str, ...]) -> None:
    assert one_cut(sizes, minimum=5, undisclosed=undisclosed) == shown


def test_where_two_cuts_single_out_two_people_the_later_gives_way() -> None:
    people = {("field", "gaza"): 6, ("office", "gaza"): 2, ("office", "lebanon"): 9}
    groups = [(0, "field"), (0, "office"), (1, "gaza"), (1, "lebanon")]
    shown = shown_groups(people, groups, minimum=5)
    assert shown == ((0, "field"), (0, "office"))


def test_groups_that_are_the_same_people_may_both_be_shown() -> None:
    people = {("field", "gaza"): 6, ("office", "lebanon"): 9}
    groups = [(0, "field"), (0, "office"), (1, "gaza"), (1, "lebanon")]
    assert shown_groups(people, groups, minimum=5) == tuple(groups)


def test_a_cut_of_too_many_groups_shows_none() -> None:
    sizes = {f"g{i:02}": 5 for i in range(MOST_GROUPS + 1)}
    assert one_cut(sizes, minimum=5) == ()


people_of_two_cuts = st.dictionaries(
    st.tuples(st.sampled_from(["a", "b", "c", None]), st.sampled_from(["x", "y", "z", None])),
    st.integers(1, 14),
    max_size=16,
)
GROUPS = [(0, "a"), (0, "b"), (0, "c"), (1, "x"), (1, "y"), (1, "z")]


def unions(people: People, shown: tuple[Group, ...], cut: int) -> list[set[tuple[str | None, ...]]]:
    """Return every set of people that a reader can put together from one cut: groups, those left over, everybody."""
    keys = [key for place, key in shown if place == cut]
    parts = [{atom for atom in people if atom[cut] == key} for key in keys]
    parts.append({atom for atom in people if atom[cut] not in keys})
    picked = chain.from_iterable(combinations(parts, size) for size in range(len(parts) + 1))
    return [set().union(*some) for some in picked]


@given(people=people_of_two_cuts, minimum=st.integers(3, 7))
def test_nobody_can_be_singled_out_by_subtraction(people: People, minimum: int) -> None:
    shown = shown_groups(people, GROUPS, minimum=minimum)
    sets = [*unions(people, shown, 0), *unions(people, shown, 1)] if shown else []
    for inner in sets:
        for outer in sets:
            if inner < outer:
                assert sum(people[atom] for atom in outer - inner) >= minimum


@given(people=people_of_two_cuts, minimum=st.integers(3, 7))
def test_every_group_is_large_enough_and_so_is_the_rest(people: People, minimum: int) -> None:
    shown = shown_groups(people, GROUPS, minimum=minimum)
    for place in (0, 1):
        sizes = [sum(n for atom, n in people.items() if atom[place] == key) for where, key in shown if where == place]
        assert all(size >= minimum for size in sizes)
        rest = sum(people.values()) - sum(sizes)
        assert not sizes or rest == 0 or rest >= minimum


def test_cuts_show_the_means_of_whole_sections() -> None:
    sheets = even_sheets(ASKED, Side.PRCS, "55555", profile={"role": "field"})
    sheets += even_sheets(ASKED, Side.PRCS, "333344", profile={"role": "leadership"})
    result = computed(ASKED, sheets)
    mean = 20 / 6
    assert result.cuts == (
        Cut(
            "role",
            Side.PRCS,
            (
                CutGroup("leadership", 6, {"integrity": mean, "diversity": mean}),
                CutGroup("field", 5, {"integrity": 5.0, "diversity": 5.0}),
            ),
        ),
    )
    assert not [note for note in result.withheld if note.by]


def test_a_hidden_group_is_named_without_saying_which() -> None:
    sheets = even_sheets(ASKED, Side.PRCS, "55555555", profile={"location": "gaza"})
    sheets += even_sheets(ASKED, Side.PRCS, "3", profile={"location": "lebanon"})
    result = computed(ASKED, sheets)
    assert result.cuts == ()
    assert [(note.what, note.code, note.side, note.by) for note in result.withheld if note.by] == [
        (What.CUTS, Why.SMALL_GROUP, Side.PRCS, "location")
    ]


def test_who_prefers_not_to_say_makes_no_group() -> None:
    sheets = even_sheets(ASKED, Side.PRCS, "55555", profile={"role": "field"})
    sheets += even_sheets(ASKED, Side.PRCS, "33333", profile={"role": "no_answer"})
    (cut,) = computed(ASKED, sheets).cuts
    assert [group.key for group in cut.groups] == ["field"]


def test_a_group_of_which_few_scored_a_section_has_no_mean_there() -> None:
    field = sheets_of(ASKED, Side.PRCS, ["555555555"] * 3 + ["55555...."] * 3, profile={"role": "field"})
    rest = even_sheets(ASKED, Side.PRCS, "333333", profile={"role": "leadership"})
    (cut,) = computed(ASKED, field + rest).cuts
    assert {group.key: group.sections for group in cut.groups} == {
        "leadership": {"integrity": 3.0, "diversity": None},
        "field": {"integrity": 5.0, "diversity": None},
    }


profiles = st.fixed_dictionaries({"role": st.sampled_from(ROLES), "location": st.sampled_from(PLACES)})


@given(people=st.lists(st.tuples(profiles, st.sampled_from(["5" * 9, "5" * 5 + "...."])), max_size=40))
def test_no_section_of_a_cut_singles_anybody_out(people: list[tuple[dict[str, str], str]]) -> None:
    sheets: list[AnswerSheet] = []
    for profile, row in people:
        sheets += sheets_of(ASKED, Side.PRCS, [row], profile=profile)
    for cut in computed(ASKED, sheets).cuts:
        for name, size in (("integrity", 9), ("diversity", 9)):
            scored = [s for s in sheets if name == "integrity" or len(s.ratings) == size]
            shown = [group.key for group in cut.groups if group.sections[name] is not None]
            sizes = [sum(s.profile[cut.by] == key for s in scored) for key in shown]
            rest = len(scored) - sum(sizes)
            assert all(one >= 5 for one in sizes)
            assert not sizes or rest == 0 or rest >= 5
