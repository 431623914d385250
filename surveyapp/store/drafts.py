"""Drafts: answers not yet sent, encrypted (AES-256-GCM) so that the database alone opens none."""

import json
import os
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, cast

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import (
    CTE,
    CursorResult,
    Executable,
    Insert,
    Table,
    Update,
    bindparam,
    delete,
    exists,
    insert,
    select,
    update,
)
from sqlalchemy.orm import Session

from surveyapp.core.form.draft import Draft
from surveyapp.core.text.days import day_of
from surveyapp.store.engine import Bound, is_sqlite, timezone_of
from surveyapp.store.rows import DraftRow, InvitationRow, KeyingRow, ReviewRow
from surveyapp.store.visits import Visit


@dataclass(frozen=True, slots=True)
class Keying:
    """A paper form as it was keyed once: whether to its end, and in how many fields the second was not as the first."""

    draft: Draft
    is_done: bool
    differed: int | None = None


_DRAFTS: Table = DraftRow.__table__  # type: ignore[assignment]  # a table, and no entity: each save asks
_KEYINGS: Table = KeyingRow.__table__  # type: ignore[assignment]
_MINE = _DRAFTS.c.token_hash == bindparam("of")
_RESEAL = update(_DRAFTS).where(_MINE).values(sealed=bindparam("new"))
_DROP, _DROP_KEYINGS = delete(_DRAFTS).where(_MINE), delete(_KEYINGS).where(_KEYINGS.c.token_hash == bindparam("of"))

NONCE_BYTES = 12
BLOCK = 2048
"""Drafts are padded to multiples of this many bytes, so that their size does not tell how far somebody got."""


def put_draft(bound: Bound, token_hash: bytes, *, draft: Draft, key: bytes) -> None:
    """Keep ``draft`` under the link whose hash is ``token_hash``, which is held, replacing what was kept."""
    put_sealed(bound, token_hash, sealed=seal_draft(draft, key=key, token_hash=token_hash))


def seal_draft(draft: Draft, *, key: bytes, token_hash: bytes) -> bytes:
    """Return the draft as it is stored: encrypted, and bound to its link."""
    return _sealed(draft, key=key, bound_to=token_hash)


def put_sealed(bound: Bound, token_hash: bytes, *, sealed: bytes) -> None:
    """Keep a sealed draft under a link that is held, replacing what was kept."""
    changed = cast("CursorResult[Any]", bound.execute(_RESEAL, {"of": token_hash, "new": sealed}))
    if not changed.rowcount:
        bound.execute(insert(_DRAFTS), {"token_hash": token_hash, "sealed": sealed})


def put_sealed_where_known(bound: Bound, token_hash: bytes, *, sealed: bytes, visit: Visit) -> bool:
    """Keep a sealed draft in one statement where all behind the link still is as ``visit`` says; say whether it is.

    The statement holds the review and the link as ``visits.lock_visit`` does, so that whoever sends or moves a draft
    reads it before, or after. What was begun on two devices at once only SQLite knows to tell apart.
    """
    state, closes_on, link_state, succession, was = visit.changing
    if was is None and not is_sqlite(bound):
        return False
    asked = {"of": token_hash, "new": sealed, "was": was, "state": state, "closes_on": closes_on}
    statement: Executable = _insert_where_known() if was is None else _reseal_where_known()
    done = bound.execute(statement, asked | {"link_state": link_state, "succession": succession})
    return bool(cast("CursorResult[Any]", done).rowcount)


@cache
def _reseal_where_known() -> Update:
    held = _held_as_known()
    is_same = (_DRAFTS.c.token_hash == held.c.token_hash, _DRAFTS.c.sealed == bindparam("was"))
    return update(_DRAFTS).where(*is_same).values(sealed=bindparam("new"))


@cache
def _insert_where_known() -> Insert:
    held = _held_as_known()
    row = select(held.c.token_hash, bindparam("new", type_=_DRAFTS.c.sealed.type)).where(~exists().where(_MINE))
    return insert(_DRAFTS).from_select(["token_hash", "sealed"], row)


def _held_as_known() -> CTE:
    """Return the link, held, where nothing of ``Visit.changing`` but the draft was changed; the review comes first."""
    review, link = ReviewRow.__table__, InvitationRow.__table__
    mine = link.c.token_hash == bindparam("of")
    is_open = (review.c.state == bindparam("state"), review.c.closes_on == bindparam("closes_on"))
    of_review = select(review.c.id).join(link, link.c.review_id == review.c.id).where(mine, *is_open)
    held_review = of_review.with_for_update(read=True, of=review).cte("held_review")
    of_link = select(link.c.token_hash).where(
        mine,
        link.c.review_id == select(held_review.c.id).scalar_subquery(),
        link.c.state.is_not_distinct_from(bindparam("link_state", type_=link.c.state.type)),
        link.c.succession.is_not_distinct_from(bindparam("succession", type_=link.c.succession.type)),
    )
    return of_link.with_for_update(of=link).cte("held")


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


def drop_draft(bound: Bound, token_hash: bytes) -> None:
    """Erase the draft of one link."""
    bound.execute(_DROP, {"of": token_hash})


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


def drop_keyings(bound: Bound, token_hash: bytes) -> None:
    """Erase both keyings of one paper form."""
    bound.execute(_DROP_KEYINGS, {"of": token_hash})


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
