"""Steps on one person that take two members of staff, wherever there are two: one notes it, and another takes it."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import Eyes, Turn, Way, is_staff, require_proposer, turn_after
from surveyapp.core.conduct.roster import Note, Recipient, Wanted
from surveyapp.core.errors import Code, StateError
from surveyapp.store import audit, people, recipients, reviews


def list_eyes(session: Session, review_id: int, *, now: datetime) -> Eyes:
    """Return the accounts of which one notes what is wanted, and another takes the step."""
    review = reviews.get_review(session, review_id)
    return people.list_eyes(session, now=now, is_demonstration=review.is_demonstration)


def second(session: Session, recipient: Recipient, wanted: Wanted, *, now: datetime, address: str = "") -> Way | None:
    """Return in which way a step is taken now; or note that it is wanted, and return None.

    Whoever has the machine takes it at once, and so does whoever is alone. An ``address`` is part of what is wanted:
    who gives another one notes that anew.

    Raises:
        StateError: the account is no pair of eyes while others are, whoever noted it would take it as well, or
            something else is noted.
    """
    author = audit.author_of(session)
    if not is_staff(author):
        return Way.SHELL
    eyes = list_eyes(session, recipient.review_id, now=now)
    turn = turn_after(recipient.noted_by(wanted, address), author, eyes=eyes)
    if turn is Turn.NONE:
        require_proposer(author, eyes)
    if turn is Turn.WAITS:
        raise StateError(Code.NOTED_BY_YOURSELF, review=recipient.review_id)
    if turn is Turn.PROPOSES:
        put_note(session, recipient, Note(author, wanted, address), eyes=eyes)
        return None
    return Way.TWO if turn is Turn.SECOND else Way.ONE


def put_note(session: Session, recipient: Recipient, note: Note, *, eyes: Eyes) -> None:
    """Note what is wanted; what somebody else could still second is not replaced by it.

    Raises:
        StateError: something else is noted, by an account whose eyes count.
    """
    earlier = recipient.note
    if earlier and earlier.wanted is not note.wanted and earlier.by in eyes.counting:
        raise StateError(Code.NOTED_OTHERWISE, review=recipient.review_id)
    recipients.put_note(session, recipient.id, note=note)


def drop_note(session: Session, review_id: int, *, recipient_id: str) -> None:
    """Forget what somebody noted and nobody has seconded.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
    """
    reviews.get_review_row(session, review_id, is_for_change=False)
    recipient, _ = recipients.get_recipient(session, recipient_id, review_id=review_id)
    if recipient.note:
        recipients.drop_note(session, recipient_id)
        details = {"side": recipient.side.value, "person": recipient_id, "noted_by": recipient.note.by}
        audit.record(session, "invitation.note_dropped", review_id=review_id, **details)
