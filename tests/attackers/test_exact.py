"""Everything that follows from a whole results document, found by going through every data set that fits it."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from fractions import Fraction
from itertools import product

import pytest

from surveyapp.core.conduct.review import Policy, Review
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.release import blurring
from surveyapp.core.release.blurring import Coarseness, blurred
from tests.attackers.forms import (
    STANDARD,
    dissenting,
    form,
    in_groups,
    kinds,
    released_of,
    said_by_cells,
)
from tests.core.building import review
from tools.attackers.colluding import exposing_sizes
from tools.attackers.exact import Derived, Fact, Tick, Tie, World, find_beyond, find_derivable, worlds_of
from tools.attackers.sums import find_exposures

PROTECTED = review(policy=Policy.PROTECTED)
THREE_SHOW_CELLS = review(thresholds=Thresholds(3, 3, 3))


def derivable(
    topics: Sequence[int], people: int, answers: str, *, top: int = 5, of: Review = PROTECTED
) -> list[Derived]:
    """Return what single answers outsiders and colleagues can be certain of, over every data set."""
    worlds = worlds_of(people, kinds(answers, sum(topics)))
    return find_derivable(worlds, released_of(form(*topics, top=top), of=of))


@pytest.mark.parametrize(
    ("topics", "top", "people", "answers"),
    [
        pytest.param([1], 5, 5, "12345", id="five people"),
        pytest.param([1], 5, 6, "12345", id="six people"),
        pytest.param([1], 5, 7, "12345", id="seven people"),
        pytest.param([2], 3, 5, "13-", id="two statements, answers at the ends, or don't know"),
        pytest.param([2], 3, 6, "13-", id="the same of six people, whose step tells whether all rated it"),
        pytest.param([1, 1], 3, 5, "123", id="two topics of three points"),
        pytest.param([1, 1], 4, 6, "14", id="two topics, six people at the ends"),
    ],
)
@pytest.mark.alike(2)
def test_no_answer_follows_from_a_protected_document(topics: list[int], top: int, people: int, answers: str) -> None:
    assert derivable(topics, people, answers, top=top) == []


def test_two_colleagues_can_be_certain_of_the_others_at_these_sizes_though_protected() -> None:
    """The limit that is said openly; no single colleague can, nor two on a scale of three points."""
    assert exposing_sizes(5, sizes=range(5, 61)) == [5, 6, 7, 8, 11, 12, 13, 14, 15, 16]
    assert exposing_sizes(5, sizes=range(5, 61), together=1) == exposing_sizes(3, sizes=range(5, 61)) == []


def test_what_two_colleagues_find_by_sums_is_what_follows_from_the_document() -> None:
    worlds = list(worlds_of(5, [(answer,) for answer in range(1, 6)]))
    release = released_of(form(1), of=PROTECTED)
    assert {len(one.known) for one in find_derivable(worlds, release, readers=2)} == {2}


def test_the_standard_policy_gives_away_that_all_agree_and_what_a_colleague_can_subtract() -> None:
    """It says so openly; and the attacker is seen to find something."""
    found = derivable([1], 5, "135", of=STANDARD)
    assert {one.fact for one in found if not one.known} == {Tick(0, answer) for answer in "135"}
    assert {(one.known, one.fact) for one in found if one.known} == {
        (((own,),), Tick(0, answer)) for own in "135" for answer in "135"
    }


@pytest.mark.parametrize(
    ("topics", "people", "answers", "of", "readers"),
    [
        pytest.param([1, 1], 5, "12-", STANDARD, 2, id="five people, cells that few rated among them"),
        pytest.param([2], 3, "12-", THREE_SHOW_CELLS, 2, id="three people, whose cells are shown by agreement"),
    ],
)
@pytest.mark.alike(1)
def test_a_document_says_nothing_that_its_cells_do_not_say(
    topics: list[int], people: int, answers: str, of: Review, readers: int
) -> None:
    """Neither to an outsider, nor to a colleague, nor to two; ticks, ties and what stands in withheld cells."""
    worlds = worlds_of(people, kinds(answers, sum(topics)))
    assert find_beyond(worlds, released_of(form(*topics), of=of), said_by_cells, readers=readers) == []


@pytest.mark.wide
def test_nor_who_dissents_together_where_nearly_all_are_of_one_mind() -> None:
    """A correlation, pooled and in tenths, would say so: so none is measured of single people."""
    worlds = set(dissenting(5, 5, most=1))
    assert len(worlds) == 203
    assert find_beyond(worlds, released_of(form(3, 2)), said_by_cells, readers=1) == []


@pytest.mark.slow
@pytest.mark.wide
def test_correlations_tie_answers_only_where_they_are_at_their_end() -> None:
    """The limit that is said openly: of 923 data sets with two dissenters a statement, four are known by it."""
    worlds, release = set(dissenting(5, 5, least=2, most=2)), released_of(form(3, 2))
    exposed = {one.released for one in find_beyond(worlds, release, said_by_cells, readers=0)}
    assert (len(worlds), len(exposed), [release(one) in exposed for one in worlds].count(True)) == (923, 1, 4)


@pytest.mark.wide
def test_of_three_people_only_that_all_others_ticked_one_end_throughout() -> None:
    """Not even to a colleague, who can subtract, does an interval or a mean tell more of one rating."""
    found = derivable([4], 3, "12", top=2, of=STANDARD)
    ends = {Tick(question, end) for question in range(4) for end in "12"}
    own = {(), *(((*known,),) for known in product("12", repeat=4))}
    assert {((), tick) for tick in ends} <= {(one.known, one.fact) for one in found} <= set(product(own, ends))


@pytest.mark.parametrize("groups", [{"field": 5, "programmes": 5}, {"field": 6, "programmes": 5}], ids=str)
@pytest.mark.alike(1)
def test_cuts_say_of_ticks_at_most_in_which_group_of_five_raters_they_were_given(groups: dict[str, int]) -> None:
    """In a topic of one statement a group's mean is its sum, which is the worst case."""
    worlds = list(in_groups([("1", "2"), ("2", "2"), ("-", "2")], **groups))
    release, exposed = released_of(form(1, 1)), defaultdict(set)
    for found in find_beyond(worlds, release, said_by_cells, readers=0):
        exposed[found.released] |= {role for role in groups if _ties_a_tick_to(role, found.fact)}
    assert set().union(*exposed.values()) == set(groups)
    for world in worlds:
        assert all(_raters(world, role) >= 5 for role in exposed[release(world)])


def _ties_a_tick_to(role: str, fact: Fact) -> bool:
    """Say whether it says of a rating of the first statement that it is one of a group's."""
    given = {fact.of: fact.given, fact.then: fact.answer} if isinstance(fact, Tie) else {}
    return given.get(2) == role and given.get(0) in {"1", "2"}


def _raters(world: World, role: str) -> int:
    return sum(one[2] == role and one[0] != "-" for one in world)


@pytest.mark.parametrize("rule", [None, Coarseness(9, Fraction(1, 10), Fraction(0))], ids=["in force", "finer"])
@pytest.mark.parametrize("people", [5, 6, 7])
def test_the_audit_by_sums_finds_what_the_attacker_finds(
    monkeypatch: pytest.MonkeyPatch, people: int, rule: Coarseness | None
) -> None:
    if rule:
        monkeypatch.setattr(blurring, "COARSENESS", (rule,))

    def release(world: World) -> Hashable:
        return blurred(Fraction(sum(answer for (answer,) in world), people), people=people, top=5)

    found = find_derivable(worlds_of(people, [(answer,) for answer in range(1, 6)]), release)
    assert {(one.released, one.known[0][0] if one.known else None) for one in found} == {
        (one.released, one.known) for one in find_exposures(5, sizes=[people])
    }
    assert bool(found) is bool(rule)
