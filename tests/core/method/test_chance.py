"""What chance alone would do is counted over what is shown, comparison by comparison."""

from dataclasses import replace

import pytest
from scipy import stats as scipy_stats

from surveyapp.core.method.chance import chance_of
from surveyapp.core.results import BroadScore, Chance, FacetResult, Gap, Overall, Reading, SectionResult, SideScore
from surveyapp.core.sides import Facet, Side
from tests.core.building import SCORING, text

NOBODY = FacetResult(dict.fromkeys(Side, SideScore()), Gap(), None)


def topic(*gaps: Gap, readings: tuple[Reading | None, ...] = (), whole: Gap | None = None) -> SectionResult:
    """Return a topic with these gaps in its facets, in their order."""
    found = {
        facet: replace(NOBODY, gap=gap, reading=reading)
        for facet, gap, reading in zip(Facet, gaps, readings or [None] * len(gaps), strict=False)
    }
    overall = None if whole is None else Overall(dict.fromkeys(Side, BroadScore()), whole, None)
    return SectionResult("one", "principles", text("one"), overall, dict.fromkeys(Facet, NOBODY) | found, ())


def sure(value: float, *, se: float, df: float = 15.0) -> Gap:
    return Gap(value, value - se, value + se, 0.9, se, df, 0.5, 0.5)


def expected(*gaps: Gap, reach: float = 0.45) -> float:
    return sum(2 * scipy_stats.t.sf(reach / (gap.se or 1), gap.df) for gap in gaps)


def test_it_is_counted_over_every_comparison_that_has_an_interval() -> None:
    gaps = [sure(0.5, se=0.5), sure(-0.9, se=0.4, df=8), sure(0.4, se=0.6), sure(0.0, se=0.3, df=30)]
    words = (Reading.POSSIBLE_GAP, Reading.CLEAR_GAP, Reading.UNSETTLED)
    sections = [topic(*gaps[:3], readings=words), topic(gaps[3], Gap(1.0), Gap())]
    assert round(expected(*gaps)) == 1
    assert chance_of(sections, SCORING) == Chance(comparisons=4, apart=2, expected=1, clear=1)


@pytest.mark.parametrize("comparisons", [1, 2, 5, 13, 39])
def test_the_expected_number_grows_with_the_comparisons(comparisons: int) -> None:
    """The number is never fixed: with errors of 0.55, two in five lie half a point apart by chance."""
    gap = sure(0.1, se=0.55)
    found = chance_of([topic(gap) for _ in range(comparisons)], SCORING)
    assert found is not None
    assert found.expected == int(expected(*[gap] * comparisons) + 0.5)
    assert found.expected == {1: 0, 2: 1, 5: 2, 13: 6, 39: 17}[comparisons]


@pytest.mark.parametrize(
    ("limit", "reach"),
    [
        pytest.param(0.5, 0.45, id="what is half a point in tenths is 0.45 or more"),
        pytest.param(0.7, 0.65, id="another limit"),
        pytest.param(0.45, 0.45, id="a limit between two tenths is reached by the next tenth"),
        pytest.param(0.02, 0.05, id="the least limit"),
    ],
)
def test_a_difference_of_tenths_is_reached_half_a_tenth_earlier(limit: float, reach: float) -> None:
    gap = sure(0.1, se=0.5)
    found = chance_of([topic(gap)] * 200, replace(SCORING, flag_gap_at=limit))
    assert found is not None
    assert found.expected == int(expected(*[gap] * 200, reach=reach) + 0.5)


def test_a_half_is_rounded_up() -> None:
    """Nine comparisons of which each lies apart with the probability of one half."""
    gap = sure(0.1, se=0.45 / scipy_stats.t.isf(0.25, 15))
    found = chance_of([topic(gap) for _ in range(9)], SCORING)
    assert found is not None
    assert found.expected == 5


def test_a_topic_as_a_whole_is_a_comparison_where_it_has_an_interval() -> None:
    assert chance_of([topic(whole=sure(0.5, se=0.5))], SCORING) == Chance(1, 1, 0, 0)


def test_without_a_comparison_nothing_is_said() -> None:
    assert chance_of([], SCORING) is None
    assert chance_of([topic(Gap(1.0), Gap())], SCORING) is None
