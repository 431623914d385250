"""Days: as people type them, in either language's digits, and when they are over in a time zone."""

import re
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.bidi import western_digits, without_controls

YEARS = range(2000, 2200)
"""Years that a review can be about; a slip of the finger lands elsewhere."""

_CHANGED_BY = timedelta(hours=3)
"""By more than this no country changes its clocks."""

_YEAR_FIRST = re.compile(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})")
_DAY_FIRST = re.compile(r"([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})")


def read_day(typed: str) -> date:
    """Return the day that ``typed`` writes: year, month, day, or day, month, year; InputError ``bad_day`` if none."""
    plain = western_digits(without_controls(typed)).strip()
    if found := _YEAR_FIRST.fullmatch(plain):
        year, month, day = map(int, found.groups())
    elif found := _DAY_FIRST.fullmatch(plain):
        day, month, year = map(int, found.groups())
    else:
        raise InputError(Code.BAD_DAY, day=typed)
    try:
        read = date(year, month, day)
    except ValueError:
        raise InputError(Code.BAD_DAY, day=typed) from None
    if read.year not in YEARS:
        raise InputError(Code.BAD_DAY, day=typed)
    return read


def day_of(instant: datetime, timezone: tzinfo) -> date:
    """Return the day that it is in ``timezone`` at ``instant``, which is aware."""
    return instant.astimezone(timezone).date()


def end_of_day(day: date, timezone: tzinfo) -> datetime:
    """Return the instant at which ``day`` is over in ``timezone``, in UTC."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=timezone).astimezone(UTC)


def day_that_ended(instant: datetime, timezone: tzinfo) -> date:
    """Return the day that was over at ``instant``, by the rules of ``timezone`` then; they may have changed since.

    Raises:
        ValueError: ``instant`` is naive.
    """
    if instant.tzinfo is None:
        raise ValueError("naive datetime")
    return day_of(instant - _CHANGED_BY, timezone)
