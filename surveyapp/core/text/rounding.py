"""The one way to round and to write a figure: pages, charts, tables and files all take it from here."""

from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache

_NOISE_DIGITS = 12
"""Digits of a float after which it holds nothing but the noise of binary fractions."""


def rounded(value: Fraction | float, digits: int = 1) -> Fraction:
    """Return ``value`` to ``digits`` decimals, halves away from zero: 3.25 gives 3.3, −0.45 gives −0.5.

    A float is taken for the decimal that it was meant to be, so that 4.35 is a half although no float is.

    Source:
        docs/method.md, section 2.
    """
    if isinstance(value, float):
        value = Fraction(Decimal(repr(round(value, _NOISE_DIGITS))))
    units, parts = abs(value).numerator * 10**digits, value.denominator
    whole = (2 * units + parts) // (2 * parts)
    return Fraction(whole if value >= 0 else -whole, 10**digits)


def rounded_up(value: float, digits: int = 1) -> Fraction:
    """Return the least multiple of the last of ``digits`` decimals at or above ``value``, noise left out."""
    exact = Fraction(Decimal(repr(round(value, _NOISE_DIGITS))))
    unit = Fraction(1, 10**digits)
    return (exact / unit).__ceil__() * unit


def tenth(value: Fraction | float) -> float:
    """Return ``value`` as the tenth that is released of it."""
    return float(rounded(value))


def tenths_apart(prcs: float, partner: float) -> float:
    """Return the difference of two released tenths, itself a tenth: what is printed adds up."""
    return float(rounded(prcs) - rounded(partner))


@lru_cache(maxsize=16384, typed=True)  # as many as there are tenths, and each is written in many places
def written(value: Fraction | float, digits: int = 1) -> str:
    """Return ``value`` as digits, rounded as everywhere: ``4.1``; an unsigned zero where nothing is left."""
    shown = rounded(value, digits)
    decimal = Decimal(shown.numerator) / Decimal(shown.denominator)
    return f"{decimal.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP):f}"
