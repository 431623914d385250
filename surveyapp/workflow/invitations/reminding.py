"""Reminding a whole side: everybody who gets mail, whether they have answered or not, twice at most.

Were only those written to who have not answered, mail servers would have their names, and the number of mails would say
how many they are.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.errors import Code, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, openings, recipients, reminders, reviews
from surveyapp.workflow import mailing

AT_MOST, APART = 2, timedelta(days=3)
SOON = timedelta(days=2)
"""For how long after the invitation a reminder comes early, which is warned of and not refused."""


@dataclass(frozen=True, slots=True)
class SidePlan:
    """What reminding one side would do, or the ``hindrance`` because of which it is not done now.

    ``is_early`` says that the invitation went out less than two days before.

    ``mails`` counts the people who would get one: all with an address that no server refused, and for whom none is on
    its way already, as ``is_waiting`` says of some.
    """

    side: Side
    invited: int
    mails: int
    number: int
    is_waiting: bool = False
    is_early: bool = False
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
    is_early = openings.was_opened_since(session, review_id, now - SOON)
    invited, times = reviews.count_invited(session, [review_id]), reminders.list_times(session, review_id)
    return [
        SidePlan(
            side=side,
            invited=invited[review_id, side],
            mails=len(mails := mailing.list_to_remind(session, review_id, side=side)),
            number=len(times[side]) + 1,
            is_waiting=len(recipients.list_to_write_to(session, review_id, side=side)) > len(mails),
            is_early=is_early,
            hindrance=_hindrance(review_id, side, times=times[side], now=now),
        )
        for side in Side
    ]


def remind(session: Session, review_id: int, *, now: datetime, sides: tuple[Side, ...] = tuple(Side)) -> list[SidePlan]:
    """Queue a reminder to all on ``sides`` who get mail, and return what was planned.

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
        mailing.queue_reminders(session, review_id, side=plan.side, now=now)
        audit.record(session, "invitation.reminded", review_id=review_id, side=plan.side.value, number=plan.number)
    return plans


def _hindrance(review_id: int, side: Side, *, times: list[datetime], now: datetime) -> StateError | None:
    if len(times) >= AT_MOST:
        return StateError(Code.REMINDED_TWICE, review=review_id, side=side.value)
    if times and now < times[-1] + APART:
        return StateError(Code.REMINDED_LATELY, review=review_id, side=side.value, earliest=times[-1] + APART)
    return None
