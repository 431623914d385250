"""Drafts: answers not yet sent, encrypted (AES-256-GCM) so that the database alone opens none."""

import json
import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import delete
from sqlalchemy.orm import Session

from surveyapp.core.draft import Draft
from surveyapp.store.rows import DraftRow

NONCE_BYTES = 12
BLOCK = 2048
"""Drafts are padded to multiples of this many bytes, so that their size does not tell how far somebody got."""


def put_draft(session: Session, token_hash: bytes, *, draft: Draft, key: bytes) -> None:
    """Keep ``draft`` under the link whose hash is ``token_hash``, replacing what was kept."""
    session.merge(DraftRow(token_hash=token_hash, sealed=_sealed(draft, key=key, bound_to=token_hash)))


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
    return Draft(pages=pages, seen=frozenset(plain["seen"]))


def drop_draft(session: Session, token_hash: bytes) -> None:
    """Erase the draft of one link."""
    session.execute(delete(DraftRow).where(DraftRow.token_hash == token_hash))


def _sealed(draft: Draft, *, key: bytes, bound_to: bytes) -> bytes:
    text = json.dumps({"pages": draft.pages, "seen": sorted(draft.seen)}, ensure_ascii=False).encode()
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, text + b" " * (-len(text) % BLOCK), bound_to)
