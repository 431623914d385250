"""Correcting who somebody on a list is, before anything was mailed: name, role, language, address, and the side."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roster import Person, SameName
from surveyapp.core.sides import Side
from surveyapp.store import audit, recipients, reviews
from surveyapp.workflow.invitations.inviting import invite_people, list_alike
from surveyapp.workflow.invitations.reissuing import reissue
from surveyapp.workflow.invitations.withdrawing import withdraw
from surveyapp.workflow.keys import Keys


def correct(
    session: Session, review_id: int, *, recipient_id: str, side: Side, person: Person, keys: Keys, now: datetime
) -> None:
    """Write anew who somebody on a list is. The link stays, unless it goes to another address or to the other side.

    Whoever is moved leaves the one list and is invited on the other: a letter that was printed leads nowhere then.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: it was opened: the lists are frozen.
        InputError: the address stands on the lists already, or the other side has its one link.
    """
    reviews.get_review_row(session, review_id)
    reviews.get_review(session, review_id).require(Step.INVITE)
    recipient, _ = recipients.get_recipient(session, recipient_id, review_id=review_id)
    if side is not recipient.side:
        withdraw(session, review_id, recipient_id=recipient_id, keys=keys, now=now)
        alike = list_alike(session, review_id, side=side, people=[person])
        said = {one.key: SameName.DIFFERENT for one in alike}
        invite_people(session, review_id, side=side, people=[person], keys=keys, said=said)
        return
    if person.address not in ("", recipient.person.address):
        reissue(session, review_id, recipient_id=recipient_id, keys=keys, now=now, address=person.address)
    recipients.correct_person(session, recipient_id, person=person)
    if person != recipient.person:
        details = {"side": side.value, "person": recipient_id}
        audit.record(session, "invitation.corrected", review_id=review_id, **details)
