"""The figures that the results document is made of: scores, gaps, cells, and what is pooled over a review.

A figure that is withheld is None. Scores are in scale points, 1–K, and in tenths but for the means of single statements
and closing ratings; shares run from 0 to 1.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BroadScore:
    """A side's score of a whole topic, or of a facet over all topics, in tenths.

    ``n`` counts the persons whose scores it averages; None where it is made of cells.
    """

    n: int | None = None
    mean: float | None = None


@dataclass(frozen=True, slots=True)
class SideScore:
    """A side's score of one facet, in tenths: the mean of its ``statements`` released cells.

    ``dont_know_share`` is of those cells' "don't know" and ratings together; of one agreed answer that does not know it
    is given without a score.
    """

    mean: float | None = None
    statements: int | None = None
    dont_know_share: float | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """PRCS's released score minus the partner's, in tenths, and how sure it is.

    ``se``, ``df`` and the interval's ends at ``level`` are not rounded; ``p`` is two-sided, ``q`` adjusted for all
    comparisons of the review.
    """

    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    se: float | None = None
    df: float | None = None
    p: float | None = None
    q: float | None = None


@dataclass(frozen=True, slots=True)
class Pooled:
    """What is pooled over a whole review, in tenths; None where nothing rests on it.

    ``within`` and ``between`` are the correlations of one person's ratings in one facet of a topic, and across topics;
    ``spread`` is the SD of person scores where too few people answered for cells.
    """

    within: float | None = None
    between: float | None = None
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class Chance:
    """What chance alone would do: of ``comparisons``, how many lie apart, are expected to, and are clear."""

    comparisons: int
    apart: int
    expected: int
    clear: int


@dataclass(frozen=True, slots=True)
class StatementCell:
    """One statement, one facet, one side: a cell. ``distribution`` counts the points 1…K.

    ``agreement`` is van der Eijk's A.
    Under ``protected`` only ``mean`` is given, rounded to ``step``; elsewhere it is exact and has no step.
    """

    n: int | None = None
    mean: float | None = None
    distribution: tuple[int, ...] | None = None
    favourable: int | None = None
    dont_know: int | None = None
    not_applicable: int | None = None
    skipped: int | None = None
    agreement: float | None = None
    step: float | None = None


@dataclass(frozen=True, slots=True)
class ClosingCell:
    """A closing rating of one side."""

    n: int | None = None
    mean: float | None = None
    distribution: tuple[int, ...] | None = None
