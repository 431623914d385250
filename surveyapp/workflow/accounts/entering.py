"""Entering a code from paper: what it leads to, and how often codes may be wrong.

A whole code that leads nowhere is a guess, since a typing error is told before anything is looked up. Guesses count, of
one network address and of all together; whoever made too many is let in by no code for a while, and by links as ever.
"""

import hashlib
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, InputError
from surveyapp.store import staff_sessions
from surveyapp.store.visits import find_visit
from surveyapp.workflow.accounts.limiting import forget_outdated
from surveyapp.workflow.keys import TOKEN_LENGTH, Keys, read_token, token_hash

SOURCE_LIMIT = 30
"""Guesses in a quarter of an hour from one address, which a whole office may share."""

LIMIT = 3_000
"""Guesses in a quarter of an hour from everywhere."""

_EVERYWHERE = hashlib.sha256(b"codes").digest()


def find_token(session: Session, typed: str, *, source: bytes | None, now: datetime, keys: Keys) -> str | None:
    """Return the token of the link that was typed or pasted, or whose code was; None, and counted, where there is none.

    ``source`` stands for the network address, None where that is no one visitor's.

    Raises:
        InputError: it cannot be a code, or a letter was mistyped; or there were too many guesses.
    """
    token = keys.token_typed(typed)
    if len(read_token(typed)) == TOKEN_LENGTH:
        return token if _leads(session, token) else None
    counted = {_EVERYWHERE: LIMIT} | ({_of(source): SOURCE_LIMIT} if source else {})
    forget_outdated(session, now=now)
    if any(staff_sessions.count_failures(session, one) >= limit for one, limit in counted.items()):
        raise InputError(Code.TOO_MANY_CODES)
    if _leads(session, token):
        return token
    for one in counted:
        staff_sessions.put_failure(session, one, now=now)
    return None


def _leads(session: Session, token: str) -> bool:
    return find_visit(session, token_hash(token)) is not None


def _of(source: bytes) -> bytes:
    return hashlib.sha256(b"codes|" + source).digest()
