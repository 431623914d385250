from fractions import Fraction
from statistics import variance

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core.method.cells import exact_mean, points_mean, points_variance
from surveyapp.core.results import StatementCell
from surveyapp.core.text.rounding import tenth
from tests.core.method.releasing import blurred_cell, cell, ticked
from tests.randomly import examples

WORKED = [
    pytest.param("555444", "9/2", "3/10", id="PRCS's first statement"),
    pytest.param("4544", "17/4", "1/4", id="PRCS's second, which two did not know"),
    pytest.param("44443", "19/5", "1/5", id="PRCS's third"),
    pytest.param("5443", "4", "2/3", id="PRCS's fourth"),
    pytest.param("32434", "16/5", "7/10", id="the partner's first"),
    pytest.param("33324", "3", "1/2", id="the partner's second"),
    pytest.param("4334", "7/2", "1/3", id="the partner's third"),
]


@pytest.mark.parametrize(("row", "mean", "spread"), WORKED)
def test_the_cells_of_the_worked_example(row: str, mean: str, spread: str) -> None:
    assert (points_mean(ticked(row)), points_variance(ticked(row))) == (Fraction(mean), Fraction(spread))


@pytest.mark.parametrize(
    ("points", "mean", "spread"),
    [
        pytest.param((0, 0, 0, 0, 0), None, None, id="nobody rated it"),
        pytest.param((0, 0, 1, 0, 0), 3, None, id="one tick has no spread"),
        pytest.param((0, 0, 3, 0, 0), 3, 0, id="three alike"),
        pytest.param((2, 0, 2), 2, Fraction(4, 3), id="a scale of three points"),
    ],
)
def test_mean_and_variance(points: tuple[int, ...], mean: Fraction | None, spread: Fraction | None) -> None:
    assert (points_mean(points), points_variance(points)) == (mean, spread)


distributions = st.lists(st.integers(0, 400), min_size=2, max_size=11).map(tuple).filter(lambda points: sum(points) > 1)


@examples(200)
@given(points=distributions)
def test_a_cell_s_mean_is_exact_again_after_it_was_written(points: tuple[int, ...]) -> None:
    """What is rounded to a tenth from it must not hang on the last bit of a float."""
    exact = exact_mean(cell(*points))
    assert exact == points_mean(points)
    assert tenth(exact or 0) == tenth(points_mean(points) or 0)
    values = [Fraction(value) for value, times in enumerate(points, start=1) for _ in range(times)]
    assert points_variance(points) == variance(values)


@pytest.mark.parametrize("mean", ["17/5", "13/4", "7/2", "3/2", "9/2", "37/10"])
def test_a_blurred_mean_is_the_step_s_multiple(mean: str) -> None:
    assert exact_mean(blurred_cell(mean, "1/10")) == Fraction(mean)


def test_a_reverse_worded_cell_has_the_mean_of_its_scores() -> None:
    assert exact_mean(cell(2, 2, 0, 1, 0, is_reverse=True)) == 4


def test_a_withheld_cell_has_no_mean() -> None:
    assert exact_mean(StatementCell()) is None
