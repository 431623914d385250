"""Changing a personal link after it was made: another link in its place, or none.

Neither step tells whether somebody has answered: each does the same, and says the same, either way. What was begun
moves along only to the address that it came from, so that no member of staff can have it sent to himself.
"""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.partnership import read_address
from surveyapp.core.conduct.review import Invitation, InvitationState, State
from surveyapp.core.conduct.roster import Recipient
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, drafts, invitations, outbox, recipients, reviews
from surveyapp.store.invitations import Link
from surveyapp.workflow import mailing
from surveyapp.workflow.invitations.inviting import NONCE_BYTES
from surveyapp.workflow.keys import Keys, token_hash

_ALIVE = frozenset({State.DRAFT, State.OPEN})


def reissue(
    session: Session, review_id: int, *, recipient_id: str, keys: Keys, now: datetime, address: str = ""
) -> None:
    """Give somebody another link in place of the old one, which ends; it goes by mail at once when the review is open.

    With ``address`` the link goes there from now on, without what was begun. Once the review is open that is done only
    where the old address was refused: where nobody can have had the link.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: the review is closed, or the address may not be changed any more.
        InputError: the address cannot be used, or stands on the lists already.
    """
    recipient, link = _held(session, review_id, recipient_id)
    wanted = read_address(address).lower() if address.strip() else recipient.person.address
    is_moved = wanted != recipient.person.address
    if is_moved:
        _change_address(session, recipient, wanted)
    _replace(session, link, keys=keys, keeps_draft=not is_moved)
    recipients.record_reached(session, link.invitation.id, outcome=None)
    if reviews.get_review(session, review_id).takes_answers_at(now):
        mailing.queue_invitations(session, review_id, now=now, recipient_id=recipient_id)
    audit.record(session, "invitation.reissued", review_id=review_id, side=recipient.side.value, is_moved=is_moved)


def withdraw(session: Session, review_id: int, *, recipient_id: str, keys: Keys) -> None:
    """Take somebody's link back. Before opening the person leaves the list; afterwards the number invited stays.

    What was sent through the link stays counted: nobody can tell which answers they were.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: the review is closed.
    """
    recipient, link = _held(session, review_id, recipient_id)
    if reviews.get_review(session, review_id).state is State.DRAFT:
        recipients.drop_recipient(session, recipient_id)
        invitations.revoke(session, link.token_hash)
    else:
        _replace(session, link, keys=keys, keeps_draft=False)
        recipients.mark_withdrawn(session, recipient_id)
    audit.record(session, "invitation.withdrawn", review_id=review_id, side=recipient.side.value)


def withdraw_nameless(session: Session, review_id: int, *, side: Side) -> int:
    """Take back, before opening, the side's links that are nobody's by name; return how many there were.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened already; the list is frozen.
    """
    reviews.get_review_row(session, review_id)
    if reviews.get_review(session, review_id).state is not State.DRAFT:
        raise StateError(Code.LIST_IS_FROZEN, review=review_id)
    links = invitations.list_nameless(session, review_id, side=side)
    for link in links:
        invitations.revoke(session, link.token_hash)
    audit.record(session, "invitation.withdrawn", review_id=review_id, side=side.value, nameless=len(links))
    return len(links)


def record_returned(session: Session, review_id: int, *, recipient_id: str) -> None:
    """Record that the mail with somebody's link came back: the address may be replaced from then on.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: the review is closed.
    """
    recipient, link = _held(session, review_id, recipient_id)
    recipients.record_reached(session, link.invitation.id, outcome=Outcome.REFUSED)
    audit.record(session, "invitation.returned", review_id=review_id, side=recipient.side.value)


def record_bounce(session: Session, address: str, *, reason: str) -> int:
    """Record that mail to ``address`` came back, wherever it stands on a list not yet closed; return how often.

    Raises:
        InputError: ``address`` is none.
    """
    lists = recipients.record_bounce(session, read_address(address).lower(), reason=reason)
    for review_id, side in lists:
        audit.record(session, "invitation.returned", review_id=review_id, side=side.value)
    return len(lists)


def _held(session: Session, review_id: int, recipient_id: str) -> tuple[Recipient, Link]:
    """Return somebody and the link, held; the review comes first, as it does in sending and in closing."""
    reviews.get_review_row(session, review_id, is_for_change=False)
    review = reviews.get_review(session, review_id)
    recipient, invitation_id = recipients.get_recipient(session, recipient_id, review_id=review_id)
    link = invitations.find_link(session, invitation_id or "", is_for_change=True)
    if review.state not in _ALIVE or link is None:
        raise StateError(Code.MAY_NOT_REISSUE, review=review_id, state=review.state)
    return recipient, link


def _change_address(session: Session, recipient: Recipient, address: str) -> None:
    is_open = reviews.get_review(session, recipient.review_id).state is State.OPEN
    if is_open and recipient.reached is not Outcome.REFUSED:
        raise StateError(Code.ADDRESS_IS_FROZEN, review=recipient.review_id)
    if address in recipients.list_addresses(session, recipient.review_id):
        raise InputError(Code.ADDRESS_LISTED, email=address)
    recipients.change_address(session, recipient.id, address=address)


def _replace(session: Session, link: Link, *, keys: Keys, keeps_draft: bool) -> None:
    """Let a new token lead where the old one led; the old one leads to a withdrawn link from now on."""
    invitation_id, old = link.invitation.id, keys.token(link.invitation.id, link.nonce)
    nonce = secrets.token_bytes(NONCE_BYTES)
    new = keys.token(invitation_id, nonce)
    draft = drafts.find_draft(session, link.token_hash, key=keys.draft_key(old))
    drafts.drop_draft(session, link.token_hash)
    outbox.drop_mails(session, [invitation_id])
    invitations.change_link(session, invitation_id, nonce=nonce, token_hash=token_hash(new))
    of_side = Invitation(
        secrets.token_hex(16), link.invitation.review_id, link.invitation.side, InvitationState.REVOKED
    )
    invitations.put_links(session, [Link(of_side, secrets.token_bytes(NONCE_BYTES), link.token_hash)])
    if draft and keeps_draft:
        drafts.put_draft(session, token_hash(new), draft=draft, key=keys.draft_key(new))
