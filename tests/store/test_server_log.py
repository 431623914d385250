"""PostgreSQL's own log of writes is dropped at sealing by an account that may, and left alone by one that may not."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from sqlalchemy import Engine, text

from surveyapp.store.server_log import find_waiting_since, list_keeping, wipe_log

ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
PIECE = text("SELECT pg_walfile_name(pg_current_wal_insert_lsn() + 1)")


@ON_POSTGRESQL
def test_the_log_begins_anew(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        before = connection.execute(PIECE).scalar_one()
        wipe_log(connection)
        assert connection.execute(PIECE).scalar_one() != before


@ON_POSTGRESQL
def test_an_account_that_may_not_is_named_and_leaves_the_log_alone(engine: Engine) -> None:
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CREATE ROLE modest")
        try:
            connection.exec_driver_sql("SET ROLE modest")
            before = connection.execute(PIECE).scalar_one()
            wipe_log(connection)
            assert connection.execute(PIECE).scalar_one() == before
            assert "this account may not ask for a checkpoint" in list_keeping(connection)
        finally:
            connection.exec_driver_sql("RESET ROLE")
            connection.exec_driver_sql("DROP ROLE modest")


def test_what_keeps_the_log_is_named(engine: Engine) -> None:
    with engine.connect() as connection:
        kept = list_keeping(connection)
        assert find_waiting_since(connection) is None
    assert kept == ([] if engine.dialect.name == "sqlite" else ["wal_recycle = on"])
    if engine.dialect.name == "postgresql":
        with kept_by(engine, "16MB"):
            assert_soon(engine, ["wal_keep_size = 16MB", "wal_recycle = on"])


@contextmanager
def kept_by(engine: Engine, size: str) -> Iterator[None]:
    """Have the server keep so much of its log until the block ends."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql(f"ALTER SYSTEM SET wal_keep_size = '{size}'")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
        try:
            yield
        finally:
            connection.exec_driver_sql("ALTER SYSTEM RESET wal_keep_size")
            connection.exec_driver_sql("SELECT pg_reload_conf()")


def assert_soon(engine: Engine, kept: list[str]) -> None:
    for _ in range(100):
        with engine.connect() as connection:
            found = list_keeping(connection)
        if found == kept:
            return
        time.sleep(0.02)
    assert found == kept
