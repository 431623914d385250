"""Reminding those who have not answered, without a word on who they are.

A whole side is reminded at a time, twice at most. Who gets a mail is decided here and shown nowhere: what is said is
how many of the side have not answered, which the review's page says anyway (docs/decisions).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import InvitationState
from surveyapp.core.errors import Code, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, recipients, reminders, reviews
from surveyapp.workflow import mailing

AT_MOST, APART = 2, timedelta(days=3)


@dataclass(frozen=True, slots=True)
class SidePlan:
    """What reminding one side would do, or the ``hindrance`` because of which it is not done now."""

    side: Side
    invited: int
    unanswered: int
    number: int
    hindrance: StateError | None = None


def plan_reminders(session: Session, review_id: int, *, now: datetime) -> list[SidePlan]:
    """Return what reminding would do, side by side; changes nothing.

    Raises:
        NotFoundError: there is no such review.
        StateError: it takes no answers at ``now``.
    """
    review = reviews.get_review(session, review_id)
    if not review.takes_answers_at(now):
        raise StateError(Code.MAY_NOT_REMIND, review=review_id, state=review.state)
    invited, sent = reviews.count_invited(session, [review_id]), reviews.count_responses(session, [review_id])
    times = reminders.list_times(session, review_id)
    return [
        SidePlan(
            side=side,
            invited=invited[review_id, side],
            unanswered=max(invited[review_id, side] - sent[review_id, side], 0),
            number=len(times[side]) + 1,
            hindrance=_hindrance(review_id, side, times=times[side], now=now),
        )
        for side in Side
    ]


def remind(session: Session, review_id: int, *, now: datetime, sides: tuple[Side, ...] = tuple(Side)) -> list[SidePlan]:
    """Queue a reminder to all on ``sides`` who have an address and have not answered; return what was planned.

    Raises:
        NotFoundError: there is no such review.
        StateError: it takes no answers at ``now``, or none of ``sides`` may be reminded now.
    """
    reviews.get_review_row(session, review_id)
    plans = [plan for plan in plan_reminders(session, review_id, now=now) if plan.side in sides]
    due = [plan for plan in plans if not plan.hindrance]
    if not due:
        raise next(plan.hindrance for plan in plans if plan.hindrance)
    for plan in due:
        reminders.put_reminder(session, review_id, side=plan.side, number=plan.number, now=now)
        chosen = recipients.list_to_write_to(session, review_id, side=plan.side, state=InvitationState.UNUSED)
        mailing.queue_reminders(session, chosen, review_id=review_id, now=now)
        audit.record(session, "invitation.reminded", review_id=review_id, side=plan.side.value, number=plan.number)
    return plans


def _hindrance(review_id: int, side: Side, *, times: list[datetime], now: datetime) -> StateError | None:
    if len(times) >= AT_MOST:
        return StateError(Code.REMINDED_TWICE, review=review_id, side=side.value)
    if times and now < times[-1] + APART:
        return StateError(Code.REMINDED_LATELY, review=review_id, side=side.value, earliest=times[-1] + APART)
    return None
