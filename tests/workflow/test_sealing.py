"""Sealing: nothing of the order in which people answered is left, and what was cut short is finished."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from surveyapp.core.errors import StateError
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import About, PromptKey, Side
from surveyapp.store import audit, responses, sealing
from surveyapp.store import engine as engines
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.results import get_result
from surveyapp.store.rows import InvitationRow, ResponseRow
from surveyapp.workflow.reviews import closing
from tests.cli.shells import QuickShell
from tests.databases import AUTHOR, RECORDING, TIMEZONE, writing

NOW = datetime.now(UTC)
PEOPLE = 12
ORDER = {"sqlite": "rowid", "postgresql": "ctid"}


def answer(engine: Engine, review_id: int, questionnaire: Questionnaire, *, people: int = PEOPLE) -> None:
    """Let each of ``people`` answer, one after the other, so that who they are can be told from what they chose."""
    sections = [section.id for section in questionnaire.sections]
    with writing(engine) as session:
        for number in range(people):
            ratings = {PromptKey("holds_principles", About.SELF): number % 5 + 1}
            sheet = AnswerSheet(Side.PRCS, ratings, priorities=(sections[number],))
            responses.put_response(session, sheet, review_id=review_id)
            session.flush()


def close(engine: Engine, review_id: int) -> None:
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)


def stored(engine: Engine, column: str) -> list[str]:
    """Return a column's texts in the order in which the rows lie in the file."""
    table = "response" if column == "answers" else "invitation"
    with engine.connect() as connection:
        found = connection.execute(text(f"SELECT {column} FROM {table} ORDER BY {ORDER[engine.dialect.name]}"))
        return [str(bytes(value) if isinstance(value, memoryview) else value) for value in found.scalars()]


@pytest.mark.parametrize("at_once", [1_000, 5], ids=["in one batch", "in three batches"])
def test_rows_lie_in_another_order_and_none_is_lost(
    engine: Engine, prepare, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """That twelve rows come out in their old order by chance happens once in half a thousand million runs."""
    monkeypatch.setattr(sealing, "AT_ONCE", at_once)
    monkeypatch.setattr(responses, "AT_ONCE", at_once)
    review_id = prepare(people=PEOPLE).review_id
    answer(engine, review_id, questionnaire)
    answers, links = stored(engine, "answers"), stored(engine, "token_hash")
    close(engine, review_id)
    sealing.compact(engine, AUTHOR)
    assert (sorted(stored(engine, "answers")), sorted(stored(engine, "token_hash"))) == (sorted(answers), sorted(links))
    assert stored(engine, "answers") != answers
    assert stored(engine, "token_hash") != links
    with new_session(engine) as session:
        assert get_result(session, review_id).sides[Side.PRCS].responses == PEOPLE
        ids = [*session.scalars(select(ResponseRow.id)), *session.scalars(select(InvitationRow.id))]
        assert len(set(ids)) == PEOPLE * 3


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_file_holds_nothing_of_what_was_forgotten(engine: Engine, prepare, questionnaire: Questionnaire) -> None:
    """Not in free pages either: neither an old response's id, nor what a link was derived from."""
    review_id = prepare(people=PEOPLE).review_id
    answer(engine, review_id, questionnaire)
    with new_session(engine) as session:
        forgotten = [one.encode() for one in session.scalars(select(ResponseRow.id))]
        forgotten += [one for one in session.scalars(select(InvitationRow.nonce)) if one]
    path = Path(engine.url.database or "")
    assert [one for one in forgotten if one not in path.read_bytes()] == []
    close(engine, review_id)
    sealing.compact(engine, AUTHOR)
    files = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    assert [one for one in forgotten if one in files] == []


def test_other_reviews_are_left_alone(engine: Engine, prepare, questionnaire: Questionnaire) -> None:
    closed, still_open = prepare().review_id, prepare().review_id
    for review_id in (closed, still_open):
        answer(engine, review_id, questionnaire, people=3)
    with new_session(engine) as session:
        before = set(session.scalars(select(ResponseRow.id).filter_by(review_id=still_open)))
    close(engine, closed)
    assert sealing.compact(engine, AUTHOR) == [closed]
    with new_session(engine) as session:
        assert set(session.scalars(select(ResponseRow.id).filter_by(review_id=still_open))) == before
        assert set(session.scalars(select(InvitationRow.state).filter_by(review_id=still_open))) == {"unused"}


def test_sealing_is_recorded_once(engine: Engine, prepare) -> None:
    review_id = prepare().review_id
    close(engine, review_id)
    assert [sealing.compact(engine, AUTHOR), sealing.compact(engine, AUTHOR)] == [[review_id], []]
    with new_session(engine) as session:
        entries = audit.list_entries(session, review_id=review_id, action="review")
        assert [entry.action for entry in entries][:2] == ["review.sealed", "review.closed"]
        assert audit.find_break(session) is None


def test_what_a_crash_left_unsealed_is_found_and_finished(engine: Engine, prepare, settings, tmp_path) -> None:
    """The power fails after the results are stored and before the files are compacted; the command is given again."""
    review_id = prepare().review_id
    close(engine, review_id)
    with new_session(engine) as session:
        assert sealing.list_unsealed(session) == [review_id]
    shell = QuickShell(tmp_path / "instance", settings.database_url)
    assert shell.say(f"flask review close {review_id}") == f"review {review_id} is closed\n"
    with new_session(engine) as session:
        assert sealing.list_unsealed(session) == []
    assert shell.run(f"flask review close {review_id}").stderr.startswith(f"review {review_id} is closed; only an open")


def test_a_crash_while_closing_leaves_the_review_open(
    engine: Engine, prepare, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    review_id = prepare(people=PEOPLE).review_id
    answer(engine, review_id, questionnaire)
    before = stored(engine, "answers"), stored(engine, "token_hash")
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "rewrite_invitations", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            close(engine, review_id)
    assert (stored(engine, "answers"), stored(engine, "token_hash")) == before
    close(engine, review_id)


def test_nothing_is_sealed_while_somebody_still_reads_the_old_order(
    database_url: str, prepare, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL would keep the old rows for a reader that began before; SQLite would not get at the file."""
    monkeypatch.setattr(sealing, "READERS_TRIES", 2)
    monkeypatch.setattr(engines, "BUSY_MILLISECONDS", 20)
    engine = make_engine(database_url, TIMEZONE, record_key=RECORDING)
    review_id = prepare().review_id
    answer(engine, review_id, questionnaire, people=3)
    close(engine, review_id)
    with new_session(engine) as reader:
        assert len(reader.scalars(select(ResponseRow.id)).all()) == 3
        with pytest.raises(StateError, match="still_in_use"):
            sealing.compact(engine, AUTHOR)
    with new_session(engine) as session:
        assert sealing.list_unsealed(session) == [review_id]
    assert sealing.compact(engine, AUTHOR) == [review_id]
    engine.dispose()
