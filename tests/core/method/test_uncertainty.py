"""How far a score may be off: every formula of docs/method.md, section 3, beside a plain computation of its own."""

import random
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import product

import pytest
from scipy import stats as scipy_stats

from surveyapp.core.method.stats import Error
from surveyapp.core.method.uncertainty import (
    UNMEASURED,
    Noise,
    Spread,
    adjusted,
    errors_of_a_few,
    gap_between,
    mean_number,
    noise_of,
    spread_of,
)
from surveyapp.core.results import Gap, Pooled, StatementCell
from tests.core.building import SCORING
from tests.core.method.releasing import blurred_cell, cell, ticked
from tests.published import figures

POOLED = Pooled(0.4, 0.2)
WORKED = {
    "prcs": [cell(*ticked(row)) for row in ("555444", "4544", "44443", "5443")],
    "partner": [cell(*ticked(row)) for row in ("32434", "33324", "4334", "33324")],
}


def noise(variance: float = 0.5, *, pooled: Pooled = POOLED) -> Noise:
    return Noise(variance, pooled)


def plain_error(topics: Sequence[Sequence[Spread]], *, variance: float, within: float, between: float) -> float:
    """Return the squared error as the sum over all pairs of cells, each cell with its own weight."""
    cells = [(t, 1 / (len(topics) * len(topic)), part) for t, topic in enumerate(topics) for part in topic]
    total = 0.0
    for (i, (t, w, a)), (j, (u, x, b)) in product(enumerate(cells), enumerate(cells)):
        r = 1.0 if i == j else within if t == u else between
        spreads = [((6 * variance + (c.n - 1) * c.variance) / (6 + c.n - 1)) ** 0.5 for c in (a, b)]
        total += w * x * r * spreads[0] * spreads[1] / max(a.n, b.n)
    return total


def test_the_mean_variance_of_a_review_is_over_the_cells_of_both_sides() -> None:
    found = noise_of([*WORKED["prcs"], *WORKED["partner"]], pooled=POOLED, scoring=SCORING)
    assert (found.variance, found.pooled) == (0.43125, POOLED)


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param([cell(0, 0, 9, 0, 0)] * 4, 0.25**2, id="all of one mind: the floor"),
        pytest.param([], 0.25**2, id="no cell: the floor"),
        pytest.param([cell(0, 1, 1, 1, 0), StatementCell()], 1.0, id="a withheld cell does not count"),
        pytest.param([cell(0, 1, 1, 1, 0), cell(0, 0, 1, 0, 0)], 1.0, id="nor does one tick, which has no spread"),
        pytest.param([cell(0, 1, 1, 1, 0), blurred_cell("7/2", "1/4")], 1.0, id="nor a blurred one, which shows none"),
        pytest.param([cell(0, 1, 1, 1, 0), cell(0, 0, 99, 0, 0)], 0.5, id="each cell counts once, whatever its people"),
    ],
)
def test_the_mean_variance_of_a_review(cells: list[StatementCell], expected: float) -> None:
    assert noise_of(cells, pooled=POOLED, scoring=SCORING).variance == expected


def test_a_cell_is_a_part_as_far_as_its_spread_is_released() -> None:
    assert spread_of(cell(0, 0, 0, 3, 3)) == Spread(6, 0.3)
    assert (spread_of(StatementCell()), spread_of(blurred_cell("7/2", "1/2"))) == (None, None)


def test_one_cell_borrows_six_degrees_of_freedom() -> None:
    """Three people who agree get the review's variance for the larger part, and not none."""
    found = noise(0.5).error([[Spread(3, 0.0)]])
    assert (found.squared, found.df) == (pytest.approx(6 * 0.5 / 8 / 3), 6 + 3 - 1)


def test_many_people_hardly_borrow() -> None:
    assert noise(0.5).error([[Spread(1000, 1.2)]]).squared == pytest.approx(1.2 / 1000, rel=0.01)


@pytest.mark.parametrize(("side", "squared"), [("prcs", 0.0446748), ("partner", 0.0521484)])
def test_the_squared_errors_of_the_worked_example(side: str, squared: float) -> None:
    parts = [part for one in WORKED[side] if (part := spread_of(one)) is not None]
    assert round(noise(0.43125).error([parts]).squared, 7) == squared


def random_topics(rng: random.Random, *, topics: int) -> list[list[Spread]]:
    return [[Spread(rng.randint(3, 20), rng.uniform(0, 2)) for _ in range(rng.randint(1, 5))] for _ in range(topics)]


@pytest.mark.parametrize("topics", [1, 2, 3, 6], ids=lambda topics: f"{topics} topics")
@pytest.mark.parametrize("seed", range(5))
def test_the_squared_error_is_the_sum_over_all_pairs_of_cells(topics: int, seed: int) -> None:
    rng = random.Random(f"{topics} {seed}")
    parts, variance = random_topics(rng, topics=topics), rng.uniform(0.1, 1.5)
    expected = plain_error(parts, variance=variance, within=0.4, between=0.2)
    found = noise(variance).error(parts)
    numbers = [part.n for topic in parts for part in topic]
    assert (found.squared, found.df) == pytest.approx((expected, 6 + sum(numbers) / len(numbers) - 1))


@pytest.mark.parametrize(
    ("pooled", "within", "between"),
    [
        pytest.param(Pooled(1.0, 0.0), 1.0, 0.0, id="one facet's cells go together, topics do not"),
        pytest.param(Pooled(0.0, 1.0), 0.0, 1.0, id="the other way round"),
        pytest.param(Pooled(), UNMEASURED, UNMEASURED, id="nothing was measured, as under the first edition"),
    ],
)
def test_each_correlation_has_its_own_pairs(pooled: Pooled, within: float, between: float) -> None:
    parts = random_topics(random.Random(3), topics=3)
    expected = plain_error(parts, variance=0.5, within=within, between=between)
    assert noise(pooled=pooled).error(parts).squared == pytest.approx(expected)


def test_cells_that_go_together_fully_are_no_surer_than_one_of_them() -> None:
    one = noise(pooled=Pooled(1.0, 1.0)).error([[Spread(8, 0.5)]])
    assert noise(pooled=Pooled(1.0, 1.0)).error([[Spread(8, 0.5)] * 4] * 3).squared == pytest.approx(one.squared)


def test_a_gap_has_welch_and_satterthwaite_s_degrees_of_freedom() -> None:
    errors = [Error(0.0446748, 6 + 4.75 - 1), Error(0.0521484, 6 + 4.75 - 1)]
    gap = gap_between(4.1, 3.2, errors=errors, scoring=SCORING)
    squared = 0.0446748 + 0.0521484
    df = squared**2 / (0.0446748**2 / 9.75 + 0.0521484**2 / 9.75)
    reach = scipy_stats.t.ppf(0.95, df) * squared**0.5
    assert (gap.value, gap.level, gap.q) == (0.9, 0.9, None)
    assert (gap.se, gap.df) == pytest.approx((squared**0.5, df))
    assert (gap.low, gap.high) == pytest.approx((0.9 - reach, 0.9 + reach))
    assert gap.p == pytest.approx(2 * scipy_stats.t.sf(0.9 / squared**0.5, df))


def test_the_level_is_the_questionnaire_s() -> None:
    gap = gap_between(4.0, 3.0, errors=[Error(0.1, 8)] * 2, scoring=replace(SCORING, level=0.95))
    assert gap.level == 0.95
    assert gap.high == pytest.approx(1 + scipy_stats.t.ppf(0.975, 16) * 0.2**0.5)


@pytest.mark.parametrize(("prcs", "partner"), [(3.0, 3.0), (2.0, 4.6), (4.6, 2.0)])
def test_p_has_two_sides(prcs: float, partner: float) -> None:
    gap = gap_between(prcs, partner, errors=[Error(0.2, 9), Error(0.1, 12)], scoring=SCORING)
    assert gap.p == pytest.approx(2 * scipy_stats.t.sf(abs(prcs - partner) / 0.3**0.5, gap.df))


def test_without_errors_a_gap_says_nothing_of_how_sure_it_is() -> None:
    assert gap_between(4.1, 3.2, errors=[], scoring=SCORING) == Gap(0.9)


@pytest.mark.parametrize(
    ("n1", "n2", "df"),
    [
        pytest.param(3, 3, 4, id="three and three"),
        pytest.param(4, 3, 5, id="four and three"),
        pytest.param(3, 9, 10, id="three and nine"),
        pytest.param(3, Fraction(17, 2), 9.5, id="three, and cells that eight or nine rated"),
    ],
)
def test_a_few_people_have_one_spread_for_the_whole_review(n1: int, n2: Fraction, df: float) -> None:
    gap = gap_between(4.0, 3.0, errors=errors_of_a_few([n1, n2], spread=0.7), scoring=SCORING)
    assert (gap.se, gap.df) == pytest.approx((0.7 * (1 / n1 + 1 / float(n2)) ** 0.5, df))


def test_a_mean_number_is_exact() -> None:
    assert mean_number([6, 4, 5, 4]) == Fraction(19, 4)


def test_the_published_discoveries_are_kept() -> None:
    kept = [q <= figures.DISCOVERIES_RATE for q in adjusted(figures.DISCOVERIES)]
    assert kept == [place < figures.DISCOVERIES_KEPT for place in range(len(figures.DISCOVERIES))]


@pytest.mark.parametrize("seed", range(30))
def test_q_is_scipy_s_adjusted_p(seed: int) -> None:
    rng = random.Random(seed)
    ps = [rng.choice([rng.random(), rng.random() ** 4, 0.05, 1.0]) for _ in range(rng.randint(1, 40))]
    assert adjusted(ps) == pytest.approx(list(scipy_stats.false_discovery_control(ps, method="bh")), rel=1e-12)


def test_q_of_nothing_is_nothing() -> None:
    assert adjusted([]) == []


def test_a_p_of_39_is_worth_less_than_alone() -> None:
    """The worked example: clear alone, and no more beside 38 others of which nothing is to be said."""
    p = 0.009203326445461702
    assert adjusted([p]) == [p]
    assert adjusted([p, *[0.5] * 38])[0] == pytest.approx(p * 39)
