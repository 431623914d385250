"""Runs migrations: on the engine that the ``flask db`` commands hand over, or in a transaction of somebody else's."""

from alembic import context
from sqlalchemy import Connection, Engine

from surveyapp.store.rows import Row


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
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7263541)")  # several machines start at once
        context.run_migrations()


given: Connection | None = context.config.attributes.get("connection")
if given is not None:
    run(given)
else:
    engine: Engine = context.config.attributes["engine"]
    with engine.connect() as connection:
        run(connection)
        connection.commit()
