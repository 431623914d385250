"""A release: cells, and what else is counted once. Everything else in a results document is arithmetic on it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.method.standing import Tier, standing_of
from surveyapp.core.results import (
    BroadScore,
    ClosingCell,
    Comments,
    Cut,
    Pooled,
    ReviewFacts,
    ReviewResult,
    SideFacts,
    StatementCell,
    Withheld,
)
from surveyapp.core.sides import Facet, Side

_FINEST = 1000
"""Denominators of what ``protected`` releases are smaller."""


class CellKey(NamedTuple):
    """Names a cell of one side."""

    statement: str
    facet: Facet


class Votes(NamedTuple):
    """How many people of each side chose a topic for the meeting."""

    prcs: int
    partner: int


@dataclass(frozen=True, slots=True)
class Release:
    """All that leaves a review; withheld cells are empty ones.

    ``topics`` and ``indices`` are scores of persons, of sides with too few people for cells alone. ``votes`` is None
    where they are withheld or were not asked for.
    """

    method: int
    review: ReviewFacts
    thresholds: Thresholds
    sides: Mapping[Side, SideFacts]
    cells: Mapping[Side, Mapping[CellKey, StatementCell]]
    topics: Mapping[Side, Mapping[str, BroadScore]]
    indices: Mapping[Side, Mapping[Facet, BroadScore]]
    pooled: Pooled
    votes: Mapping[str, Votes] | None
    closing: Mapping[str, Mapping[Side, ClosingCell]]
    cuts: tuple[Cut, ...]
    comments: tuple[Comments, ...]
    withheld: tuple[Withheld, ...]

    def tier(self, side: Side) -> Tier:
        """Return what the side's number of people allows."""
        return standing_of(self.sides[side], self.thresholds).tier

    def is_attributed(self, side: Side) -> bool:
        """Say whether the side gave one agreed answer, known to be its own."""
        return standing_of(self.sides[side], self.thresholds).is_attributed


def release_in(result: ReviewResult) -> Release:
    """Return what ``result`` was made from: ``evaluate`` makes the same document of it, byte for byte."""
    few = [side for side in Side if standing_of(result.sides[side], result.thresholds).tier is Tier.BROAD]
    return Release(
        method=result.method,
        review=result.review,
        thresholds=result.thresholds,
        sides=result.sides,
        cells={side: _cells_in(result, side) for side in Side},
        topics={side: {s.id: s.overall.sides[side] for s in result.sections if s.overall} for side in few},
        indices={side: {facet: index.sides[side] for facet, index in result.indices.items()} for side in few},
        pooled=result.pooled,
        votes={row.section: Votes(row.prcs, row.partner) for row in result.priorities} or None,
        closing=result.closing,
        cuts=result.cuts,
        comments=result.comments,
        withheld=result.withheld,
    )


def _cells_in(result: ReviewResult, side: Side) -> Mapping[CellKey, StatementCell]:
    return {
        CellKey(statement.id, facet): pair.of(side)
        for section in result.sections
        for statement in section.statements
        for facet, pair in statement.facets.items()
    }


def points_mean(points: Iterable[int]) -> Fraction | None:
    """Return the exact mean of a distribution over the points 1–K; None when nobody ticked one."""
    counts = tuple(points)
    n = sum(counts)
    return Fraction(sum(value * count for value, count in enumerate(counts, start=1)), n) if n else None


def points_variance(points: Iterable[int]) -> Fraction | None:
    """Return the exact variance (divisor n - 1) of a distribution over the points 1–K; None for fewer than two."""
    counts = tuple(points)
    n = sum(counts)
    if n < 2:  # noqa: PLR2004 - one tick has no spread
        return None
    total = sum(value * count for value, count in enumerate(counts, start=1))
    squares = sum(value**2 * count for value, count in enumerate(counts, start=1))
    return Fraction(n * squares - total**2, n * (n - 1))


def exact_mean(cell: StatementCell) -> Fraction | None:
    """Return the mean of a released cell as the fraction that it is, in scored points; None where it is withheld."""
    if cell.mean is None:
        return None
    if cell.n is None:  # of ``protected``: a multiple of its step, or an end of what may be shown
        return Fraction(cell.mean).limit_denominator(_FINEST)
    return Fraction(round(cell.mean * cell.n), cell.n)
