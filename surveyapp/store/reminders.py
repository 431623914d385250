"""When whole sides were reminded."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.sides import Side
from surveyapp.store.rows import ReminderRow


def list_times(session: Session, review_id: int) -> dict[Side, list[datetime]]:
    """Return when each side was reminded, the first time first."""
    query = select(ReminderRow).where(ReminderRow.review_id == review_id).order_by(ReminderRow.number)
    rows = session.scalars(query).all()
    return {side: [row.sent_at for row in rows if row.side is side] for side in Side}


def put_reminder(session: Session, review_id: int, *, side: Side, number: int, now: datetime) -> None:
    """Record that a side was reminded."""
    session.add(ReminderRow(review_id=review_id, side=side, number=number, sent_at=now))
    session.flush()
