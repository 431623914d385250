"""The one clock of the pages, and the one time zone."""

from datetime import UTC, date, datetime

from surveyapp.core.text.days import day_of
from surveyapp.web.settings import settings


def now() -> datetime:
    """Return the current instant, aware and in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day that it is where the reviews are run."""
    return day_of(now(), settings().timezone)


def local(instant: datetime) -> datetime:
    """Return ``instant`` as clocks show it where the reviews are run."""
    return instant.astimezone(settings().timezone)
