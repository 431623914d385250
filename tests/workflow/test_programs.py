"""Programs: their tokens, what they reach, and how much they may ask."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import PROGRAMS_RIGHTS, Right, Scope
from surveyapp.core.errors import InputError, NotFoundError
from surveyapp.store import audit, programs
from surveyapp.store.audit import Author, read_details, sign
from surveyapp.store.engine import make_engine, new_session
from surveyapp.workflow.accounts import keeping_programs, pacing
from tests.databases import ON_SQLITE, TIMEZONE, writing

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SCOPE = Scope(frozenset({Right.SEE_RESULTS}))


def make(session: Session, name: str = "sheet", **changes: object) -> str:
    return keeping_programs.create_program(session, name, **{"scope": SCOPE, "days": 30, "now": NOW, **changes})[1]


@ON_SQLITE
def test_a_token_is_stored_as_a_hash_alone(session: Session) -> None:
    token = make(session)
    assert len(token) > 50
    stored = session.execute(text("SELECT * FROM program")).one()
    recorded = [entry.details for entry in audit.list_entries(session)]
    assert token.removeprefix(keeping_programs.PREFIX) not in f"{stored} {recorded}"
    assert keeping_programs.find_program(session, token).name == "sheet"
    assert keeping_programs.find_program(session, token[:-1]) is None


def test_a_program_keeps_its_scope(engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare().review_id
    scopes = {
        "one-review": Scope(frozenset(PROGRAMS_RIGHTS), frozenset({review_id})),
        "no-review": Scope(frozenset({Right.RUN_REVIEWS}), frozenset()),
        "all-reviews": SCOPE,
    }
    with writing(engine) as session:
        tokens = {name: make(session, name, scope=scope) for name, scope in scopes.items()}
    with new_session(engine) as session:
        found = {name: keeping_programs.find_program(session, token) for name, token in tokens.items()}
        assert {name: program.scope for name, program in found.items()} == scopes
        assert {program.name: program.scope for program in programs.list_programs(session)} == scopes
    assert not found["no-review"].scope.allows(Right.RUN_REVIEWS, review_id)


@ON_SQLITE
def test_a_token_ends(session: Session) -> None:
    token = make(session, days=1)
    program = keeping_programs.find_program(session, token)
    assert program.is_in_force_at(NOW + timedelta(hours=23))
    assert not program.is_in_force_at(NOW + timedelta(days=1))
    keeping_programs.revoke_program(session, "sheet", now=NOW)
    keeping_programs.revoke_program(session, "sheet", now=NOW + timedelta(hours=1))
    assert not keeping_programs.find_program(session, token).is_in_force_at(NOW)
    entries = audit.list_entries(session, action="program")
    assert [entry.action for entry in entries] == ["program.revoked", "program.created"]
    assert read_details(entries[1]) == {"program": "sheet", "rights": ["see_results"], "reviews": None, "days": 1}


@ON_SQLITE
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        pytest.param({"scope": Scope(frozenset())}, "bad_rights", id="no right"),
        pytest.param({"scope": Scope(SCOPE.rights | {Right.KEEP_PEOPLE})}, "bad_rights", id="a right for people only"),
        pytest.param({"days": 0}, "bad_days", id="no day"),
        pytest.param({"days": 367}, "bad_days", id="more than a year"),
        pytest.param({"name": "A sheet"}, "bad_slug", id="no short name"),
        pytest.param({"name": "taken"}, "slug_taken", id="the name of one that was revoked"),
    ],
)
def test_what_is_refused(session: Session, changes: dict[str, object], code: str) -> None:
    make(session, "taken")
    keeping_programs.revoke_program(session, "taken", now=NOW)
    with pytest.raises(InputError) as refused:
        make(session, **changes)
    assert refused.value.code == code


@ON_SQLITE
def test_a_review_that_is_not_there_cannot_be_given(session: Session) -> None:
    with pytest.raises(NotFoundError, match="no_review"):
        make(session, scope=Scope(SCOPE.rights, frozenset({99})))
    with pytest.raises(NotFoundError, match="no_program"):
        keeping_programs.revoke_program(session, "nothing", now=NOW)


@ON_SQLITE
def test_a_program_gets_its_requests_back(session: Session) -> None:
    make(session)
    turns = [pacing.take_turn(session, "sheet", now=NOW) for _ in range(pacing.AT_ONCE + 2)]
    assert turns == [0] * pacing.AT_ONCE + [1, 1]
    assert pacing.take_turn(session, "sheet", now=NOW - timedelta(hours=1)) == 1, "a slow clock gives nothing back"
    later = NOW + timedelta(seconds=3)
    assert [pacing.take_turn(session, "sheet", now=later) for _ in range(4)] == [0, 0, 0, 1]


def test_machines_share_one_count(database_url: str, engine: Engine) -> None:
    """Two machines, each with connections of its own, let in together what one would."""
    with writing(engine) as session:
        make(session)
    machines = [make_engine(database_url, TIMEZONE) for _ in range(2)]

    def ask(number: int) -> int:
        with new_session(machines[number % 2], writing=True) as session, session.begin():
            return pacing.take_turn(sign(session, Author("tests", NOW)), "sheet", now=NOW)

    with ThreadPoolExecutor(8) as pool:
        turns = list(pool.map(ask, range(pacing.AT_ONCE + 20)))
    for machine in machines:
        machine.dispose()
    assert sorted(turns) == [0] * pacing.AT_ONCE + [1] * 20


@ON_SQLITE
@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        pytest.param("rights = ''", "ck_program_some_right", id="no right"),
        pytest.param("expires_at = created_at", "ck_program_expires_later", id="over before it began"),
        pytest.param("spent = -1", "ck_program_spent_not_negative", id="less than nothing spent"),
    ],
)
def test_impossible_programs_are_refused(session: Session, change: str, constraint: str) -> None:
    make(session)
    with pytest.raises(DBAPIError, match=constraint):
        session.execute(text(f"UPDATE program SET {change}"))
