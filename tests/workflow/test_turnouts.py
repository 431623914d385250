"""How many have answered is told as the day began, in steps: no sending moves it, an undone import does."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.turnout import Turnout
from surveyapp.core.errors import StateError
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import audit, invitations, reviews, turnouts
from surveyapp.store.engine import new_session
from surveyapp.store.rows import TurnoutRow
from surveyapp.workflow.answers import answering, importing
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.invitations.inviting import secret_of
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import closing, opening
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, TIMEZONE, writing
from tests.importing import plan, undo, write
from tests.inviting import begin
from tests.workflow.test_at_once import at_once
from tests.workflow.test_counted_once import sheets

__all__ = ["sheets"]

DAY = timedelta(days=1)
NOON = datetime.combine(datetime.now(TIMEZONE).date(), time(12), TIMEZONE).astimezone(UTC)
SIDE = Side.PARTNER


def answer(engine: Engine, keys: Keys, tokens: list[str], *, now: datetime = NOON) -> None:
    for token in tokens:
        begin(engine, token, keys)
        with writing(engine) as session:
            answering.send(session, token, now=now, keys=keys)


def told(engine: Engine, review_id: int, *, now: datetime = NOON) -> Turnout:
    with new_session(engine) as session:
        review = reviews.get_review(session, review_id)
        invited = reviews.count_invited(session, [review_id])
        return turnouts.list_turnouts(session, [review], invited=invited, now=now)[review_id, SIDE]


def on_paper(engine: Engine, review_id: int, *, now: datetime = NOON) -> dict[Side, Turnout]:
    with new_session(engine) as session:
        return turnouts.list_on_paper(session, reviews.get_review(session, review_id), now=now)


def take_in(engine: Engine, review_id: int, data: bytes, *, now: datetime) -> None:
    with writing(engine) as session:
        importing.import_answers(session, plan(session, review_id, data, now=now), now=now)


def test_no_sending_moves_what_is_told_before_midnight(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare(people=7)
    seen = []
    for token in prepared.links[SIDE]:
        answer(engine, keys, [token])
        seen.append(told(engine, prepared.review_id))
    assert seen == [Turnout.NONE] * 7
    midnight = datetime.combine((NOON + DAY).astimezone(TIMEZONE).date(), time(), TIMEZONE)
    assert told(engine, prepared.review_id, now=midnight - timedelta(microseconds=1)) is Turnout.NONE
    assert told(engine, prepared.review_id, now=midnight) is Turnout.ALL


def test_each_day_tells_what_came_before_it(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare(people=7)
    links = prepared.links[SIDE]
    seen = []
    for day, tokens in enumerate((links[:2], links[2:4], [], links[4:6], links[6:])):
        answer(engine, keys, tokens, now=NOON + day * DAY)
        seen.append(told(engine, prepared.review_id, now=NOON + day * DAY))
    assert seen == ["none", "fewer", "some", "some", "enough"]
    assert told(engine, prepared.review_id, now=NOON + 5 * DAY) is Turnout.ALL


def test_sides_are_counted_apart(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare(people=7)
    answer(engine, keys, prepared.links[Side.PRCS][:4], now=NOON)
    answer(engine, keys, prepared.links[SIDE][:1], now=NOON + DAY)
    assert told(engine, prepared.review_id, now=NOON + DAY) is Turnout.NONE


@pytest.mark.parametrize("jump", [-400 * DAY, -DAY, -timedelta(hours=13), 3 * DAY], ids=str)
@pytest.mark.alike(3)
def test_a_clock_that_jumps_and_comes_back_lets_no_sending_be_seen(
    engine: Engine, prepare, keys: Keys, jump: timedelta
) -> None:
    """What is told may change with the clock, and never with a sending."""
    prepared = prepare(people=9)
    links = iter(prepared.links[SIDE])
    for now in (NOON, NOON + jump, NOON, NOON + jump, NOON):
        before = told(engine, prepared.review_id, now=now)
        for _ in range(1 if now == NOON else 2):
            answer(engine, keys, [next(links)], now=now)
            assert told(engine, prepared.review_id, now=now) == before


def test_a_clock_that_was_far_ahead_does_not_stop_the_count(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare(people=7)
    links = prepared.links[SIDE]
    answer(engine, keys, links[:1], now=NOON + 9 * DAY)
    answer(engine, keys, links[1:4], now=NOON)
    assert told(engine, prepared.review_id, now=NOON + DAY) is Turnout.SOME


def test_who_send_at_once_are_none_of_them_seen(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare(people=7)
    links = prepared.links[SIDE]
    answer(engine, keys, links[:2], now=NOON - DAY)
    for token in links[2:]:
        begin(engine, token, keys)
    at_once(
        engine,
        *[lambda session, token=token: answering.send(session, token, now=NOON, keys=keys) for token in links[2:]],
    )
    assert told(engine, prepared.review_id) is Turnout.FEWER
    assert told(engine, prepared.review_id, now=NOON + DAY) is Turnout.ALL


def unused_tokens(session: Session, review_id: int, keys: Keys) -> list[str]:
    return [secret_of(link, keys).token for link in invitations.list_unused_links(session, review_id, side=SIDE)]


def test_an_import_is_told_the_next_day_and_undone_at_once(
    engine: Engine, prepare, keys: Keys, questionnaire: Questionnaire, sheets: list[AnswerSheet]
) -> None:
    """Undone, it was never there: also where somebody has sent since."""
    prepared = prepare(people=9)
    take_in(engine, prepared.review_id, write(questionnaire, sheets[:3]), now=NOON - DAY)
    assert told(engine, prepared.review_id, now=NOON - DAY) is Turnout.NONE
    assert told(engine, prepared.review_id) is Turnout.SOME
    with new_session(engine) as session:
        unused = unused_tokens(session, prepared.review_id, keys)
    answer(engine, keys, unused[:1], now=NOON)
    take_in(engine, prepared.review_id, write(questionnaire, sheets[3:5]), now=NOON)
    assert told(engine, prepared.review_id) is Turnout.SOME
    undo(engine, prepared.review_id, 2)
    assert told(engine, prepared.review_id) is Turnout.SOME
    undo(engine, prepared.review_id, 1)
    assert told(engine, prepared.review_id) is Turnout.NONE
    assert told(engine, prepared.review_id, now=NOON + DAY) is Turnout.FEWER


@pytest.fixture
def papers(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> tuple[int, list[str]]:
    """The number of an open review, and the codes of six paper forms of the partner's side."""
    review_id = prepare(is_open=False).review_id
    with writing(engine) as session:
        codes = inviting.invite(session, review_id, side=SIDE, count=6, keys=keys, is_paper=True)
        opening.open_review(session, review_id, now=NOON)
    return review_id, codes


def test_paper_forms_are_told_by_the_day_and_in_steps(engine: Engine, papers, keys: Keys) -> None:
    review_id, codes = papers
    seen = []
    for day, some in enumerate(([], codes[:2], codes[2:3], codes[3:5], codes[5:], [])):
        answer(engine, keys, some, now=NOON + day * DAY)
        seen.append(on_paper(engine, review_id, now=NOON + day * DAY))
    assert seen == [{SIDE: one} for one in ("fewer", "fewer", "fewer", "some", "enough", "enough")]


@ON_SQLITE
def test_an_undone_import_gives_back_the_paper_forms_that_it_used_up(
    engine: Engine, prepare, keys: Keys, questionnaire: Questionnaire, sheets: list[AnswerSheet]
) -> None:
    review_id = prepare(is_open=False, people=0).review_id
    with writing(engine) as session:
        inviting.invite(session, review_id, side=Side.PRCS, count=3, keys=keys)
        codes = inviting.invite(session, review_id, side=SIDE, count=6, keys=keys, is_paper=True)
        opening.open_review(session, review_id, now=NOON - 2 * DAY)
    take_in(engine, review_id, write(questionnaire, sheets[:4]), now=NOON - DAY)
    with new_session(engine) as session:
        unused = unused_tokens(session, review_id, keys)
    assert set(unused) < set(codes)
    answer(engine, keys, unused[:1], now=NOON)
    assert on_paper(engine, review_id) == {SIDE: Turnout.SOME}
    undo(engine, review_id, 1)
    assert on_paper(engine, review_id) == {SIDE: Turnout.FEWER}


@ON_SQLITE
def test_closing_forgets_on_which_day_somebody_sent_last(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare(people=4)
    answer(engine, keys, prepared.links[SIDE])
    with writing(engine) as session:
        closing.close_review(session, prepared.review_id, now=NOON)
        assert session.scalars(select(TurnoutRow)).all() == []
    assert told(engine, prepared.review_id) is Turnout.ALL


@ON_SQLITE
def test_exact_numbers_are_shown_once_to_whoever_decides_to_close(engine: Engine, prepare, keys: Keys) -> None:
    prepared = prepare(people=4)
    answer(engine, keys, prepared.links[SIDE][:3])
    with writing(engine) as session:
        assert closing.show_numbers(session, prepared.review_id) == {Side.PRCS: 0, SIDE: 3}
    with pytest.raises(StateError, match="numbers_shown") as caught, writing(engine) as session:
        closing.show_numbers(session, prepared.review_id)
    assert caught.value.details["by"] == "tests"
    with writing(engine) as session:
        [entry] = audit.list_entries(session, action="review.numbers_shown")
        assert entry.details == "{}"
        closing.close_review(session, prepared.review_id, now=NOON)
    with pytest.raises(StateError, match="may_not_close"), writing(engine) as session:
        closing.show_numbers(session, prepared.review_id)
