"""Runs migrations on the engine that the ``flask db`` commands hand over."""

from alembic import context
from sqlalchemy import Engine

from surveyapp.store.rows import Row

engine: Engine = context.config.attributes["engine"]
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=Row.metadata,
        render_as_batch=engine.dialect.name == "sqlite",
        transaction_per_migration=True,
        compare_type=True,
    )
    with context.begin_transaction():
        if engine.dialect.name == "postgresql":
            connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7263541)")  # several machines start at once
        context.run_migrations()
    connection.commit()
