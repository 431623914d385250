"""Topics of three or four people: one score each, one spread for the review; and what stands across from them."""

import pytest
from scipy import stats as scipy_stats

from surveyapp.core.conduct.review import Answering
from surveyapp.core.results import BroadScore, Gap, Overall, Pooled, Reading, ReviewResult, StatementCell
from surveyapp.core.sides import Facet, Side
from tests.core.method.releasing import Cells, asked_in, cell

TOPIC = asked_in(("a", "b", "c", "d"))
NAME = TOPIC.sections[0].id
ORGANISATION = (Answering.INDIVIDUAL, Answering.ORGANISATION)
FOUR = dict.fromkeys("abcd", cell(0, 0, 2, 6, 0))
"""Four cells of eight people; each has the mean 3.75."""


def few(n: int | None, mean: float | None) -> dict[Side, dict[str, BroadScore]]:
    return {Side.PRCS: {NAME: BroadScore(n, mean)}}


def whole(result: ReviewResult) -> Overall:
    found = result.sections[0].overall
    assert found is not None
    return found


def test_three_against_four() -> None:
    topics = few(3, 4.2) | {Side.PARTNER: {NAME: BroadScore(4, 3.1)}}
    one = Cells(TOPIC, {}, {}, people=(3, 4), topics=topics, pooled=Pooled(spread=0.8)).evaluated()
    found, se = whole(one), 0.8 * (1 / 3 + 1 / 4) ** 0.5
    assert found.sides == {Side.PRCS: BroadScore(3, 4.2), Side.PARTNER: BroadScore(4, 3.1)}
    reach = scipy_stats.t.ppf(0.95, 5) * se
    gap = found.gap
    assert (gap.value, gap.df, gap.level) == (1.1, 5.0, 0.9)
    assert (gap.se, gap.low, gap.high) == pytest.approx((se, 1.1 - reach, 1.1 + reach))
    assert gap.p == pytest.approx(2 * scipy_stats.t.sf(1.1 / se, 5))
    assert (gap.q, found.reading) == (gap.p, Reading.POSSIBLE_GAP)
    assert one.chance is not None
    assert (one.chance.comparisons, one.chance.apart) == (1, 1)


def test_four_who_are_sure_have_a_clear_gap() -> None:
    topics = few(4, 4.6) | {Side.PARTNER: {NAME: BroadScore(4, 3.1)}}
    one = Cells(TOPIC, {}, {}, people=(4, 4), topics=topics, pooled=Pooled(spread=0.3)).evaluated()
    assert whole(one).reading is Reading.CLEAR_GAP


def test_of_a_few_no_facet_is_told() -> None:
    one = Cells(TOPIC, {}, FOUR, people=(4, 8), topics=few(4, 4.2), pooled=Pooled(0.4, 0.2, 0.7)).evaluated()
    facet = one.sections[0].facets[Facet.JOINT]
    assert facet.sides[Side.PARTNER].mean == 3.8
    assert (facet.sides[Side.PRCS].mean, facet.gap, facet.reading) == (None, Gap(), None)


def test_a_larger_side_s_score_is_made_of_its_cells() -> None:
    """Each cell weighs 1, and its people are the mean number who rated: 8, 8, 8 and 4."""
    cells = dict.fromkeys("abc", cell(0, 0, 2, 6, 0)) | {"d": cell(0, 2, 2, 0, 0)}
    one = Cells(TOPIC, {}, cells, people=(4, 9), topics=few(4, 4.2), pooled=Pooled(0.4, 0.2, 0.7)).evaluated()
    found = whole(one)
    assert found.sides[Side.PARTNER] == BroadScore(None, 3.4)
    assert found.gap.value == 0.8
    assert (found.gap.se, found.gap.df) == pytest.approx((0.7 * (1 / 4 + 1 / 7) ** 0.5, 4 + 7 - 2))


@pytest.mark.parametrize(
    ("released", "mean"), [("abcd", 3.8), ("ab", 3.8), ("a", None)], ids=["all", "half", "fewer than half"]
)
def test_a_larger_side_needs_half_of_its_cells(released: str, mean: float | None) -> None:
    cells = {name: FOUR[name] for name in released}
    found = whole(Cells(TOPIC, {}, cells, people=(4, 8), topics=few(4, 4.2), pooled=Pooled(spread=0.7)).evaluated())
    assert found.sides[Side.PARTNER] == BroadScore(None, mean)
    assert (found.gap.value is None, found.reading is Reading.TOO_FEW) == (mean is None, mean is None)


def test_a_topic_of_three_ratings_is_not_shown_of_a_few() -> None:
    asked = asked_in(("a", "b", "c"))
    cells = {name: FOUR[name] for name in "abc"}
    found = whole(
        Cells(asked, {}, cells, people=(4, 8), topics=few(None, None), pooled=Pooled(spread=None)).evaluated()
    )
    assert found == Overall(dict.fromkeys(Side, BroadScore()), Gap(), None)


def test_few_beside_nobody_are_too_few() -> None:
    one = Cells(TOPIC, {}, {}, people=(4, 2), topics=few(4, 4.2), pooled=Pooled(spread=0.7)).evaluated()
    assert whole(one) == Overall({Side.PRCS: BroadScore(4, 4.2), Side.PARTNER: BroadScore()}, Gap(), Reading.TOO_FEW)
    assert one.sections[0].facets[Facet.JOINT].reading is Reading.TOO_FEW


def test_of_a_topic_that_too_few_of_a_few_have_a_score_in_there_is_no_gap() -> None:
    one = Cells(TOPIC, {}, FOUR, people=(4, 8), topics=few(None, None), pooled=Pooled(spread=0.7)).evaluated()
    assert (whole(one).gap, whole(one).reading) == (Gap(), Reading.TOO_FEW)


def test_few_beside_one_agreed_answer_have_a_gap_and_no_interval() -> None:
    agreed = dict.fromkeys("abcd", cell(0, 0, 1, 0, 0))
    one = Cells(TOPIC, {}, agreed, people=(4, 1), topics=few(4, 4.2), answering=ORGANISATION, pooled=Pooled(spread=0.7))
    found = whole(one.evaluated())
    assert (found.gap, found.reading) == (Gap(1.2), Reading.TOO_FEW)


def test_an_index_of_a_few_has_the_same_spread() -> None:
    indices = {Side.PRCS: {Facet.JOINT: BroadScore(3, 4.0)}}
    one = Cells(TOPIC, {}, FOUR, people=(3, 8), topics=few(3, 4.2), indices=indices, pooled=Pooled(0.4, 0.2, 0.7))
    index = one.evaluated().indices[Facet.JOINT]
    assert index.sides == {Side.PRCS: BroadScore(3, 4.0), Side.PARTNER: BroadScore(None, 3.8)}
    assert (index.gap.value, index.gap.df, index.gap.q) == (0.2, 9.0, None)
    assert index.gap.se == pytest.approx(0.7 * (1 / 3 + 1 / 8) ** 0.5)


def test_from_five_people_on_there_is_no_topic_as_a_whole() -> None:
    assert Cells(TOPIC, FOUR, FOUR, people=(5, 8)).evaluated().sections[0].overall is None


@pytest.mark.parametrize("people", [(2, 8), (0, 0)], ids=["two beside eight", "nobody"])
def test_nor_where_a_side_shows_nothing_and_none_is_few(people: tuple[int, int]) -> None:
    one = Cells(TOPIC, {}, FOUR if people[1] else {}, people=people).evaluated()
    assert one.sections[0].overall is None
    assert one.sections[0].facets[Facet.JOINT].reading is Reading.TOO_FEW


def test_readings_of_a_few_are_those_of_everybody() -> None:
    """But divided: of a few no statement is shown on which they could be."""
    readings = {}
    for mean in (4.4, 4.0, 3.9, 2.5):
        topics = few(4, mean) | {Side.PARTNER: {NAME: BroadScore(4, min(mean, 4.0))}}
        one = Cells(TOPIC, {}, {}, people=(4, 4), topics=topics, pooled=Pooled(spread=0.6))
        readings[mean] = whole(one.evaluated()).reading
    assert readings == {
        4.4: Reading.BOTH_HIGH,
        4.0: Reading.BOTH_HIGH,
        3.9: Reading.ALIKE,
        2.5: Reading.BOTH_LOW,
    }


def test_a_withheld_cell_of_the_larger_side_has_no_people() -> None:
    cells = {**FOUR, "d": StatementCell()}
    one = Cells(TOPIC, {}, cells, people=(4, 8), topics=few(4, 4.2), pooled=Pooled(spread=0.7)).evaluated()
    assert whole(one).gap.df == 4 + 8 - 2
