from dataclasses import replace
from fractions import Fraction

import pytest

from surveyapp.core.method.gaps import RANKED_UP_TO, coarse_gap, full_gap, tenth_above, tenth_below
from surveyapp.core.release.scoring import Marks, ScoreTally
from tests.core.building import SCORING


def tally(*totals: int, asked: int = 4) -> ScoreTally:
    result = ScoreTally(asked)
    for total in totals:
        result.add(Marks(asked, total, 0))
    return result


def test_a_gap_is_the_exact_difference() -> None:
    gap = full_gap(tally(*[41] * 3, asked=10), tally(*[36] * 3, asked=10), scoring=SCORING)
    assert gap.value == 0.5  # 4.1 - 3.6 is not, in floating point


@pytest.mark.parametrize(
    ("x", "below", "above"),
    [
        pytest.param(0.7, 0.7, 0.7, id="a tenth stays, although 0.7 * 10 is not 7"),
        pytest.param(0.7000000000000001, 0.7, 0.7, id="noise above a tenth is not rounded up"),
        pytest.param(0.6999999999999999, 0.7, 0.7, id="nor noise below it down"),
        pytest.param(0.71, 0.7, 0.8, id="outward"),
        pytest.param(-0.71, -0.8, -0.7, id="outward below zero"),
        pytest.param(-1e-12, 0.0, 0.0, id="noise around zero is zero"),
        pytest.param(-0.04, -0.1, 0.0, id="a small negative"),
        pytest.param(-0.3, -0.3, -0.3, id="a negative tenth stays"),
    ],
)
def test_ends_are_rounded_outward(x: float, below: float, above: float) -> None:
    assert (str(tenth_below(x)), str(tenth_above(x))) == (str(below), str(above))


def test_the_coarse_gap_is_the_full_one_without_what_tells_more() -> None:
    sides = tally(18, 16, 18, 15), tally(13, 11, 14)
    full, coarse = full_gap(*sides, scoring=SCORING), coarse_gap(*sides, scoring=SCORING)
    assert coarse == replace(
        full,
        low=tenth_below(full.low or 0),
        high=tenth_above(full.high or 0),
        df=None,
        cliffs_delta=None,
        p=None,
        hodges_lehmann=None,
    )
    assert (full.low or 0) - (coarse.low or 0) == pytest.approx(0.05, abs=0.05)


def test_no_interval_below_the_least_number_of_persons() -> None:
    gap = full_gap(tally(18, 16), tally(13, 11, 14), scoring=SCORING)
    assert gap.value == float(Fraction(17, 4) - Fraction(38, 12))
    assert (gap.low, gap.high, gap.level, gap.df) == (None, None, None, None)
    assert coarse_gap(tally(18, 16), tally(13, 11, 14), scoring=SCORING) == replace(
        gap, cliffs_delta=None, p=None, hodges_lehmann=None
    )


def test_one_person_has_no_interval_whatever_the_questionnaire_says() -> None:
    gap = full_gap(tally(18), tally(13, 11), scoring=replace(SCORING, min_n=1))
    assert (gap.low, gap.cliffs_delta) == (None, 1.0)


def test_orders_are_compared_up_to_a_limit() -> None:
    many = tally(*[16] * (RANKED_UP_TO + 1))
    gap = full_gap(many, tally(13, 11, 14), scoring=SCORING)
    assert (gap.cliffs_delta, gap.p, gap.hodges_lehmann) == (None, None, None)
    assert gap.low is not None


def test_a_gap_needs_both_sides() -> None:
    with pytest.raises(ValueError, match="both sides"):
        full_gap(tally(), tally(12), scoring=SCORING)
