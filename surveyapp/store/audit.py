"""The record of what staff did: append-only, each entry bound to the one before by its hash."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.wire import canonical_json, digest
from surveyapp.store.rows import AuditHeadRow, AuditRow

BEGINNING = "0" * 64
"""What the first entry names as the one before."""
AT_ONCE = 1000
_AUTHOR = "surveyapp_author"


@dataclass(frozen=True, slots=True)
class Author:
    """Who works in a session, and when it began: a member of staff's address, ``cli`` or ``worker``."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that was done."""

    number: int
    at: datetime
    author: str
    action: str
    review_id: int | None
    details: str
    previous: str
    hash: str

    def computed_hash(self) -> str:
        """Return the hash that the entry must have: over everything else in it."""
        plain = [self.number, self.at.isoformat(), self.author, self.action, self.review_id, self.details]
        return digest(canonical_json([*plain, self.previous]))


def sign(session: Session, author: Author) -> Session:
    """Let what is done in ``session`` be recorded as done by ``author``; return the session."""
    session.info[_AUTHOR] = author
    return session


def author_of(session: Session) -> str:
    """Return who works in ``session``; RuntimeError when nobody signed it."""
    author: Author | None = session.info.get(_AUTHOR)
    if author is None:
        raise RuntimeError("nobody signed this session")
    return author.name


def record(session: Session, action: str, *, review_id: int | None = None, **details: object) -> None:
    """Append an entry, in the transaction of what it tells of.

    ``action`` is a verb of ours such as ``review.opened``; ``details`` are plain values, and never an answer, a token
    or a respondent's address.

    Raises:
        RuntimeError: nobody signed the session. A respondent's never is, so that no entry can tell of him.
    """
    author: Author | None = session.info.get(_AUTHOR)
    if author is None:
        raise RuntimeError(f"{action}: an unsigned session records nothing")
    head = session.scalars(select(AuditHeadRow).with_for_update()).one()
    said = canonical_json(details)
    draft = Entry(head.number + 1, author.at, author.name, action, review_id, said, head.hash, "")
    hashed = draft.computed_hash()
    values = {field.name: getattr(draft, field.name) for field in fields(draft)} | {"hash": hashed}
    session.add(AuditRow(**values))
    head.number, head.hash = draft.number, hashed
    session.flush()


def find_break(session: Session) -> int | None:
    """Return the number of the first entry at which the chain is broken, or None when it is whole."""
    previous, number = BEGINNING, 0
    for entry in _entries(session):
        if (entry.number, entry.previous, entry.hash) != (number + 1, previous, entry.computed_hash()):
            return number + 1
        previous, number = entry.hash, entry.number
    head = session.scalars(select(AuditHeadRow)).one_or_none()
    return None if head and (head.number, head.hash) == (number, previous) else number + 1


def list_entries(
    session: Session,
    *,
    author: str | None = None,
    action: str | None = None,
    review_id: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    before: int | None = None,
    limit: int | None = 100,
) -> list[Entry]:
    """Return entries, the newest first: those of an author, of an action (or its family), on a review, within a time.

    ``until`` is the first instant that is too late; ``before`` the number of the last entry that was seen already.
    """
    query = select(AuditRow).order_by(AuditRow.number.desc()).limit(limit)
    if author:
        query = query.where(AuditRow.author == author)
    if action:
        query = query.where((AuditRow.action == action) | AuditRow.action.startswith(f"{action}.", autoescape=True))
    if review_id is not None:
        query = query.where(AuditRow.review_id == review_id)
    if since is not None:
        query = query.where(AuditRow.at >= since)
    if until is not None:
        query = query.where(AuditRow.at < until)
    if before is not None:
        query = query.where(AuditRow.number < before)
    return [_entry(row) for row in session.scalars(query)]


def list_authors(session: Session) -> list[str]:
    """Return everybody who did something, in order of their names."""
    return list(session.scalars(select(AuditRow.author).distinct().order_by(AuditRow.author)))


def read_details(entry: Entry) -> dict[str, object]:
    """Return an entry's details as they were given."""
    details: dict[str, object] = json.loads(entry.details)
    return details


def _entries(session: Session) -> Iterator[Entry]:
    after: int | None = 0
    while after is not None:
        query = select(AuditRow).where(AuditRow.number > after).order_by(AuditRow.number).limit(AT_ONCE)
        found = [_entry(row) for row in session.scalars(query)]
        yield from found
        after = found[-1].number if found else None


def _entry(row: AuditRow) -> Entry:
    return Entry(*(getattr(row, field.name) for field in fields(Entry)))
