"""Making stored bytes forget: rewriting a review's links and people in random order, then compacting the files.

The order in which rows were written (row ids, pages, ``xmin``, the write-ahead log) is the order in which people were
invited and answered, and what closing erased is in the files until these are compacted.
"""

import secrets
import time
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from functools import cache
from typing import TypeVar

from sqlalchemy import Connection, Engine, Select, delete, insert, select, text, update
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import InvitationState
from surveyapp.core.errors import Code, StateError
from surveyapp.store.audit import Author, record, sign
from surveyapp.store.engine import BUSY_MILLISECONDS, find_rows, new_session
from surveyapp.store.rows import (
    AnswerImportRow,
    DraftRow,
    InvitationRow,
    KeyingRow,
    OpeningRow,
    OutboxRow,
    RecipientRow,
    ResponseRow,
    ResultRow,
    ReviewRow,
    TurnoutRow,
    VouchingRow,
)
from surveyapp.store.rows.base import Row
from surveyapp.store.server_log import wipe_log
from surveyapp.store.sqlite import sqlite3

AT_ONCE = 1_000
"""Rows that are written at a time."""

READERS_TRIES, READERS_PAUSE = 200, 0.05
"""How often, and after how many seconds, it is looked whether older transactions are over."""

LOG_MILLISECONDS = 100
"""How long writers wait at most for ``empty_log``, which waits for readers."""

_HELD_PEOPLE = (
    *(ResponseRow, AnswerImportRow, InvitationRow, DraftRow, KeyingRow),
    *(ResultRow, RecipientRow, OutboxRow, TurnoutRow, OpeningRow, VouchingRow),
)
"""Tables whose files may still hold rows that sealing has taken away."""

_RANDOM = secrets.SystemRandom()
_T = TypeVar("_T")


def rewrite_invitations(session: Session, review_id: int) -> None:
    """Keep of the review's links only hash, review and side, of withdrawn ones nothing; drop every draft and keying.

    On which day how many had answered is forgotten with them.
    """
    session.execute(delete(TurnoutRow).where(TurnoutRow.review_id == review_id))
    own, link = InvitationRow.review_id == review_id, InvitationRow.__table__.c
    kept = select(link.side, link.token_hash).where(link.review_id == review_id, link.state != InvitationState.REVOKED)
    links = _shuffled(map(tuple, find_rows(session, kept)))  # rows of the library take half as much again
    hashes = select(InvitationRow.token_hash).where(own)
    for kind in (DraftRow, KeyingRow):
        session.execute(delete(kind).where(kind.token_hash.in_(hashes)).execution_options(synchronize_session=False))
    session.execute(delete(InvitationRow).where(own).execution_options(synchronize_session=False))
    for batch in _batches(links):
        rows = [
            {"id": secrets.token_hex(16), "review_id": review_id, "side": side, "token_hash": token_hash}
            for side, token_hash in batch
        ]
        _put(session, InvitationRow, rows)


def rewrite_recipients(session: Session, review_id: int) -> None:
    """Store names and addresses again, in random order, with nothing that tells whose link was whose.

    Whoever's link was withdrawn is not kept: there is nothing left to write to them about. This comes before the links
    are rewritten; mails that lead to those are erased with them.
    """
    own = RecipientRow.review_id == review_id
    kept = (RecipientRow.review_id, RecipientRow.side, RecipientRow.name, RecipientRow.role, RecipientRow.address)
    wanted = select(*kept, RecipientRow.language).where(own, RecipientRow.is_withdrawn.is_(False))
    people = _shuffled(session.execute(wanted))
    session.execute(delete(RecipientRow).where(own).execution_options(synchronize_session=False))
    forgotten = {"reason": "", "is_withdrawn": False}
    for batch in _batches(people):
        rows = [{"id": secrets.token_hex(16), **row._mapping, **forgotten} for row in batch]
        _put(session, RecipientRow, rows)


def _put(session: Session, kind: type[Row], rows: Sequence[Mapping[str, object]]) -> None:
    """Store rows as the table takes them: there may be a hundred thousand, and nobody reads them in this session."""
    session.execute(insert(kind.metadata.tables[kind.__tablename__]), rows)


def unseal(session: Session, review_ids: Collection[int]) -> None:
    """Have ``compact`` wipe the files once more, for closed reviews of which something was erased just now."""
    closed = (ReviewRow.id.in_(review_ids), ReviewRow.closed_at.is_not(None))
    session.execute(update(ReviewRow).where(*closed).values(is_sealed=False))


def list_unsealed(session: Session) -> list[int]:
    """Return the closed reviews whose files were not compacted yet."""
    return [review_id for (review_id,) in find_rows(session, _unsealed())]


@cache
def _unsealed() -> Select[int]:
    review = ReviewRow.__table__.c
    return select(review.id).where(review.closed_at.is_not(None), review.is_sealed.is_(False)).order_by(review.id)


def compact(engine: Engine, author: Author) -> list[int]:
    """Rewrite the database's files so that nothing of what was erased is left; return the reviews that this sealed.

    Runs outside any transaction, on a connection of its own, and records in a transaction of its own which reviews it
    served. A crash before that leaves them in ``list_unsealed``, for the next call to finish.

    Raises:
        StateError: somebody still reads what is to be forgotten; nothing is sealed.
    """
    with new_session(engine) as session:
        unsealed = list_unsealed(session)
    if not unsealed:
        return []
    _COMPACTIONS[engine.dialect.name](engine)
    with new_session(engine, writing=True) as session, session.begin():
        mine = update(ReviewRow).where(ReviewRow.id.in_(unsealed), ReviewRow.is_sealed.is_(False))
        sealed = sorted(session.scalars(mine.values(is_sealed=True).returning(ReviewRow.id)))
        for review_id in sealed:
            record(sign(session, author), "review.sealed", review_id=review_id)
    return sealed


def empty_log(engine: Engine) -> None:
    """Take what was overwritten and erased out of SQLite's log, unless somebody reads; nobody waits for it long."""
    if engine.dialect.name == "sqlite":
        with closing(engine.raw_connection()) as connection:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={LOG_MILLISECONDS}")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            cursor.execute(f"PRAGMA busy_timeout={BUSY_MILLISECONDS}")


def _compact_sqlite(engine: Engine) -> None:
    empty_log(engine)  # first, so that answers are gone also where rewriting the file must wait, or finds no room
    with closing(engine.raw_connection()) as connection:
        cursor = connection.cursor()
        try:
            cursor.execute("VACUUM")
            (is_busy, *_) = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                raise
            is_busy = True
    if is_busy:
        raise StateError(Code.STILL_IN_USE)


def _compact_postgresql(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("SET statement_timeout = 0")
        _await_readers(connection)
        for table in _HELD_PEOPLE:
            connection.exec_driver_sql(f'VACUUM (FULL, ANALYZE) "{table.__tablename__}"')
        wipe_log(connection)


_COMPACTIONS = {"sqlite": _compact_sqlite, "postgresql": _compact_postgresql}


def _await_readers(connection: Connection) -> None:
    """Wait until every transaction is over that began before: what it still sees, ``VACUUM`` would keep."""
    began = connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
    older = text(
        "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        " AND xact_start < :began"
    )
    for _ in range(READERS_TRIES):
        if not connection.execute(older, {"began": began}).scalar_one():
            return
        time.sleep(READERS_PAUSE)
    raise StateError(Code.STILL_IN_USE)


def _shuffled(found: Iterable[_T]) -> list[_T]:
    rows = list(found)
    _RANDOM.shuffle(rows)
    return rows


def _batches(rows: Sequence[_T]) -> Iterator[Sequence[_T]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))
