"""The one clock of the pages, and the one time zone."""

from datetime import UTC, date, datetime

from flask import current_app

from surveyapp.core.text.days import day_of
from surveyapp.settings import Settings


def now() -> datetime:
    """Return the current instant, aware and in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """Return the day that it is where the reviews are run."""
    return day_of(now(), _settings().timezone)


def local(instant: datetime) -> datetime:
    """Return ``instant`` as clocks show it where the reviews are run."""
    return instant.astimezone(_settings().timezone)


def _settings() -> Settings:
    found: Settings = current_app.extensions["surveyapp.settings"]
    return found
