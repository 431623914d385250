"""Runs migrations: on the engine that the ``flask db`` commands hand over, or in a transaction of somebody else's."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import context
from sqlalchemy import Connection, Engine

from surveyapp.store.rows import Row

LOCK = 7263541


def run(connection: Connection) -> None:
    """Migrate on ``connection``."""
    context.configure(
        connection=connection,
        target_metadata=Row.metadata,
        render_as_batch=connection.dialect.name == "sqlite",
        transaction_per_migration=True,
        compare_type=True,
    )
    with context.begin_transaction():
        context.run_migrations()


@contextmanager
def alone_on_sqlite(connection: Connection) -> Iterator[None]:
    """Hold the folder of the file, as every process that migrates does, from the first migration to the last."""
    path = connection.engine.url.database
    folder = os.open(Path(path).absolute().parent if path else Path.cwd(), os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


@contextmanager
def alone_on_postgresql(connection: Connection) -> Iterator[None]:
    """Hold a lock of the session: one of a transaction would end with the first migration, as each has its own."""
    connection.exec_driver_sql("SET lock_timeout = 0")
    connection.exec_driver_sql("SET statement_timeout = 0")
    connection.exec_driver_sql(f"SELECT pg_advisory_lock({LOCK})")
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.exec_driver_sql(f"SELECT pg_advisory_unlock({LOCK})")
        connection.exec_driver_sql("RESET lock_timeout")
        connection.exec_driver_sql("RESET statement_timeout")
        connection.commit()


ALONE = {"sqlite": alone_on_sqlite, "postgresql": alone_on_postgresql}
"""How one of several that start at once migrates, while the others wait for it."""

given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    if given.dialect.name == "postgresql":
        given.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    run(given)
else:
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection, ALONE[engine.dialect.name](connection):
        run(connection)
        connection.commit()
