"""Opening a review, and moving its closing date while it is open."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.checklist import Finding, Item, Level, check_before_opening, list_at
from surveyapp.core.errors import InputError, StateError
from surveyapp.core.review import State, Step
from surveyapp.core.sides import Side
from surveyapp.store import audit, reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.workflow import confirming, mailing


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
        raise StateError(finding.item.value, review=review_id, side=finding.side)
    row.state, row.opened_at = State.OPEN, now
    people = {f.side: f.people for f in findings if f.side and f.item is Item.PEOPLE_INVITED}
    warnings = list_at(Level.WARNING, findings)
    told = [f"{warning.item.value}/{warning.side}" for warning in warnings]
    audit.record(session, "review.opened", review_id=review_id, invited=people, warnings=told)
    mailing.queue_invitations(session, review_id, now=now)
    return warnings


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
