import random
from itertools import combinations
from statistics import median

import pytest

from surveyapp.core.method import ranks
from surveyapp.core.method.ranks import cliffs_delta, hodges_lehmann, permutation_p
from tests.published import figures


def p_by_listing(xs: list[float], ys: list[float]) -> float:
    """Return p by listing every division, with SciPy's midranks."""
    from scipy.stats import rankdata

    ordered = rankdata([*xs, *ys])
    expected, observed = ordered.sum() * len(xs) / len(ordered), ordered[: len(xs)].sum()
    sums = [sum(part) for part in combinations(ordered, len(xs))]
    return sum(abs(one - expected) >= abs(observed - expected) - 1e-9 for one in sums) / len(sums)


def points(rng: random.Random, n: int) -> list[float]:
    return [rng.choice((1.0, 1.5, 2.0, 7 / 3, 3.0, 4.0, 4.5, 5.0)) for _ in range(n)]


def counted(xs: list[float], ys: list[float]) -> float:
    """Return p by counting, however many people there are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ranks, "EXACT_UP_TO", 1000)
        return permutation_p(xs, ys)


def test_cliffs_delta_is_the_published_one() -> None:
    assert cliffs_delta(figures.DELTA_TREATMENT, figures.DELTA_CONTROL) == figures.DELTA


def test_permutation_p_is_the_published_one_with_ties() -> None:
    p = permutation_p(figures.PRESSURE_TREATED, figures.PRESSURE_CONTROL)
    assert round(p, 4) == figures.PRESSURE_P
    assert p == 135 / 1365


def test_scipys_exact_method_would_ignore_the_ties() -> None:
    from scipy.stats import mannwhitneyu

    theirs = mannwhitneyu(figures.PRESSURE_TREATED, figures.PRESSURE_CONTROL, method="exact").pvalue
    assert round(theirs, 4) == figures.PRESSURE_P_WITHOUT_TIES


@pytest.mark.parametrize(("n1", "n2"), [(1, 1), (1, 6), (3, 3), (3, 8), (8, 3), (6, 6), (5, 9)])
def test_permutation_p_counts_every_division(n1: int, n2: int) -> None:
    rng = random.Random(n1 * 100 + n2)
    xs, ys = points(rng, n1), points(rng, n2)
    assert permutation_p(xs, ys) == pytest.approx(p_by_listing(xs, ys), rel=1e-12)


def test_permutation_p_without_ties_agrees_with_scipy_at_ten_a_side() -> None:
    from scipy.stats import mannwhitneyu

    xs, ys = [2.0 * i for i in range(10)], [7.0 + 2 * i for i in range(10)]
    theirs = mannwhitneyu(xs, ys, method="exact").pvalue
    assert permutation_p(xs, ys) == pytest.approx(theirs, rel=1e-12)


@pytest.mark.parametrize("shift", [0.0, 0.25, 0.5, 1.0])
def test_a_normal_p_is_near_the_counted_one(shift: float) -> None:
    rng = random.Random(7)
    xs, ys = [x + shift for x in points(rng, 28)], points(rng, 33)
    assert len(xs) + len(ys) == ranks.EXACT_UP_TO + 1
    assert permutation_p(xs, ys) == pytest.approx(counted(xs, ys), abs=0.01)


def test_a_normal_p_agrees_with_scipy() -> None:
    from scipy.stats import mannwhitneyu

    rng = random.Random(3)
    xs, ys = points(rng, 150), [y + 0.25 for y in points(rng, 90)]
    theirs = mannwhitneyu(xs, ys, method="asymptotic", use_continuity=False).pvalue
    assert permutation_p(xs, ys) == pytest.approx(theirs, rel=1e-12)


def test_p_is_never_zero() -> None:
    assert 0 < permutation_p([5.0] * 200, [1.0] * 200) < 1e-60


@pytest.mark.parametrize("people", [4, 40], ids=["counted", "normal"])
def test_all_alike_is_no_sign_of_a_difference(people: int) -> None:
    assert permutation_p([3.0] * people, [3.0] * (people + 1)) == 1.0


@pytest.mark.parametrize(("n1", "n2"), [(1, 1), (1, 2), (2, 2), (5, 3), (40, 31)])
def test_hodges_lehmann_is_the_median_of_all_differences(n1: int, n2: int) -> None:
    rng = random.Random(n1)
    xs, ys = points(rng, n1), points(rng, n2)
    assert hodges_lehmann(xs, ys) == median(x - y for x in xs for y in ys)


@pytest.mark.parametrize("function", [cliffs_delta, hodges_lehmann, permutation_p])
def test_an_empty_side_is_refused(function: object) -> None:
    with pytest.raises(ValueError, match="at least one score"):
        function([], [1.0])  # type: ignore[operator]
