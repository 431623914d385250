"""A whole database at one instant, read and put back row by row, on SQLite and PostgreSQL alike.

Tables are read as the database has them, not as this version of the app would, so that a backup of an older revision
can be put back and migrated. Rows come in the order of their keys; those of answers and links are random, so that a
backup tells nothing of the order in which people answered.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Connection,
    Date,
    DateTime,
    Engine,
    LargeBinary,
    MetaData,
    Table,
    create_engine,
    delete,
    func,
    insert,
    inspect,
    literal_column,
    select,
    table,
    text,
)
from sqlalchemy.pool import StaticPool
from sqlalchemy.types import TypeEngine

from surveyapp.core.text.days import end_of_day
from surveyapp.store.backup_files import Part
from surveyapp.store.engine import TIMEZONE, timezone_of
from surveyapp.store.rows import Row
from surveyapp.store.rows.base import UtcDateTime
from surveyapp.store.sqlite import sqlite3

REVISION_TABLE = "alembic_version"
LEFT_OUT = frozenset({REVISION_TABLE, "staff_session", "sign_in_failure"})
"""Tables that no backup holds: everybody signs in anew."""
MADE_WITH_ROWS = frozenset({"audit_head"})
"""Tables that a migration fills."""
AT_ONCE = 500

_KINDS: dict[type[TypeEngine[Any]], str] = {LargeBinary: "bytes", DateTime: "time", Date: "day", JSON: "json"}
_TRIGGER_FUNCTIONS = text(
    "SELECT p.oid::regprocedure::text FROM pg_proc p WHERE p.prorettype = 'trigger'::regtype"
    " AND p.pronamespace = current_schema()::regnamespace"
)

Change = Callable[[Table, dict[str, Any]], dict[str, Any] | None]
"""Returns a row as it shall be stored, or None when it shall not."""


@contextmanager
def snapshot(engine: Engine) -> Iterator[Connection]:
    """Yield a connection that sees the database as it is now, whatever is written meanwhile, and hinders no writer.

    SQLite's pages are copied into memory by its own online backup; PostgreSQL gives one transaction one sight.
    """
    if engine.dialect.name == "sqlite":
        with closing(sqlite3.connect(":memory:", check_same_thread=False)) as memory:
            with engine.connect() as source:
                source.connection.driver_connection.backup(memory)  # type: ignore[union-attr]
            known = {TIMEZONE: timezone_of(source)}
            copy = create_engine(
                "sqlite://", module=sqlite3, creator=lambda: memory, poolclass=StaticPool, execution_options=known
            )
            with copy.connect() as connection:
                yield connection
    else:
        options = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}
        with engine.connect().execution_options(**options) as connection:
            yield connection


def find_revision(connection: Connection) -> str | None:
    """Return the revision that the database is at, or None before its first migration."""
    if not inspect(connection).has_table(REVISION_TABLE):
        return None
    return connection.execute(text(f"SELECT version_num FROM {REVISION_TABLE}")).scalar_one_or_none()  # noqa: S608


def list_parts(connection: Connection) -> Iterator[Part]:
    """Yield every table with its rows, in the order in which they can be stored again."""
    for one in _tables(connection):
        query = select(one).order_by(*one.primary_key.columns).execution_options(yield_per=AT_ONCE)
        yield Part(one.name, {column.name: _kind(column.type) for column in one.columns}, connection.execute(query))


def count_rows(connection: Connection) -> dict[str, int]:
    """Return how many rows each table has."""
    return {name: _count(connection, name) for name in _names(connection)}


def is_empty(connection: Connection) -> bool:
    """Say whether nothing is kept here yet, migrated or not."""
    return not any(count for name, count in count_rows(connection).items() if name not in MADE_WITH_ROWS)


def drop_all(connection: Connection) -> None:
    """Drop the app's tables with all that they hold."""
    ours = {*Row.metadata.tables, REVISION_TABLE} & set(inspect(connection).get_table_names())
    found = MetaData()
    found.reflect(connection, only=sorted(ours))
    found.drop_all(connection)
    if connection.dialect.name == "postgresql":
        for name in connection.execute(_TRIGGER_FUNCTIONS).scalars().all():
            connection.exec_driver_sql(f"DROP FUNCTION {name}")


def put_parts(connection: Connection, parts: Iterator[Part], *, change: Change) -> dict[str, int]:
    """Store the rows of ``parts``, each as ``change`` returns it; return how many rows each table has then."""
    tables = {table.name: table for table in _tables(connection)}
    for name in MADE_WITH_ROWS & set(tables):
        connection.execute(delete(tables[name]))
    for part in parts:
        table = tables[part.table]
        for batch in _batches(part, table, change):
            connection.execute(insert(table), batch)
        _go_on_counting(connection, table)
    return count_rows(connection)


def _batches(part: Part, table: Table, change: Change) -> Iterator[list[dict[str, Any]]]:
    batch: list[dict[str, Any]] = []
    for row in part.rows:
        changed = change(table, dict(zip(part.columns, row, strict=True)))
        if changed is not None:
            batch.append(changed)
        if len(batch) == AT_ONCE:
            yield batch
            batch = []
    if batch:
        yield batch


def _go_on_counting(connection: Connection, table: Table) -> None:
    """Let PostgreSQL number new rows after the ones that were stored with their numbers."""
    if connection.dialect.name != "postgresql":
        return
    for column in table.primary_key.columns:
        place = {"table": table.name, "column": column.name}
        sequence = connection.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), place).scalar()
        newest = connection.execute(select(func.max(column))).scalar() if sequence else None
        if newest is not None:
            connection.execute(text("SELECT setval(:sequence, :newest)"), {"sequence": sequence, "newest": newest})


def _tables(connection: Connection) -> Sequence[Table]:
    """Return the app's tables as the database has them, those first that others point to."""
    found = MetaData()
    found.reflect(connection, only=_names(connection))
    for one in found.tables.values():
        for column in one.columns:
            if isinstance(column.type, JSON):
                column.type.none_as_null = True
    return found.sorted_tables


def _names(connection: Connection) -> list[str]:
    return sorted(set(inspect(connection).get_table_names()) - LEFT_OUT)


def _kind(column_type: TypeEngine[Any]) -> str:
    return next((kind for base, kind in _KINDS.items() if isinstance(column_type, base)), "plain")


def _count(connection: Connection, name: str) -> int:
    return connection.execute(select(func.count()).select_from(table(name))).scalar_one()


def list_open(connection: Connection) -> list[tuple[int, datetime, datetime]]:
    """Return the open reviews: number, when it was opened, when it closes. Older databases kept that as an instant."""
    review, timezone = Row.metadata.tables["review"].c, timezone_of(connection)
    has_days = review.closes_on.name in {found["name"] for found in inspect(connection).get_columns("review")}
    closes = review.closes_on if has_days else literal_column("closes_at", UtcDateTime)
    query = select(review.id, review.opened_at, closes.label("closes")).where(
        review.opened_at.is_not(None), review.closed_at.is_(None)
    )
    return [
        (row.id, row.opened_at, end_of_day(row.closes, timezone) if has_days else row.closes)
        for row in connection.execute(query.order_by(review.id))
    ]


def list_closed(connection: Connection) -> set[tuple[int, datetime]]:
    """Return the closed reviews: number, and when it was opened."""
    table = Row.metadata.tables["review"]
    if not inspect(connection).has_table(table.name):
        return set()
    query = select(table.c.id, table.c.opened_at).where(table.c.closed_at.is_not(None))
    return {(row.id, row.opened_at) for row in connection.execute(query)}
