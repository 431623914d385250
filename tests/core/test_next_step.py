"""What is next with a review, and what of a closed one waits: from its state, dates, promises and midnight's counts."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from surveyapp.core.conduct.afterwards import After
from surveyapp.core.conduct.attention import Matter, Progress, find_waiting
from surveyapp.core.conduct.checklist import Confirmation
from surveyapp.core.conduct.four_eyes import Proposal, Turn
from surveyapp.core.conduct.next_step import Next, next_step
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.turnout import Turnout
from surveyapp.core.sides import Side
from tests.conftest import NOW
from tests.core.building import review

TODAY = date(2026, 6, 1)
WAITING = {Side.PRCS: Confirmation.CONFIRMED, Side.PARTNER: Confirmation.WAITING}
SOON, FAR, OVER = timedelta(days=3), timedelta(days=60), timedelta(0)


def after(state: State, **told: object) -> After:
    return After(1, state, TODAY, **{"closed_on": TODAY, "shared_on": TODAY, **told})


def proposed(turn: Turn) -> dict[str, object]:
    return {"proposed": (Proposal("a@example.org", NOW, "x"), turn)}


@pytest.mark.parametrize(
    ("state", "left", "told", "expected"),
    [
        pytest.param(State.DRAFT, OVER, {}, Next.CHANGE, id="too late to open"),
        pytest.param(State.DRAFT, FAR, {"invited": dict.fromkeys(Side, 0)}, Next.INVITE, id="nobody invited"),
        pytest.param(State.DRAFT, FAR, {"confirmations": WAITING}, Next.CONFIRM, id="a list waits"),
        pytest.param(State.DRAFT, FAR, proposed(Turn.SECOND), Next.SECOND, id="proposed by another"),
        pytest.param(State.DRAFT, FAR, proposed(Turn.WAITS), Next.AWAIT_SECOND, id="proposed by oneself"),
        pytest.param(State.DRAFT, FAR, proposed(Turn.PROPOSES), Next.OPEN, id="proposed, and changed since"),
        pytest.param(State.DRAFT, FAR, {}, Next.OPEN, id="ready"),
        pytest.param(State.OPEN, OVER, {"failed_mails": 1}, Next.DECIDE, id="its last day is over"),
        pytest.param(State.OPEN, FAR, {"failed_mails": 1}, Next.MAIL, id="mail came back"),
        pytest.param(State.OPEN, SOON, {"turnout": dict.fromkeys(Side, Turnout.SOME)}, Next.REMIND, id="few answers"),
        pytest.param(State.OPEN, FAR, {"turnout": dict.fromkeys(Side, Turnout.SOME)}, Next.AWAIT_ANSWERS, id="time"),
        pytest.param(State.CLOSED, OVER, {"answered": {Side.PRCS: 0, Side.PARTNER: 1}}, Next.SHARE, id="closed"),
        pytest.param(State.CLOSED, OVER, {"answered": dict.fromkeys(Side, 0)}, Next.UNANSWERED, id="nobody answered"),
        pytest.param(State.SHARED, OVER, {}, Next.MEET, id="shared"),
        pytest.param(State.MET, OVER, {}, Next.AWAIT_FOLLOW_UP, id="met"),
        pytest.param(State.MET, OVER, {"after": after(State.MET, follow_up_on=TODAY)}, Next.FOLLOW_UP, id="today"),
        pytest.param(State.SHARED, OVER, {"after": after(State.SHARED, overdue=1)}, Next.FOLLOW_UP, id="overdue"),
        pytest.param(State.FOLLOWED_UP, OVER, {}, Next.DONE, id="followed up"),
    ],
)
def test_the_next_step(state: State, left: timedelta, told: dict[str, object], expected: Next) -> None:
    one = replace(review(), state=state, closes_at=NOW + left)
    known = {"invited": dict.fromkeys(Side, 8), "turnout": dict.fromkeys(Side, Turnout.ENOUGH)} | told
    assert next_step(Progress(one, **known), now=NOW) is expected


@pytest.mark.parametrize(
    ("state", "told", "expected"),
    [
        pytest.param(State.CLOSED, {"closed_on": TODAY - timedelta(days=6)}, [], id="closed lately"),
        pytest.param(State.CLOSED, {"closed_on": TODAY - timedelta(days=7)}, [Matter.NOT_SHARED], id="not shared"),
        pytest.param(
            State.CLOSED, {"closed_on": TODAY - timedelta(days=7), "is_answered": False}, [], id="nobody answered"
        ),
        pytest.param(State.SHARED, {"closed_on": date(2025, 1, 1)}, [], id="shared lately"),
        pytest.param(State.SHARED, {"shared_on": TODAY - timedelta(days=30)}, [Matter.NOT_MET], id="not met"),
        pytest.param(State.MET, {"follow_up_on": TODAY + timedelta(days=1)}, [], id="the follow-up is ahead"),
        pytest.param(State.MET, {"follow_up_on": TODAY}, [Matter.FOLLOW_UP_DUE], id="the follow-up is due"),
        pytest.param(
            State.MET,
            {"follow_up_on": TODAY, "overdue": 2, "oldest": TODAY},
            [Matter.OVERDUE],
            id="promises are overdue",
        ),
        pytest.param(State.FOLLOWED_UP, {"follow_up_on": TODAY}, [], id="followed up"),
    ],
)
def test_what_waits_after_closing(state: State, told: dict[str, object], expected: list[Matter]) -> None:
    assert [matter for matter, _ in find_waiting(after(state, **told))] == expected
