"""Three or four people on a side: coverage and width of the intervals of whole topics, over many kinds of people."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.cells import CellKey
from surveyapp.core.results import ReviewResult, SectionResult
from surveyapp.core.sides import Side
from tools.invented import result_of
from tools.simulate.population import Expected, People, draw, expectations, mean

SIZES = ((3, 3), (3, 5), (4, 4), (4, 8), (3, 9))
HALOS = (0.2, 0.5, 0.8)
SPREADS = ((0.9, 0.9), (0.6, 1.2), (1.2, 0.6))
"""Both sides' spreads: alike, and the one or the other side twice as wide."""


@dataclass(frozen=True, slots=True)
class Kind:
    """Many reviews of the same sizes, of people of the same halo and spreads."""

    halo: float
    spreads: tuple[float, float]
    coverage: float
    half_width: float


@dataclass(frozen=True, slots=True)
class Row:
    """All kinds of people, of the same sizes."""

    sizes: tuple[int, int]
    kinds: Sequence[Kind]


def simulate(asked: Questionnaire, rng: random.Random, *, sizes: tuple[int, int], reviews: int) -> Row:
    """Return ``reviews`` made-up reviews of each kind of people."""
    kinds = product(HALOS, SPREADS)
    return Row(sizes, [_kind(asked, rng, sizes=sizes, reviews=reviews, halo=h, spreads=s) for h, s in kinds])


def _kind(
    asked: Questionnaire,
    rng: random.Random,
    *,
    sizes: tuple[int, int],
    reviews: int,
    halo: float,
    spreads: tuple[float, float],
) -> Kind:
    held, widths = [], []
    people = {side: People(spread, halo) for side, spread in zip(Side, spreads, strict=True)}
    for _ in range(reviews):
        truth, _ = expectations(asked, rng, gaps=0)
        sheets = draw(asked, rng, sizes=dict(zip(Side, sizes, strict=True)), people=people, truth=truth)
        result = result_of(asked, sheets)
        for section in result.sections:
            gap = section.overall.gap if section.overall else None
            if gap is not None and gap.low is not None and gap.high is not None:
                held.append(gap.low <= _true_gap(section, result, truth) <= gap.high)
                widths.append((gap.high - gap.low) / 2)
    return Kind(halo, spreads, mean(map(float, held)), mean(widths))


def _true_gap(section: SectionResult, result: ReviewResult, truth: Expected) -> float:
    """Return the gap to be expected: of persons over all that is asked, of cells over those that are released."""
    scores: Mapping[Side, float] = {
        side: mean(
            truth[side][CellKey(statement.id, facet)]
            for statement in section.statements
            for facet, pair in statement.facets.items()
            if result.sides[side].responses < result.thresholds.min_detail or pair.of(side).mean is not None
        )
        for side in Side
    }
    return scores[Side.PRCS] - scores[Side.PARTNER]
