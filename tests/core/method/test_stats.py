import math
from collections import Counter
from fractions import Fraction
from itertools import product

import pytest

from surveyapp.core.method.stats import Error, mean, sd, t_interval, t_quantile, t_upper_tail

DEGREES = (1, 1.3, 2, 2.7, 4, 7.3198, 30, 99.5, 198, 201, 1e3, 1e5, 1e6)
LEVELS = (0.5, 0.6, 0.75, 0.9, 0.95, 0.975, 0.999)


def scores(*values: object) -> Counter[Fraction]:
    return Counter(Fraction(str(value)) for value in values)


def test_t_quantile_agrees_with_scipy() -> None:
    from scipy.stats import t

    for p, df in product(LEVELS, DEGREES):
        assert t_quantile(p, df) == pytest.approx(t.ppf(p, df), rel=1e-10, abs=1e-12), (p, df)


def test_t_upper_tail_agrees_with_scipy() -> None:
    from scipy.stats import t

    for value, df in product((0.0, 0.01, 0.7, 2.0, 6.3, 40.0), DEGREES):
        assert t_upper_tail(value, df) == pytest.approx(t.sf(value, df), rel=1e-8, abs=1e-12), (value, df)


@pytest.mark.parametrize(
    ("p", "df", "printed"),
    [
        pytest.param(0.975, 1, 12.706, id="one degree of freedom"),
        pytest.param(0.95, 5, 2.015, id="five degrees of freedom"),
        pytest.param(0.975, 10, 2.228, id="ten degrees of freedom"),
        pytest.param(0.95, 120, 1.658, id="a hundred and twenty"),
    ],
)
def test_t_quantile_is_that_of_the_printed_tables(p: float, df: float, printed: float) -> None:
    assert round(t_quantile(p, df), 3) == printed


def test_t_quantile_is_symmetric() -> None:
    assert t_quantile(0.05, 4) == -t_quantile(0.95, 4)


@pytest.mark.parametrize(("p", "df"), [(0, 3), (1, 3), (0.5, 0), (0.5, -1), (0.9, math.inf), (math.nan, 3)])
def test_t_quantile_refuses(p: float, df: float) -> None:
    with pytest.raises(ValueError, match="p lies between"):
        t_quantile(p, df)


def test_mean_is_exact() -> None:
    assert mean(scores("4.1", "4.1", "4.1")) == Fraction("4.1")


def test_nobody_has_no_mean() -> None:
    with pytest.raises(ValueError, match="at least one"):
        mean({})


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        pytest.param((), None, id="nobody"),
        pytest.param((4,), None, id="one person"),
        pytest.param((4, 4, 4), 0.0, id="all alike"),
        pytest.param((2, 4), math.sqrt(2), id="two apart"),
    ],
)
def test_sd(values: tuple[int, ...], expected: float | None) -> None:
    assert sd(scores(*values)) == expected


def test_an_interval_of_two_errors_is_welch_s() -> None:
    from scipy.stats import ttest_ind, tvar

    xs, ys = (4.5, 4, 4.5, 3.5, 3.25), (3.25, 2.75, 3.5, 2.5, 3.75, 1.0)
    errors = [Error(tvar(one) / len(one), len(one) - 1) for one in (xs, ys)]
    own = t_interval(sum(xs) / 5 - sum(ys) / 6, errors, level=0.9)
    theirs = ttest_ind(xs, ys, equal_var=False)
    ends = theirs.confidence_interval(0.9)
    assert (own.low, own.high, own.df) == pytest.approx((ends.low, ends.high, theirs.df), rel=1e-12)


def test_an_interval_of_one_error_is_student_s() -> None:
    own = t_interval(1.0, [Error(0.04, 7)], level=0.95)
    assert own.df == 7
    assert (own.low, own.high) == pytest.approx((1 - t_quantile(0.975, 7) * 0.2, 1 + t_quantile(0.975, 7) * 0.2))


def test_an_interval_of_four_errors_adds_them() -> None:
    errors = [Error(0.01, 9), Error(0.02, 9), Error(0.03, 12), Error(0.04, 12)]
    df = 0.1**2 / ((0.01**2 + 0.02**2) / 9 + (0.03**2 + 0.04**2) / 12)
    own = t_interval(0.0, errors, level=0.9)
    assert (own.df, own.high) == pytest.approx((df, t_quantile(0.95, df) * 0.1**0.5))
    assert own.low == -own.high
