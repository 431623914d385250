"""Which words a comparison gets: the first rule that holds, each limit at, just below and just above."""

from dataclasses import replace

import pytest

from surveyapp.core.method.readings import (
    Seen,
    dont_know_share,
    is_apart,
    is_split,
    read,
    split_sides,
    unseen_sides,
)
from surveyapp.core.results import Gap, Reading, StatementCell
from surveyapp.core.sides import Side
from surveyapp.core.text.rounding import tenths_apart
from tests.core.building import SCORING
from tests.core.method.releasing import blurred_cell, cell


def seen(
    prcs: float,
    partner: float,
    *,
    reach: float | None = 1.2,
    q: float | None = 0.5,
    split: bool = False,
    step: float = 0,
) -> Seen:
    value = tenths_apart(prcs, partner)
    ends = (None, None) if reach is None else (value - reach, value + reach)
    return Seen(Gap(value, *ends, q=q), prcs, partner, is_split=split, coarser=step)


RULES = [
    pytest.param(seen(4.0, 3.5, q=0.1), Reading.CLEAR_GAP, id="half a point, q at its limit"),
    pytest.param(seen(3.5, 4.0, q=0.1), Reading.CLEAR_GAP, id="half a point the other way"),
    pytest.param(seen(4.0, 3.5, q=0.1001), Reading.POSSIBLE_GAP, id="q just above its limit"),
    pytest.param(seen(3.9, 3.5, q=0.001), Reading.UNSETTLED, id="four tenths, however sure, are no gap"),
    pytest.param(seen(3.8, 3.3), Reading.POSSIBLE_GAP, id="3.8 less 3.3, which is half a point in tenths alone"),
    pytest.param(seen(3.3, 3.8), Reading.POSSIBLE_GAP, id="half a point below zero"),
    pytest.param(seen(4.0, 3.0, q=None, reach=None), Reading.POSSIBLE_GAP, id="no interval, no clear gap"),
    pytest.param(seen(4.5, 4.0), Reading.POSSIBLE_GAP, id="a gap comes before both high"),
    pytest.param(seen(3.0, 2.5), Reading.POSSIBLE_GAP, id="a gap comes before both low"),
    pytest.param(seen(4.0, 3.5, split=True), Reading.POSSIBLE_GAP, id="a gap comes before divided"),
    pytest.param(seen(4.0, 3.5, q=0.1, split=True), Reading.CLEAR_GAP, id="so does a clear one"),
    pytest.param(seen(4.4, 4.0, split=True), Reading.DIVIDED, id="divided comes before both high"),
    pytest.param(seen(2.4, 2.0, split=True), Reading.DIVIDED, id="divided comes before both low"),
    pytest.param(seen(3.5, 3.5, reach=0.2, split=True), Reading.DIVIDED, id="divided comes before alike"),
    pytest.param(seen(4.0, 4.0), Reading.BOTH_HIGH, id="both at four"),
    pytest.param(seen(4.3, 3.9), Reading.UNSETTLED, id="one just below four"),
    pytest.param(seen(4.0, 4.2, reach=0.2), Reading.BOTH_HIGH, id="both high comes before alike"),
    pytest.param(seen(3.0, 3.0), Reading.BOTH_LOW, id="both at three"),
    pytest.param(seen(2.7, 3.1), Reading.UNSETTLED, id="one just above three"),
    pytest.param(seen(2.9, 2.8, reach=0.2), Reading.BOTH_LOW, id="both low comes before alike"),
    pytest.param(seen(3.5, 3.5, reach=1.0), Reading.ALIKE, id="an interval up to a point"),
    pytest.param(seen(3.5, 3.5, reach=1.001), Reading.UNSETTLED, id="an interval just over a point"),
    pytest.param(seen(3.6, 3.3, reach=0.7), Reading.ALIKE, id="its upper end at a point"),
    pytest.param(seen(3.6, 3.3, reach=0.71), Reading.UNSETTLED, id="its upper end just over it"),
    pytest.param(seen(3.3, 3.6, reach=0.71), Reading.UNSETTLED, id="its lower end just over it"),
    pytest.param(seen(3.5, 3.5, reach=None, q=None), Reading.UNSETTLED, id="no interval says that views are alike"),
]


@pytest.mark.parametrize(("comparison", "expected"), RULES)
def test_the_first_reading_that_holds(comparison: Seen, expected: Reading) -> None:
    assert read(comparison, SCORING) is expected


PROTECTED = [
    pytest.param(seen(3.5, 3.0, reach=None, q=None, step=0.5), Reading.UNSETTLED, id="halves: half a point"),
    pytest.param(seen(3.9, 3.0, reach=None, q=None, step=0.5), Reading.UNSETTLED, id="halves: nine tenths"),
    pytest.param(seen(4.0, 3.0, reach=None, q=None, step=0.5), Reading.POSSIBLE_GAP, id="halves: a point"),
    pytest.param(seen(3.0, 4.0, reach=None, q=None, step=0.5), Reading.POSSIBLE_GAP, id="halves: a point below zero"),
    pytest.param(seen(3.7, 3.0, reach=None, q=None, step=0.25), Reading.UNSETTLED, id="quarters: seven tenths"),
    pytest.param(seen(3.8, 3.0, reach=None, q=None, step=0.25), Reading.POSSIBLE_GAP, id="quarters: eight tenths"),
    pytest.param(seen(3.6, 3.1, reach=None, q=None, step=0.1), Reading.UNSETTLED, id="tenths: half a point"),
    pytest.param(seen(3.6, 3.0, reach=None, q=None, step=0.1), Reading.POSSIBLE_GAP, id="tenths: six of them"),
    pytest.param(seen(4.0, 4.0, reach=None, q=None, step=0.5), Reading.BOTH_HIGH, id="at or near high"),
    pytest.param(seen(2.0, 2.5, reach=None, q=None, step=0.5), Reading.BOTH_LOW, id="at or near low"),
]


@pytest.mark.parametrize(("comparison", "expected"), PROTECTED)
def test_a_blurred_gap_needs_the_coarser_step_more(comparison: Seen, expected: Reading) -> None:
    assert read(comparison, SCORING) is expected


OTHER = replace(
    SCORING, flag_gap_at=0.7, shared_strength_min=4.2, shared_concern_max=2.5, alike_within=0.4, false_discovery=0.01
)


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        pytest.param(seen(4.0, 3.4, q=0.001), Reading.UNSETTLED, id="six tenths are no gap"),
        pytest.param(seen(4.0, 3.3, q=0.011), Reading.POSSIBLE_GAP, id="a gap that is not clear"),
        pytest.param(seen(4.0, 3.3, q=0.01), Reading.CLEAR_GAP, id="a clear gap"),
        pytest.param(seen(4.1, 4.2), Reading.UNSETTLED, id="not both high"),
        pytest.param(seen(2.6, 2.5), Reading.UNSETTLED, id="not both low"),
        pytest.param(seen(3.5, 3.5, reach=0.5), Reading.UNSETTLED, id="not alike"),
        pytest.param(seen(3.5, 3.5, reach=0.4), Reading.ALIKE, id="alike"),
    ],
)
def test_every_limit_is_the_questionnaire_s(comparison: Seen, expected: Reading) -> None:
    assert read(comparison, OTHER) is expected


def test_a_withheld_gap_has_no_reading() -> None:
    with pytest.raises(ValueError, match="no reading"):
        read(Seen(Gap(), 4.0, 3.0), SCORING)


@pytest.mark.parametrize(
    ("value", "step", "expected"),
    [(0.5, 0, True), (-0.5, 0, True), (0.4, 0, False), (0.6, 0.1, True), (0.75, 0.25, True), (None, 0, False)],
)
def test_apart(value: float | None, step: float, expected: bool) -> None:
    """0.5 and 0.1 are 0.6 and no less, whatever their floats add up to."""
    assert is_apart(Gap(value), SCORING, coarser=step) is expected


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        pytest.param(cell(3, 0, 0, 0, 2), True, id="five in two camps"),
        pytest.param(cell(2, 0, 0, 0, 2), False, id="four are too few"),
        pytest.param(replace(cell(1, 1, 1, 1, 1), agreement=0.2), True, id="agreement at its limit"),
        pytest.param(replace(cell(1, 1, 1, 1, 1), agreement=0.2001), False, id="agreement just above"),
        pytest.param(cell(0, 0, 1, 3, 2), False, id="five of much the same mind"),
        pytest.param(blurred_cell("3", "1/2"), False, id="a blurred mean shows no camps"),
        pytest.param(StatementCell(), False, id="withheld"),
    ],
)
def test_split(shown: StatementCell, expected: bool) -> None:
    assert is_split(shown, SCORING) is expected
    both = {Side.PRCS: [StatementCell()], Side.PARTNER: [cell(0, 0, 5, 0, 0), shown]}
    assert split_sides(both, SCORING) == ((Side.PARTNER,) if expected else ())


@pytest.mark.parametrize(
    ("cells", "share", "is_unseen"),
    [
        pytest.param([cell(0, 0, 7, 0, 0, dont_know=3)], 0.3, True, id="three of ten"),
        pytest.param([cell(0, 0, 8, 0, 0, dont_know=3)], 3 / 11, False, id="three of eleven"),
        pytest.param([cell(0, 0, 4, 0, 0, dont_know=6), cell(0, 0, 10, 0, 0)], 0.3, True, id="over two statements"),
        pytest.param([cell(0, 0, 0, 0, 0, dont_know=1)], 1.0, True, id="nothing else"),
        pytest.param([cell(0, 0, 0, 0, 0)], None, False, id="neither rated nor not known"),
        pytest.param([blurred_cell("3", "1/2")], None, False, id="blurred: not counted"),
        pytest.param([], None, False, id="no cell"),
    ],
)
def test_unseen(cells: list[StatementCell], share: float | None, is_unseen: bool) -> None:
    assert dont_know_share(cells) == share
    assert unseen_sides({Side.PRCS: share, Side.PARTNER: None}, SCORING) == ((Side.PRCS,) if is_unseen else ())
