"""Runs migrations: on the engine that the ``flask db`` commands hand over, or in a transaction of somebody else's."""

from collections.abc import Iterator
from contextlib import contextmanager

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
def alone(connection: Connection) -> Iterator[None]:
    """Let several machines start at once: PostgreSQL's session keeps a lock from the first migration to the last.

    A lock of a transaction would end with the first migration, for each has a transaction of its own.
    """
    if connection.dialect.name != "postgresql":
        yield
        return
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


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    if given.dialect.name == "postgresql":
        given.exec_driver_sql(f"SELECT pg_advisory_xact_lock({LOCK})")
    run(given)
else:
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection, alone(connection):
        run(connection)
        connection.commit()
