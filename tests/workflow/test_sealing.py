"""Sealing: nothing of what people answered is left, nor of their order, and what was cut short is finished."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from surveyapp.core.conduct.review import State
from surveyapp.core.errors import StateError
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import About, PromptKey, Side
from surveyapp.store import audit, responses, reviews, sealing
from surveyapp.store import engine as engines
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.results import get_result
from surveyapp.store.rows import InvitationRow, ResponseRow
from surveyapp.workflow.reviews import closing
from tests.cli.shells import QuickShell
from tests.databases import AUTHOR, ON_SQLITE, RECORDING, TIMEZONE, writing

NOW = datetime.now(UTC)
PEOPLE = 12
ORDER = {"sqlite": "rowid", "postgresql": "ctid"}


def answer(engine: Engine, review_id: int, questionnaire: Questionnaire, *, people: int = PEOPLE) -> None:
    """Let each of ``people`` answer, one after the other, and write a word that is not to be shown."""
    sections = [section.id for section in questionnaire.sections]
    with writing(engine) as session:
        for number in range(people):
            ratings = {PromptKey("holds_principles", About.SELF): number % 5 + 1}
            written = {"integrity": Comment(word(number), share=False)}
            sheet = AnswerSheet(Side.PRCS, ratings, priorities=(sections[number],), comments=written)
            responses.put_response(session, sheet, review_id=review_id)
            session.flush()


def close(engine: Engine, review_id: int) -> None:
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)


def word(number: int) -> str:
    """Return what one person wrote, and nobody else."""
    return f"unheard{number:02}of"


def links(engine: Engine) -> list[str]:
    """Return the hashes of links in the order in which the rows lie in the file."""
    with engine.connect() as connection:
        order = ORDER[engine.dialect.name]
        found = connection.execute(text(f"SELECT token_hash FROM invitation ORDER BY {order}")).scalars()
        return [bytes(value).hex() for value in found]


@pytest.mark.parametrize("at_once", [1_000, 5], ids=["in one batch", "in three batches"])
def test_links_lie_in_another_order_and_none_is_lost(
    engine: Engine, prepare, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    """That twelve rows come out in their old order by chance happens once in half a thousand million runs."""
    monkeypatch.setattr(sealing, "AT_ONCE", at_once)
    review_id = prepare(people=PEOPLE).review_id
    before = links(engine)
    close(engine, review_id)
    sealing.compact(engine, AUTHOR)
    assert sorted(links(engine)) == sorted(before)
    assert links(engine) != before
    with new_session(engine) as session:
        assert len(set(session.scalars(select(InvitationRow.id)))) == PEOPLE * 2


def test_the_results_are_stored_and_every_answer_is_erased_at_once(
    engine: Engine, prepare, questionnaire: Questionnaire
) -> None:
    """In one transaction, before anything is compacted; of one review, and of no other."""
    closed, still_open = prepare().review_id, prepare().review_id
    for review_id in (closed, still_open):
        answer(engine, review_id, questionnaire)
    close(engine, closed)
    with new_session(engine) as session:
        assert set(session.scalars(select(ResponseRow.review_id))) == {still_open}
        assert len(session.scalars(select(ResponseRow.id)).all()) == PEOPLE
        assert get_result(session, closed).sides[Side.PRCS].responses == PEOPLE


@pytest.mark.parametrize(
    ("place", "other", "says"),
    [
        pytest.param(responses, ("drop_counted", lambda *_: PEOPLE - 1), "12 answers were counted", id="miscounted"),
        pytest.param(closing, ("evaluate", lambda _, release: release.sides), "do not lead", id="another document"),
    ],
)
def test_what_was_not_counted_is_not_erased(
    engine: Engine, prepare, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch, place, other, says: str
) -> None:
    """Nothing could be counted anew: the review stays open, with every answer, until the fault is found."""
    review_id = prepare(people=PEOPLE).review_id
    answer(engine, review_id, questionnaire)
    monkeypatch.setattr(place, *other)
    with pytest.raises(RuntimeError, match=says):
        close(engine, review_id)
    with new_session(engine) as session:
        assert len(session.scalars(select(ResponseRow.id)).all()) == PEOPLE
        assert reviews.get_review(session, review_id).state is State.OPEN


def test_the_files_hold_nothing_that_was_answered(engine: Engine, prepare, questionnaire: Questionnaire) -> None:
    """Neither in free pages nor in old tables: no comment, no JSON of answers, no id, and not what links came from."""
    review_id = prepare(people=PEOPLE).review_id
    answer(engine, review_id, questionnaire)
    known = answered(engine)
    assert [one for one in known if one not in held(engine)] == []
    close(engine, review_id)
    sealing.compact(engine, AUTHOR)
    assert [one for one in known if one in held(engine)] == []
    assert len(known) == 4 * PEOPLE + 2


@ON_SQLITE
def test_the_file_is_clean_before_it_is_compacted(engine: Engine, prepare, questionnaire: Questionnaire) -> None:
    """SQLite writes zeros over what is erased, and empties its log: where compacting must wait, no answer is left."""
    review_id = prepare(people=PEOPLE).review_id
    answer(engine, review_id, questionnaire)
    known = answered(engine)
    close(engine, review_id)
    sealing.empty_log(engine)  # which compacting does first, and the worker each minute
    assert [one for one in known if one in held(engine)] == []


@ON_SQLITE
def test_compacting_alone_cleans_the_file(engine: Engine, prepare, questionnaire: Questionnaire) -> None:
    """Also of what was erased without zeros over it, by another program, say."""
    review_id = prepare(people=PEOPLE).review_id
    answer(engine, review_id, questionnaire)
    known = answered(engine)
    with engine.connect() as connection:  # the pool has one, and gives it to each in turn
        connection.exec_driver_sql("PRAGMA secure_delete=OFF")
    close(engine, review_id)
    assert [one for one in known if one in held(engine)] != []
    sealing.compact(engine, AUTHOR)
    assert [one for one in known if one in held(engine)] == []


def answered(engine: Engine) -> list[bytes]:
    """Return what must be found nowhere any more: answers, the ids of rows, what links were derived from."""
    with new_session(engine) as session:
        ids = [one.encode() for one in session.scalars(select(ResponseRow.id))]
        nonces = [one for one in session.scalars(select(InvitationRow.nonce)) if one]
    if engine.dialect.name == "postgresql":
        nonces = [bytes(one) for one in nonces]
    words = [word(number).encode() for number in range(PEOPLE)]
    return [*ids, *nonces, *words, b'"holds_principles.self"', b'"ratings"']


def held(engine: Engine) -> bytes:
    """Return the bytes of the database's own files; PostgreSQL's log of writes is looked through by a drill."""
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database or "")
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    with engine.connect() as connection:
        connection.execute(text("COMMIT"))
        connection.execute(text("CHECKPOINT"))
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        table = connection.execute(text("SELECT pg_relation_filepath('response')")).scalar_one()
    files = [*(folder / table).parent.iterdir(), *(folder / "global").iterdir(), *(folder / "pg_stat").iterdir()]
    return b"".join(_bytes(file) for file in files)


def _bytes(file: Path) -> bytes:
    """Return what ``file`` holds: nothing where the server, which drops caches as it likes, just took it away."""
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return b""


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
    before = links(engine), answered(engine)
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "rewrite_invitations", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            close(engine, review_id)
    assert (links(engine), answered(engine)) == before
    close(engine, review_id)


def test_nothing_is_sealed_while_somebody_still_reads_the_old_order(
    database_url: str, prepare, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PostgreSQL would keep the old rows for a reader that began before; SQLite would not get at the file."""
    monkeypatch.setattr(sealing, "READERS_TRIES", 2)
    for waiting in (engines, sealing):
        monkeypatch.setattr(waiting, "BUSY_MILLISECONDS", 20)
    engine = make_engine(database_url, TIMEZONE, record_key=RECORDING)
    review_id = prepare().review_id
    answer(engine, review_id, questionnaire, people=3)
    close(engine, review_id)
    with new_session(engine) as reader:
        assert len(reader.scalars(select(InvitationRow.id)).all()) == 6
        with pytest.raises(StateError, match="still_in_use"):
            sealing.compact(engine, AUTHOR)
    with new_session(engine) as session:
        assert sealing.list_unsealed(session) == [review_id]
    assert sealing.compact(engine, AUTHOR) == [review_id]
    engine.dispose()
