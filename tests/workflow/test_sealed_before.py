"""Reviews that were sealed when their answers were still kept: an upgrade erases these, and so does a restore."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, insert, select

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import sealing
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.results import get_result, list_altered
from surveyapp.store.rows import ResponseRow, ReviewRow
from surveyapp.workflow.keys import Keys
from tests.cli.shells import QuickShell
from tests.databases import AUTHOR, ON_SQLITE, RECORDING, TIMEZONE, DatabaseMaker, alembic_config, writing
from tests.workflow.test_backing_up import put_back, take
from tests.workflow.test_sealing import answer, close, held, word

REVISION = "0017"
"""The last one under which answers of closed reviews were kept."""


@pytest.fixture
def before(engine: Engine, prepare, questionnaire: Questionnaire) -> tuple[int, int]:
    """A database of that time, with a sealed review that still has its answers, and an open one; their numbers."""
    sealed, still_open = prepare().review_id, prepare().review_id
    for review_id in (sealed, still_open):
        answer(engine, review_id, questionnaire, people=5)
    with new_session(engine) as session:
        query = select(ResponseRow.__table__.columns).where(ResponseRow.review_id == sealed)
        kept = [dict(row) for row in session.execute(query).mappings()]
    close(engine, sealed)
    with writing(engine) as session:
        session.execute(insert(ResponseRow), kept)
    sealing.compact(engine, AUTHOR)
    command.downgrade(alembic_config(engine), REVISION)
    return sealed, still_open


@pytest.fixture
def other(sqlite_maker: DatabaseMaker) -> Iterator[Engine]:
    url = sqlite_maker.make()
    engine = make_engine(url, TIMEZONE, record_key=RECORDING)
    yield engine
    engine.dispose()
    sqlite_maker.drop(url)


def examine(engine: Engine, sealed: int, still_open: int) -> None:
    """See that the answers are gone, from the files too once the worker has been, and that nothing else is."""
    with new_session(engine) as session:
        assert sorted(session.scalars(select(ResponseRow.review_id))) == [still_open] * 5
        assert sealing.list_unsealed(session) == [sealed]
        before = get_result(session, sealed)
    assert before.sides[Side.PRCS].responses == 5
    assert sealing.compact(engine, AUTHOR) == [sealed]
    assert held(engine).count(word(3).encode()) == 1  # the open review's
    with new_session(engine) as session:
        assert (get_result(session, sealed), list_altered(session)) == (before, [])
        assert session.get_one(ReviewRow, sealed).is_sealed


@pytest.mark.slow
def test_an_upgrade_erases_what_sealed_reviews_kept(engine: Engine, before: tuple[int, int]) -> None:
    assert held(engine).count(word(3).encode()) == 2
    command.upgrade(alembic_config(engine), "head")
    examine(engine, *before)


def test_a_review_without_answers_stays_sealed(engine: Engine, prepare) -> None:
    close(engine, prepare().review_id)
    sealing.compact(engine, AUTHOR)
    command.downgrade(alembic_config(engine), REVISION)
    command.upgrade(alembic_config(engine), "head")
    with new_session(engine) as session:
        assert sealing.list_unsealed(session) == []


@pytest.mark.slow
def test_a_backup_of_that_time_does_not_bring_them_back(
    engine: Engine, other: Engine, before: tuple[int, int], keys: Keys
) -> None:
    backup = take(engine, keys)
    assert backup.counts["response"] == 10
    assert put_back(other, backup) == []
    examine(other, *before)


def test_a_backup_holds_answers_of_open_reviews_alone(engine: Engine, before: tuple[int, int], keys: Keys) -> None:
    command.upgrade(alembic_config(engine), "head")
    rows = {
        part.table: [dict(zip(part.columns, row, strict=True)) for row in part.rows]
        for part in take(engine, keys).parts()
    }
    assert {row["review_id"] for row in rows["response"]} == {before[1]}


@pytest.mark.slow
@ON_SQLITE
def test_the_commands_leave_no_answer_in_the_files(
    engine: Engine, before: tuple[int, int], settings, tmp_path: Path
) -> None:
    """After an upgrade ``flask doctor`` says what is left to do, and nothing of what is kept too long."""
    shell = QuickShell(tmp_path / "instance", settings.database_url, SMTP_URL="", KEEP_ANSWERS_DAYS="30")
    out = tmp_path / "old.backup"
    out.write_bytes(take(engine, Keys.from_secret(shell.environ["SECRET_KEY"])).packed)
    shell.say("flask db upgrade")
    checks = {one["name"]: one for one in json.loads(shell.run("flask doctor --json").stdout)["checks"]}
    assert (checks["sealing"]["ok"], checks["retention"]["ok"]) == (False, True)
    assert checks["configuration"]["said"].endswith(", KEEP_ANSWERS_DAYS is no longer needed")
    assert json.loads(shell.say("flask worker --once --json"))["sealed"] == 1
    shell.say(f"flask restore --replace {out}")
    checks = {one["name"]: one["ok"] for one in json.loads(shell.run("flask doctor --json").stdout)["checks"]}
    assert (checks["sealing"], checks["retention"], checks["results"]) == (True, True, True)
    assert held(engine).count(word(3).encode()) == 1
