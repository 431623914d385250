"""The schema: migrations make what the app expects, and each rule of the schema refuses what it should."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import CheckConstraint, Engine, Enum, inspect, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Answering, Policy, State
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Text
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.rows import (
    AnswerImportRow,
    FocalPointRow,
    InvitationRow,
    PartnerRow,
    QuestionnaireRow,
    ReviewRow,
    Row,
    StaffRow,
)
from surveyapp.store.sqlite import has_safe_wal
from tests.conftest import ROOT
from tests.databases import TIMEZONE, alembic_config, migrate

NOW = datetime(2026, 11, 24, tzinfo=UTC)


def test_the_migrated_schema_is_the_one_expected(engine: Engine) -> None:
    command.check(alembic_config(engine))


def _checks(engine: Engine) -> dict[str, set[str]]:
    found = inspect(engine)
    return {
        table: {str(check["name"]) for check in found.get_check_constraints(table)}
        for table in found.get_table_names()
        if table != "alembic_version"
    }


def test_the_migrated_checks_are_the_ones_expected(engine: Engine) -> None:
    """Alembic's own check does not see CHECK constraints."""
    expected = {
        name: {str(c.name) for c in table.constraints if isinstance(c, CheckConstraint)}
        | {f"ck_{name}_{c.type.name}" for c in table.columns if isinstance(c.type, Enum)}
        for name, table in Row.metadata.tables.items()
    }
    assert _checks(engine) == expected


@pytest.mark.alike(1)
def test_migrations_go_down_and_up_again(engine: Engine) -> None:
    config = alembic_config(engine)
    command.downgrade(config, "base")
    assert inspect(engine).get_table_names() == ["alembic_version"]
    command.upgrade(config, "head")
    command.check(config)


def test_migrating_twice_changes_nothing(database_url: str) -> None:
    migrate(database_url)


@pytest.mark.wide
def test_of_servers_that_start_at_once_one_migrates(engine: Engine, database_url: str) -> None:
    """Both end well: neither makes a table that the other has made meanwhile."""
    command.downgrade(alembic_config(engine), "base")
    words = [sys.executable, "-m", "flask", "--app", "wsgi", "db", "upgrade"]
    environment = {**os.environ, "DATABASE_URL": database_url}
    both = [subprocess.Popen(words, cwd=ROOT, env=environment, stderr=subprocess.PIPE) for _ in range(2)]
    assert [(one.communicate(timeout=60)[1], one.returncode) for one in both] == [(b"", 0)] * 2
    command.check(alembic_config(engine))


@pytest.fixture
def review(session: Session) -> ReviewRow:
    rows = (
        PartnerRow(slug="p", name=Text({"en": "P"}), kind="ngo", languages=["en"], is_demonstration=False),
        QuestionnaireRow(slug="q", version="0" * 12, document="{}", published_at=NOW),
    )
    session.add_all(rows)
    session.flush()
    session.execute(text("""INSERT INTO round (slug, title, is_demonstration) VALUES ('r', '{"en"\\:"R"}', false)"""))
    row = ReviewRow(
        round_id=1,
        partner_id=rows[0].id,
        questionnaire_id=rows[1].id,
        state=State.DRAFT,
        policy=Policy.STANDARD,
        prcs_answering=Answering.INDIVIDUAL,
        partner_answering=Answering.INDIVIDUAL,
        min_side=3,
        min_detail=5,
        min_cell=5,
        closes_on=NOW.date(),
        is_sealed=False,
    )
    session.add(row)
    session.flush()
    return row


@pytest.mark.parametrize(
    ("change", "constraint"),
    [
        pytest.param("min_side = 2", "ck_review_min_side_floor", id="minimum of two"),
        pytest.param("min_side = 6, min_cell = 6", "ck_review_detail_not_below_side", id="detail below side"),
        pytest.param("min_cell = 1", "ck_review_cell_not_below_side", id="cell below side"),
        pytest.param("state = 'open'", "ck_review_opened_when_open", id="open without an opening"),
        pytest.param("closed_at = CURRENT_TIMESTAMP", "ck_review_closed_when_closed", id="closed while in preparation"),
        pytest.param(
            "state = 'lost', opened_at = CURRENT_TIMESTAMP, closed_at = CURRENT_TIMESTAMP",
            "ck_review_state",
            id="no such state",
        ),
        pytest.param("policy = 'none'", "ck_review_policy", id="no such policy"),
        pytest.param("prcs_answering = 'crowd'", "ck_review_prcs_answering", id="no such way of answering"),
    ],
)
def test_impossible_reviews_are_refused(session: Session, review: ReviewRow, change: str, constraint: str) -> None:
    with pytest.raises(DBAPIError, match=constraint):
        session.execute(text(f"UPDATE review SET {change} WHERE id = {review.id}"))


def test_a_partner_has_one_review_a_round(session: Session, review: ReviewRow) -> None:
    columns = [c.name for c in ReviewRow.__table__.columns if c.name != "id"]
    listed = ", ".join(columns)
    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        session.execute(text(f"INSERT INTO review ({listed}) SELECT {listed} FROM review"))


def test_two_links_never_share_a_hash(session: Session, review: ReviewRow) -> None:
    for number in range(2):
        session.add(InvitationRow(id=str(number), review_id=review.id, side=Side.PRCS, token_hash=b"x" * 32))
    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        session.flush()


@pytest.mark.parametrize("forgotten", ["responses", "links", "known"])
def test_an_import_is_undone_as_a_whole(session: Session, review: ReviewRow, forgotten: str) -> None:
    lists: dict[str, list[str] | None] = {"responses": ["a"], "links": ["b"], "known": ["c"]}
    row = {"review_id": review.id, "side": Side.PRCS, "imported_at": NOW, "count": 1, **lists, forgotten: None}
    session.add(AnswerImportRow(number=1, **row))
    with pytest.raises(DBAPIError, match="ck_answer_import_undone_as_a_whole"):
        session.flush()


def test_an_address_has_one_account(session: Session) -> None:
    for _ in range(2):
        session.add(StaffRow(email="a@b.org", role="viewer", failures=0, is_demonstration=False))
    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        session.flush()


def test_naive_instants_are_refused(session: Session) -> None:
    session.add(QuestionnaireRow(slug="q", version="0" * 12, document="{}", published_at=datetime(2026, 1, 1)))  # noqa: DTZ001
    with pytest.raises(StatementError, match="naive"):
        session.flush()


def test_instants_come_back_in_utc(session: Session, review: ReviewRow) -> None:
    review.state, review.opened_at = State.OPEN, NOW
    session.flush()
    session.expire(review)
    assert review.opened_at == NOW
    assert review.opened_at.tzinfo is UTC


def test_arabic_stays_arabic_in_json(engine: Engine, tmp_path: Path) -> None:
    with engine.connect() as connection:
        assert connection.dialect._json_serializer({"مفتاح": 1}) == '{"مفتاح":1}'  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("version", "is_safe"),
    [
        ((3, 40, 1), False),
        ((3, 44, 5), False),
        ((3, 44, 6), True),
        ((3, 45, 9), False),
        ((3, 50, 6), False),
        ((3, 50, 7), True),
        ((3, 51, 2), False),
        ((3, 51, 3), True),
        ((3, 52, 0), True),
    ],
)
def test_wal_is_used_only_where_it_is_safe(version: tuple[int, int, int], *, is_safe: bool) -> None:
    assert has_safe_wal(version) is is_safe


def test_sqlite_is_durable(tmp_path: Path) -> None:
    engine = make_engine(f"sqlite:///{tmp_path / 'x.db'}", TIMEZONE)
    with new_session(engine) as session:
        pragmas = {
            name: session.execute(text(f"PRAGMA {name}")).scalar()
            for name in ("journal_mode", "synchronous", "secure_delete", "foreign_keys")
        }
    expected = {("wal", 2), ("delete", 3)}
    assert (pragmas["journal_mode"], pragmas["synchronous"]) in expected
    assert (pragmas["secure_delete"], pragmas["foreign_keys"]) == (1, 1)


@pytest.mark.parametrize(
    ("statement", "constraint"),
    [
        pytest.param("UPDATE partner SET languages = '[]'", "ck_partner_languages", id="a partner without a language"),
        pytest.param("UPDATE partner SET name = '{}'", "ck_partner_name", id="a partner without a name"),
        pytest.param("UPDATE round SET title = '{}'", "ck_round_title", id="a round without a title"),
        pytest.param(
            "INSERT INTO merged_partner (partner_id, into_id) VALUES (1, 1)",
            "ck_merged_partner_not_into_itself",
            id="a double of itself",
        ),
    ],
)
def test_impossible_partners_are_refused(session: Session, review: ReviewRow, statement: str, constraint: str) -> None:
    with pytest.raises(DBAPIError, match=constraint):
        session.execute(text(statement))


def test_a_side_has_an_address_once(session: Session, review: ReviewRow) -> None:
    for _ in range(2):
        session.add(FocalPointRow(partner_id=1, side=Side.PRCS, name="x", email="a@b.org", language="ar", kept_at=NOW))
    with pytest.raises(DBAPIError, match=r"(?i)unique"):
        session.flush()


def test_a_second_factor_is_whole_or_not_there(session: Session) -> None:
    session.add(StaffRow(email="a@b.org", role="viewer", factor_sealed=b"x"))
    with pytest.raises(DBAPIError, match="ck_staff_second_factor_whole"):
        session.flush()
