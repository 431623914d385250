"""Signing in: by password or one-time link, with a code where there is a second factor; and signing out."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.store import audit, people, staff_sessions
from surveyapp.store.audit import Author
from surveyapp.store.rows import StaffRow
from surveyapp.store.staff_sessions import StaffSession
from surveyapp.workflow.accounts import known_browsers, passkeys, passwords, second_factor
from surveyapp.workflow.accounts.limiting import Origin, by_link, count_failure, forget_failures, is_barred
from surveyapp.workflow.accounts.passkeys import Site
from surveyapp.workflow.keys import Keys, token_hash

IDLE_LIMIT, ABSOLUTE_LIMIT = timedelta(minutes=30), timedelta(hours=10)
CODE_LIMIT = timedelta(minutes=10)
TOUCH_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Claim:
    """An address, whether a password fits what is kept of its own, and where both come from."""

    email: str
    password_hash: str | None = field(repr=False)
    is_right: bool
    origin: Origin


def weigh(email: str, password: str, *, password_hash: str | None, origin: Origin) -> Claim:
    """Return the claim of whoever typed address and password.

    Takes a while on purpose, so it is done outside any transaction. ``password_hash`` is what was found for the
    address, which the browser of ``origin`` fits where it has one.
    """
    return Claim(email, password_hash, passwords.fits(password_hash, password), origin)


def sign_in(session: Session, claim: Claim, *, now: datetime) -> str | None:
    """Return the key of a new session, or None when the claim is wrong or there were too many.

    Where the account has a second factor the session awaits a code, and opens nothing before. The caller commits in
    either case: failures are counted.
    """
    row = vouch(session, claim, now=now)
    if row is None:
        return None
    if row.factor_sealed is None:
        forget_failures(row)
    return _admit(session, row, now=now, awaits_code=row.factor_sealed is not None)


def vouch(session: Session, claim: Claim, *, now: datetime) -> StaffRow | None:
    """Return the account that a claim proves to own, held alone; None when it proves nothing, which is counted.

    Failures are counted per account and per source, or per browser that the account knows: past the limit even the
    right password is refused.
    """
    row = people.find_staff_row(session, claim.email)
    is_same = row is not None and row.password_hash == claim.password_hash
    origin = claim.origin if is_same else Origin(claim.origin.source)
    if is_barred(session, row, origin=origin, now=now):
        return None
    if row is None or not is_same or not claim.is_right or row.closed_at is not None:
        count_failure(session, row, origin=origin, now=now)
        return None
    return row


def sign_in_by_link(session: Session, key: str, *, now: datetime) -> str | None:
    """Return the key of a new session for a one-time link, which is used up; None when it is not valid."""
    row = people.find_staff_row_by_link(session, token_hash(key))
    if row is None or row.link_expires_at is None or row.link_expires_at < now or row.closed_at is not None:
        return None
    people.drop_link(row)
    forget_failures(row)
    return _admit(session, row, now=now, awaits_code=row.factor_sealed is not None, by_link=True)


def give_code(
    session: Session, key: str, *, typed: str, source: bytes | None, now: datetime, keys: Keys, mark: str = ""
) -> str | None:
    """Return the key of a new session for one that awaited a code; None when the code is wrong, which is counted.

    ``mark`` is what the browser shows of having been used before.
    """

    def is_right(row: StaffRow, _found: StaffSession) -> bool:
        return second_factor.use_code(session, row, typed=typed, now=now, keys=keys)

    return _complete(session, key, is_right, _Shown(source, mark), now=now, keys=keys)


def ask_passkey(session: Session, key: str, *, site: Site, now: datetime) -> str | None:
    """Return what a browser is asked to show a passkey by; None when its session awaits no code."""
    found = find_half_signed_in(session, key, now=now)
    if found is None:
        return None
    return passkeys.begin_proving(session, found.staff.id, found.key_hash, site=site, now=now)


def give_passkey(
    session: Session,
    key: str,
    *,
    answer: str,
    site: Site,
    source: bytes | None,
    now: datetime,
    keys: Keys,
    mark: str = "",
) -> str | None:
    """Return the key of a new session for one that awaited a code, by a passkey; None as ``give_code`` does."""

    def is_right(row: StaffRow, found: StaffSession) -> bool:
        return passkeys.is_proved(session, row, found.key_hash, answer=answer, site=site, now=now)

    return _complete(session, key, is_right, _Shown(source, mark), now=now, keys=keys)


@dataclass(frozen=True, slots=True)
class _Shown:
    """What a browser shows of where it is, and of having been used before."""

    source: bytes | None
    mark: str


def _complete(
    session: Session,
    key: str,
    is_right: Callable[[StaffRow, StaffSession], bool],
    shown: _Shown,
    *,
    now: datetime,
    keys: Keys,
) -> str | None:
    found = find_half_signed_in(session, key, now=now)
    if found is None:
        return None
    row = people.get_staff_row(session, found.staff.id)
    origin = by_link(row) if found.by_link else _origin(row, shown.source, mark=shown.mark, now=now, keys=keys)
    if is_barred(session, row, origin=origin, now=now):
        return None
    if not is_right(row, found):
        count_failure(session, row, origin=origin, now=now)
        return None
    forget_failures(row)
    staff_sessions.drop_session(session, found.key_hash)
    return _admit(session, row, now=now, by_link=found.by_link)


def find_signed_in(session: Session, key: str, *, now: datetime) -> StaffSession | None:
    """Return the session of this key; None when it has ended, or awaits a code."""
    found = staff_sessions.find_session(session, token_hash(key))
    if found is None or found.awaits_code or now - found.seen_at > IDLE_LIMIT or now - found.began_at > ABSOLUTE_LIMIT:
        return None
    return found


def find_half_signed_in(session: Session, key: str, *, now: datetime) -> StaffSession | None:
    """Return the session of this key that awaits a code, or None."""
    found = staff_sessions.find_session(session, token_hash(key))
    return found if found and found.awaits_code and now - found.began_at <= CODE_LIMIT else None


def is_touch_due(found: StaffSession, *, now: datetime) -> bool:
    """Say whether it should be written down that a browser was seen."""
    return now - found.seen_at > TOUCH_EVERY


def sign_out(session: Session, key: str) -> None:
    """End a session."""
    if staff_sessions.drop_session(session, token_hash(key)):
        audit.record(session, "sign_in.ended")


def list_open_sessions(session: Session, staff: people.Staff, *, now: datetime) -> list[StaffSession]:
    """Return the browsers in which somebody is signed in now, the one seen last first."""
    return staff_sessions.list_sessions(session, staff, began_after=now - ABSOLUTE_LIMIT, seen_after=now - IDLE_LIMIT)


def renew_session(session: Session, row: StaffRow, *, now: datetime) -> str:
    """Sign somebody out everywhere, and return the key of a new session for the browser that is in use."""
    staff_sessions.drop_sessions(session, row.id)
    return put_session(session, row, now=now)


def put_session(
    session: Session, row: StaffRow, *, now: datetime, awaits_code: bool = False, by_link: bool = False
) -> str:
    """Store a new session and return its key, which is stored nowhere."""
    key = secrets.token_urlsafe(32)
    staff_sessions.put_session(
        session, token_hash(key), staff_id=row.id, now=now, awaits_code=awaits_code, by_link=by_link
    )
    return key


def forget_ended(session: Session, *, now: datetime) -> int:
    """Forget the browsers whose time is over; return how many there were."""
    return staff_sessions.drop_ended(session, began_before=now - ABSOLUTE_LIMIT, seen_before=now - IDLE_LIMIT)


def _origin(row: StaffRow, source: bytes | None, *, mark: str, now: datetime, keys: Keys) -> Origin:
    known = known_browsers.find_browser(mark, email=row.email, password_hash=row.password_hash, now=now, keys=keys)
    return Origin(source, known)


def _admit(session: Session, row: StaffRow, *, now: datetime, awaits_code: bool = False, by_link: bool = False) -> str:
    """Store a new session; from here on it is known who works in the transaction."""
    forget_ended(session, now=now)
    if not awaits_code:
        audit.sign(session, Author(row.email, now))
        audit.record(session, "sign_in.done", by_link=by_link)
    return put_session(session, row, now=now, awaits_code=awaits_code, by_link=by_link)
