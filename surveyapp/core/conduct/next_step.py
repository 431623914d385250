"""What is to be done next with a review: one step, whatever its state, for its page and every table."""

from datetime import datetime, timedelta
from enum import StrEnum

from surveyapp.core.conduct.attention import FEW, LATE, Progress
from surveyapp.core.conduct.four_eyes import Turn
from surveyapp.core.conduct.review import State


class Next(StrEnum):
    """One step; what it waits for, and what it is called, is said by pages."""

    CHANGE = "change"
    """Its last day is over before it was opened: a later one must be chosen."""

    INVITE = "invite"
    CONFIRM = "confirm"
    """The focal points have not confirmed the lists."""

    OPEN = "open"
    SECOND = "second"
    """Somebody proposed the opening, and whoever reads this can open it."""

    AWAIT_SECOND = "await_second"
    """Somebody proposed the opening, and a colleague opens it."""

    DECIDE = "decide"
    """It takes no more answers: it is closed, or its last day moved."""

    MAIL = "mail"
    """Mail came back, or was never taken."""

    REMIND = "remind"
    """It ends soon, and a side has too few answers for all to be shown."""

    AWAIT_ANSWERS = "await_answers"
    SHARE = "share"
    """The results are read, and then shared with both sides."""

    UNANSWERED = "unanswered"
    """It was closed, and nobody had answered: there is nothing that sharing would show."""

    MEET = "meet"
    FOLLOW_UP = "follow_up"
    """A promised action is overdue, or the day of the follow-up has come."""

    AWAIT_FOLLOW_UP = "await_follow_up"
    DONE = "done"


_AFTER = {State.CLOSED: Next.SHARE, State.SHARED: Next.MEET, State.FOLLOWED_UP: Next.DONE}


def next_step(progress: Progress, *, now: datetime) -> Next:
    """Return what is to be done next with a review, as far as its state, dates and counts of midnight tell."""
    state = progress.review.state
    if state is State.DRAFT:
        return _before_opening(progress, now)
    if state is State.OPEN:
        return _while_open(progress, now)
    if progress.after and (progress.after.overdue or progress.after.is_to_follow_up):
        return Next.FOLLOW_UP
    if state is State.CLOSED and not any(progress.answered.values()):
        return Next.UNANSWERED
    return _AFTER.get(state, Next.AWAIT_FOLLOW_UP)


def _before_opening(progress: Progress, now: datetime) -> Next:
    if progress.review.closes_at <= now:
        return Next.CHANGE
    if not progress.is_invited:
        return Next.INVITE
    if progress.turn in {Turn.SECOND, Turn.WAITS}:
        return Next.SECOND if progress.turn is Turn.SECOND else Next.AWAIT_SECOND
    return Next.CONFIRM if progress.awaits_lists else Next.OPEN


def _while_open(progress: Progress, now: datetime) -> Next:
    left = progress.review.closes_at - now
    if left <= timedelta(0):
        return Next.DECIDE
    if progress.failed_mails:
        return Next.MAIL
    is_short = left <= LATE and not FEW.isdisjoint(progress.turnout.values())
    return Next.REMIND if is_short else Next.AWAIT_ANSWERS
