"""Five people a side or more: coverage of the facets' intervals, what chance does, and which gaps are found."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.cells import CellKey
from surveyapp.core.results import FacetResult, Gap, Reading, ReviewResult, SectionResult
from surveyapp.core.sides import Facet, Side
from tools.invented import result_of
from tools.simulate.population import Expected, People, Place, draw, expectations, mean

SIZES = ((5, 5), (6, 8), (8, 8), (12, 12), (5, 12), (20, 20))
REAL_GAPS = 6
HALO, SPREADS = 0.3, (0.8, 1.1)
"""A moderate halo; each side's spread is drawn from a range, so that the two differ."""

COVERAGE_BAR, CHANCE_BAR, HELD_UP_TO = (0.88, 0.95), 0.10, 12
"""Between what the 90 % interval must cover, and by what part seen and expected may differ, up to so many people."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What one review showed.

    ``covered`` says of each facet of one, and of each of two, released statements whether its interval held the truth.
    """

    covered: Mapping[int, Sequence[bool]]
    apart: int
    expected: int
    clear: int
    false: int


@dataclass(frozen=True)
class Row:
    """Many reviews of the same sizes: as many without any difference as with some real gaps."""

    sizes: tuple[int, int]
    same: Sequence[Counted]
    apart: Sequence[Counted]

    def coverage(self, *statements: int) -> float:
        """Return the share of intervals that held the truth, of facets of so many ``statements``, or of all."""
        found = [one.covered[number] for one in (*self.same, *self.apart) for number in statements or one.covered]
        return mean(float(held) for facets in found for held in facets)

    @property
    def seen(self) -> float:
        """Return how many comparisons lay apart where nobody saw anything differently."""
        return mean(one.apart for one in self.same)

    @property
    def expected(self) -> float:
        """Return how many the program said that chance would put apart there."""
        return mean(one.expected for one in self.same)

    @property
    def clear_by_chance(self) -> float:
        """Return how many comparisons were called clear there."""
        return mean(one.clear for one in self.same)

    @property
    def found(self) -> float:
        """Return the share of real gaps that were called clear."""
        return mean((one.clear - one.false) / REAL_GAPS for one in self.apart)

    @property
    def false(self) -> float:
        """Return the mean share, among what a review called clear, of what is none: the rate of false discovery."""
        return mean(one.false / one.clear if one.clear else 0.0 for one in self.apart)

    @property
    def holds(self) -> bool:
        """Say whether the row keeps the bars."""
        low, high = COVERAGE_BAR
        return low <= self.coverage() <= high and abs(self.seen / self.expected - 1) <= CHANCE_BAR


def simulate(asked: Questionnaire, rng: random.Random, *, sizes: tuple[int, int], reviews: int) -> Row:
    """Return ``reviews`` made-up reviews without a difference, and as many with ``REAL_GAPS`` of one point."""
    same, apart = ([_one(asked, rng, sizes=sizes, gaps=gaps) for _ in range(reviews)] for gaps in (0, REAL_GAPS))
    return Row(sizes, same, apart)


def _one(asked: Questionnaire, rng: random.Random, *, sizes: tuple[int, int], gaps: int) -> Counted:
    truth, real = expectations(asked, rng, gaps=gaps)
    people = {side: People(rng.uniform(*SPREADS), HALO) for side in Side}
    sheets = draw(asked, rng, sizes=dict(zip(Side, sizes, strict=True)), people=people, truth=truth)
    return counted(result_of(asked, sheets), truth=truth, real=real)


def counted(result: ReviewResult, *, truth: Expected, real: frozenset[Place]) -> Counted:
    """Return what ``result`` says beside what is true."""
    told = [(section, facet, one) for section in result.sections for facet, one in section.facets.items()]
    covered: dict[int, list[bool]] = {1: [], 2: []}
    for section, facet, one in told:
        if one.gap.low is not None:
            covered[_statements(one)].append(_holds(one.gap, _true_gap(section, facet, truth)))
    clear = [(section.id, facet) for section, facet, one in told if one.reading is Reading.CLEAR_GAP]
    apart, expected = (result.chance.apart, result.chance.expected) if result.chance else (0, 0)
    return Counted(covered, apart, expected, len(clear), sum(place not in real for place in clear))


def _statements(one: FacetResult) -> int:
    return max(score.statements or 0 for score in one.sides.values())


def _true_gap(section: SectionResult, facet: Facet, truth: Expected) -> float:
    """Return the gap that is to be expected of the released scores: each the mean over the cells that are in it."""
    prcs, partner = (
        mean(
            truth[side][CellKey(statement.id, facet)]
            for statement in section.statements
            if facet in statement.facets and statement.facets[facet].of(side).mean is not None
        )
        for side in Side
    )
    return prcs - partner


def _holds(gap: Gap, true: float) -> bool:
    return gap.low is not None and gap.high is not None and gap.low <= true <= gap.high
