"""How often signing in may fail: per account, and per network address whichever machine it reaches.

Where an account's owner signed in before, and for whoever came by a mailed link, failures count apart.
"""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.store import audit, staff_sessions
from surveyapp.store.rows import StaffRow

WINDOW = timedelta(minutes=15)
ACCOUNT_LIMIT = 10
"""Failures in a window of one account, or of one browser that knows it."""

SOURCE_LIMIT = 30
"""Failures in a window from one address, which a whole office may share; and askings for a link, apart from those."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an attempt comes from: what stands for the network address, and for a browser that the account knows."""

    source: bytes | None = None
    browser: bytes | None = None


def is_barred(session: Session, row: StaffRow | None, *, origin: Origin, now: datetime) -> bool:
    """Say whether nobody gets in for now: into this account, or from this source, or both.

    From a browser that the account knows only its own failures count.
    """
    forget_outdated(session, now=now)
    if origin.browser:
        return staff_sessions.count_failures(session, origin.browser) >= ACCOUNT_LIMIT
    if row and row.failures_since and now - row.failures_since > WINDOW:
        row.failures, row.failures_since = 0, None
    is_spent = origin.source is not None and staff_sessions.count_failures(session, origin.source) >= SOURCE_LIMIT
    return is_spent or (row is not None and row.failures >= ACCOUNT_LIMIT)


def count_failure(session: Session, row: StaffRow | None, *, origin: Origin, now: datetime) -> None:
    """Count and record a failure; an address that no account has is not written down."""
    counted = origin.browser or origin.source
    if counted:
        staff_sessions.put_failure(session, counted, now=now)
    if row is None:
        audit.record(session, "sign_in.failed")
        return
    audit.record(session, "sign_in.failed", email=row.email)
    if origin.browser:
        return
    row.failures, row.failures_since = row.failures + 1, row.failures_since or now
    if row.failures == ACCOUNT_LIMIT:
        audit.record(session, "sign_in.barred", email=row.email)


def by_link(row: StaffRow) -> Origin:
    """Return where somebody comes from who holds a one-time link of the account: strangers' failures do not count."""
    return Origin(browser=hashlib.sha256(f"by link|{row.id}".encode()).digest())


def may_ask(session: Session, source: bytes | None, *, now: datetime) -> bool:
    """Count an asking for a link, and say whether there were not too many from its source; failures do not count."""
    if source is None:
        return True
    forget_outdated(session, now=now)
    asking = hashlib.sha256(b"asking|" + source).digest()
    if staff_sessions.count_failures(session, asking) >= SOURCE_LIMIT:
        return False
    staff_sessions.put_failure(session, asking, now=now)
    return True


def forget_outdated(session: Session, *, now: datetime) -> int:
    """Forget the failures that count no more, and the addresses they came from; return how many there were."""
    return staff_sessions.drop_failures(session, before=now - WINDOW)


def forget_failures(row: StaffRow) -> None:
    """Begin to count anew: somebody got in."""
    row.failures, row.failures_since = 0, None
