"""One side cut by role or place: which groups are shown, and what is made of their own cells."""

from collections import Counter
from itertools import chain, combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.release.cuts import MOST_GROUPS, Group, People, shown_groups
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import Cut, CutGroup, Why
from surveyapp.core.sides import Side
from tests.core.building import (
    PLACES,
    ROLES,
    computed,
    even_sheets,
    joint,
    questionnaire,
    review,
    section,
    sheets_of,
)
from tests.published.figures import SUPPRESSION
from tests.randomly import examples

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


def test_cuts_show_scores_of_whole_sections_in_tenths() -> None:
    sheets = even_sheets(ASKED, Side.PRCS, "55555", profile={"role": "field"})
    sheets += even_sheets(ASKED, Side.PRCS, "333344", profile={"role": "leadership"})
    result = computed(ASKED, sheets)
    assert result.cuts == (
        Cut(
            "role",
            Side.PRCS,
            (
                CutGroup("leadership", 6, {"integrity": 3.3, "diversity": 3.3}),
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


def test_a_group_s_score_is_the_mean_of_its_own_cells() -> None:
    """Of ten people one left the second statement out. A mean of person scores would say so: 4.1 and not 4.0."""
    asked = questionnaire(section("one", joint("a"), joint("b")))
    field = sheets_of(asked, Side.PRCS, ["5-", *["53"] * 9], profile={"role": "field"})
    rest = sheets_of(asked, Side.PRCS, ["33"] * 5, profile={"role": "leadership"})
    (cut,) = computed(asked, field + rest).cuts
    assert {group.key: group.sections["one"] for group in cut.groups} == {"leadership": 3.0, "field": 4.0}


def test_a_cell_counts_for_a_group_only_where_its_raters_pass_the_rules() -> None:
    """All five of the field rated the first statement, four the second: the group's score is of the first alone."""
    asked = questionnaire(section("one", joint("a"), joint("b")))
    field = sheets_of(asked, Side.PRCS, ["51"] * 4 + ["5-"], profile={"role": "field"})
    rest = sheets_of(asked, Side.PRCS, ["33"] * 6, profile={"role": "leadership"})
    (cut,) = computed(asked, field + rest).cuts
    assert {group.key: group.sections["one"] for group in cut.groups} == {"leadership": 3.0, "field": 5.0}


def test_a_few_raters_outside_every_group_are_not_left_over_in_a_cell() -> None:
    """Ten in two groups and five who do not say, of whom two rated: side less groups would be those two."""
    asked = questionnaire(section("one", joint("a")), section("two", joint("b")))
    sheets = sheets_of(asked, Side.PRCS, ["44"] * 5, profile={"role": "field"})
    sheets += sheets_of(asked, Side.PRCS, ["44"] * 6, profile={"role": "leadership"})
    sheets += sheets_of(asked, Side.PRCS, ["51", "51", "5-", "5-", "5-"], profile={"role": "no_answer"})
    (cut,) = computed(asked, sheets).cuts
    assert {group.key: dict(group.sections) for group in cut.groups} == {
        "leadership": {"one": 4.0, "two": 4.0},
        "field": {"one": 4.0, "two": None},
    }


def test_a_group_needs_half_of_a_section_s_cells() -> None:
    asked = questionnaire(section("one", *map(joint, "abc")))
    field = sheets_of(asked, Side.PRCS, ["5--"] * 4 + ["54-"] * 5, profile={"role": "field"})
    rest = sheets_of(asked, Side.PRCS, ["3--"] * 5, profile={"role": "leadership"})
    (cut,) = computed(asked, field + rest).cuts
    assert {group.key: group.sections["one"] for group in cut.groups} == {"leadership": None, "field": 4.5}


def test_a_reverse_worded_statement_is_turned_in_a_group() -> None:
    asked = questionnaire(section("one", joint("late", reverse=True)))
    sheets = sheets_of(asked, Side.PRCS, ["1"] * 5, profile={"role": "field"})
    (cut,) = computed(asked, sheets).cuts
    assert cut.groups[0].sections == {"one": 5.0}


def test_a_side_too_small_for_cells_is_not_cut() -> None:
    """Four people of one role, where a group of three may be shown."""
    sheets = even_sheets(ASKED, Side.PRCS, "5555", profile={"role": "field"})
    assert computed(ASKED, sheets, of=review(thresholds=Thresholds(3, 5, 3))).cuts == ()


SINGLE = questionnaire(section("first", joint("a")), section("second", joint("b")), section("third", joint("c")))
"""Topics of one statement each, whose scores are the groups' cells."""

profiles = st.fixed_dictionaries({"role": st.sampled_from(ROLES), "location": st.sampled_from(PLACES)})
rows = st.text(alphabet="12345-.", min_size=3, max_size=3)


@examples(150)
@given(people=st.lists(st.tuples(profiles, rows), min_size=10, max_size=60))
def test_no_cell_of_a_cut_singles_anybody_out(people: list[tuple[dict[str, str], str]]) -> None:
    """Neither within one cut nor between the two, among the people who rated the cell."""
    found = computed(
        SINGLE, [one for profile, row in people for one in sheets_of(SINGLE, Side.PRCS, [row], profile=profile)]
    )
    for place, name in enumerate(("first", "second", "third")):
        raters = Counter(
            tuple(None if profile[by] == "no_answer" else profile[by] for by in ("role", "location"))
            for profile, row in people
            if row[place].isdigit()
        )
        shown = [
            (("role", "location").index(cut.by), group.key)
            for cut in found.cuts
            for group in cut.groups
            if group.sections[name] is not None
        ]
        for cut in (0, 1):
            sizes = [sum(n for atom, n in raters.items() if atom[cut] == key) for where, key in shown if where == cut]
            rest = raters.total() - sum(sizes)
            assert all(one >= 5 for one in sizes)
            assert not sizes or rest == 0 or rest >= 5
        sets = [*unions(raters, tuple(shown), 0), *unions(raters, tuple(shown), 1)] if shown else []
        assert [1 for a in sets for b in sets if a < b and sum(raters[atom] for atom in b - a) < 5] == []
