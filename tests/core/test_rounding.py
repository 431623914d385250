"""One function rounds and one writes: halves away from zero, on the decimals that were meant."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.text.rounding import rounded, rounded_up, tenth, tenths_apart, written
from tests.randomly import examples

HALVES = [Fraction(hundredths, 100) for hundredths in range(5, 500, 10)]
"""Every score of two decimals that lies between two tenths: 0.05, 0.15, … 4.95."""


@pytest.mark.parametrize("half", HALVES, ids=lambda half: f"{float(half):.2f}")
def test_a_half_goes_away_from_zero(half: Fraction) -> None:
    """As a fraction, and as the float that stands for it: that of 4.35 lies below the half, that of 0.45 above."""
    expected = float(half + Fraction(1, 20))
    assert (tenth(half), tenth(float(half))) == (expected, expected)
    assert (tenth(-half), tenth(-float(half))) == (-expected, -expected)
    assert written(half) == written(float(half)) == f"{expected}"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(Fraction(331, 80), 4.1, id="4.1375, of the worked example"),
        pytest.param(Fraction(127, 40), 3.2, id="3.175, of the worked example"),
        pytest.param(Fraction(1, 3), 0.3, id="a third"),
        pytest.param(Fraction(4449999999999999, 10**15), 4.4, id="a fraction just below a half is exact"),
        pytest.param(4.449999999999999, 4.5, id="a float just below a half is noise"),
        pytest.param(0.1 + 0.2 + 0.05, 0.4, id="0.35 that was added up"),
        pytest.param(0.35 - 1e-9, 0.3, id="what is no noise decides"),
        pytest.param(-0.4983, -0.5, id="minus 0.4983"),
        pytest.param(-0.04, 0.0, id="nothing is left of a small negative"),
        pytest.param(0.0, 0.0, id="zero"),
    ],
)
def test_tenth(value: Fraction | float, expected: float) -> None:
    assert repr(tenth(value)) == repr(expected)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        pytest.param(13.5, 0, 14, id="a half of a whole"),
        pytest.param(2.5, 0, 3, id="a half of a whole that Python would take to the even one"),
        pytest.param(-2.5, 0, -3, id="likewise below zero"),
        pytest.param(0.0005, 3, Fraction(1, 1000), id="three decimals"),
        pytest.param(1.005, 2, Fraction(101, 100), id="1.005, which is no float"),
    ],
)
def test_rounded_to_other_digits(value: float, digits: int, expected: Fraction) -> None:
    assert rounded(value, digits) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(0.7, "0.7", id="a tenth stays, although 0.7 * 10 is not 7"),
        pytest.param(0.7000000000000001, "0.7", id="noise above a tenth is not rounded up"),
        pytest.param(0.71, "0.8", id="up to the next tenth"),
        pytest.param(0.7 + 1e-9, "0.8", id="a little is no noise"),
        pytest.param(0.0, "0", id="nothing"),
    ],
)
def test_rounded_up(value: float, expected: str) -> None:
    assert rounded_up(value) == Fraction(expected)


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        pytest.param(4.0, 1, "4.0", id="a whole number keeps its decimal"),
        pytest.param(-0.45, 1, "-0.5", id="a half below zero"),
        pytest.param(-0.04, 1, "0.0", id="no signed zero"),
        pytest.param(-0.0, 1, "0.0", id="not even of a signed zero"),
        pytest.param(Fraction(2, 3), 2, "0.67", id="two decimals"),
        pytest.param(Fraction(-1, 3), 3, "-0.333", id="three decimals"),
        pytest.param(2.5, 0, "3", id="no decimals"),
        pytest.param(1e-7, 1, "0.0", id="nothing in the way that floats are printed"),
        pytest.param(1e22, 1, "10000000000000000000000.0", id="nor of large ones"),
    ],
)
def test_written(value: Fraction | float, digits: int, expected: str) -> None:
    assert written(value, digits) == expected


fractions = st.builds(Fraction, st.integers(-5000, 5000), st.integers(1, 1000))
scores = st.integers(10, 50).map(lambda tenths: tenths / 10)


@examples(300)
@given(value=fractions)
def test_any_fraction_is_rounded_as_by_hand(value: Fraction) -> None:
    by_hand = Context(prec=60).divide(Decimal(value.numerator), Decimal(value.denominator))
    expected = by_hand.quantize(Decimal("0.1"), ROUND_HALF_UP)
    assert Decimal(written(value)) == expected == Decimal(repr(tenth(value)))
    assert tenth(-value) == -tenth(value)


@examples(300)
@given(prcs=scores, partner=scores)
def test_what_is_printed_adds_up(prcs: float, partner: float) -> None:
    gap = tenths_apart(prcs, partner)
    assert Decimal(written(prcs)) - Decimal(written(partner)) == Decimal(written(gap)) == Decimal(repr(gap))
    assert tenths_apart(partner, prcs) == -gap
