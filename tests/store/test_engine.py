"""Connections are kept between requests, but never to a file that is no longer the database."""

from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import Engine, delete, insert, make_url, select
from sqlalchemy.exc import OperationalError

from surveyapp.store.engine import new_session
from surveyapp.store.rows import RoundRow, SignInFailureRow
from surveyapp.store.sealing import empty_log
from surveyapp.workflow.reviews import preparing
from tests.databases import AUTHOR, ON_SQLITE, DatabaseMaker, writing
from tests.languages import text

pytestmark = ON_SQLITE


def rounds(engine: Engine) -> list[str]:
    with new_session(engine) as session:
        return list(session.scalars(select(RoundRow.slug)))


def put_round(engine: Engine, slug: str) -> None:
    with writing(engine) as session:
        preparing.create_round(session, slug, title=text(ar=slug, en=slug))


def file_of(engine: Engine) -> Path:
    return Path(make_url(engine.url).database or "")


def test_a_file_put_in_its_place_is_read_and_written_from_then_on(engine: Engine, sqlite_maker: DatabaseMaker) -> None:
    put_round(engine, "before")
    newer = Path(sqlite_maker.make().removeprefix("sqlite:///"))
    empty_log(engine)
    newer.replace(file_of(engine))
    assert rounds(engine) == []
    put_round(engine, "after")
    engine.dispose()
    assert rounds(engine) == ["after"]


def test_a_file_that_was_moved_away_is_not_written_to(engine: Engine) -> None:
    put_round(engine, "before")
    empty_log(engine)
    kept = file_of(engine).rename(file_of(engine).with_suffix(".kept"))
    with pytest.raises(OperationalError, match="no such table"):
        put_round(engine, "after")
    kept.replace(file_of(engine))
    assert rounds(engine) == ["before"]


def test_the_log_forgets_what_was_erased(engine: Engine) -> None:
    """Whether or not somebody reads just then, and whoever keeps a connection."""
    for change in (insert(SignInFailureRow).values(source=b"gone by now", at=AUTHOR.at), delete(SignInFailureRow)):
        with writing(engine) as session:
            session.execute(change)
    with new_session(engine) as reader:
        reader.execute(select(RoundRow.slug)).all()
        began = monotonic()
        empty_log(engine)
        assert monotonic() - began < 5
    empty_log(engine)
    files = [one for end in ("", "-wal", "-journal") if (one := Path(f"{file_of(engine)}{end}")).exists()]
    assert [one.name for one in files if b"gone by now" in one.read_bytes()] == []


def test_a_connection_is_kept(engine: Engine) -> None:
    with engine.connect() as one:
        first = one.connection.dbapi_connection
    with engine.connect() as two:
        assert two.connection.dbapi_connection is first
