"""Means, spreads and Student's t: the figures behind an interval, in pure Python."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from statistics import NormalDist

_TINY = 1e-300
_EPSILON = 1e-16
_MAX_STEPS = 10_000
_SERIES_FROM = 100.0


@dataclass(frozen=True, slots=True)
class Error:
    """What one figure adds to the error of a sum or difference: its squared standard error, and the degrees of it."""

    squared: float
    df: float


@dataclass(frozen=True, slots=True)
class Interval:
    """Both ends in scale points, unclipped, and the degrees of freedom (above 0) they were made with."""

    low: float
    high: float
    df: float


def mean(scores: Mapping[Fraction, int]) -> Fraction:
    """Return the exact mean of ``scores``, in their unit.

    Args:
        scores: how many persons have each score; at least one person.

    Raises:
        ValueError: nobody has a score.
    Source:
        docs/method.md, section 2.
    """
    n = sum(scores.values())
    if not n:
        raise ValueError("a mean needs at least one score")
    return sum((score * count for score, count in scores.items()), Fraction(0)) / n


def sd(scores: Mapping[Fraction, int]) -> float | None:
    """Return the standard deviation (divisor n-1) of ``scores``, in their unit, 0 or more.

    Args:
        scores: how many persons have each score.

    Returns:
        None for fewer than two persons.
    Source:
        docs/method.md, section 2.
    """
    n = sum(scores.values())
    if n < 2:  # noqa: PLR2004 - one value has no spread
        return None
    centre = mean(scores)
    squares = sum((count * (score - centre) ** 2 for score, count in scores.items()), Fraction(0))
    return math.sqrt(squares / (n - 1))


def t_interval(value: float, errors: Sequence[Error], *, level: float) -> Interval:
    """Return the interval around a sum or difference of independent figures, its degrees after Satterthwaite.

    Args:
        value: of the sum or difference.
        errors: of each figure in it; at least one, df above 0.
        level: coverage, between 0 and 1, such as 0.9.

    Returns:
        Ends in the unit of ``value``; without any error both equal it, and df is the sum of all.

    Raises:
        ValueError: there is no figure, or ``level`` is not between 0 and 1.
    Source:
        docs/method.md, sections 3 and 6.
    """
    if not errors or not 0 < level < 1:
        raise ValueError("an interval needs a figure with an error, and a level between 0 and 1")
    squared = math.fsum(error.squared for error in errors)
    if squared == 0:
        return Interval(value, value, math.fsum(error.df for error in errors))
    df = squared**2 / math.fsum(error.squared**2 / error.df for error in errors)
    reach = t_quantile((1 + level) / 2, df) * math.sqrt(squared)
    return Interval(value - reach, value + reach, df)


@lru_cache(maxsize=4096)
def t_quantile(p: float, df: float) -> float:
    """Return the value that Student's t with ``df`` degrees of freedom stays under with probability ``p``.

    Newton's steps on the upper tail, begun at the normal quantile: the tail is convex and the normal quantile lies
    below the root, so that no step can overshoot. Agrees with SciPy to about 1e-12 of the value.

    Args:
        p: probability, strictly between 0 and 1.
        df: degrees of freedom, above 0, whole or not.

    Raises:
        ValueError: ``p`` or ``df`` is out of range.
    Source:
        docs/method.md, section 3.
    """
    if not 0 < p < 1 or not 0 < df < math.inf:
        raise ValueError("p lies between 0 and 1, df above 0")
    if p < 0.5:  # noqa: PLR2004 - the median
        return -t_quantile(1 - p, df)
    tail, t = 1 - p, NormalDist().inv_cdf(p)
    for _ in range(_MAX_STEPS):
        step = (t_upper_tail(t, df) - tail) / _t_density(t, df)
        t += step
        if abs(step) <= 1e-14 * max(1.0, abs(t)):
            break
    return t


def t_upper_tail(t: float, df: float) -> float:
    """Return the probability (0–0.5) that Student's t with ``df`` degrees of freedom exceeds ``t`` (0 or more).

    Source:
        docs/method.md, section 3: half the regularised incomplete beta function of df / (df + t²).
    """
    if t == 0:
        return 0.5
    a, b, square = df / 2, 0.5, t * t
    x, rest = df / (df + square), square / (df + square)
    front = math.exp(_log_gamma_half_step(a) - math.lgamma(b) - a * math.log1p(square / df) + b * math.log(rest))
    if x < (a + 1) / (a + b + 2):
        return front * _beta_fraction(a, b, x=x) / a / 2
    return (1 - front * _beta_fraction(b, a, x=rest) / b) / 2


def _t_density(t: float, df: float) -> float:
    height = math.exp(_log_gamma_half_step(df / 2)) / math.sqrt(df * math.pi)
    return height * math.exp(-(df + 1) / 2 * math.log1p(t * t / df))


def _log_gamma_half_step(a: float) -> float:
    """Return log Γ(a + ½) - log Γ(a); by its series where the two logarithms would cancel digits."""
    if a < _SERIES_FROM:
        return math.lgamma(a + 0.5) - math.lgamma(a)
    return math.log(a) / 2 - 1 / (8 * a) + 1 / (192 * a**3) - 1 / (640 * a**5)


def _beta_fraction(a: float, b: float, *, x: float) -> float:
    """Return the continued fraction of the incomplete beta function, by Lentz's method."""
    c, d = 1.0, 1 / _away_from_zero(1 - (a + b) * x / (a + 1))
    value = d
    for m in range(1, _MAX_STEPS):
        even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        change = 1.0
        for numerator in (even, odd):
            d = 1 / _away_from_zero(1 + numerator * d)
            c = _away_from_zero(1 + numerator / c)
            change = c * d
            value *= change
        if abs(change - 1) < _EPSILON:
            break
    return value


def _away_from_zero(x: float) -> float:
    return x if abs(x) > _TINY else _TINY
