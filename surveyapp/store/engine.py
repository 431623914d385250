"""Connections: SQLite or PostgreSQL, each set so that what was acknowledged is on the disk.

A database keeps days; when one is over follows from the time zone that its engine was made with. The key under which
the record is chained comes with the engine too, so that no step can forget it.
"""

import json
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import tzinfo
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from sqlalchemy import Connection, Engine, Executable, Result, create_engine, event
from sqlalchemy.exc import DBAPIError, DisconnectionError, OperationalError
from sqlalchemy.orm import Session, configure_mappers
from sqlalchemy.pool import ConnectionPoolEntry, Pool

from surveyapp.store.sqlite import has_safe_wal, sqlite3

WRITING = "surveyapp_writing"
TIMEZONE = "surveyapp_timezone"
TURN = "surveyapp_turn"
RECORD_KEY = "surveyapp_record_key"
BUSY_MILLISECONDS = 10_000
_POSTGRESQL = {
    "connect_timeout": 5,
    "keepalives_idle": 5,  # or a database that vanished from the network is waited for without end
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
_OWN_SESSION = {"options": "-c statement_timeout=30s -c lock_timeout=10s -c timezone=UTC"}
_POOLED = {"prepare_threshold": None}
"""Behind a pool each transaction may have another session: it sets the same for all, and statements stay in none."""
_READ_ONLY = "25006"
_FILE = "surveyapp_file"

Bound = Session | Connection
"""What can be asked: a session, or the bare connection that pages behind links use, which costs half as much."""


def prepare_rows() -> None:
    """Work out how rows map to tables, which the first query does otherwise; asks no database."""
    configure_mappers()


def make_engine(url: str, timezone: tzinfo, *, record_key: bytes | None = None, is_pooled: bool = False) -> Engine:
    """Return an engine for ``url``, whose days end in ``timezone``; opens no connection yet.

    Where it ``is_pooled``, each transaction may be in another session, as behind PgBouncer. Without ``record_key``
    nothing can be recorded on it, nor the record be looked through.
    """
    options: dict[str, object] = {TIMEZONE: timezone, RECORD_KEY: record_key}
    if url.startswith("sqlite"):
        return _sqlite_engine(url, options | {TURN: Lock()})
    return create_engine(
        url,
        execution_options=options,
        json_serializer=_dump,
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args=_POSTGRESQL | (_POOLED if is_pooled else _OWN_SESSION),
    )


def timezone_of(bound: Bound) -> tzinfo:
    """Return the time zone in which days end, as the engine was told that this works on."""
    found: tzinfo = (bound.get_bind() if isinstance(bound, Session) else bound).get_execution_options()[TIMEZONE]
    return found


def is_sqlite(bound: Bound) -> bool:
    """Say whether this works on SQLite, where whoever writes holds all there is."""
    return (bound.get_bind() if isinstance(bound, Session) else bound).dialect.name == "sqlite"


def record_key_of(bound: Bound) -> bytes:
    """Return the key under which the record is chained, as the engine was told; RuntimeError when it was not."""
    options = (bound.get_bind() if isinstance(bound, Session) else bound).get_execution_options()
    found: bytes | None = options.get(RECORD_KEY)
    if found is None:
        raise RuntimeError("an engine without a key for the record")
    return found


def place_of(engine: Engine) -> str:
    """Return where the database is, as one word without a user or a password: the settings' word, and no row's."""
    url = engine.url
    kept = url.database or ""
    if engine.dialect.name == "sqlite":
        return f"sqlite:{quote(str(Path(kept).absolute()))}"
    where = url.host or url.query.get("host") or ""
    port = url.port or url.query.get("port") or ""
    return quote(f"postgresql://{where}:{port}/{kept}", safe="/:")


def is_away(error: DBAPIError) -> bool:
    """Say whether the database may take later what it refused: it is away, held, full, or takes no writes for now."""
    return isinstance(error, OperationalError) or getattr(error.orig, "sqlstate", None) == _READ_ONLY


def new_session(engine: Engine, *, writing: bool = False) -> Session:
    """Return a session on ``engine``; a writing one takes SQLite's write lock when it begins."""
    return Session(for_writing(engine) if writing else engine, expire_on_commit=False)


def find_rows(bound: Bound, query: Executable, given: Mapping[str, object] | None = None) -> Result[*tuple[Any, ...]]:
    """Return what a query of tables finds; a session first writes what it has not, as before one of entities."""
    if isinstance(bound, Session):
        bound.flush()
    return bound.execute(query, given)


@contextmanager
def in_turn(engine: Engine) -> Iterator[None]:
    """Let the threads of a process write to SQLite in turn: it looks for its lock again and again, ever more rarely.

    Raises:
        sqlalchemy.exc.OperationalError: somebody has held it for too long.
    """
    turn: Lock | None = engine.get_execution_options().get(TURN)
    if turn is None:
        yield
        return
    if not turn.acquire(timeout=BUSY_MILLISECONDS / 1000):
        raise OperationalError("BEGIN IMMEDIATE", None, TimeoutError("the database is held"))
    try:
        yield
    finally:
        turn.release()


@lru_cache(maxsize=32)
def for_writing(engine: Engine) -> Engine:
    """Return the same engine for transactions that take the write lock when they begin."""
    return engine.execution_options(**{WRITING: True})


def for_statements(engine: Engine) -> Engine:
    """Return an engine over the same connections for statements each of which is a transaction in itself.

    Such a one takes its locks and gives them back without Python in between, which another thread may keep from going
    on meanwhile. No listener is told of it that begins transactions: that would cost a tenth of what it asks.
    """
    return _over(engine, engine.pool)


@lru_cache(maxsize=32)
def _over(engine: Engine, pool: Pool) -> Engine:
    other = Engine(pool, engine.dialect, engine.url, hide_parameters=True)
    other.update_execution_options(**engine.get_execution_options())
    if engine.dialect.name != "sqlite":  # whose connections commit each statement by themselves
        other.update_execution_options(isolation_level="AUTOCOMMIT")
    return other


def _sqlite_engine(url: str, options: dict[str, object]) -> Engine:
    engine = create_engine(
        url,
        module=sqlite3,
        execution_options=options,
        json_serializer=_dump,
        hide_parameters=True,  # a message would quote what was typed
        connect_args={"timeout": BUSY_MILLISECONDS / 1000},
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "checkout", _refuse_another_file)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: sqlite3.Connection, record: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    journal, synchronous = ("WAL", "FULL") if has_safe_wal(sqlite3.sqlite_version_info) else ("DELETE", "EXTRA")
    for pragma in (
        f"journal_mode={journal}",
        f"synchronous={synchronous}",
        "foreign_keys=ON",
        "secure_delete=ON",
        f"busy_timeout={BUSY_MILLISECONDS}",
        "cache_size=-500",  # KiB a thread keeps; the system keeps the file
    ):
        connection.execute(f"PRAGMA {pragma}")
    (_, _, path), *_ = connection.execute("PRAGMA database_list")
    record.info[_FILE] = path, _identity_of(path)


def _refuse_another_file(_connection: object, record: ConnectionPoolEntry, _proxy: object) -> None:
    """Let a kept connection be opened anew when its file was moved or replaced: it would go on with the old one."""
    path, identity = record.info[_FILE]
    if _identity_of(path) != identity:
        raise DisconnectionError("the database is another file by now")


def _identity_of(path: str) -> tuple[int, int] | None:
    """Return what tells a file from any other of this machine; None when there is none."""
    try:
        found = os.stat(path)  # noqa: PTH116 - at each request, in half the time
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _begin_sqlite(connection: Connection) -> None:
    if connection.get_execution_options().get(WRITING, False):
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:  # which waits for nobody
        connection.connection.driver_connection.execute("BEGIN")  # type: ignore[union-attr]


def _dump(value: Any) -> str:
    """Return JSON as it is read back: Arabic keys unescaped, or SQLite never matches them."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
