"""How often signing in may fail: per account, and per network address whichever machine it reaches."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.store import audit, staff_sessions
from surveyapp.store.rows import StaffRow

WINDOW = timedelta(minutes=15)
ACCOUNT_LIMIT = 10
SOURCE_LIMIT = 30
"""Failures in a window from one address, which a whole office may share."""


def is_barred(session: Session, row: StaffRow | None, *, source: bytes | None, now: datetime) -> bool:
    """Say whether nobody gets in for now: into this account, or from this source, or both."""
    forget_outdated(session, now=now)
    if row and row.failures_since and now - row.failures_since > WINDOW:
        row.failures, row.failures_since = 0, None
    is_spent = source is not None and staff_sessions.count_failures(session, source) >= SOURCE_LIMIT
    return is_spent or (row is not None and row.failures >= ACCOUNT_LIMIT)


def count_failure(session: Session, row: StaffRow | None, *, source: bytes | None, now: datetime) -> None:
    """Count and record a failure; an address that no account has is not written down."""
    if source:
        staff_sessions.put_failure(session, source, now=now)
    if row is None:
        audit.record(session, "sign_in.failed")
        return
    row.failures, row.failures_since = row.failures + 1, row.failures_since or now
    audit.record(session, "sign_in.failed", email=row.email)
    if row.failures == ACCOUNT_LIMIT:
        audit.record(session, "sign_in.barred", email=row.email)


def forget_outdated(session: Session, *, now: datetime) -> int:
    """Forget the failures that count no more, and the addresses they came from; return how many there were."""
    return staff_sessions.drop_failures(session, before=now - WINDOW)


def forget_failures(row: StaffRow) -> None:
    """Begin to count anew: somebody got in."""
    row.failures, row.failures_since = 0, None
