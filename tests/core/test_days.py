"""Days as people type them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from surveyapp.core.errors import InputError
from surveyapp.core.text.days import day_of, day_that_ended, end_of_day, read_day


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("2026-12-31", id="as a browser sends it"),
        pytest.param("٢٠٢٦-١٢-٣١", id="Arabic-Indic digits"),
        pytest.param("۳۱/۱۲/۲۰۲۶", id="Persian digits, day first"),
        pytest.param(" \u200f31.12.2026\u200f ", id="marks around it"),
        pytest.param("2026/12/31", id="slashes, year first"),
    ],
)
def test_days_are_read(typed: str) -> None:
    assert read_day(typed) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "typed",
    ["", "tomorrow", "31-12-26", "2026-02-30", "2026-13-01", "0000-01-01", "9999-12-31", "1026-12-31", "2026-12-31T10"],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="bad_day"):
        read_day(typed)


DAY = date(2030, 12, 31)


def ahead(hours: float) -> timezone:
    return timezone(timedelta(hours=hours))


@pytest.mark.parametrize("hours", [-11, -0.5, 0, 2, 3, 14])
def test_a_day_ends_when_the_next_begins(hours: float) -> None:
    end = end_of_day(DAY, ahead(hours))
    assert (end, end.tzinfo) == (datetime(2031, 1, 1, tzinfo=ahead(hours)), UTC)
    assert [day_of(end - timedelta(microseconds=1), ahead(hours)), day_of(end, ahead(hours))] == [DAY, date(2031, 1, 1)]


@pytest.mark.parametrize("by", [-1, -0.5, 0, 0.5, 1, 2])
def test_the_day_that_ended_is_known_when_its_zone_has_changed_since(by: float) -> None:
    assert day_that_ended(end_of_day(DAY, ahead(2)), ahead(2 + by)) == DAY


def test_a_naive_instant_ends_no_day() -> None:
    with pytest.raises(ValueError, match="naive"):
        day_that_ended(datetime(2030, 12, 31), UTC)  # noqa: DTZ001
