"""One person of a list: what their page shows, which steps there are with them, and what a step costs."""

from typing import Any

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import Turn, turn_after
from surveyapp.core.conduct.review import Review, State
from surveyapp.core.conduct.roster import Recipient, Roster, Wanted
from surveyapp.store import recipients, reviews
from surveyapp.store.rosters import list_rosters
from surveyapp.web.clock import now
from surveyapp.web.i18n import current_language
from surveyapp.web.inviting.people_listed import Mail, mail_of
from surveyapp.words.listed import list_counts
from surveyapp.workflow.invitations import reissuing, seconding


def load_person(session: Session, review_id: int, recipient_id: str) -> dict[str, Any]:
    """Return what the pages of one person take."""
    review = reviews.get_review(session, review_id)
    one, _ = recipients.get_recipient(session, recipient_id, review_id=review_id, is_for_change=False)
    remaining = list_rosters(session, [review_id])[review_id, one.side]
    invited = reviews.count_invited(session, [review_id])[review_id, one.side]
    mail = mail_of(one.mail, review)
    return {
        "review": review,
        "one": one,
        "mail": mail,
        "steps": _steps(review, mail),
        "turns": _turns(session, one),
        "last_letter": reissuing.find_last_letter(session, review_id, recipient_id=recipient_id),
        "cost": _cost(remaining, invited),
    }


def _steps(review: Review, mail: Mail) -> list[str]:
    """Return which steps there are with somebody, each of which has a page that says what it costs."""
    if review.state is State.DRAFT:
        return ["withdraw"]
    if review.state is not State.OPEN or mail is Mail.WITHDRAWN:
        return []
    has_gone = mail in {Mail.SENT, Mail.UNSURE, Mail.GIVEN_UP}
    return ["another", *(["returned"] if has_gone else []), "withdraw"]


def _turns(session: Session, one: Recipient) -> dict[Wanted, Turn]:
    """Return what whoever is signed in can do towards each step that takes two."""
    eyes = seconding.list_eyes(session, one.review_id, now=now())
    address = one.note.address if one.note else ""
    return {wanted: turn_after(one.noted_by(wanted, address), g.staff.email, eyes=eyes) for wanted in Wanted}


def _cost(roster: Roster, invited: int) -> dict[str, object]:
    """Return how many of a side would remain if one more of those by name were withdrawn."""
    people = max(len(roster.people) - 1, 0)
    counts = list_counts(people, roster.nameless, current_language())
    return {"left": people + roster.nameless, "total": invited, "counts": counts}
