"""Opening a review, and moving its closing date while it is open."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.errors import InputError, StateError
from surveyapp.core.review import State, Step
from surveyapp.core.sides import Side
from surveyapp.store import audit, reviews


def open_review(session: Session, review_id: int, *, now: datetime) -> list[Side]:
    """Open the review; all that was prepared is frozen. Return the sides that can never reach the minimum.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened before, its closing date has passed, or a side has no link.
    """
    row = reviews.get_review_row(session, review_id)
    review = reviews.get_review(session, review_id)
    review.require(Step.OPEN)
    if review.closes_at <= now:
        raise StateError("closing_date_passed", review=review_id)
    invited = reviews.count_invited(session, [review_id])
    for side in Side:
        if not invited[review_id, side]:
            raise StateError("nobody_invited", review=review_id, side=side.value)
    row.state, row.opened_at = State.OPEN, now
    short = [side for side in Side if review.may_be_too_few(side, invited[review_id, side])]
    people = {side.value: invited[review_id, side] for side in Side}
    audit.record(session, "review.opened", review_id=review_id, invited=people, too_few=[side.value for side in short])
    return short


def extend_review(session: Session, review_id: int, *, closes_at: datetime, now: datetime) -> None:
    """Move the closing date of an open review to a later day.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is not open.
        InputError: the new date is not later than the old one and than now.
    """
    row = reviews.get_review_row(session, review_id)
    review = reviews.get_review(session, review_id)
    review.require(Step.EXTEND)
    if closes_at <= max(now, review.closes_at):
        raise InputError("not_an_extension", review=review_id)
    row.closes_at = closes_at
    audit.record(session, "review.extended", review_id=review_id, closes_at=closes_at.isoformat())
