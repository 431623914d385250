"""Days, instants and spans of time as each language writes them."""

from datetime import date, datetime, timedelta

from babel.dates import format_date, format_datetime, format_timedelta

from surveyapp.core.text.languages import Language

_IN_HOURS = 2.0
"""A day is said as 24 hours: only from two days on it would be days."""


def day_text(day: date, language: Language) -> str:
    """Return a day: ``31 December 2030``."""
    return str(format_date(day, "long", locale=language.locale))


def moment_text(moment: datetime, language: Language) -> str:
    """Return a moment by the clock that it is in: ``31 December 2030 18:05``."""
    return str(format_datetime(moment, "d MMMM y HH:mm", locale=language.locale))


def time_text(moment: datetime, language: Language) -> str:
    """Return the time of day by the clock that a moment is in: ``18:05``."""
    return str(format_datetime(moment, "HH:mm", locale=language.locale))


def span_text(span: timedelta, language: Language) -> str:
    """Return how long something lasts, in hours, or from two weeks on in weeks: ``24 hours``, ``8 weeks``."""
    return str(format_timedelta(span, granularity="hour", threshold=_IN_HOURS, locale=language.locale))
