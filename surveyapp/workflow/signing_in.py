"""Signing in: passwords, one-time links, and the browsers that are signed in."""

import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy.orm import Session

from surveyapp.core.errors import InputError
from surveyapp.core.roles import Role
from surveyapp.store import audit, people
from surveyapp.store.people import Staff
from surveyapp.workflow.keys import token_hash

PASSWORD_MINIMUM, PASSWORD_MAXIMUM = 12, 128
LINK_LIFE = timedelta(hours=24)
IDLE_LIMIT, ABSOLUTE_LIMIT = timedelta(minutes=30), timedelta(hours=10)
TOUCH_EVERY = timedelta(minutes=1)
FAILURES_ALLOWED, FAILURE_WINDOW = 10, timedelta(minutes=15)

_HASHER = PasswordHasher(time_cost=1, memory_cost=46 * 1024, parallelism=1)
_NOBODYS_HASH = "$argon2id$v=19$m=47104,t=1,p=1$c3VydmV5YXBwLW5vYm9keQ$qWKSx6b2CBcMHZWjz3tbnsfpE4+lvqc6VQmZpjcmXuc"
"""Verified when an address has no account, so that the time taken does not tell."""


def create_staff(
    session: Session, email: str, *, role: Role, password: str | None, now: datetime, is_demonstration: bool = False
) -> str | None:
    """Store an account; without a password, return the key of a one-time sign-in link.

    Raises:
        InputError: the address or password cannot be used, or the address has an account.
    """
    local, at, domain = email.strip().partition("@")
    if not (local and at and "." in domain and email.isprintable()) or len(email) > 254 or " " in email.strip():  # noqa: PLR2004 - RFC 5321
        raise InputError("bad_email", email=email)
    if password is not None and not PASSWORD_MINIMUM <= len(password) <= PASSWORD_MAXIMUM:
        raise InputError("bad_password", minimum=PASSWORD_MINIMUM, maximum=PASSWORD_MAXIMUM)
    key = None if password else secrets.token_urlsafe(24)
    staff = people.put_staff(
        session,
        email,
        role=role,
        password_hash=_HASHER.hash(password) if password else None,
        link=(token_hash(key), now + LINK_LIFE) if key else None,
        is_demonstration=is_demonstration,
    )
    if staff is None:
        raise InputError("email_taken", email=email)
    audit.record(session, "staff.created", email=staff.email, role=role.value)
    return key


def sign_in(session: Session, email: str, *, password: str, now: datetime) -> str | None:
    """Return the key of a new staff session, or None when address and password do not fit.

    Failures are counted per account: after ten in fifteen minutes even the right password is refused. The caller
    commits in either case.
    """
    row = people.find_staff_row(session, email)
    if row and row.failures_since and now - row.failures_since > FAILURE_WINDOW:
        row.failures, row.failures_since = 0, None
    is_right = _verify((row and row.password_hash) or _NOBODYS_HASH, password) and bool(row and row.password_hash)
    if row is None:
        return None
    if not is_right or row.failures >= FAILURES_ALLOWED:
        row.failures, row.failures_since = row.failures + 1, row.failures_since or now
        return None
    row.failures, row.failures_since = 0, None
    return _new_session(session, row.id, now=now)


def sign_in_by_link(session: Session, key: str, *, now: datetime) -> str | None:
    """Return the key of a new staff session for a one-time link, which is used up; None when it is not valid."""
    row = people.find_staff_row_by_link(session, token_hash(key))
    if row is None or row.link_expires_at is None or row.link_expires_at < now:
        return None
    row.link_hash, row.link_expires_at = None, None
    return _new_session(session, row.id, now=now)


def find_signed_in(session: Session, key: str, *, now: datetime) -> tuple[Staff, bool] | None:
    """Return who is signed in with ``key``, and whether the session should be touched; None when it has ended."""
    found = people.find_session(session, token_hash(key))
    if found is None:
        return None
    staff, began_at, seen_at = found
    if now - seen_at > IDLE_LIMIT or now - began_at > ABSOLUTE_LIMIT:
        return None
    return staff, now - seen_at > TOUCH_EVERY


def touch(session: Session, key: str, *, now: datetime) -> None:
    """Record that a signed-in browser was seen."""
    people.touch_session(session, token_hash(key), now=now)


def sign_out(session: Session, key: str) -> None:
    """End a staff session."""
    people.drop_session(session, token_hash(key))


def _new_session(session: Session, staff_id: int, *, now: datetime) -> str:
    key = secrets.token_urlsafe(32)
    people.put_session(session, token_hash(key), staff_id=staff_id, now=now)
    return key


def _verify(password_hash: str, password: str) -> bool:
    try:
        return _HASHER.verify(password_hash, password)
    except (VerificationError, InvalidHashError):
        return False
