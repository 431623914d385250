"""Staff accounts: who may sign in, as what, with which second factor, and to which reviews."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import Eyes, Opener, find_eyes
from surveyapp.core.conduct.partnership import mailbox_of
from surveyapp.core.conduct.roles import Right, Role, may
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.store.rows import RecoveryCodeRow, StaffReviewRow, StaffRow


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody who may sign in, or whose account was closed."""

    id: int
    email: str
    role: Role
    given: frozenset[int] = frozenset()
    has_password: bool = False
    has_factor: bool = False
    is_closed: bool = False
    is_demonstration: bool = False

    def may(self, right: Right, review_id: int | None = None) -> bool:
        """Say whether this person has ``right``, on the review ``review_id`` where it is about one."""
        return may(self.role, right, review_id=review_id, given=self.given)


def read_columns() -> tuple[Any, ...]:
    """Return the columns that ``to_staff`` reads, where a row holds nothing else of an account."""
    staff = StaffRow.__table__.c
    names = ("id", "email", "role", "password_hash", "factor_sealed", "closed_at", "is_demonstration")
    return tuple(staff[name] for name in names)


def to_staff(session: Session, row: Any) -> Staff:
    """Return the account in ``row``, with the reviews given to it where its role looks at them."""
    given: list[int] = []
    if row.role is Role.FACILITATOR:
        given = list(session.scalars(_given(), {"staff_id": row.id}))
    return _staff(row, given)


@cache
def _given() -> Select[int]:
    reviews = StaffReviewRow.__table__.c
    return select(reviews.review_id).where(reviews.staff_id == bindparam("staff_id"))


def list_staff(session: Session) -> list[Staff]:
    """Return every account by its address, those that were closed last."""
    rows = session.scalars(select(StaffRow).order_by(StaffRow.closed_at.is_not(None), StaffRow.email)).all()
    given = defaultdict(list)
    for staff_id, review_id in session.execute(select(StaffReviewRow.staff_id, StaffReviewRow.review_id)):
        given[staff_id].append(review_id)
    return [_staff(row, given[row.id]) for row in rows]


def list_mailboxes(session: Session) -> frozenset[str]:
    """Return the mailbox of every account, of those that were closed too (``core.conduct.partnership.mailbox_of``)."""
    return frozenset(map(mailbox_of, session.scalars(select(StaffRow.email))))


def list_openers(session: Session, *, is_demonstration: bool) -> list[Opener]:
    """Return the open accounts whose role may open reviews; those of demonstrations open invented reviews only."""
    query = select(StaffRow).where(StaffRow.closed_at.is_(None)).order_by(StaffRow.id)
    return [
        Opener(row.email, row.entitled_at)
        for row in session.scalars(query)
        if may(row.role, Right.RUN_REVIEWS) and (is_demonstration or not row.is_demonstration)
    ]


def list_eyes(session: Session, *, now: datetime, is_demonstration: bool) -> Eyes:
    """Return the accounts of which it takes two, wherever there are two."""
    return find_eyes(list_openers(session, is_demonstration=is_demonstration), now)


def get_staff(session: Session, staff_id: int) -> Staff:
    """Return an account; NotFoundError ``no_staff`` when there is none."""
    row = session.get(StaffRow, staff_id)
    if row is None:
        raise NotFoundError(Code.NO_STAFF, name=staff_id)
    return to_staff(session, row)


def find_staff_id(session: Session, email: str) -> int | None:
    """Return the id of the account of ``email``, or None."""
    return session.scalar(select(StaffRow.id).where(StaffRow.email == _kept(email)))


def find_password_hash(session: Session, email: str) -> str | None:
    """Return what is kept of the password of ``email``; None when there is no account, or it has no password."""
    query = select(StaffRow.password_hash).where(StaffRow.email == _kept(email), StaffRow.closed_at.is_(None))
    return session.scalar(query)


def find_staff_row(session: Session, email: str) -> StaffRow | None:
    """Return the account of ``email``, held alone until the transaction ends, or None."""
    return session.scalar(select(StaffRow).where(StaffRow.email == _kept(email)).with_for_update())


def get_staff_row(session: Session, staff_id: int) -> StaffRow:
    """Return an account, held alone until the transaction ends; NotFoundError ``no_staff`` when there is none."""
    row = session.get(StaffRow, staff_id, with_for_update=True)
    if row is None:
        raise NotFoundError(Code.NO_STAFF, name=staff_id)
    return row


def find_staff_row_by_link(session: Session, link_hash: bytes) -> StaffRow | None:
    """Return the account that a one-time link belongs to, held alone until the transaction ends, or None."""
    return session.scalar(select(StaffRow).where(StaffRow.link_hash == link_hash).with_for_update())


def list_administrator_rows(session: Session) -> list[StaffRow]:
    """Return the administrators whose account is open, all held until the transaction ends."""
    query = select(StaffRow).where(StaffRow.role == Role.ADMINISTRATOR, StaffRow.closed_at.is_(None))
    return list(session.scalars(query.order_by(StaffRow.id).with_for_update()))


def put_staff(
    session: Session,
    email: str,
    *,
    role: Role,
    password_hash: str | None,
    is_demonstration: bool = False,
    entitled_at: datetime | None = None,
) -> StaffRow | None:
    """Store an account; None when the address has one already."""
    if find_staff_row(session, email):
        return None
    row = StaffRow(
        email=_kept(email),
        role=role,
        password_hash=password_hash,
        failures=0,
        is_demonstration=is_demonstration,
        entitled_at=entitled_at,
    )
    session.add(row)
    session.flush()
    return row


def put_link(row: StaffRow, link_hash: bytes, *, expires_at: datetime) -> None:
    """Let a one-time link lead to an account; the link before it leads nowhere."""
    row.link_hash, row.link_expires_at = link_hash, expires_at


def drop_link(row: StaffRow) -> None:
    """Let the one-time link of an account lead nowhere."""
    row.link_hash, row.link_expires_at = None, None


def give_review(session: Session, staff_id: int, *, review_id: int) -> None:
    """Let a facilitator reach a review; giving it again changes nothing."""
    session.merge(StaffReviewRow(staff_id=staff_id, review_id=review_id))


def take_review(session: Session, staff_id: int, *, review_id: int) -> None:
    """Take a review back from a facilitator."""
    session.execute(delete(StaffReviewRow).filter_by(staff_id=staff_id, review_id=review_id))


def put_recovery_codes(session: Session, staff_id: int, *, hashes: Collection[bytes]) -> None:
    """Let these codes stand for the second factor, once each, and no others."""
    session.execute(delete(RecoveryCodeRow).where(RecoveryCodeRow.staff_id == staff_id))
    session.add_all(RecoveryCodeRow(staff_id=staff_id, code_hash=code_hash) for code_hash in hashes)
    session.flush()


def count_recovery_codes(session: Session, staff_id: int) -> int:
    """Return how many codes are left."""
    return len(session.scalars(select(RecoveryCodeRow.code_hash).where(RecoveryCodeRow.staff_id == staff_id)).all())


def use_recovery_code(session: Session, staff_id: int, *, code_hash: bytes) -> bool:
    """Take a code away; say whether it was there."""
    row = session.get(RecoveryCodeRow, (staff_id, code_hash))
    if row is None:
        return False
    session.delete(row)
    session.flush()
    return True


def _staff(row: Any, given: Collection[int]) -> Staff:
    return Staff(
        row.id,
        row.email,
        row.role,
        frozenset(given if row.role is Role.FACILITATOR else ()),
        has_password=row.password_hash is not None,
        has_factor=row.factor_sealed is not None,
        is_closed=row.closed_at is not None,
        is_demonstration=row.is_demonstration,
    )


def _kept(email: str) -> str:
    """Return an address as it is kept."""
    return email.strip().lower()
