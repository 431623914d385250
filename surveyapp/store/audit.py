"""The record of what staff did: append-only, each entry bound to the one before by a hash under a key.

Whoever can write into the database and has no SECRET_KEY can make no entry, and take none away but from the end.
"""

import hashlib
import hmac
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.wire import canonical_json
from surveyapp.store.engine import record_key_of
from surveyapp.store.rows import AuditHeadRow, AuditRow

BEGINNING = "0" * 64
"""What the first entry names as the one before."""
BOUND = "audit.bound"
"""The action that fixes all entries before it, which were chained without the key, or under another."""

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

    def computed_hash(self, key: bytes) -> str:
        """Return the hash that the entry must have under the record's key: over everything else in it."""
        return hmac.digest(key, self._text(self.previous), hashlib.sha256).hex()

    def as_fixed(self) -> bytes:
        """Return all of the entry, as an entry that binds it fixes it."""
        return self._text(self.previous, self.hash)

    def _text(self, *chained: str) -> bytes:
        plain = [self.number, self.at.isoformat(), self.author, self.action, self.review_id, self.details]
        return canonical_json([*plain, *chained]).encode()


@dataclass(frozen=True, slots=True)
class Head:
    """The newest entry, by which all before it are known."""

    number: int
    hash: str


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


def signed_at(session: Session) -> datetime:
    """Return when what is done in ``session`` began; RuntimeError when nobody signed it."""
    author: Author | None = session.info.get(_AUTHOR)
    if author is None:
        raise RuntimeError("nobody signed this session")
    return author.at


def record(session: Session, action: str, *, review_id: int | None = None, **details: object) -> None:
    """Append an entry, in the transaction of what it tells of.

    ``action`` is a verb of ours such as ``review.opened``; ``details`` are plain values, and never an answer, a token
    or a respondent's address.

    Raises:
        RuntimeError: nobody signed the session (a respondent's never is, so that no entry can tell of him), or the
            database has not kept the entry, so that what it tells of must not be done.
    """
    author: Author | None = session.info.get(_AUTHOR)
    if author is None:
        raise RuntimeError(f"{action}: an unsigned session records nothing")
    head = session.scalars(select(AuditHeadRow).with_for_update()).one()
    said = canonical_json(details)
    draft = Entry(head.number + 1, author.at, author.name, action, review_id, said, head.hash, "")
    hashed = draft.computed_hash(record_key_of(session))
    values = {field.name: getattr(draft, field.name) for field in fields(draft)} | {"hash": hashed}
    session.add(AuditRow(**values))
    head.number, head.hash = draft.number, hashed
    session.flush()
    _require_kept(session, Head(draft.number, hashed))


def find_break(session: Session) -> int | None:
    """Return the number of the first entry that the key does not vouch for, or None when the chain is whole.

    An entry is vouched for by its own hash where all before it are, or by a later one that binds all before it.
    """
    last, in_doubt, fixed = Head(0, BEGINNING), None, hashlib.sha256()
    key = record_key_of(session)
    for entry in _entries(session):
        if (entry.number, entry.previous) != (last.number + 1, last.hash):
            return in_doubt or last.number + 1
        is_ours = hmac.compare_digest(entry.hash, entry.computed_hash(key))
        if is_ours and (in_doubt is None or _binds(entry, fixed.hexdigest())):
            in_doubt = None
        else:
            in_doubt = in_doubt or entry.number
        fixed.update(entry.as_fixed())
        last = Head(entry.number, entry.hash)
    return in_doubt or (None if find_head(session) == last else last.number + 1)


def bind(session: Session) -> int:
    """Fix all entries that there are under the key, as they are; return how many.

    For a record that was kept under another SECRET_KEY; what it is worth depends on who asks for it.
    """
    fixed, through = hashlib.sha256(), 0
    session.scalars(select(AuditHeadRow).with_for_update()).one()
    for entry in _entries(session):
        fixed.update(entry.as_fixed())
        through = entry.number
    record(session, "audit.bound", fixed=fixed.hexdigest(), through=through)
    return through


def find_bound(session: Session) -> int:
    """Return the last entry that the key vouches for only because it was bound later; 0 when there is none."""
    newest = next(iter(list_entries(session, action=BOUND, limit=1)), None)
    through = read_details(newest)["through"] if newest else 0
    return through if isinstance(through, int) else 0


def find_head(session: Session) -> Head | None:
    """Return the newest entry as the next one will name it; None when even that is gone."""
    row = session.scalars(select(AuditHeadRow)).one_or_none()
    return Head(row.number, row.hash) if row else None


def holds(session: Session, head: Head) -> bool:
    """Say whether the record still has the entry that ``head`` was."""
    row = session.get(AuditRow, head.number)
    return row is not None and hmac.compare_digest(row.hash, head.hash)


def take_to_send(session: Session, *, today: date) -> bool:
    """Say whether the head is to be mailed: once a day, where something is new; it is then kept as the one sent."""
    row = session.scalars(select(AuditHeadRow).with_for_update()).one()
    if row.sent_on == today or row.sent_number == row.number:
        return False
    row.sent_number, row.sent_hash, row.sent_on = row.number, row.hash, today
    session.flush()
    return True


def get_sent(session: Session) -> Head:
    """Return the newest entry that was mailed."""
    row = session.scalars(select(AuditHeadRow)).one()
    return Head(row.sent_number, row.sent_hash)


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


def _require_kept(session: Session, made: Head) -> None:
    """Raise RuntimeError unless the database, and not only the session, has the newest entry and its head."""
    entry, head = (select(table.number, table.hash) for table in (AuditRow, AuditHeadRow))
    kept = [session.execute(one).one_or_none() for one in (entry.where(AuditRow.number == made.number), head)]
    if kept != [(made.number, made.hash)] * 2:
        raise RuntimeError(f"the database has not kept entry {made.number} of the record")


def _binds(entry: Entry, fixed: str) -> bool:
    return entry.action == BOUND and read_details(entry) == {"fixed": fixed, "through": entry.number - 1}


def _entries(session: Session) -> Iterator[Entry]:
    after: int | None = 0
    while after is not None:
        query = select(AuditRow).where(AuditRow.number > after).order_by(AuditRow.number).limit(AT_ONCE)
        found = [_entry(row) for row in session.scalars(query)]
        yield from found
        after = found[-1].number if found else None


def _entry(row: AuditRow) -> Entry:
    return Entry(*(getattr(row, field.name) for field in fields(Entry)))
