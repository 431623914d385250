"""A row says whether a figure is what is wanted, and whether it is worse than it was."""

import pytest

from bench.rows import PAGE, ROWS, Row

FLOORS = {PAGE: 2.0}


@pytest.mark.parametrize(
    ("row", "value", "meets", "holds"),
    [
        (Row(aim=1.5, limit=5, of=PAGE), 3.0, True, True),
        (Row(aim=1.5, limit=5, of=PAGE), 10.0, False, True),
        (Row(aim=1.5, limit=5, of=PAGE), 10.1, False, False),
        (Row("/s", aim=20, limit=2, least=True), 20, True, True),
        (Row("/s", aim=20, limit=2, least=True), 1.9, False, False),
        (Row(), 1e9, True, True),
    ],
)
def test_a_figure_is_judged_by_its_floor(row: Row, value: float, meets: bool, holds: bool) -> None:
    assert row.meets(value, FLOORS) == meets
    assert row.holds(value, FLOORS) == holds


def test_what_was_measured_without_its_floor_is_not_judged() -> None:
    assert Row(aim=1, limit=1, of=PAGE).holds(1e9, {})


def test_no_limit_is_stricter_than_what_is_aimed_at() -> None:
    both = [(row.aim, row.limit) for row in ROWS.values() if row.aim and row.limit]
    assert both
    assert all(aim <= limit for aim, limit in both)
