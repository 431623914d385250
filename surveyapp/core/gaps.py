"""PRCS's rating minus the partner's: the gap, its interval, and what readers of the annex ask for."""

from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from fractions import Fraction

from surveyapp.core.questionnaire import Scoring
from surveyapp.core.ranks import cliffs_delta, hodges_lehmann, permutation_p
from surveyapp.core.results import Gap
from surveyapp.core.scoring import ScoreTally
from surveyapp.core.stats import Interval, Spread, welch_interval

RANKED_UP_TO = 200
"""People of one side up to which the orders of two sides are compared."""

TENTH = Decimal("0.1")
_NOISE = Decimal("1e-9")


def bare_gap(prcs: Fraction, partner: Fraction) -> Gap:
    """Return the difference of two means, in scale points, and nothing else.

    Source:
        docs/method.md, sections 1 and 7.
    """
    return Gap(value=float(prcs - partner))


def full_gap(prcs: ScoreTally, partner: ScoreTally, *, scoring: Scoring) -> Gap:
    """Return the gap of two sides with a score each, and everything that can be said of it.

    Args:
        prcs: PRCS's person scores; at least one.
        partner: the partner's; at least one.
        scoring: the questionnaire's level, floor and least number of persons.

    Returns:
        Value and ends in scale points. Ends, level and df are None when a side has fewer than ``scoring.min_n`` (or
        two) persons with a score; δ, p and shift when a side has more than ``RANKED_UP_TO``.

    Raises:
        ValueError: a side has no score.
    Source:
        docs/method.md, sections 2, 3 and 5.
    """
    value = _difference(prcs, partner)
    interval = _interval(prcs, partner, value=value, scoring=scoring)
    delta, p, shift = _order(prcs, partner)
    return Gap(
        value=value,
        low=interval.low if interval else None,
        high=interval.high if interval else None,
        level=scoring.level if interval else None,
        df=interval.df if interval else None,
        cliffs_delta=delta,
        p=p,
        hodges_lehmann=shift,
    )


def coarse_gap(prcs: ScoreTally, partner: ScoreTally, *, scoring: Scoring) -> Gap:
    """Return the gap as it may be shown of a few people: its value, and its ends rounded outward to a tenth.

    Arguments, None cases and errors are those of ``full_gap``; df, δ, p and shift are always None.

    Source:
        docs/method.md, sections 3 and 7.
    """
    value = _difference(prcs, partner)
    interval = _interval(prcs, partner, value=value, scoring=scoring)
    if interval is None:
        return Gap(value=value)
    return Gap(value=value, low=tenth_below(interval.low), high=tenth_above(interval.high), level=scoring.level)


def tenth_below(x: float) -> float:
    """Return the greatest tenth at or below ``x``; an excess under 1e-9 counts as floating-point noise.

    Source:
        docs/method.md, section 7.
    """
    return float((Decimal(repr(x)) + _NOISE).quantize(TENTH, ROUND_FLOOR)) + 0.0


def tenth_above(x: float) -> float:
    """Return the least tenth at or above ``x``; an excess under 1e-9 counts as floating-point noise.

    Source:
        docs/method.md, section 7.
    """
    return float((Decimal(repr(x)) - _NOISE).quantize(TENTH, ROUND_CEILING)) + 0.0


def _difference(prcs: ScoreTally, partner: ScoreTally) -> float:
    if prcs.exact_mean is None or partner.exact_mean is None:
        raise ValueError("a gap needs a score on both sides")
    return float(prcs.exact_mean - partner.exact_mean)


def _interval(prcs: ScoreTally, partner: ScoreTally, *, value: float, scoring: Scoring) -> Interval | None:
    if min(prcs.n, partner.n) < scoring.min_n:
        return None
    spreads = [Spread(tally.n, tally.sd) for tally in (prcs, partner) if tally.sd is not None]
    if len(spreads) < 2:  # noqa: PLR2004 - both sides
        return None
    return welch_interval(*spreads, gap=value, level=scoring.level, sd_floor=scoring.sd_floor)


def _order(prcs: ScoreTally, partner: ScoreTally) -> tuple[float | None, float | None, float | None]:
    if max(prcs.n, partner.n) > RANKED_UP_TO:
        return None, None, None
    xs, ys = prcs.values(), partner.values()
    return cliffs_delta(xs, ys), permutation_p(xs, ys), hodges_lehmann(xs, ys)
