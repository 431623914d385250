"""Backing up: everything at one instant in one file, and back; but no answer of a review that closed meanwhile.

Sealing promises that nobody can tell any more who answered what; a backup of the time before would bring it back
(docs/decisions/0011-backups.md).
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table
from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.store import audit, snapshots
from surveyapp.store.backup_files import Backup, Header, OpenReview, pack, read_backup
from surveyapp.version import VERSION
from surveyapp.workflow.keys import Keys

KEPT_AFTER_CLOSING = timedelta(days=30)
"""For how long after a review's closing date a backup of the time before gives its answers back."""

DRAFTS = frozenset({"draft", "keying"})
"""Tables of what was begun and not sent."""

ANSWERS = frozenset({"response", "answer_import"})
"""Tables of what was answered, each row of one review."""

Migrate = Callable[[Connection, str], None]


def take_backup(connection: Connection, *, now: datetime, keys: Keys) -> Backup:
    """Return a backup of all that ``connection``, a snapshot, sees; counted again and read again.

    Raises:
        StateError: the database was never migrated, or what was written is not what was read.
    """
    revision = snapshots.find_revision(connection)
    if revision is None:
        raise StateError(Code.NOT_MIGRATED)
    listed = snapshots.list_open(connection)
    reviews = [OpenReview(number, since, closes_at + KEPT_AFTER_CLOSING) for number, since, closes_at in listed]
    packed = pack(Header(now, revision, reviews, VERSION), snapshots.list_parts(connection), key=keys.backup)
    backup = read_backup(packed, key=keys.backup)
    if backup.counts != snapshots.count_rows(connection):
        raise StateError(Code.BACKUP_INCOMPLETE)
    return backup


def open_backup(packed: bytes, *, keys: Keys, takes_other_key: bool = False) -> Backup:
    """Return the backup in ``packed``.

    Raises:
        InputError: it was cut or altered, or is none.
        StateError: it was written under another SECRET_KEY, and ``takes_other_key`` is not set.
    """
    backup = read_backup(packed, key=keys.backup)
    if not backup.is_ours and not takes_other_key:
        raise StateError(Code.BACKUP_OF_OTHER_KEY)
    return backup


def record_backup(session: Session, backup: Backup, *, is_encrypted: bool) -> None:
    """Record that a copy of everything was taken."""
    audit.record(session, "backup.written", rows=sum(backup.counts.values()), encrypted=is_encrypted)


def record_look(session: Session, *, made_at: datetime, rows: int) -> None:
    """Record that a backup was read whole, and found unaltered."""
    audit.record(session, "backup.checked", made_at=made_at.isoformat(), rows=rows)


def restore_backup(
    connection: Connection,
    backup: Backup,
    *,
    migrate: Migrate,
    now: datetime,
    replaces: bool = False,
    leaves_out: bool = False,
    drops_drafts: bool = False,
) -> list[int]:
    """Put ``backup`` in the place of what is there, in the transaction of ``connection``; the caller commits.

    ``migrate`` brings the database to a revision, or to ``head``. With ``leaves_out`` the answers and links of reviews
    that closed meanwhile are left out; returns those reviews. With ``drops_drafts`` nothing comes back that was begun
    and not sent: under another SECRET_KEY it could not be opened, and its link would only fail.

    Raises:
        StateError: there is something already, and ``replaces`` is not set; or a review closed meanwhile.
    """
    if not snapshots.is_empty(connection) and not replaces:
        raise StateError(Code.DATABASE_NOT_EMPTY)
    closed = _closed_meanwhile(connection, backup, now)
    if closed and not leaves_out:
        raise StateError(Code.BACKUP_EXPIRED, reviews=", ".join(map(str, closed)))
    snapshots.drop_all(connection)
    migrate(connection, backup.header.revision)
    leaving = _Leaving(closed, drops_drafts=drops_drafts)
    counted = snapshots.put_parts(connection, backup.parts(), change=leaving.change)
    if counted != {name: count - leaving.left.get(name, 0) for name, count in backup.counts.items()}:
        raise InputError(Code.BACKUP_DAMAGED)
    migrate(connection, "head")
    return closed


def record_restoring(session: Session, backup: Backup, *, left_out: list[int]) -> None:
    """Record that everything is as it was when ``backup`` was made."""
    audit.record(session, "backup.restored", made_at=backup.header.made_at.isoformat(), left_out=left_out)


class _Leaving:
    """Leaves out what leads to people in some reviews: answers, drafts, mails; of links the hash is kept."""

    def __init__(self, reviews: list[int], *, drops_drafts: bool) -> None:
        self._reviews, self._links, self._drops_drafts = frozenset(reviews), set[object](), drops_drafts
        self.left: dict[str, int] = {}

    def change(self, table: Table, row: dict[str, Any]) -> dict[str, Any] | None:
        if table.name == "invitation" and row["review_id"] in self._reviews:
            self._links |= {row["id"], row["token_hash"]}
            return row | {name: None for name in ("nonce", "state", "is_paper") if name in row}
        if not self._leads_to_people(table, row):
            return row
        self.left[table.name] = self.left.get(table.name, 0) + 1
        return None

    def _leads_to_people(self, table: Table, row: dict[str, Any]) -> bool:
        if table.name in ANSWERS:
            return row["review_id"] in self._reviews
        if table.name in DRAFTS and self._drops_drafts:
            return True
        keys = (key for key in table.foreign_keys if key.column.table.name == "invitation")
        return any(row[key.parent.name] in self._links for key in keys)


def _closed_meanwhile(connection: Connection, backup: Backup, now: datetime) -> list[int]:
    """Return the reviews that the backup has open, and that are closed here, or must be by now."""
    closed = snapshots.list_closed(connection)
    return [one.id for one in backup.header.open if now > one.until or (one.id, one.since) in closed]
