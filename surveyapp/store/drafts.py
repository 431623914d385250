"""Drafts: answers not yet sent, encrypted (AES-256-GCM) so that the database alone opens none."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import CursorResult, Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from surveyapp.core.form.draft import Draft
from surveyapp.core.text.days import day_of
from surveyapp.store.engine import timezone_of
from surveyapp.store.rows import DraftRow, InvitationRow, KeyingRow, ReviewRow


@dataclass(frozen=True, slots=True)
class Keying:
    """A paper form as it was keyed once: whether to its end, and in how many fields the second was not as the first."""

    draft: Draft
    is_done: bool
    differed: int | None = None


_DRAFTS: Table = DraftRow.__table__  # type: ignore[assignment]  # a table, and no entity: each save asks
_RESEAL = update(_DRAFTS).where(_DRAFTS.c.token_hash == bindparam("of")).values(sealed=bindparam("sealed"))

NONCE_BYTES = 12
BLOCK = 2048
"""Drafts are padded to multiples of this many bytes, so that their size does not tell how far somebody got."""


def put_draft(session: Session, token_hash: bytes, *, draft: Draft, key: bytes) -> None:
    """Keep ``draft`` under the link whose hash is ``token_hash``, which is held, replacing what was kept."""
    sealed = _sealed(draft, key=key, bound_to=token_hash)
    changed = cast("CursorResult[Any]", session.execute(_RESEAL, {"of": token_hash, "sealed": sealed}))
    if not changed.rowcount:
        session.execute(insert(_DRAFTS), {"token_hash": token_hash, "sealed": sealed})


def open_draft(sealed: bytes | None, *, key: bytes, token_hash: bytes) -> Draft:
    """Return the draft in ``sealed``; an empty one when nothing was kept.

    Raises:
        cryptography.exceptions.InvalidTag: ``sealed`` was altered, or belongs to another link.
    """
    if sealed is None:
        return Draft()
    text = AESGCM(key).decrypt(sealed[:NONCE_BYTES], sealed[NONCE_BYTES:], token_hash)
    plain = json.loads(text)
    pages = {
        page: {name: tuple(value) if isinstance(value, list) else value for name, value in values.items()}
        for page, values in plain["pages"].items()
    }
    return Draft(pages=pages, seen=frozenset(plain["seen"]), keys=tuple(plain.get("keys", ())))


def find_draft(session: Session, token_hash: bytes, *, key: bytes) -> Draft | None:
    """Return what was kept under a link, or None."""
    sealed = session.scalar(select(DraftRow.sealed).where(DraftRow.token_hash == token_hash))
    return None if sealed is None else open_draft(sealed, key=key, token_hash=token_hash)


def drop_draft(session: Session, token_hash: bytes) -> None:
    """Erase the draft of one link."""
    session.execute(delete(DraftRow).where(DraftRow.token_hash == token_hash))


def put_keying(session: Session, token_hash: bytes, *, number: int, keying: Keying, key: bytes) -> None:
    """Keep a paper form as it was keyed the first (1) or second (2) time, replacing what was kept."""
    sealed = _sealed(keying.draft, key=key, bound_to=_bound(token_hash, number))
    row = KeyingRow(token_hash=token_hash, number=number, sealed=sealed)
    row.is_done, row.differed = keying.is_done, keying.differed
    session.merge(row)


def open_keyings(session: Session, token_hash: bytes, *, key: bytes) -> dict[int, Keying]:
    """Return the keyings of one paper form by number; none once it was sent."""
    rows = session.scalars(select(KeyingRow).where(KeyingRow.token_hash == token_hash))
    opened = {r: open_draft(r.sealed, key=key, token_hash=_bound(token_hash, r.number)) for r in rows}
    return {row.number: Keying(draft, row.is_done, row.differed) for row, draft in opened.items()}


def drop_keyings(session: Session, token_hash: bytes) -> None:
    """Erase both keyings of one paper form."""
    session.execute(delete(KeyingRow).where(KeyingRow.token_hash == token_hash))


def drop_outdated(session: Session, before: datetime) -> list[None]:
    """Erase what was begun and not sent in reviews whose last day ended before ``before``; return None for each."""
    ended = select(InvitationRow.token_hash).join(ReviewRow, ReviewRow.id == InvitationRow.review_id)
    ended = ended.where(ReviewRow.closes_on < day_of(before, timezone_of(session)))
    dropped = [
        delete(kind).where(kind.token_hash.in_(ended)).returning(kind.token_hash) for kind in (DraftRow, KeyingRow)
    ]
    return [None for old in dropped for _ in session.scalars(old.execution_options(synchronize_session=False))]


def _bound(token_hash: bytes, number: int) -> bytes:
    """Return what a keying is bound to, so that it opens as no other, nor as the link's own draft."""
    return token_hash + bytes([number])


def _sealed(draft: Draft, *, key: bytes, bound_to: bytes) -> bytes:
    plain = {"pages": draft.pages, "seen": sorted(draft.seen), "keys": draft.keys}
    text = json.dumps(plain, ensure_ascii=False).encode()
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text + b" " * (-len(text) % BLOCK), bound_to)
