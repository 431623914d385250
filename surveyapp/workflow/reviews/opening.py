"""Opening a review, and moving its closing date while it is open."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.checklist import REFUSED, Finding, Item, Level, check_before_opening, list_at
from surveyapp.core.conduct.review import State, Step
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.sides import Side
from surveyapp.core.text.days import end_of_day
from surveyapp.store import audit, reviews
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.workflow import mailing
from surveyapp.workflow.invitations import confirming


def read_checklist(session: Session, review_id: int, *, now: datetime) -> tuple[Finding, ...]:
    """Return what must be right before the review is opened, and how it stands; changes nothing.

    Raises:
        NotFoundError: there is no such review.
    """
    review = reviews.get_review(session, review_id)
    invited = reviews.count_invited(session, [review_id])
    return check_before_opening(
        review,
        get_questionnaire(session, review.questionnaire),
        people={side: invited[review_id, side] for side in Side},
        confirmations=confirming.read_confirmations(session, review_id),
        now=now,
    )


def open_review(session: Session, review_id: int, *, now: datetime) -> list[Finding]:
    """Open the review; all that was prepared is frozen. Return what whoever opens it should know.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened before, or the checklist has something missing: the first such thing is the code.
    """
    row = reviews.get_review_row(session, review_id)
    reviews.get_review(session, review_id).require(Step.OPEN)
    findings = read_checklist(session, review_id, now=now)
    for finding in list_at(Level.MISSING, findings):
        raise StateError(REFUSED[finding.item], review=review_id, side=finding.side)
    row.state, row.opened_at = State.OPEN, now
    people = {f.side: f.people for f in findings if f.side and f.item is Item.PEOPLE_INVITED}
    warnings = list_at(Level.WARNING, findings)
    told = [f"{warning.item.value}/{warning.side}" for warning in warnings]
    audit.record(session, "review.opened", review_id=review_id, invited=people, warnings=told)
    mailing.queue_invitations(session, review_id, now=now)
    return warnings


def extend_review(session: Session, review_id: int, *, closes_on: date, now: datetime) -> None:
    """Move the last day of an open review to a later one.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is not open.
        InputError: the new day is not later than the old one, or is over.
    """
    row = reviews.get_review_row(session, review_id)
    review = reviews.get_review(session, review_id)
    review.require(Step.EXTEND)
    if closes_on <= review.closes_on or end_of_day(closes_on, timezone_of(session)) <= now:
        raise InputError(Code.NOT_AN_EXTENSION, review=review_id)
    row.closes_on = closes_on
    audit.record(session, "review.extended", review_id=review_id, closes_on=closes_on.isoformat())
