"""Answers collected elsewhere: all rows or none, one unused link each, and nothing that follows the file's order."""

import random
import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine, select, text

from surveyapp.catalogue.columns import form_mark
from surveyapp.catalogue.table_faults import FaultyTableError
from surveyapp.core.conduct.review import Answering, AnsweringBySide, InvitationState, Policy
from surveyapp.core.errors import InputError, NotFoundError, ReviewError, StateError
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import audit, responses, reviews
from surveyapp.store.engine import new_session
from surveyapp.store.rows import InvitationRow, KeyingRow, ResponseRow
from surveyapp.workflow.answers import answering, importing
from surveyapp.workflow.demonstrating.inventing import Cast, demonstration_sheets
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.reviews import closing
from tests.catalogue.filled import filled_rows, header, to_csv
from tests.databases import writing
from tests.importing import NOW, SIDE, plan, state_of, take_in, write
from tests.inviting import begin


@pytest.fixture(scope="session")
def sheets(questionnaire: Questionnaire) -> list[AnswerSheet]:
    """Return the answers of twelve people."""
    cast = Cast("imported", questionnaire.title, "ngo", prcs=0, partner=12)
    return demonstration_sheets(questionnaire, "imported", cast=cast, side=SIDE)


@pytest.fixture
def table(questionnaire: Questionnaire, sheets: list[AnswerSheet]) -> Callable[..., bytes]:
    """Return a function that writes the first ``people`` of the sheets as CSV."""
    return lambda people: write(questionnaire, sheets[:people])


def used(engine: Engine, side: Side) -> int:
    with new_session(engine) as session:
        states = session.scalars(select(InvitationRow.state).where(InvitationRow.side == side)).all()
    return states.count(InvitationState.SENT)


def test_each_row_becomes_a_response_and_uses_up_a_link(engine: Engine, prepare, table, sheets) -> None:
    review_id = prepare(people=8).review_id
    made = take_in(engine, review_id, table(5))
    assert made.count == 5
    with new_session(engine) as session:
        stored = list(responses.read_sheets(session, review_id))
        (entry, *_) = audit.list_entries(session, action="answers.imported")
    assert sorted(map(repr, stored)) == sorted(repr(_stored(sheet)) for sheet in sheets[:5])
    assert (used(engine, SIDE), used(engine, SIDE.opposite)) == (5, 0)
    assert (entry.review_id, audit.read_details(entry)) == (review_id, {"side": "partner", "count": 5, "number": 1})


def _stored(sheet: AnswerSheet) -> AnswerSheet:
    """Return ``sheet`` with its answers in the order in which they are stored."""
    return AnswerSheet(
        side=sheet.side,
        ratings={key: sheet.ratings[key] for key in sorted(sheet.ratings, key=lambda key: key.field_name)},
        profile=dict(sorted(sheet.profile.items())),
        comments=dict(sorted(sheet.comments.items())),
        closing=dict(sorted(sheet.closing.items())),
        priorities=tuple(sorted(sheet.priorities)),
    )


AGREED = AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)


@pytest.mark.parametrize(
    ("terms", "people", "kept"),
    [
        pytest.param({}, 5, {"role", "location"}, id="people"),
        pytest.param({"policy": Policy.PROTECTED}, 5, set(), id="people, protected"),
        pytest.param({"answering": AGREED}, 1, set(), id="an organisation"),
    ],
)
def test_columns_that_a_form_does_not_ask_are_passed_over(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets, terms: dict, people: int, kept: set[str]
) -> None:
    """Tables made for other forms, or before ``involvement`` was dropped, are read without it."""
    pages = form_pages(questionnaire, SIDE)
    rows = [header(pages), *filled_rows(pages, sheets[:people])]
    rows = [[*row, "profile.involvement" if number == 0 else "over_3"] for number, row in enumerate(rows)]
    review_id = prepare(people=5, **terms).review_id
    assert take_in(engine, review_id, to_csv(rows)).count == people
    with new_session(engine) as session:
        stored = list(responses.read_sheets(session, review_id))
    assert {name for sheet in stored for name in sheet.profile} == kept


def test_an_organisations_own_table_asks_nothing_of_a_person(
    engine: Engine, prepare, questionnaire: Questionnaire, sheets
) -> None:
    pages = form_pages(questionnaire, SIDE, asks_profile=False)
    review_id = prepare(answering=AGREED).review_id
    table = to_csv([header(pages), *filled_rows(pages, sheets[:1])])
    assert b"role" not in table
    assert take_in(engine, review_id, table).count == 1


def test_what_was_imported_counts_as_what_was_sent(engine: Engine, prepare, table) -> None:
    review_id = prepare(people=6).review_id
    take_in(engine, review_id, table(5))
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
        assert reviews.count_responses(session, [review_id])[review_id, SIDE] == 5


def test_planning_alone_changes_nothing(engine: Engine, prepare, table) -> None:
    review_id = prepare(people=8).review_id
    before = state_of(engine)
    with new_session(engine) as session:
        assert plan(session, review_id, table(5)).count == 5
    assert state_of(engine) == before


def test_neither_rows_nor_links_follow_the_order_of_the_file(engine: Engine, prepare, table, sheets) -> None:
    """A chance of one in 12 factorial aside, this fails when rows are stored as they come."""
    review_id = prepare(people=12).review_id
    made = take_in(engine, review_id, table(12))
    written = {"sqlite": "rowid", "postgresql": "ctid"}[engine.dialect.name]
    with new_session(engine) as session:
        as_written = session.scalars(select(ResponseRow.answers).order_by(text(f"response.{written}"))).all()
        as_named = session.scalars(select(ResponseRow.answers).order_by(ResponseRow.id)).all()
    in_file = [{key.field_name: answer for key, answer in sheet.ratings.items()} for sheet in sheets]
    for found in (as_written, as_named):
        ratings = [answers["ratings"] for answers in found]
        assert all(one in ratings for one in in_file)
        assert ratings not in (in_file, in_file[::-1])
    draws = [made.draw_links(random.Random(seed)) for seed in range(3)]
    assert draws[0] != draws[1] != draws[2]


def test_any_link_may_be_the_one(engine: Engine, prepare, table) -> None:
    review_id = prepare(people=4).review_id
    with new_session(engine) as session:
        made = plan(session, review_id, table(2))
    drawn = [frozenset(made.draw_links(random.Random(seed))) for seed in range(60)]
    assert len(set(drawn)) == 6


def test_links_behind_which_somebody_began_are_left_alone(engine: Engine, prepare, table, keys: Keys) -> None:
    prepared = prepare(people=4)
    token = prepared.links[SIDE][2]
    begin(engine, token, keys)
    take_in(engine, prepared.review_id, table(3))
    with new_session(engine) as session:
        way_in = answering.find_way_in(session, token, keys=keys)
    assert (way_in.is_sent, way_in.draft.pages["integrity"]) == (False, {"holds_principles.self": "3"})


def test_links_that_were_begun_are_used_only_when_allowed(engine: Engine, prepare, table, keys: Keys) -> None:
    prepared = prepare(people=3)
    begin(engine, prepared.links[SIDE][0], keys)
    with writing(engine) as session:
        session.add(
            KeyingRow(token_hash=token_hash(prepared.links[SIDE][1]), number=1, sealed=b"a paper form", is_done=True)
        )
    before = state_of(engine)
    with pytest.raises(InputError, match="too_few_untouched_links") as caught:
        take_in(engine, prepared.review_id, table(2))
    assert {"links", "begun"}.isdisjoint(caught.value.details)  # they would tell how many have answered, and begun
    assert state_of(engine) == before
    take_in(engine, prepared.review_id, table(3), may_use_begun=True)
    assert state_of(engine)["counts"] == [3, 0, 0, 1]


@pytest.mark.parametrize(
    ("how", "people", "more", "error", "code"),
    [
        pytest.param({"people": 2}, 3, {}, InputError, "too_few_links", id="more rows than links"),
        pytest.param({"is_open": False}, 1, {}, StateError, "may_not_import", id="not open yet"),
        pytest.param({}, 1, {"now": NOW + timedelta(days=33)}, StateError, "may_not_import", id="closing date passed"),
        pytest.param(
            {"answering": AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)},
            2,
            {},
            InputError,
            "one_row_per_organisation",
            id="two forms of an organisation",
        ),
    ],
)
def test_refusals_change_nothing(
    engine: Engine, prepare, table, how: dict, people: int, more: dict, error: type[ReviewError], code: str
) -> None:
    review_id = prepare(**how).review_id
    before = state_of(engine)
    with pytest.raises(error, match=code):
        take_in(engine, review_id, table(people), **more)
    assert state_of(engine) == before


def test_a_closed_review_takes_nothing(engine: Engine, prepare, table) -> None:
    review_id = prepare().review_id
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
    before = state_of(engine)
    with pytest.raises(StateError, match="may_not_import"):
        take_in(engine, review_id, table(1))
    with pytest.raises(NotFoundError, match="no_review"):
        take_in(engine, 999, table(1))
    assert state_of(engine) == before


def test_one_fault_in_the_last_row_and_nothing_is_stored(engine: Engine, prepare, table) -> None:
    review_id = prepare(people=8).review_id
    before = state_of(engine)
    lines = table(5).splitlines()
    lines[-1] = b"nobody," + lines[-1].split(b",", 1)[1]
    with pytest.raises(FaultyTableError) as caught:
        take_in(engine, review_id, b"\n".join(lines))
    assert str(caught.value).startswith(
        't.csv: row 6, column A (profile/role): "nobody" is not an option; write one of'
    )
    assert state_of(engine) == before


def test_the_other_sides_table_is_refused(engine: Engine, prepare, questionnaire, sheets) -> None:
    """Both sides' tables have the same columns, and mean different things by them."""
    prepared = prepare(people=3)
    pages = form_pages(questionnaire, SIDE)
    with new_session(engine) as session:
        version = reviews.get_review(session, prepared.review_id).questionnaire
    data = to_csv(
        [header(pages, form=form_mark(version, SIDE)), *([*row, ""] for row in filled_rows(pages, sheets[:2]))]
    )
    before = state_of(engine)
    with pytest.raises(FaultyTableError, match="belongs to the form"):
        take_in(engine, prepared.review_id, data, side=SIDE.opposite)
    assert state_of(engine) == before
    take_in(engine, prepared.review_id, data)


def test_importing_and_sending_at_once_never_share_a_link(engine: Engine, prepare, table, keys: Keys) -> None:
    prepared = prepare(people=6)
    for token in prepared.links[SIDE]:
        begin(engine, token, keys)
    done: list[str] = []

    def send(token: str) -> None:
        with writing(engine) as session:
            answering.send(session, token, now=NOW, keys=keys)
        done.append(token)

    def bring() -> None:
        try:
            take_in(engine, prepared.review_id, table(3), may_use_begun=True)
            done.extend("abc")
        except InputError:
            done.append("refused")

    threads = [threading.Thread(target=send, args=(token,)) for token in prepared.links[SIDE]]
    threads.insert(3, threading.Thread(target=bring))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    stored = state_of(engine)["counts"][0]
    assert stored == used(engine, SIDE) == 6


@pytest.mark.slow
def test_nobody_sends_while_an_import_is_under_way(engine: Engine, prepare, table, keys: Keys) -> None:
    prepared, done = prepare(people=3), []
    token = prepared.links[SIDE][0]
    begin(engine, token, keys)

    def send() -> None:
        with writing(engine) as session:
            answering.send(session, token, now=NOW, keys=keys)
        done.append(token)

    sender = threading.Thread(target=send)
    with writing(engine) as session:
        made = plan(session, prepared.review_id, table(3), may_use_begun=True)
        sender.start()
        sender.join(timeout=0.5)
        assert done == []
        importing.import_answers(session, made, now=NOW)
    sender.join()
    assert done == [token]  # to its holder the link was sent
    assert state_of(engine)["counts"][0] == used(engine, SIDE) == 3
