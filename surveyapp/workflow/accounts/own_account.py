"""One's own account: password, second factor, passkeys, recovery codes, and the browsers one is signed in with.

Whoever takes these steps has just given the password once more, or come by a one-time link; the pages see to it.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.store import audit, people, staff_sessions
from surveyapp.workflow.accounts import passkeys, second_factor, signing_in
from surveyapp.workflow.accounts.passkeys import Site
from surveyapp.workflow.keys import Keys


def change_password(session: Session, staff_id: int, *, password_hash: str, now: datetime) -> str:
    """Keep a new password and sign out everywhere; return the key of a new session for the browser in use."""
    row = people.get_staff_row(session, staff_id)
    row.password_hash = password_hash
    people.drop_link(row)
    audit.record(session, "staff.password_changed", email=row.email)
    return signing_in.renew_session(session, row, now=now)


def set_factor(
    session: Session, staff_id: int, *, secret: str, typed: str, now: datetime, keys: Keys
) -> tuple[str, list[str]] | None:
    """Keep a second factor and sign out everywhere; return the key of a new session, and recovery codes.

    None when the code that was typed is not one of ``secret``.
    """
    row = people.get_staff_row(session, staff_id)
    codes = second_factor.set_factor(session, row, secret=secret, typed=typed, now=now, keys=keys)
    return None if codes is None else (signing_in.renew_session(session, row, now=now), codes)


def drop_factor(session: Session, staff_id: int, *, now: datetime) -> str:
    """Do without a second factor and sign out everywhere; return the key of a new session for the browser in use."""
    row = people.get_staff_row(session, staff_id)
    second_factor.drop_factor(session, row)
    return signing_in.renew_session(session, row, now=now)


def renew_recovery_codes(session: Session, staff_id: int, *, keys: Keys) -> list[str]:
    """Return new recovery codes; those before lose their force."""
    return second_factor.renew_recovery_codes(session, people.get_staff_row(session, staff_id), keys=keys)


def begin_passkey(session: Session, staff_id: int, key_hash: bytes, *, site: Site, now: datetime, keys: Keys) -> str:
    """Return what a browser is asked to make a passkey by."""
    row = people.get_staff_row(session, staff_id)
    return passkeys.begin_adding(session, row, key_hash, site=site, now=now, keys=keys)


def add_passkey(
    session: Session, staff_id: int, key_hash: bytes, *, answer: str, name: str, site: Site, now: datetime
) -> bool:
    """Keep a passkey that a browser made as it was asked to; False when it is not to be kept."""
    row = people.get_staff_row(session, staff_id)
    return passkeys.add(session, row, key_hash, answer=answer, name=name, site=site, now=now)


def remove_passkey(session: Session, staff_id: int, *, passkey_id: int) -> None:
    """Take one of one's passkeys away."""
    passkeys.remove(session, people.get_staff_row(session, staff_id), passkey_id=passkey_id)


def end_session(session: Session, staff_id: int, *, key_hash: bytes) -> None:
    """Sign oneself out in one browser; nothing happens when it is not one's own."""
    if staff_sessions.drop_session(session, key_hash, staff_id=staff_id):
        audit.record(session, "staff.session_ended")


def end_other_sessions(session: Session, staff_id: int, *, but: bytes) -> None:
    """Sign oneself out everywhere but in the browser in use."""
    if staff_sessions.drop_sessions(session, staff_id, but=but):
        audit.record(session, "staff.sessions_ended", email=people.get_staff(session, staff_id).email)
