"""How far a score made of a few cells may be off: moderated variances, one correlation for the whole review."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import product
from typing import NamedTuple

from surveyapp.core.instrument.questionnaire import Scoring
from surveyapp.core.method import stats
from surveyapp.core.method.cells import points_variance
from surveyapp.core.method.stats import Error
from surveyapp.core.results import BroadScore, Gap, Pooled, StatementCell
from surveyapp.core.text.rounding import tenths_apart

PRIOR_DF = 6
"""Degrees of freedom that the review's mean variance counts for in the variance of one cell."""

APART_MARGIN = 0.05
"""By so much a difference may fall short of a tenth that it is rounded to."""


class Spread(NamedTuple):
    """A cell as far as its error goes: people who rated it, and their variance (n - 1)."""

    n: int
    variance: float


@dataclass(frozen=True, slots=True)
class Noise:
    """What a review's cells say together of how far any of them may be off.

    ``variance`` is the mean of all released cells' variances, no less than the floor; ``pooled`` holds the correlations
    of one person's ratings, None where none were measured.
    """

    variance: float
    pooled: Pooled

    def error(self, topics: Sequence[Sequence[Spread]]) -> Error:
        """Return the squared error of a mean over topics of the means of their cells, and its degrees of freedom.

        Args:
            topics: the cells of each topic; at least one topic, and one cell in each.

        Source:
            docs/method.md, section 3.
        """
        parts = [(place, part) for place, topic in enumerate(topics) for part in topic]
        pairs = math.fsum(
            self._correlation(one, other)
            * self._sd(one[1])
            * self._sd(other[1])
            / (len(topics[one[0]]) * len(topics[other[0]]) * max(one[1].n, other[1].n))
            for one, other in product(parts, parts)
        )
        df = PRIOR_DF + float(mean_number(part.n for _, part in parts)) - 1
        return Error(pairs / len(topics) ** 2, df)

    def _correlation(self, one: tuple[int, Spread], other: tuple[int, Spread]) -> float:
        if one is other:
            return 1.0
        found = self.pooled.within if one[0] == other[0] else self.pooled.between
        return UNMEASURED if found is None else found

    def _sd(self, part: Spread) -> float:
        own = part.n - 1
        return math.sqrt((PRIOR_DF * self.variance + own * part.variance) / (PRIOR_DF + own))


UNMEASURED = 0.5
"""The correlation that is taken where too little was answered to measure one."""


def noise_of(cells: Iterable[StatementCell], *, pooled: Pooled, scoring: Scoring) -> Noise:
    """Return the noise of a review from all its released cells, of both sides.

    Source:
        docs/method.md, section 3.
    """
    found = [variance for cell in cells if (variance := _exact_variance(cell)) is not None]
    mean = float(sum(found, Fraction(0)) / len(found)) if found else 0.0
    return Noise(max(mean, scoring.sd_floor**2), pooled)


def spread_of(cell: StatementCell) -> Spread | None:
    """Return a released cell as a part of a score's error; None where no spread is released."""
    variance = _exact_variance(cell)
    return None if variance is None or cell.n is None else Spread(cell.n, float(variance))


def gap_between(prcs: float, partner: float, *, errors: Sequence[Error], scoring: Scoring) -> Gap:
    """Return the gap of two released scores with everything that can be said of how sure it is, but ``q``.

    Args:
        prcs: PRCS's score, a tenth.
        partner: the partner's.
        errors: of both sides; none where no certainty can be given.
        scoring: gives the level.

    Source:
        docs/method.md, section 3.
    """
    value = tenths_apart(prcs, partner)
    if not errors:
        return Gap(value)
    interval = stats.t_interval(value, errors, level=scoring.level)
    se = math.sqrt(math.fsum(error.squared for error in errors))
    p = 2 * stats.t_upper_tail(abs(value) / se, interval.df)
    return Gap(value, interval.low, interval.high, scoring.level, se, interval.df, min(1.0, p))


def errors_of_a_few(numbers: Sequence[Fraction | int], *, spread: float) -> list[Error]:
    """Return both sides' errors where a score of persons is among them: one spread for the whole review.

    Args:
        numbers: people behind each side's score.
        spread: SD of person scores, in scale points.

    Source:
        docs/method.md, section 3: df are n₁ + n₂ - 2, whatever the sides.
    """
    df = float(sum(numbers)) - len(numbers)
    whole = spread**2 * math.fsum(1 / float(n) for n in numbers)
    return [Error(whole, df)]


def mean_number(numbers: Iterable[int]) -> Fraction:
    """Return the mean number of people over several cells; at least one cell."""
    found = list(numbers)
    return Fraction(sum(found), len(found))


def people_behind(score: BroadScore, cells: Sequence[StatementCell]) -> Fraction | int:
    """Return how many people a broad score stands on: its persons, or the mean number that rated its cells."""
    return score.n if score.n is not None else mean_number(cell.n or 0 for cell in cells)


def adjusted(ps: Sequence[float]) -> list[float]:
    """Return q for each p, after Benjamini and Hochberg: the least rate of false discovery at which it is kept.

    Args:
        ps: two-sided p of all comparisons (length k).

    Returns:
        Length k, in the order of ``ps``; none above 1.
    Source:
        docs/method.md, section 4.
    """
    order = sorted(range(len(ps)), key=lambda place: ps[place], reverse=True)
    found, least = [1.0] * len(ps), 1.0
    for below, place in enumerate(order):
        least = min(least, ps[place] * len(ps) / (len(ps) - below))
        found[place] = least
    return found


def _exact_variance(cell: StatementCell) -> Fraction | None:
    return None if cell.distribution is None else points_variance(cell.distribution)
