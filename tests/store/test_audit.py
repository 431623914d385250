"""The record of what staff did: a chain that nobody can change unseen."""

from datetime import timedelta

import pytest
from sqlalchemy import Engine, delete, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.store.rows import AuditHeadRow, AuditRow
from tests.databases import AUTHOR, writing
from tests.store.attacking import SWALLOW, put_strange


@pytest.fixture
def recorded(session: Session) -> Session:
    for number in range(3):
        audit.record(session, "review.opened", review_id=number, name="مثال", number=number)
    audit.record(session, "round.created", round="2026")
    return session


def test_entries_come_back_newest_first(recorded: Session) -> None:
    first, *rest = audit.list_entries(recorded)
    assert (first.number, first.action, first.author, first.at) == (4, "round.created", AUTHOR.name, AUTHOR.at)
    assert [entry.number for entry in rest] == [3, 2, 1]
    assert audit.read_details(rest[0]) == {"name": "مثال", "number": 2}
    assert audit.find_break(recorded) is None


def test_entries_are_filtered(recorded: Session) -> None:
    def numbers(**wanted: object) -> list[int]:
        return [entry.number for entry in audit.list_entries(recorded, **wanted)]

    assert numbers(action="review") == numbers(action="review.opened") == [3, 2, 1]
    assert numbers(review_id=1) == [2]
    assert numbers(author="nobody") == []
    assert numbers(before=3, limit=1) == [2]
    assert numbers(since=AUTHOR.at, until=AUTHOR.at + timedelta(seconds=1), limit=None) == [4, 3, 2, 1]
    assert numbers(since=AUTHOR.at + timedelta(seconds=1)) == numbers(until=AUTHOR.at) == []
    assert audit.list_authors(recorded) == [AUTHOR.name]


@pytest.mark.parametrize("change", [update(AuditRow).values(author="x"), delete(AuditRow)])
def test_the_database_refuses_to_change_an_entry(recorded: Session, change: object) -> None:
    with pytest.raises(DBAPIError, match="append-only"):
        recorded.execute(change)


@pytest.mark.parametrize(
    ("change", "broken"),
    [
        pytest.param("UPDATE audit SET details = '{}' WHERE number = 2", 2, id="changed"),
        pytest.param("DELETE FROM audit WHERE number = 2", 2, id="deleted"),
        pytest.param("DELETE FROM audit WHERE number = 4", 4, id="the newest taken off"),
        pytest.param("DELETE FROM audit", 1, id="emptied"),
    ],
)
def test_what_was_changed_behind_the_trigger_is_found(recorded: Session, change: str, broken: int) -> None:
    if recorded.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            recorded.execute(text(f"DROP TRIGGER audit_{verb}"))
    else:
        recorded.execute(text("ALTER TABLE audit DISABLE TRIGGER ALL"))
    recorded.execute(text(change))
    recorded.expire_all()
    assert audit.find_break(recorded) == broken


def test_an_unsigned_session_records_nothing(engine: Engine) -> None:
    with new_session(engine, writing=True) as session, pytest.raises(RuntimeError, match="unsigned"):
        audit.record(session, "review.opened")


def test_what_is_rolled_back_is_not_recorded(engine: Engine) -> None:
    with writing(engine) as session:
        audit.record(session, "review.opened")
        session.rollback()
    with writing(engine) as session:
        assert audit.list_entries(session) == []
        assert session.get(AuditHeadRow, 1).number == 0


def test_a_step_whose_entry_the_database_swallows_is_not_done(engine: Engine) -> None:
    """A trigger of somebody with write access and no key would make entries vanish, with the chain left whole."""
    put_strange(engine, SWALLOW)
    with writing(engine) as session:
        audit.record(session, "review.opened")
    with writing(engine) as session:
        with pytest.raises(RuntimeError, match="has not kept entry 2"):
            audit.record(session, "invitation.reissued")
        assert audit.find_break(session) is None
        session.rollback()
    with writing(engine) as session:
        assert [entry.action for entry in audit.list_entries(session)] == ["review.opened"]
