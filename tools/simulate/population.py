"""Where simulated answers come from: a population of which every expectation is known, not estimated.

A person's rating of a cell is a normal number, rounded to a point of 1–5; what lies outside is the end of the scale.
The number is the cell's centre, plus what the person adds to everything (the halo), what they add to this facet of this
topic, and what they add to this rating alone. Centres are found from the ratings that are to be expected, so that the
truth about a score is the mean of its cells' expectations, ends of the scale and all.
"""

import math
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.cells import CellKey
from surveyapp.core.sides import Facet, Side, about_for

POINTS = (1, 2, 3, 4, 5)

MISSING = 0.07
"""How often a rating is left out, whatever it would have been."""

TOPIC = 0.15
"""The share of the variance that one person's ratings have in common within one facet of one topic, beside the halo."""

CENTRE, AMONG_CELLS, LOWEST, HIGHEST = 3.7, 0.5, 2.4, 4.5
"""Mean and SD of what is to be expected of the cells, and where it ends."""

Place = tuple[str, Facet]
"""One facet of one topic."""

Expected = Mapping[Side, Mapping[CellKey, float]]
"""The rating that is to be expected of one person of a side, for each cell."""


@dataclass(frozen=True, slots=True)
class People:
    """How one side's people rate.

    ``spread`` is the SD of the normal numbers, in scale points; ``halo`` is the share (0 to 1 less ``TOPIC``) of their
    variance that all ratings of one person have in common.
    """

    spread: float
    halo: float


def expected_rating(centre: float, spread: float) -> float:
    """Return the expectation of a normal number about ``centre`` once it is rounded to a point of the scale."""
    below = (0.5 * math.erfc((centre - point - 0.5) / (spread * math.sqrt(2))) for point in POINTS[:-1])
    return POINTS[-1] - math.fsum(below)


@lru_cache(maxsize=100_000)
def centre_for(expected: float, spread: float) -> float:
    """Return the centre about which numbers of ``spread`` give the ``expected`` rating, which is not an end."""
    low, high = -10.0, 16.0
    for _ in range(50):
        middle = (low + high) / 2
        low, high = (middle, high) if expected_rating(middle, spread) < expected else (low, middle)
    return (low + high) / 2


def expectations(asked: Questionnaire, rng: random.Random, *, gaps: int) -> tuple[Expected, frozenset[Place]]:
    """Return what is to be expected of both sides, and the places in which they are one point apart.

    Elsewhere both sides' expectations are the same. A gap points toward the middle of the scale, where there is room.
    """
    cells = {
        (section.id, facet): [CellKey(key.statement, facet) for key in section.keys(about_for(Side.PRCS, facet))]
        for section in asked.sections
        for facet in Facet
    }
    places = [place for place, own in cells.items() if own]
    apart = frozenset(rng.sample(places, gaps))
    prcs = {c: min(HIGHEST, max(LOWEST, rng.gauss(CENTRE, AMONG_CELLS))) for own in cells.values() for c in own}
    steps = {c: math.copysign(place in apart, 3 - prcs[c]) for place, own in cells.items() for c in own}
    return {Side.PRCS: prcs, Side.PARTNER: {c: prcs[c] + step for c, step in steps.items()}}, apart


def draw(
    asked: Questionnaire,
    rng: random.Random,
    *,
    sizes: Mapping[Side, int],
    people: Mapping[Side, People],
    truth: Expected,
) -> list[AnswerSheet]:
    """Return one sheet for each of ``sizes`` people, who differ as ``people`` says about what ``truth`` expects."""
    return [
        _sheet(asked, rng, side=side, own=people[side], expected=truth[side])
        for side in Side
        for _ in range(sizes[side])
    ]


def _sheet(
    asked: Questionnaire, rng: random.Random, *, side: Side, own: People, expected: Mapping[CellKey, float]
) -> AnswerSheet:
    halo, topic, rest = (math.sqrt(share) for share in (own.halo, TOPIC, 1 - own.halo - TOPIC))
    person, ratings = rng.gauss(0, halo), {}
    for section in asked.sections:
        for facet in Facet:
            leaning = person + rng.gauss(0, topic)
            for key in section.keys(about_for(side, facet)):
                centre = centre_for(expected[CellKey(key.statement, facet)], own.spread)
                number = centre + own.spread * (leaning + rng.gauss(0, rest))
                if rng.random() >= MISSING:
                    ratings[key] = min(POINTS[-1], max(POINTS[0], math.floor(number + 0.5)))
    return AnswerSheet(side, ratings)


def mean(numbers: Iterable[float]) -> float:
    """Return the mean of at least one number."""
    found: Sequence[float] = list(numbers)
    return math.fsum(found) / len(found)
