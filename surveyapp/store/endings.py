"""The days from which what is kept for a time is kept: a review closed, a partner was archived, a mail settled."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.text.days import day_of
from surveyapp.store.engine import timezone_of
from surveyapp.store.rows import OutboxRow, PartnerRow, ReviewRow

_INSTANTS = (ReviewRow.closed_at, PartnerRow.archived_at, OutboxRow.settled_at)


def list_ends(session: Session) -> set[date]:
    """Return the days on which something ended, or is to end."""
    timezone = timezone_of(session)
    last_days = set(session.scalars(select(ReviewRow.closes_on).distinct()))
    found = (at for column in _INSTANTS for at in session.scalars(select(column).distinct()))
    return last_days | {day_of(at, timezone) for at in found if at}
