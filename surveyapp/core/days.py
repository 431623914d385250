"""Days as people type them, in either language's digits."""

import re
from datetime import date

from surveyapp.core.bidi import western_digits, without_controls
from surveyapp.core.errors import InputError

YEARS = range(2000, 2200)
"""Years that a review can be about; a slip of the finger lands elsewhere."""

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
        raise InputError("bad_day", day=typed)
    try:
        read = date(year, month, day)
    except ValueError:
        raise InputError("bad_day", day=typed) from None
    if read.year not in YEARS:
        raise InputError("bad_day", day=typed)
    return read
