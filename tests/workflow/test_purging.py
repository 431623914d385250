"""What is kept ends at its date and not before; what was released, and what was agreed, stays as it was."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import Engine, func, select, text

from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import About, PromptKey, Side
from surveyapp.core.text.days import day_of, end_of_day
from surveyapp.settings import Keeping
from surveyapp.store import audit, handouts, partners, responses, reviews, sealing, vouchings
from surveyapp.store.engine import new_session
from surveyapp.store.results import get_result, list_altered
from surveyapp.store.rows import DraftRow, FocalPointRow, RecipientRow, ResponseRow, Row
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.purging import foresee, purge, rules
from surveyapp.workflow.reviews import closing
from tests.conftest import Prepared
from tests.databases import AUTHOR, ON_SQLITE, TIMEZONE, alembic_config, writing
from tests.inviting import begin, invite_people, keep_focal_points, open_now, person
from tests.languages import AR
from tests.workflow.sealed import find_sha256

NOW = datetime.now(UTC)
DAY, MOMENT = timedelta(days=1), timedelta(seconds=1)
KEEPING = Keeping(contacts=20 * DAY, drafts=5 * DAY, comments=80 * DAY)
PEOPLE = 5
WORDS = "a sentence that nobody else would write"
OBJECTION = "Ola left the partner in spring"


@pytest.fixture
def closed(engine: Engine, prepare: Callable[..., Prepared], keys: Keys, questionnaire: Questionnaire) -> int:
    """A closed review with five people a side, all of whom answered and let their words be shown."""
    prepared = prepare(people=0, is_open=False)
    people = [person(number) for number in range(PEOPLE)]
    invite_people(engine, prepared, people, keys=keys)
    open_now(engine, prepared)
    point = FocalPoint(Side.PARTNER, "Kari", "kari@example.org", AR)
    keep_focal_points(engine, prepared.review_id, [point])
    with writing(engine) as session:
        (kept,) = session.scalars(select(FocalPointRow.id))
        vouchings.record_asked(session, prepared.review_id, kept, key_hash=b"k" * 32, now=NOW, by=point.email)
        partner_id = reviews.get_review(session, prepared.review_id).partner.id
        (focal,) = partners.list_focal_points(session, [partner_id])[partner_id]
        vouchings.record_objection(session, prepared.review_id, focal, digest="d", words=OBJECTION, now=NOW)
        handouts.put_link(session, prepared.review_id, kept, key_hash=b"h" * 32, now=NOW)
        for number in range(2 * PEOPLE):
            ratings = {PromptKey("holds_principles", About.SELF): number % 5 + 1}
            sheet = AnswerSheet(
                list(Side)[number % 2], ratings, comments={"integrity": Comment(f"{WORDS} {number}", share=True)}
            )
            responses.put_response(session, sheet, review_id=prepared.review_id)
        closing.close_review(session, prepared.review_id, now=NOW)
    sealing.compact(engine, AUTHOR)
    return prepared.review_id


def erase(engine: Engine, after: timedelta, keeping: Keeping = KEEPING) -> dict[str, int]:
    """Purge at an instant ``after`` the review closed; return what was erased, and how much."""
    with writing(engine) as session:
        return {name: count for name, count in purge(session, now=NOW + after, keeping=keeping).items() if count}


def count(engine: Engine, kind: type[Row]) -> int:
    with new_session(engine) as session:
        return session.scalar(select(func.count()).select_from(kind)) or 0


def test_everything_ends_at_its_date_and_the_figures_stay(engine: Engine, closed: int) -> None:
    with new_session(engine) as session:
        before, sha256 = get_result(session, closed), find_sha256(session, closed)
        counted = [step(session, [closed]) for step in (reviews.count_invited, reviews.count_responses)]
        written = sum(len(entry.texts) for entry in before.comments)
    assert written == 2 * PEOPLE
    for kept, erased in (
        (KEEPING.contacts, {"people": PEOPLE, "openings": 1, "vouchings": 2, "handouts": 1}),
        (KEEPING.comments, {"comments": written}),
    ):
        assert erase(engine, kept) == {}
        assert erase(engine, kept + MOMENT) == erased
        assert erase(engine, kept + MOMENT) == {}
    assert count(engine, RecipientRow) == 0
    with new_session(engine) as session:
        assert get_result(session, closed) == replace(before, comments=())
        assert (find_sha256(session, closed), list_altered(session)) == (sha256, [])
        assert [step(session, [closed]) for step in (reviews.count_invited, reviews.count_responses)] == counted
        told = [audit.read_details(entry) for entry in audit.list_entries(session, action="retention.purged")]
        assert audit.find_break(session) is None
    empty = dict.fromkeys(rules(KEEPING), 0)
    people = {"people": PEOPLE, "openings": 1, "vouchings": 2, "handouts": 1}
    assert told == [empty | {"comments": written}, empty | people]


def test_what_is_foreseen_is_what_is_erased_on_that_day(engine: Engine, closed: int) -> None:
    with writing(engine) as session:
        due, soon = foresee(session, now=NOW, keeping=KEEPING)
        session.rollback()
    assert set(due.values()) == {0}
    expected = {"people": PEOPLE, "openings": 1, "vouchings": 2, "handouts": 1, "comments": 2 * PEOPLE}
    assert {name: sum(count for _, count in days) for name, days in soon.items() if days} == expected
    for kept, names in ((KEEPING.contacts, [*expected][:4]), (KEEPING.comments, ["comments"])):
        (day,) = {day for name in names for day, _ in soon[name]}
        assert erase(engine, end_of_day(day - DAY, TIMEZONE) - MOMENT - NOW) == {}
        assert set(erase(engine, end_of_day(day, TIMEZONE) - MOMENT - NOW)) == set(names)
        assert day == day_of(NOW + kept, TIMEZONE)


@pytest.mark.slow
def test_migrating_finds_the_counts_in_the_results(engine: Engine, closed: int) -> None:
    with new_session(engine) as session:
        counted = [step(session, [closed]) for step in (reviews.count_invited, reviews.count_responses)]
    config = alembic_config(engine)
    command.downgrade(config, "0009")
    with engine.connect() as connection:
        (kept,) = set(connection.execute(text("SELECT keep_until FROM recipient")).scalars())
    assert str(kept) == str((NOW + timedelta(days=180)).date())
    command.upgrade(config, "head")
    with new_session(engine) as session:
        assert [step(session, [closed]) for step in (reviews.count_invited, reviews.count_responses)] == counted


@ON_SQLITE
def test_nothing_of_it_is_left_in_the_file(engine: Engine, closed: int) -> None:
    path = Path(engine.url.database or "")
    known = [WORDS.encode(), person(0).address.encode(), OBJECTION.encode()]

    def held() -> list[bool]:
        files = b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*"))
        return [one in files for one in known]

    assert held() == [True] * 3
    erase(engine, KEEPING.comments + MOMENT)
    with new_session(engine) as session:
        assert sealing.list_unsealed(session) == [closed]
    assert sealing.compact(engine, AUTHOR) == [closed]
    assert held() == [False] * 3


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_the_tables_are_written_anew(engine: Engine, closed: int) -> None:
    """PostgreSQL keeps what was erased in a table's file until the table is written into another one."""

    def files() -> list[int]:
        with engine.connect() as connection:
            tables = ("result", "recipient", "opening", "vouching")
            return [connection.execute(text(f"SELECT pg_relation_filenode('{name}')")).scalar_one() for name in tables]

    before = files()
    erase(engine, KEEPING.comments + MOMENT)
    sealing.compact(engine, AUTHOR)
    assert [old == new for old, new in zip(before, files(), strict=True)] == [False] * 4


@ON_SQLITE
def test_an_open_review_keeps_its_answers_and_loses_old_drafts(
    engine: Engine, prepare: Callable[..., Prepared], keys: Keys
) -> None:
    prepared = prepare(closes_in=DAY)
    begin(engine, prepared.links[Side.PRCS][0], keys)
    with writing(engine) as session:
        responses.put_response(session, AnswerSheet(Side.PRCS, {}), review_id=prepared.review_id)
    with new_session(engine) as session:
        last = reviews.get_review(session, prepared.review_id).closes_at - NOW + KEEPING.drafts
    assert erase(engine, last - MOMENT) == {}
    assert erase(engine, last) == {"drafts": 1}
    assert erase(engine, timedelta(days=900)) == {"openings": 1}
    assert [count(engine, kind) for kind in (DraftRow, ResponseRow)] == [0, 1]


@ON_SQLITE
def test_focal_points_stay_as_long_as_the_partner(engine: Engine, closed: int) -> None:
    with writing(engine) as session:
        partner = reviews.get_review(session, closed).partner
        point = FocalPoint(Side.PARTNER, "رنا", "rana@example.org", AR)
        keeping.set_focal_points(session, partner.id, points=[point], now=NOW)
    assert "focal_points" not in erase(engine, timedelta(days=900))
    with writing(engine) as session:
        keeping.archive_partner(session, partner.id, now=NOW)
    assert erase(engine, KEEPING.contacts) == {}
    assert erase(engine, KEEPING.contacts + MOMENT) == {"focal_points": 1}
    assert count(engine, FocalPointRow) == 0
