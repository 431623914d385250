"""Cliff's delta and the permutation p of two distributions: published values, own listing, SciPy."""

import random
from collections import Counter
from itertools import combinations

import pytest
from scipy import stats as scipy_stats

from surveyapp.core.method import ranks
from surveyapp.core.method.ranks import EXACT_UP_TO, EXACT_WITH_A_SIDE_OF, Counts, cliffs_delta, permutation_p
from tests.published import figures


def p_by_listing(xs: list[int], ys: list[int]) -> float:
    """Return p by listing every division, with SciPy's midranks."""
    ordered = scipy_stats.rankdata([*xs, *ys])
    expected, observed = ordered.sum() * len(xs) / len(ordered), ordered[: len(xs)].sum()
    sums = [sum(part) for part in combinations(ordered, len(xs))]
    return sum(abs(one - expected) >= abs(observed - expected) - 1e-9 for one in sums) / len(sums)


def normal_p(xs: Counts, ys: Counts) -> float:
    one, other = ([score for score, n in counts.items() for _ in range(n)] for counts in (xs, ys))
    return float(scipy_stats.mannwhitneyu(one, other, method="asymptotic", use_continuity=False).pvalue)


def counted_p(xs: Counts, ys: Counts) -> float:
    """Return p by counting, however many people there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranks, "EXACT_UP_TO", 10_000)
        return permutation_p(xs, ys)


def points(rng: random.Random, n: int) -> list[int]:
    return [rng.choice((1, 2, 3, 3, 4, 4, 4, 5)) for _ in range(n)]


def evenly(n: int, *, seed: int = 0) -> Counter[int]:
    """Return the ticks of ``n`` people, a fifth or so at each of five points."""
    return Counter(random.Random(f"{n} {seed}").choices(range(1, 6), k=n))


def test_cliffs_delta_is_the_published_one() -> None:
    assert cliffs_delta(Counter(figures.DELTA_TREATMENT), Counter(figures.DELTA_CONTROL)) == figures.DELTA


@pytest.mark.parametrize(
    ("xs", "ys", "delta"),
    [
        pytest.param("555444", "32434", 0.8, id="the worked example's first statement"),
        pytest.param("555", "1111", 1.0, id="always more"),
        pytest.param("1", "5", -1.0, id="always less"),
        pytest.param("33", "333", 0.0, id="all alike"),
    ],
)
def test_cliffs_delta(xs: str, ys: str, delta: float) -> None:
    assert cliffs_delta(Counter(map(int, xs)), Counter(map(int, ys))) == delta


def test_permutation_p_is_the_published_one_with_ties() -> None:
    p = permutation_p(Counter(figures.PRESSURE_TREATED), Counter(figures.PRESSURE_CONTROL))
    assert round(p, 4) == figures.PRESSURE_P
    assert p == 135 / 1365


def test_scipys_exact_method_would_ignore_the_ties() -> None:
    theirs = scipy_stats.mannwhitneyu(figures.PRESSURE_TREATED, figures.PRESSURE_CONTROL, method="exact").pvalue
    assert round(theirs, 4) == figures.PRESSURE_P_WITHOUT_TIES


@pytest.mark.parametrize(("n1", "n2"), [(1, 1), (1, 6), (3, 3), (3, 8), (8, 3), (6, 6), (5, 9), (2, 70)])
def test_permutation_p_counts_every_division(n1: int, n2: int) -> None:
    for seed in range(5):
        rng = random.Random(f"{n1} {n2} {seed}")
        xs, ys = points(rng, n1), points(rng, n2)
        assert permutation_p(Counter(xs), Counter(ys)) == pytest.approx(p_by_listing(xs, ys), rel=1e-12)


def test_permutation_p_without_ties_agrees_with_scipy_at_ten_a_side() -> None:
    xs, ys = [2 * i for i in range(10)], [7 + 2 * i for i in range(10)]
    theirs = scipy_stats.mannwhitneyu(xs, ys, method="exact").pvalue
    assert permutation_p(Counter(xs), Counter(ys)) == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize(
    ("n1", "n2", "is_exact"),
    [
        pytest.param(30, 30, True, id="sixty people together"),
        pytest.param(13, 47, True, id="sixty people together, thirteen of one side"),
        pytest.param(30, 31, False, id="sixty-one people"),
        pytest.param(12, 400, True, id="twelve of one side, however many of the other"),
        pytest.param(400, 12, True, id="twelve of the other"),
        pytest.param(13, 48, False, id="thirteen and sixty-one people"),
        pytest.param(1, 1000, True, id="one against a thousand"),
    ],
)
def test_people_up_to_whom_every_division_is_counted(n1: int, n2: int, is_exact: bool) -> None:
    xs, ys = evenly(n1), Counter({1: n2 // 2, 4: n2 - n2 // 2})
    expected = counted_p(xs, ys) if is_exact else normal_p(xs, ys)
    assert permutation_p(xs, ys) == pytest.approx(expected, rel=1e-9)
    assert counted_p(xs, ys) != pytest.approx(normal_p(xs, ys), rel=1e-9)
    assert is_exact == (n1 + n2 <= EXACT_UP_TO or min(n1, n2) <= EXACT_WITH_A_SIDE_OF)


@pytest.mark.parametrize("others", [48, 60, 100])
@pytest.mark.parametrize("seed", range(4))
def test_a_normal_p_is_near_the_counted_one_where_ticks_are_spread(others: int, seed: int) -> None:
    xs, ys = evenly(13, seed=seed), evenly(others, seed=seed)
    assert permutation_p(xs, ys) == pytest.approx(counted_p(xs, ys), abs=0.02)


def test_a_normal_p_is_far_off_where_nearly_all_ticked_the_same() -> None:
    """The document of the method says so: one tick in sixty-six that is different cannot tell anything."""
    xs, ys = Counter({1: 30}), Counter({1: 35, 2: 1})
    assert counted_p(xs, ys) == 1.0
    assert 0.3 < permutation_p(xs, ys) < 0.4


def test_p_is_never_zero() -> None:
    assert 0 < permutation_p({5: 200}, {1: 200}) < 1e-60


@pytest.mark.parametrize("people", [4, 40], ids=["counted", "normal"])
def test_all_alike_is_no_sign_of_a_difference(people: int) -> None:
    assert permutation_p({3: people}, {3: people + 1}) == 1.0


@pytest.mark.parametrize("function", [cliffs_delta, permutation_p])
def test_an_empty_side_is_refused(function: object) -> None:
    for empty in ({}, {3: 0}):
        with pytest.raises(ValueError, match="at least one score"):
            function(empty, {1: 1})  # type: ignore[operator]
