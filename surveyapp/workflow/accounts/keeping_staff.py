"""Keeping staff accounts: who has one, as what, for which reviews; closing and reopening them."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import MailKind
from surveyapp.core.conduct.partnership import read_address
from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.text.languages import Language
from surveyapp.store import audit, people, reviews, staff_sessions
from surveyapp.store.rows import StaffRow
from surveyapp.workflow.accounts import one_time_links, passwords, second_factor
from surveyapp.workflow.keys import Keys


def create_staff(
    session: Session, email: str, *, role: Role, password: str | None, now: datetime, is_demonstration: bool = False
) -> str | None:
    """Store an account; without a password, return the key of a one-time link.

    Raises:
        InputError: the address or password cannot be used, or the address has an account.
    """
    address = read_address(email)
    password_hash = None if password is None else passwords.hash_password(password, email=address)
    row = _put(session, address, role=role, password_hash=password_hash, is_demonstration=is_demonstration)
    return None if password_hash else one_time_links.make_link(row, now=now)


def invite_staff(
    session: Session, email: str, *, role: Role, language: Language, now: datetime, keys: Keys
) -> people.Staff:
    """Store an account, and queue the mail that leads its owner to a password.

    Raises:
        InputError: the address cannot be used, or has an account.
    """
    row = _put(session, read_address(email), role=role, password_hash=None)
    one_time_links.mail_link(session, row, language=language, now=now, keys=keys, kind=MailKind.ACCOUNT)
    return people.to_staff(session, row)


def change_role(session: Session, staff_id: int, *, role: Role) -> None:
    """Give an account another role; its owner signs in anew.

    Raises:
        NotFoundError: there is no such account.
        StateError: it is the last administrator's.
    """
    row = _hold(session, staff_id, stays=role is Role.ADMINISTRATOR)
    if row.role is role:
        return
    audit.record(session, "staff.role_changed", email=row.email, before=row.role.value, role=role.value)
    row.role, row.entitled_at = role, audit.signed_at(session)
    staff_sessions.drop_sessions(session, staff_id)


def close_staff(session: Session, staff_id: int, *, now: datetime) -> None:
    """Let nobody in by this account; what it did stays in the record.

    Raises:
        NotFoundError: there is no such account.
        StateError: it is the last administrator's.
    """
    row = _hold(session, staff_id, stays=False)
    if row.closed_at is not None:
        return
    row.closed_at = now
    people.drop_link(row)
    staff_sessions.drop_sessions(session, staff_id)
    audit.record(session, "staff.closed", email=row.email)


def reopen_staff(session: Session, staff_id: int) -> None:
    """Let an account be used again, as what it was; NotFoundError when there is none."""
    row = people.get_staff_row(session, staff_id)
    if row.closed_at is not None:
        row.closed_at, row.entitled_at = None, audit.signed_at(session)
        audit.record(session, "staff.reopened", email=row.email)


def set_reviews(session: Session, staff_id: int, *, review_ids: Collection[int]) -> None:
    """Let a facilitator reach these reviews and no others.

    Raises:
        NotFoundError: there is no such account, or review.
        StateError: the account is no facilitator's: every other role reaches all reviews.
    """
    row = people.get_staff_row(session, staff_id)
    if row.role is not Role.FACILITATOR:
        raise StateError(Code.NO_FACILITATOR, email=row.email)
    given = people.to_staff(session, row).given
    for review_id in sorted(set(review_ids) - given):
        people.give_review(session, staff_id, review_id=reviews.get_review(session, review_id).id)
        audit.record(session, "staff.review_given", review_id=review_id, email=row.email)
    for review_id in sorted(given - set(review_ids)):
        people.take_review(session, staff_id, review_id=review_id)
        audit.record(session, "staff.review_taken", review_id=review_id, email=row.email)


def drop_second_factor(session: Session, staff_id: int) -> None:
    """Take away a second factor that its owner lost; NotFoundError when there is no such account."""
    row = people.get_staff_row(session, staff_id)
    second_factor.drop_factor(session, row)
    staff_sessions.drop_sessions(session, staff_id)


def end_sessions(session: Session, staff_id: int) -> None:
    """Sign somebody out everywhere; NotFoundError when there is no such account."""
    row = people.get_staff_row(session, staff_id)
    if staff_sessions.drop_sessions(session, staff_id):
        audit.record(session, "staff.sessions_ended", email=row.email)


def _put(
    session: Session, address: str, *, role: Role, password_hash: str | None, is_demonstration: bool = False
) -> StaffRow:
    row = people.put_staff(
        session,
        address,
        role=role,
        password_hash=password_hash,
        is_demonstration=is_demonstration,
        entitled_at=audit.signed_at(session),
    )
    if row is None:
        raise InputError(Code.EMAIL_TAKEN, email=address)
    audit.record(session, "staff.created", email=row.email, role=role.value)
    return row


def _hold(session: Session, staff_id: int, *, stays: bool) -> StaffRow:
    """Return the account, having made sure that an administrator is left unless it ``stays`` one.

    All administrators are held, in one order, so that two of them cannot take each other's role at once.
    """
    administrators = people.list_administrator_rows(session)
    row = people.get_staff_row(session, staff_id)
    if not stays and administrators == [row]:
        raise StateError(Code.LAST_ADMINISTRATOR, email=row.email)
    return row
