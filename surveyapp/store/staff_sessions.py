"""The browsers that staff are signed in with, and the sign-ins that failed."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, func, or_, select
from sqlalchemy.orm import Session

from surveyapp.store.engine import find_rows
from surveyapp.store.people import Staff, read_columns, to_staff
from surveyapp.store.rows import SignInFailureRow, StaffRow, StaffSessionRow


@dataclass(frozen=True, slots=True)
class StaffSession:
    """A browser in which somebody is signed in, or has still to give a code."""

    key_hash: bytes
    staff: Staff
    began_at: datetime
    seen_at: datetime
    awaits_code: bool
    by_link: bool


def put_session(
    session: Session, key_hash: bytes, *, staff_id: int, now: datetime, awaits_code: bool = False, by_link: bool = False
) -> None:
    """Record that a browser signed in, or came half the way."""
    session.add(
        StaffSessionRow(
            key_hash=key_hash,
            staff_id=staff_id,
            began_at=now,
            seen_at=now,
            awaits_code=awaits_code,
            by_link=by_link,
        )
    )


def find_session(session: Session, key_hash: bytes) -> StaffSession | None:
    """Return the session with this key, or None; an account that was closed has none."""
    found = find_rows(session, _found(), {"key_hash": key_hash}).first()
    return _session(found, to_staff(session, found)) if found else None


@cache
def _found() -> Select[*tuple[Any, ...]]:
    """Return the query of a session by ``:key_hash``; built once, of tables: every page of staff asks it."""
    kept, staff = StaffSessionRow.__table__, StaffRow.__table__
    own = (kept.c.key_hash, kept.c.began_at, kept.c.seen_at, kept.c.awaits_code, kept.c.by_link)
    query = select(*own, *read_columns()).select_from(kept.join(staff, staff.c.id == kept.c.staff_id))
    return query.where(kept.c.key_hash == bindparam("key_hash"), staff.c.closed_at.is_(None))


def list_sessions(session: Session, staff: Staff, *, began_after: datetime, seen_after: datetime) -> list[StaffSession]:
    """Return the browsers in which somebody is signed in, the one seen last first."""
    query = select(StaffSessionRow).where(
        StaffSessionRow.staff_id == staff.id,
        StaffSessionRow.awaits_code.is_(False),
        StaffSessionRow.began_at >= began_after,
        StaffSessionRow.seen_at >= seen_after,
    )
    rows = session.scalars(query.order_by(StaffSessionRow.seen_at.desc(), StaffSessionRow.key_hash))
    return [_session(row, staff) for row in rows]


def touch_session(session: Session, key_hash: bytes, *, now: datetime) -> None:
    """Record that a browser was seen."""
    row = session.get(StaffSessionRow, key_hash)
    if row:
        row.seen_at = now


def drop_session(session: Session, key_hash: bytes, *, staff_id: int | None = None) -> bool:
    """Sign a browser out, of ``staff_id`` only where it is given; say whether there was one."""
    row = session.get(StaffSessionRow, key_hash)
    if row is None or staff_id not in {None, row.staff_id}:
        return False
    session.delete(row)
    session.flush()
    return True


def drop_sessions(session: Session, staff_id: int, *, but: bytes | None = None) -> int:
    """Sign somebody out everywhere, or everywhere but in one browser; return in how many."""
    query = select(StaffSessionRow).where(StaffSessionRow.staff_id == staff_id)
    rows = [row for row in session.scalars(query) if row.key_hash != but]
    for row in rows:
        session.delete(row)
    session.flush()
    return len(rows)


def drop_ended(session: Session, *, began_before: datetime, seen_before: datetime) -> int:
    """Forget the browsers whose time is over; return how many there were."""
    is_over = or_(StaffSessionRow.began_at < began_before, StaffSessionRow.seen_at < seen_before)
    ended = delete(StaffSessionRow).where(is_over).returning(StaffSessionRow.key_hash)
    return len(session.scalars(ended.execution_options(synchronize_session=False)).all())


def put_failure(session: Session, source: bytes, *, now: datetime) -> None:
    """Record that a sign-in failed; ``source`` is a keyed hash of the network address."""
    session.add(SignInFailureRow(source=source, at=now))
    session.flush()


def count_failures(session: Session, source: bytes) -> int:
    """Return how many sign-ins failed from ``source``."""
    query = select(func.count()).select_from(SignInFailureRow).where(SignInFailureRow.source == source)
    return session.scalar(query) or 0


def drop_failures(session: Session, *, before: datetime) -> int:
    """Forget the failures that happened before an instant; return how many there were."""
    old = delete(SignInFailureRow).where(SignInFailureRow.at < before).returning(SignInFailureRow.at)
    return len(session.scalars(old.execution_options(synchronize_session=False)).all())


def _session(row: Any, staff: Staff) -> StaffSession:
    return StaffSession(row.key_hash, staff, row.began_at, row.seen_at, row.awaits_code, row.by_link)
