"""After the meeting: what was agreed is added beside the sealed results, and nothing overwrites it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import Engine, func, select

from surveyapp.core.conduct.actions import Agreement, Promise, Status
from surveyapp.core.conduct.review import State
from surveyapp.core.errors import InputError, ReviewError, StateError
from surveyapp.core.sides import Facet
from surveyapp.store import actions, reviews
from surveyapp.store.rows import AgreementRow
from surveyapp.workflow.reviews import agreeing, closing
from tests.databases import ON_SQLITE, writing
from tests.workflow.sealed import find_sha256

NOW = datetime.now(UTC)
TODAY = NOW.date()
LATER = TODAY + timedelta(days=180)
PROMISE = Promise(
    "integrity",
    "اجتماع كل ثلاثة أشهر",
    "Rana",
    "Kari",
    TODAY + timedelta(days=60),
    "Notes in both languages",
    Facet.PARTNER,
)
HALFWAY = Agreement("integrity", {"prcs": 3.5, "joint": None}, "الدرجة وسط", "Say it earlier")


@pytest.fixture
def shared(prepare: Callable[..., object], engine: Engine) -> int:
    review_id = prepare(people=3).review_id
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
        closing.share_review(session, review_id, now=NOW)
    return review_id


@pytest.mark.slow
def test_what_was_agreed_comes_back(engine: Engine, shared: int) -> None:
    with writing(engine) as session:
        before = find_sha256(session, shared)
        agreeing.record_meeting(
            session, shared, held_on=TODAY, follow_up_on=TODAY + timedelta(days=180), now=NOW, today=TODAY
        )
        agreeing.agree(session, shared, agreement=HALFWAY, now=NOW)
        agreeing.agree(session, shared, agreement=Agreement("diversity", {"joint": None}), now=NOW)
        agreeing.promise(session, shared, promise=PROMISE, now=NOW)
    with writing(engine) as session:
        meeting = actions.get_meeting(session, shared)
        assert (meeting.held_on, meeting.follow_up_on) == (TODAY, LATER)
        assert meeting.agreement("integrity") == HALFWAY
        assert meeting.agreement("diversity").scores == {"joint": None}
        assert [(a.promise, a.status) for a in meeting.actions] == [(PROMISE, Status.PROMISED)]
        assert reviews.get_review(session, shared).state is State.MET
        assert find_sha256(session, shared) == before


def test_a_later_word_is_added_and_holds(engine: Engine, shared: int) -> None:
    with writing(engine) as session:
        agreeing.agree(session, shared, agreement=Agreement("integrity", {}), now=NOW)
        assert actions.get_meeting(session, shared).is_empty
        for score in (3.0, 3.0, 4.0):
            agreeing.agree(session, shared, agreement=Agreement("integrity", {"prcs": score}), now=NOW)
            session.flush()
        assert actions.get_meeting(session, shared).agreement("integrity").scores == {"prcs": 4.0}
        assert session.scalar(select(func.count()).select_from(AgreementRow)) == 2


def test_promises_are_followed_up_until_none_is_open(engine: Engine, shared: int) -> None:
    with writing(engine) as session:
        agreeing.record_meeting(
            session, shared, held_on=TODAY, follow_up_on=TODAY + timedelta(days=180), now=NOW, today=TODAY
        )
        first, second = (agreeing.promise(session, shared, promise=PROMISE, now=NOW).id for _ in range(2))
        agreeing.follow_up(session, first, status=Status.DONE, note="تم", now=NOW, today=TODAY)
        assert reviews.get_review(session, shared).state is State.MET
        agreeing.follow_up(session, second, status=Status.BEGUN, note="", now=NOW, today=TODAY)
        agreeing.follow_up(session, second, status=Status.DROPPED, note="No longer needed", now=NOW, today=TODAY)
        session.flush()
        session.expire_all()
        assert reviews.get_review(session, shared).state is State.FOLLOWED_UP
        one, two = actions.get_meeting(session, shared).actions
        assert (one.status, one.note, one.noted_on) == (Status.DONE, "تم", TODAY)
        assert two.status is Status.DROPPED


def _agreement(**changes: object) -> Callable[..., object]:
    said = replace(HALFWAY, **changes)
    return lambda session, review_id: agreeing.agree(session, review_id, agreement=said, now=NOW)


def _promise(**changes: object) -> Callable[..., object]:
    made = replace(PROMISE, **changes)
    return lambda session, review_id: agreeing.promise(session, review_id, promise=made, now=NOW)


def _meeting(held_on: date, follow_up_on: date) -> Callable[..., object]:
    return lambda session, review_id: agreeing.record_meeting(
        session, review_id, held_on=held_on, follow_up_on=follow_up_on, now=NOW, today=TODAY
    )


@ON_SQLITE
@pytest.mark.parametrize(
    ("step", "code"),
    [
        pytest.param(_agreement(section="nowhere"), "no_section", id="no such section"),
        pytest.param(_agreement(scores={"joint": 5.5}), "score_off_scale", id="score off the scale"),
        pytest.param(_agreement(scores={"them": 3.0}), "no_facet", id="no such facet"),
        pytest.param(_promise(section=None, facet=Facet.PRCS), "no_facet", id="a facet of no topic"),
        pytest.param(_agreement(words="x" * 1001), "too_many_words", id="too many words"),
        pytest.param(_promise(words=" \u200f "), "nothing_promised", id="nothing promised"),
        pytest.param(_promise(partner_lead=" "), "nobody_answers_for_it", id="nobody on a side"),
        pytest.param(_meeting(TODAY, TODAY), "follow_up_too_early", id="follow-up on the day"),
        pytest.param(_meeting(TODAY + timedelta(days=2), TODAY + timedelta(days=9)), "meeting_ahead", id="ahead"),
    ],
)
@pytest.mark.alike(4)
def test_what_makes_no_sense_is_refused(engine: Engine, shared: int, step: Callable[..., object], code: str) -> None:
    with writing(engine) as session:
        with pytest.raises(InputError, match=code):
            step(session, shared)
        assert actions.get_meeting(session, shared).is_empty


@ON_SQLITE
def test_nothing_is_agreed_before_sharing(engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare(people=3).review_id
    with writing(engine) as session:
        with pytest.raises(StateError, match="may_not_agree"):
            _promise()(session, review_id)
        with pytest.raises(ReviewError, match="no_action"):
            agreeing.follow_up(session, 99, status=Status.DONE, note="", now=NOW, today=TODAY)
