"""Staff accounts and the browsers they are signed in with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from surveyapp.core.roles import Right, Role, may
from surveyapp.store.rows import StaffReviewRow, StaffRow, StaffSessionRow


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who may sign in."""

    id: int
    email: str
    role: Role
    given: frozenset[int] = frozenset()

    def may(self, right: Right, review_id: int | None = None) -> bool:
        """Say whether this person has ``right``, on the review ``review_id`` where it is about one."""
        return may(self.role, right, review_id=review_id, given=self.given)


def find_staff_row(session: Session, email: str) -> StaffRow | None:
    """Return the account of ``email``, held alone until the transaction ends, or None."""
    return session.scalar(select(StaffRow).where(StaffRow.email == email.strip().lower()).with_for_update())


def find_staff_row_by_link(session: Session, link_hash: bytes) -> StaffRow | None:
    """Return the account that a one-time link belongs to, or None."""
    return session.scalar(select(StaffRow).where(StaffRow.link_hash == link_hash).with_for_update())


def put_staff(
    session: Session,
    email: str,
    *,
    role: Role,
    password_hash: str | None,
    link: tuple[bytes, datetime] | None = None,
    is_demonstration: bool = False,
) -> Staff | None:
    """Store an account; None when the address has one already."""
    if find_staff_row(session, email):
        return None
    row = StaffRow(
        email=email.strip().lower(),
        role=role,
        password_hash=password_hash,
        failures=0,
        is_demonstration=is_demonstration,
    )
    if link:
        row.link_hash, row.link_expires_at = link
    session.add(row)
    session.flush()
    return Staff(row.id, row.email, row.role)


def give_review(session: Session, staff_id: int, *, review_id: int) -> None:
    """Let a facilitator reach a review; giving it again changes nothing."""
    session.merge(StaffReviewRow(staff_id=staff_id, review_id=review_id))


def take_review(session: Session, staff_id: int, *, review_id: int) -> None:
    """Take a review back from a facilitator."""
    session.execute(delete(StaffReviewRow).filter_by(staff_id=staff_id, review_id=review_id))


def put_session(session: Session, key_hash: bytes, *, staff_id: int, now: datetime) -> None:
    """Record that a browser signed in."""
    session.add(StaffSessionRow(key_hash=key_hash, staff_id=staff_id, began_at=now, seen_at=now))


def find_session(session: Session, key_hash: bytes) -> tuple[Staff, datetime, datetime] | None:
    """Return who is signed in with this key, since when, and when last seen; or None."""
    query = select(StaffRow, StaffSessionRow.began_at, StaffSessionRow.seen_at).join(
        StaffSessionRow, StaffSessionRow.staff_id == StaffRow.id
    )
    found = session.execute(query.where(StaffSessionRow.key_hash == key_hash)).first()
    if found is None:
        return None
    row, began_at, seen_at = found
    return Staff(row.id, row.email, row.role, _given(session, row)), began_at, seen_at


def touch_session(session: Session, key_hash: bytes, *, now: datetime) -> None:
    """Record that a browser was seen."""
    row = session.get(StaffSessionRow, key_hash)
    if row:
        row.seen_at = now


def drop_session(session: Session, key_hash: bytes) -> None:
    """Sign a browser out."""
    session.execute(delete(StaffSessionRow).where(StaffSessionRow.key_hash == key_hash))


def _given(session: Session, row: StaffRow) -> frozenset[int]:
    if row.role is not Role.FACILITATOR:
        return frozenset()
    return frozenset(session.scalars(select(StaffReviewRow.review_id).where(StaffReviewRow.staff_id == row.id)))
