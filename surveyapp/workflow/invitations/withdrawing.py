"""Taking links back: before opening by anybody who runs reviews, afterwards by two of them.

Whoever took back the links of all but one person, and held the others himself, could work out that one's answers.
"""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import Way
from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roster import Recipient, Wanted
from surveyapp.core.errors import Code, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, invitations, openings, recipients, reviews
from surveyapp.store.invitations import Link
from surveyapp.workflow import mailing
from surveyapp.workflow.invitations.reissuing import find_held, replace
from surveyapp.workflow.invitations.seconding import second
from surveyapp.workflow.keys import Keys


def withdraw(session: Session, review_id: int, *, recipient_id: str, keys: Keys, now: datetime) -> bool:
    """Take somebody's link back, or note that it is wanted, and return False: then another member of staff confirms it.

    Before opening the person leaves the list. Afterwards the number invited stays, the person is told by mail, and
    everybody who answers is told how many were withdrawn. What was sent through the link stays counted: nobody can tell
    which answers they were.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: the review is closed, the link was withdrawn before, or it takes somebody else to confirm it.
    """
    recipient, link = find_held(session, review_id, recipient_id)
    details = {"side": recipient.side.value, "person": recipient_id}
    told: dict[str, object] = {}
    if reviews.get_review(session, review_id).state is State.DRAFT:
        recipients.drop_recipient(session, recipient_id)
        invitations.revoke(session, link.token_hash)
    else:
        if recipient.is_withdrawn:
            raise StateError(Code.LINK_WAS_WITHDRAWN, review=review_id)
        way = second(session, recipient, Wanted.WITHDRAWAL, now=now)
        if way is None:
            audit.record(session, "invitation.withdrawal_asked", review_id=review_id, **details)
            return False
        _end(session, recipient, link, keys=keys, now=now, is_alone=way is not Way.TWO)
        first = recipient.noted_by(Wanted.WITHDRAWAL)
        told = {"asked_by": first} if way is Way.TWO else {"is_alone": True}
    audit.record(session, "invitation.withdrawn", review_id=review_id, **details, **told)
    return True


def withdraw_nameless(session: Session, review_id: int, *, side: Side, is_paper: bool = False) -> int:
    """Take back, before opening, the side's links that are nobody's by name; return how many there were.

    Those for paper forms are taken back by themselves.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened already; the list is frozen.
    """
    reviews.get_review_row(session, review_id)
    if reviews.get_review(session, review_id).state is not State.DRAFT:
        raise StateError(Code.LIST_IS_FROZEN, review=review_id)
    links = invitations.list_nameless(session, review_id, side=side, is_paper=is_paper)
    for link in links:
        invitations.revoke(session, link.token_hash)
    told = {"side": side.value, "nameless": len(links), **({"is_paper": True} if is_paper else {})}
    audit.record(session, "invitation.withdrawn", review_id=review_id, **told)
    return len(links)


def _end(session: Session, recipient: Recipient, link: Link, *, keys: Keys, now: datetime, is_alone: bool) -> None:
    """Let the link lead nowhere from now on, count that, and tell the person unless mail there came back."""
    replace(session, link, keys=keys, is_open=True, keeps_draft=False, succession=None)
    recipients.mark_withdrawn(session, recipient.id)
    openings.count_change(session, recipient.review_id, side=recipient.side, is_withdrawn=True, is_alone=is_alone)
    if recipient.person.address and recipient.reached is not Outcome.REFUSED:
        mailing.queue_withdrawn(session, recipient, now=now)
