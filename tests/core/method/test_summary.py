"""What a result says in ten seconds: groups in their order, of each the largest gaps first."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from surveyapp.core.method.summary import (
    LINES_SHOWN,
    GroupOfLines,
    LineGroup,
    order_of_talk,
    split_statements,
    summarise,
    weightiest,
)
from surveyapp.core.results import (
    FacetResult,
    Gap,
    Priority,
    Reading,
    ReviewResult,
    SectionResult,
    SideScore,
    StatementCell,
    StatementFacet,
    StatementResult,
)
from surveyapp.core.sides import Facet, Side
from tests.core.building import SCORING, text
from tests.core.method.releasing import Cells, asked_in

EMPTY = FacetResult(dict.fromkeys(Side, SideScore()), Gap(), None)
BOTH, PRCS = tuple(Side), (Side.PRCS,)


def facet(reading: Reading | None, gap: float | None = 0.0, **flags: tuple[Side, ...]) -> FacetResult:
    return replace(EMPTY, gap=Gap(gap), reading=reading, **flags)


def topic(name: str, *facets: FacetResult) -> SectionResult:
    shown = dict(zip(Facet, (*facets, EMPTY, EMPTY, EMPTY), strict=False))
    return SectionResult(name, "principles", text(name), None, shown, ())


def result_of(*topics: SectionResult, chosen: Sequence[Priority] = ()) -> ReviewResult:
    return replace(Cells(asked_in(("a",)), {}, {}).evaluated(), sections=topics, priorities=tuple(chosen))


def told(result: ReviewResult) -> list[tuple[LineGroup, list[tuple[str, float]], int]]:
    return [
        (one.group, [(line.section.id, line.size) for line in one.lines], one.more)
        for one in summarise(result, SCORING).groups
    ]


CLEAR, POSSIBLE = Reading.CLEAR_GAP, Reading.POSSIBLE_GAP


def test_groups_stand_in_their_order_and_only_those_that_have_members() -> None:
    result = result_of(
        topic("unseen", facet(Reading.UNSETTLED, 0.1, unseen=PRCS)),
        topic("split", facet(Reading.DIVIDED, 0.2, split=PRCS)),
        topic("low", facet(Reading.BOTH_LOW)),
        topic("high", facet(Reading.BOTH_HIGH)),
        topic("agreed", facet(Reading.TOO_FEW, -0.9)),
        topic("possible", facet(POSSIBLE, 0.7)),
        topic("wanted", facet(POSSIBLE, -0.6)),
        topic("clear", facet(CLEAR, -1.2)),
        topic("alike", facet(Reading.ALIKE, 0.4)),
        topic("nothing", facet(Reading.UNSETTLED, 0.4), facet(Reading.TOO_FEW, 0.4), facet(Reading.TOO_FEW, None)),
        chosen=[Priority("wanted", 2, 1, 1), Priority("possible", 3, 0)],
    )
    assert told(result) == [
        (LineGroup.CLEAR, [("clear", 1.2)], 0),
        (LineGroup.POSSIBLE_CHOSEN, [("wanted", 0.6)], 0),
        (LineGroup.POSSIBLE, [("possible", 0.7)], 0),
        (LineGroup.AGREED_APART, [("agreed", 0.9)], 0),
        (LineGroup.BOTH_HIGH, [("high", 0.0)], 0),
        (LineGroup.BOTH_LOW, [("low", 0.0)], 0),
        (LineGroup.DIVIDED, [("split", 0.2)], 0),
        (LineGroup.UNSEEN, [("unseen", 0.1)], 0),
    ]
    assert summarise(result, SCORING).chosen == (Priority("wanted", 2, 1, 1),)


def test_nothing_is_told_of_nothing() -> None:
    assert told(result_of(topic("nothing"))) == []


def test_each_facet_has_a_line_of_its_own() -> None:
    result = result_of(topic("one", facet(CLEAR, 0.6), facet(CLEAR, -1.2), facet(CLEAR, 0.9)))
    (group,) = summarise(result, SCORING).groups
    assert [(line.facet, line.size) for line in group.lines] == [
        (Facet.PARTNER, 1.2),
        (Facet.JOINT, 0.9),
        (Facet.PRCS, 0.6),
    ]


def many(reading: Reading, count: int) -> list[SectionResult]:
    return [topic(f"t{number}", facet(reading, 0.5 + number / 10)) for number in range(count)]


def test_of_many_possible_gaps_the_largest_five_are_shown_and_the_rest_counted() -> None:
    (group,) = summarise(result_of(*many(POSSIBLE, 8)), SCORING).groups
    assert (LINES_SHOWN, group.more) == (5, 3)
    assert [line.section.id for line in group.lines] == ["t7", "t6", "t5", "t4", "t3"]


@pytest.mark.parametrize("reading", [CLEAR, POSSIBLE])
def test_clear_gaps_and_chosen_topics_are_shown_whole(reading: Reading) -> None:
    topics = many(reading, 8)
    (group,) = summarise(result_of(*topics, chosen=[Priority(one.id, 1, 1, 1) for one in topics]), SCORING).groups
    assert (group.group, len(group.lines), group.more) == (
        LineGroup.CLEAR if reading is CLEAR else LineGroup.POSSIBLE_CHOSEN,
        8,
        0,
    )


def test_what_both_rate_high_keeps_the_questionnaire_s_order() -> None:
    (group,) = summarise(result_of(*many(Reading.BOTH_HIGH, 3)), SCORING).groups
    assert [line.section.id for line in group.lines] == ["t0", "t1", "t2"]


def test_a_gap_of_a_divided_side_is_told_as_both() -> None:
    result = result_of(topic("one", facet(CLEAR, 1.0, split=PRCS, unseen=BOTH)))
    assert [group for group, *_ in told(result)] == [LineGroup.CLEAR, LineGroup.DIVIDED, LineGroup.UNSEEN]


def test_an_agreed_answer_as_near_as_no_gap_is_not_apart() -> None:
    assert told(result_of(topic("one", facet(Reading.TOO_FEW, 0.4)))) == []


def test_the_size_of_a_line_without_a_gap_is_nothing() -> None:
    (group,) = summarise(result_of(topic("one", facet(None, None, unseen=PRCS))), SCORING).groups
    assert (isinstance(group, GroupOfLines), group.lines[0].size) == (True, 0.0)


def test_the_meeting_takes_ranked_topics_first_then_clear_gaps_then_the_rest() -> None:
    result = result_of(
        topic("last", facet(POSSIBLE, 2.0)),
        topic("clear", facet(CLEAR, 0.5)),
        topic("second"),
        topic("first"),
        chosen=[Priority("first", 2, 2, 1), Priority("second", 2, 1, 2), Priority("last", 3, 0)],
    )
    assert order_of_talk(result) == ["first", "second", "clear", "last"]


def test_what_is_most_worth_talking_about_comes_first() -> None:
    one = topic("one", facet(Reading.BOTH_LOW, 0.1), facet(POSSIBLE, -0.6), facet(CLEAR, 0.5))
    assert [found for found, _ in weightiest(one)] == [Facet.JOINT, Facet.PARTNER, Facet.PRCS]
    two = topic("two", facet(POSSIBLE, 0.6), facet(POSSIBLE, -0.9), facet(Reading.TOO_FEW, None))
    assert [found for found, _ in weightiest(two)] == [Facet.PARTNER, Facet.PRCS]


def test_every_reading_has_its_weight() -> None:
    order = [CLEAR, POSSIBLE, Reading.DIVIDED, Reading.BOTH_LOW, Reading.BOTH_HIGH, Reading.UNSETTLED, Reading.ALIKE]
    for above, below in zip(order, [*order[1:], Reading.TOO_FEW], strict=True):
        one = topic("one", facet(below, 3.0), facet(above, 0.1), facet(None, 3.0))
        assert [comparison.reading for _, comparison in weightiest(one)] == [above, below, None]


def test_the_statements_that_divide_a_side_are_named() -> None:
    def statement(name: str, *split: Side) -> StatementResult:
        pair = StatementFacet(StatementCell(), StatementCell(), split)
        return StatementResult(name, "joint", {Facet.JOINT: pair})

    one = replace(topic("one"), statements=(statement("a"), statement("b", Side.PRCS), statement("c", *Side)))
    assert list(split_statements(one, Facet.JOINT, Side.PRCS)) == ["b", "c"]
    assert list(split_statements(one, Facet.JOINT, Side.PARTNER)) == ["c"]
    assert list(split_statements(one, Facet.PRCS, Side.PRCS)) == []
