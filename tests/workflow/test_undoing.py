"""An import can be taken back until its review is closed; then nothing tells any more what came by it."""

from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text

from surveyapp.core.conduct.review import InvitationState
from surveyapp.core.errors import NotFoundError, ReviewError, StateError
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import audit, sealing
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.rows import AnswerImportRow, InvitationRow, ResponseRow
from surveyapp.workflow.answers import answering, undoing
from surveyapp.workflow.demonstrating.inventing import Cast, demonstration_sheets
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing
from tests.databases import AUTHOR, TIMEZONE, DatabaseMaker, writing
from tests.importing import NOW, SIDE, state_of, take_in, undo, write
from tests.inviting import save_page
from tests.workflow.test_backing_up import put_back, take


@pytest.fixture(scope="session")
def sheets(questionnaire: Questionnaire) -> list[AnswerSheet]:
    cast = Cast("undone", questionnaire.title, "ngo", prcs=0, partner=6)
    return demonstration_sheets(questionnaire, "undone", cast=cast, side=SIDE)


def send(engine: Engine, token: str, keys: Keys) -> None:
    with writing(engine) as session:
        save_page(session, token, now=NOW, keys=keys, changes={"holds_principles.self": "2"})
        answering.send(session, token, now=NOW, keys=keys)


def held(engine: Engine) -> tuple[set[str], set[str]]:
    """Return the ids of responses, and of links that were used."""
    used = InvitationRow.state == InvitationState.SENT
    with new_session(engine) as session:
        links = session.scalars(select(InvitationRow.id).where(used))
        return set(session.scalars(select(ResponseRow.id))), set(links)


def test_exactly_what_an_import_took_is_given_back(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet], keys: Keys
) -> None:
    prepared = prepare(people=8)
    review_id = prepared.review_id
    send(engine, prepared.links[SIDE][0], keys)
    take_in(engine, review_id, write(questionnaire, sheets[:2]))
    before = held(engine)
    take_in(engine, review_id, write(questionnaire, sheets[2:5]))
    send(engine, next(t for t in prepared.links[Side.PRCS]), keys)
    assert [len(ids) for ids in held(engine)] == [7, 7]
    undo(engine, review_id, 2)
    responses, links = held(engine)
    assert (len(responses - before[0]), len(links - before[1])) == (1, 1)  # what was sent meanwhile stays
    assert before[0] <= responses
    assert before[1] <= links
    with new_session(engine) as session:
        entry, *_ = audit.list_entries(session, action="answers.import_undone")
        numbers = [(one.number, one.count, one.is_undone) for one in undoing.list_imports(session, review_id)]
    assert audit.read_details(entry) == {"side": "partner", "count": 3, "number": 2}
    assert numbers == [(1, 2, False), (2, 3, True)]


def test_what_was_undone_may_come_again_under_another_number(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet]
) -> None:
    review_id = prepare(people=3).review_id
    data = write(questionnaire, sheets[:3], {"_uuid": ["a", "b", "c"]})
    take_in(engine, review_id, data)
    undo(engine, review_id, 1)
    again = take_in(engine, review_id, data)
    assert (again.number, again.count) == (2, 3)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("number", "error", "code"),
    [
        pytest.param(1, StateError, "import_undone", id="undone already"),
        pytest.param(2, NotFoundError, "no_import", id="another review's"),
        pytest.param(0, NotFoundError, "no_import", id="nobody's"),
    ],
)
@pytest.mark.alike(3)
def test_what_cannot_be_undone(
    engine: Engine,
    prepare,
    questionnaire: Questionnaire,
    sheets: list[AnswerSheet],
    number: int,
    error: type[ReviewError],
    code: str,
) -> None:
    review_id, other = prepare(people=8).review_id, prepare(people=8).review_id
    take_in(engine, review_id, write(questionnaire, sheets[:2]))
    for some in (sheets[:2], sheets[2:4]):
        take_in(engine, other, write(questionnaire, some))
    undo(engine, review_id, 1)
    before = state_of(engine)
    with pytest.raises(error, match=code):
        undo(engine, review_id, number)
    assert state_of(engine) == before
    with pytest.raises(NotFoundError, match="no_review"):
        undo(engine, 999, 1)


def test_nothing_is_undone_after_closing(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet]
) -> None:
    review_id = prepare(people=8).review_id
    take_in(engine, review_id, write(questionnaire, sheets[:3]))
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
    before = state_of(engine)
    with pytest.raises(StateError, match="imports_forgotten"):
        undo(engine, review_id, 1)
    with new_session(engine) as session, pytest.raises(StateError, match="imports_forgotten"):
        undoing.list_imports(session, review_id)
    assert state_of(engine) == before


def test_a_link_that_was_withdrawn_meanwhile_stays_so(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet]
) -> None:
    review_id = prepare(people=3).review_id
    take_in(engine, review_id, write(questionnaire, sheets[:3]))
    with writing(engine) as session:
        row = session.scalars(select(InvitationRow).where(InvitationRow.side == SIDE)).first()
        row.state = InvitationState.REVOKED
    undo(engine, review_id, 1)
    with new_session(engine) as session:
        states = session.scalars(select(InvitationRow.state).where(InvitationRow.side == SIDE)).all()
    assert sorted(states) == ["revoked", "unused", "unused"]


def test_a_link_that_was_given_back_opens_its_form(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet], keys: Keys
) -> None:
    prepared = prepare(people=3)
    take_in(engine, prepared.review_id, write(questionnaire, sheets[:3]))
    undo(engine, prepared.review_id, 1)
    for token in prepared.links[SIDE]:
        send(engine, token, keys)
    assert len(held(engine)[0]) == 3


def test_closing_leaves_nothing_of_an_import(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet]
) -> None:
    """Neither which answers came by it, nor which links they used up, nor what they were called before."""
    closed, still_open = prepare(people=8).review_id, prepare(people=8).review_id
    for review_id in (closed, still_open):
        ids = {"_uuid": [f"5ubm1ss10n-{review_id}-{n}" for n in range(3)]}
        take_in(engine, review_id, write(questionnaire, sheets[:3], ids))
    with new_session(engine) as session:
        row = session.get(AnswerImportRow, (closed, 1))
        known = [*row.responses, *row.links, *row.known, "5ubm1ss10n"]
    with writing(engine) as session:
        closing.close_review(session, closed, now=NOW)
    sealing.compact(engine, AUTHOR)
    with new_session(engine) as session:
        assert [row.review_id for row in session.scalars(select(AnswerImportRow))] == [still_open]
    assert [one for one in known if one.encode() in _bytes(engine)] == []
    assert len(known) == 3 + 3 + 7 + 1


def _bytes(engine: Engine) -> bytes:
    """Return what the database's own files hold of imports: all of SQLite's, of PostgreSQL's the two tables'."""
    if engine.dialect.name == "sqlite":
        path = Path(engine.url.database or "")
        return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
    with engine.connect() as connection:
        folder = Path(connection.execute(text("SHOW data_directory")).scalar_one())
        toast = "SELECT reltoastrelid::regclass::text FROM pg_class WHERE relname IN ('answer_import', 'response')"
        names = ["answer_import", "response", "invitation", *connection.execute(text(toast)).scalars()]
        connection.execute(text("CHECKPOINT"))
        places = [connection.execute(text("SELECT pg_relation_filepath(:n)"), {"n": n}).scalar_one() for n in names]
    return b"".join((folder / place).read_bytes() for place in places)


@pytest.fixture
def other(sqlite_maker: DatabaseMaker):
    url = sqlite_maker.make()
    engine = make_engine(url, TIMEZONE)
    yield engine
    engine.dispose()
    sqlite_maker.drop(url)


@pytest.mark.slow
def test_a_backup_carries_imports_of_open_reviews(
    engine: Engine, other: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet], keys: Keys
) -> None:
    review_id = prepare(people=8).review_id
    for some in (sheets[:3], sheets[3:5]):
        take_in(engine, review_id, write(questionnaire, some))
    undo(engine, review_id, 2)
    put_back(other, take(engine, keys))
    assert state_of(other)["counts"] == state_of(engine)["counts"]
    undo(other, review_id, 1)
    assert held(other) == (set(), set())
    assert take_in(other, review_id, write(questionnaire, sheets[:3])).number == 3


@pytest.mark.slow
def test_a_backup_brings_no_import_back_of_a_review_that_closed_meanwhile(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets: list[AnswerSheet], keys: Keys
) -> None:
    closed, still_open = prepare(people=8).review_id, prepare(people=8).review_id
    for review_id in (closed, still_open):
        take_in(engine, review_id, write(questionnaire, sheets[:3]))
    backup = take(engine, keys)
    with writing(engine) as session:
        closing.close_review(session, closed, now=NOW)
    sealing.compact(engine, AUTHOR)
    assert put_back(engine, backup, replaces=True, leaves_out=True) == [closed]
    with new_session(engine) as session:
        assert [row.review_id for row in session.scalars(select(AnswerImportRow))] == [still_open]
        assert {row.review_id for row in session.scalars(select(ResponseRow))} == {still_open}
