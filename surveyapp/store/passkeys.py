"""Passkeys of staff, and the challenge that a browser has still to answer: once, and soon."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from surveyapp.store.rows import PasskeyRow, StaffSessionRow

CHALLENGE_LIFE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey: what its owner calls it, its public part, and how often it says that it signed."""

    id: int
    name: str
    credential: bytes
    sign_count: int
    created_at: datetime
    used_at: datetime | None


def list_passkeys(session: Session, staff_id: int) -> list[Passkey]:
    """Return somebody's passkeys, the oldest first."""
    rows = session.scalars(select(PasskeyRow).where(PasskeyRow.staff_id == staff_id).order_by(PasskeyRow.id))
    return [Passkey(row.id, row.name, row.credential, row.sign_count, row.created_at, row.used_at) for row in rows]


def put_passkey(
    session: Session,
    staff_id: int,
    *,
    credential_id: bytes,
    credential: bytes,
    sign_count: int,
    name: str,
    now: datetime,
) -> bool:
    """Store a passkey; say whether it was new."""
    if session.scalar(select(PasskeyRow.id).where(PasskeyRow.credential_id == credential_id)) is not None:
        return False
    kept = {"credential_id": credential_id, "credential": credential, "sign_count": sign_count, "name": name}
    session.add(PasskeyRow(staff_id=staff_id, created_at=now, **kept))
    session.flush()
    return True


def use_passkey(session: Session, passkey_id: int, *, sign_count: int, now: datetime) -> None:
    """Record that a passkey was used, and how often it says that it signed."""
    row = session.get_one(PasskeyRow, passkey_id)
    row.sign_count, row.used_at = sign_count, now


def drop_passkey(session: Session, staff_id: int, *, passkey_id: int) -> str | None:
    """Take one of somebody's passkeys away and return its name; None when there is none of this number."""
    row = session.get(PasskeyRow, passkey_id)
    if row is None or row.staff_id != staff_id:
        return None
    session.delete(row)
    session.flush()
    return row.name


def drop_passkeys(session: Session, staff_id: int) -> None:
    """Take all of somebody's passkeys away."""
    session.execute(delete(PasskeyRow).where(PasskeyRow.staff_id == staff_id))


def put_challenge(session: Session, key_hash: bytes, *, challenge: bytes, now: datetime) -> None:
    """Ask the browser with this session to answer a challenge, and no other."""
    row = session.get_one(StaffSessionRow, key_hash)
    row.challenge, row.challenged_at = challenge, now


def take_challenge(session: Session, key_hash: bytes, *, now: datetime) -> bytes | None:
    """Return the challenge that a browser was asked to answer, which is used up; None where there is none in time."""
    row = session.get(StaffSessionRow, key_hash, with_for_update=True)
    if row is None or row.challenge is None or row.challenged_at is None:
        return None
    found, is_fresh = row.challenge, now - row.challenged_at <= CHALLENGE_LIFE
    row.challenge, row.challenged_at = None, None
    session.flush()
    return found if is_fresh else None
