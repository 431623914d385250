"""One figure in two rounds: in tenths, with both rounds' errors added, and what became of a gap in one word."""

import pytest
from scipy import stats as scipy_stats

from surveyapp.core.comparison.movements import Course, Figure, Movement, course_of, figure_of, movement, unmoved
from surveyapp.core.method.stats import Error
from surveyapp.core.results import Gap
from tests.core.building import SCORING

SURE, ROUGH = Error(0.005, 20.0), Error(0.2, 12.0)


def moved(old: float | None, new: float | None, *, error: Error | None = SURE) -> Movement:
    return movement(Figure(old, error), Figure(new, error), scoring=SCORING)


def test_both_rounds_errors_are_added() -> None:
    found = movement(Figure(3.0, Error(0.04, 9.75)), Figure(4.1, Error(0.06, 12.5)), scoring=SCORING)
    df = 0.1**2 / (0.04**2 / 9.75 + 0.06**2 / 12.5)
    reach = scipy_stats.t.ppf(0.95, df) * 0.1**0.5
    assert (found.old, found.new, found.value, found.level, found.is_clear) == (3.0, 4.1, 1.1, 0.9, True)
    assert (found.low, found.high, found.df) == pytest.approx((1.1 - reach, 1.1 + reach, df))


@pytest.mark.parametrize(
    ("old", "new", "value"),
    [
        pytest.param(4.6, 4.1, -0.5, id="half a point is half a point"),
        pytest.param(3.25, 3.15, -0.1, id="both are taken in tenths first: 3.3 and 3.2"),
        pytest.param(3.24, 3.26, 0.1, id="a hidden decimal may make a tenth"),
        pytest.param(-0.4, 0.4, 0.8, id="a gap over zero"),
    ],
)
def test_what_moved_is_the_difference_of_two_tenths(old: float, new: float, value: float) -> None:
    assert moved(old, new).value == value


@pytest.mark.parametrize(
    ("old", "new", "error", "is_clear"),
    [
        pytest.param(4.0, 3.5, SURE, True, id="half a point, surely"),
        pytest.param(4.0, 3.6, SURE, False, id="four tenths, surely"),
        pytest.param(4.0, 3.0, ROUGH, False, id="a point within the noise"),
        pytest.param(3.0, 4.0, ROUGH, False, id="a point up within the noise"),
        pytest.param(4.0, 2.0, ROUGH, True, id="two points"),
        pytest.param(2.0, 4.0, ROUGH, True, id="two points up"),
        pytest.param(4.0, 2.0, None, False, id="no error known, nothing is sure"),
    ],
)
def test_a_figure_moved_when_it_did_so_by_half_a_point_and_by_more_than_chance(
    old: float, new: float, error: Error | None, is_clear: bool
) -> None:
    assert moved(old, new, error=error).is_clear is is_clear


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(Figure(), Figure(3.0, SURE), Movement(None, 3.0), id="withheld before"),
        pytest.param(Figure(3.0, SURE), Figure(), Movement(3.0, None), id="withheld now"),
        pytest.param(Figure(3.04), Figure(4.0, SURE), Movement(3.0, 4.0, 1.0), id="one error known"),
        pytest.param(Figure(3.0), Figure(4.0), Movement(3.0, 4.0, 1.0), id="no error known"),
    ],
)
def test_a_movement_has_what_both_rounds_release(old: Figure, new: Figure, expected: Movement) -> None:
    assert movement(old, new, scoring=SCORING) == expected


def test_figures_that_must_not_be_compared_stand_side_by_side() -> None:
    assert unmoved(Figure(3.25, SURE), Figure(4.0, SURE)) == Movement(3.3, 4.0)


@pytest.mark.parametrize(
    ("gap", "expected"),
    [
        pytest.param(Gap(1.0, 0.6, 1.4, 0.9, 0.5, 10.0, 0.1, 0.2), Figure(1.0, Error(0.25, 10.0)), id="with its error"),
        pytest.param(Gap(1.0), Figure(1.0), id="of one agreed answer"),
        pytest.param(Gap(), Figure(), id="withheld"),
    ],
)
def test_a_gap_is_a_figure(gap: Gap, expected: Figure) -> None:
    assert figure_of(gap) == expected


@pytest.mark.parametrize(
    ("old", "new", "course"),
    [
        pytest.param(1.0, 0.2, Course.NARROWER, id="nearer"),
        pytest.param(0.2, 1.0, Course.WIDER, id="farther"),
        pytest.param(-0.2, -1.0, Course.WIDER, id="farther below zero"),
        pytest.param(0.0, 0.8, Course.WIDER, id="from nothing"),
        pytest.param(0.8, 0.0, Course.NARROWER, id="to nothing"),
        pytest.param(1.0, -0.2, Course.NARROWER, id="over zero, by less than a gap"),
        pytest.param(1.0, -0.5, Course.TURNED, id="over zero, by a gap"),
        pytest.param(1.0, -0.9, Course.TURNED, id="the other way round"),
        pytest.param(-0.4, 0.4, Course.TURNED, id="over zero, as far"),
        pytest.param(-0.1, 0.7, Course.TURNED, id="from nothing to a gap on the other side"),
        pytest.param(1.0, 0.6, Course.UNCLEAR, id="by less than half a point"),
    ],
)
def test_what_became_of_a_gap(old: float, new: float, course: Course) -> None:
    assert course_of(moved(old, new), SCORING) is course


def test_what_became_of_a_gap_within_the_noise_is_not_told() -> None:
    """Two bare numbers would say that it closed."""
    assert course_of(moved(1.0, 0.0, error=ROUGH), SCORING) is Course.UNCLEAR
    assert course_of(moved(1.0, 0.0, error=None), SCORING) is Course.UNTOLD


@pytest.mark.parametrize("found", [moved(None, 1.0), unmoved(Figure(1.0), Figure(0.0))])
def test_what_cannot_be_compared_has_no_course(found: Movement) -> None:
    assert course_of(found, SCORING) is None
