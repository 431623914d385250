"""What a meeting takes up first: votes of each side, then gaps; the two are not multiplied."""

from collections.abc import Mapping

import pytest

from surveyapp.core.method.cells import Votes
from surveyapp.core.method.priorities import rank_topics
from surveyapp.core.results import FacetResult, Gap, Priority, Reading, SectionResult, SideScore
from surveyapp.core.sides import Facet, Side
from tests.core.building import text
from tests.core.method.releasing import facts


def topic(name: str, *gaps: float | None, clear: int | None = None) -> SectionResult:
    """Return a topic with these gaps in its facets, of which the one at ``clear`` is a clear gap."""
    readings = [Reading.CLEAR_GAP if place == clear else Reading.POSSIBLE_GAP for place in range(3)]
    facets = {
        facet: FacetResult(dict.fromkeys(Side, SideScore()), Gap(gap), reading if gap is not None else None)
        for facet, gap, reading in zip(Facet, (*gaps, None, None, None), readings, strict=False)
    }
    return SectionResult(name, "principles", text(name), None, facets, ())


def ranked(
    *topics: tuple[SectionResult, int, int], people: Mapping[Side, int] | None = None
) -> list[tuple[str, int | None]]:
    given = people or {Side.PRCS: 10, Side.PARTNER: 5}
    votes = {section.id: Votes(prcs, partner) for section, prcs, partner in topics}
    found = rank_topics([section for section, *_ in topics], votes, sides={side: facts(n) for side, n in given.items()})
    return [(one.section, one.rank) for one in found]


def test_topics_with_a_clear_gap_or_votes_from_both_come_first() -> None:
    assert ranked(
        (topic("wanted by one", 3.0), 10, 0),
        (topic("wanted by both", 0.0), 1, 1),
        (topic("clear", 0.6, clear=0), 0, 0),
        (topic("clear and wanted by one", 0.6, clear=0), 9, 0),
    ) == [
        ("clear and wanted by one", 1),
        ("wanted by both", 2),
        ("clear", 3),
        ("wanted by one", None),
    ]


def test_a_topic_with_neither_has_no_rank_however_large_its_gap() -> None:
    assert ranked((topic("apart", 2.0), 0, 0), (topic("wanted by the partner", 0.1), 0, 5)) == [
        ("wanted by the partner", None),
        ("apart", None),
    ]


def test_votes_come_before_gaps() -> None:
    """Shares of votes times gaps would turn this round."""
    assert ranked((topic("apart", 2.0), 2, 1), (topic("wanted", 0.1), 8, 4)) == [("wanted", 1), ("apart", 2)]


def test_of_equal_votes_the_larger_gap_of_any_facet_comes_first() -> None:
    small, large = topic("small", 0.9, -0.9, 0.9), topic("large", 0.0, 0.1, -1.0)
    assert ranked((small, 2, 1), (large, 2, 1)) == [("large", 1), ("small", 2)]


def test_equal_topics_share_a_rank_and_keep_their_order() -> None:
    """A fifth and three fifths are as many as four tenths and two fifths, whatever floats make of them."""
    first, second, third = topic("first", 0.5), topic("second", -0.5), topic("third", 0.3)
    assert ranked((third, 2, 3), (first, 2, 3), (second, 4, 2)) == [("first", 1), ("second", 1), ("third", 3)]
    assert ranked((second, 4, 2), (first, 2, 3), (third, 2, 3)) == [("second", 1), ("first", 1), ("third", 3)]


def test_a_large_side_does_not_outvote_a_small_one() -> None:
    assert ranked((topic("six of ten", 1.0), 6, 1), (topic("four of five", 1.0), 1, 4)) == [
        ("four of five", 1),
        ("six of ten", 2),
    ]


def test_one_agreed_answer_speaks_for_its_whole_side() -> None:
    people = {Side.PRCS: 10, Side.PARTNER: 1}
    assert ranked((topic("ours", 0.0), 9, 0), (topic("both", 0.0), 1, 1), people=people) == [
        ("both", 1),
        ("ours", None),
    ]


def test_a_topic_without_a_gap_stands_as_one_of_nothing() -> None:
    assert ranked((topic("withheld", None), 2, 1), (topic("apart", 0.1), 2, 1)) == [("apart", 1), ("withheld", 2)]


def test_votes_of_both_sides_are_shown_apart() -> None:
    sides = {Side.PRCS: facts(10), Side.PARTNER: facts(5)}
    assert rank_topics([topic("one", 1.0)], {"one": Votes(3, 2)}, sides=sides) == (Priority("one", 3, 2, 1),)


@pytest.mark.parametrize("people", [(10, 5), (0, 0)])
def test_without_votes_nothing_is_ranked(people: tuple[int, int]) -> None:
    sides = {side: facts(n) for side, n in zip(Side, people, strict=True)}
    assert rank_topics([topic("one", 1.0, clear=0)], None, sides=sides) == ()
