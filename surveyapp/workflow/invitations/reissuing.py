"""Changing a personal link after it was made: another link takes its place.

No step tells whether somebody has answered: each does the same, and says the same, either way, and whoever holds the
new link sees an unused form. What was begun moves along only by mail and to the address that it came from, so that no
member of staff gets it.
"""

import secrets
from dataclasses import replace as with_address
from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import Way, require_proposer, require_second
from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.partnership import mailbox_of, read_address
from surveyapp.core.conduct.review import Invitation, InvitationState, Review, State, Succession
from surveyapp.core.conduct.roster import Note, Person, Recipient, Wanted
from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.core.text.days import day_of
from surveyapp.core.text.typed_codes import Secret
from surveyapp.store import audit, drafts, invitations, openings, outbox, people, recipients, reviews
from surveyapp.store.engine import timezone_of
from surveyapp.store.invitations import Link
from surveyapp.workflow import mailing
from surveyapp.workflow.invitations.inviting import NONCE_BYTES, secret_of
from surveyapp.workflow.invitations.seconding import list_eyes, second
from surveyapp.workflow.keys import Keys, token_hash

_ALIVE = frozenset({State.DRAFT, State.OPEN})


def reissue(
    session: Session, review_id: int, *, recipient_id: str, keys: Keys, now: datetime, address: str = ""
) -> bool:
    """Give somebody another link in place of the old one, which ends; it goes by mail at once when the review is open.

    With ``address`` the link goes there from now on, without what was begun, and the old address is told. Once the
    review is open that is done only where mail to the old address came back, where nobody can have had the link, and
    where another member of staff has written the same address down: who is the first one notes it, and gets False.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: the review is closed or past its last day, the link was withdrawn or goes on a letter, or the
            address may not be changed any more, or not by this account.
        InputError: the address cannot be used, stands on the lists already, or is that of a staff account.
    """
    recipient, link = find_held(session, review_id, recipient_id)
    review, before = _require_use(session, recipient, now=now), recipient.person.address
    wanted, is_open = read_address(address).lower() if address.strip() else before, review.state is State.OPEN
    if is_open and not wanted:
        raise StateError(Code.GETS_A_LETTER, review=review_id)
    is_moved = wanted != before
    way = _move(session, recipient, wanted, now=now, is_open=is_open) if is_moved else Way.ONE
    if way is None:
        return False
    replace(session, link, keys=keys, is_open=is_open, keeps_draft=not is_moved)
    recipients.record_reached(session, link.invitation.id, outcome=None)
    if is_open:
        old = before if is_moved else ""
        mailing.queue_reissued(session, review_id, recipient_id=recipient_id, now=now, before=old)
    details = {"side": recipient.side.value, "person": recipient_id, "is_moved": is_moved}
    told = _told(recipient, way) if is_open and is_moved else {}
    audit.record(session, "invitation.reissued", review_id=review_id, **details, **told)
    return True


def ask_for_letter(session: Session, review_id: int, *, recipient_id: str, now: datetime) -> None:
    """Note that somebody without an address needs another letter; another member of staff prints it.

    Raises:
        NotFoundError, StateError: as for ``reissue_letter``, or the account is no pair of eyes.
    """
    recipient, _ = _find_without_address(session, review_id, recipient_id, now=now)
    author = audit.author_of(session)
    require_proposer(author, list_eyes(session, review_id, now=now))
    recipients.put_note(session, recipient_id, note=Note(author, Wanted.LETTER))
    details = {"side": recipient.side.value, "person": recipient_id}
    audit.record(session, "invitation.letter_asked", review_id=review_id, **details)


def reissue_letter(
    session: Session, review_id: int, *, recipient_id: str, keys: Keys, now: datetime
) -> tuple[Person, Secret]:
    """Give somebody without an address another link, and return it for a letter, which nobody can print again.

    The old link ends, and what was begun with it is dropped: whoever prints a letter could read it. With the links of a
    few people in hand one member of staff could answer for all but one, and see that one's answers in the results.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: the review is not open or past its last day, or the person has an address, or was withdrawn; or
            there are two members of staff, and no other one has asked for it.
    """
    recipient, link = _find_without_address(session, review_id, recipient_id, now=now)
    first = recipient.noted_by(Wanted.LETTER)
    require_second(first, audit.author_of(session), eyes=list_eyes(session, review_id, now=now))
    secret = replace(session, link, keys=keys, is_open=True, keeps_draft=False)
    recipients.record_reached(session, link.invitation.id, outcome=None)
    details = {"side": recipient.side.value, "person": recipient_id, "is_letter": True}
    details |= {"asked_by": first} if first else {}
    audit.record(session, "invitation.reissued", review_id=review_id, **details)
    return recipient.person, secret


def find_last_letter(session: Session, review_id: int, *, recipient_id: str) -> date | None:
    """Return the day on which somebody was last given another letter, or None."""
    given = audit.list_entries(session, review_id=review_id, action="invitation.reissued", limit=None)
    told = ((entry, audit.read_details(entry)) for entry in given)
    mine = (one.at for one, said in told if said.get("is_letter") and said.get("person") == recipient_id)
    return next((day_of(at, timezone_of(session)) for at in mine), None)


def find_held(session: Session, review_id: int, recipient_id: str) -> tuple[Recipient, Link]:
    """Return somebody and the link, held; the review comes first, as it does in sending and in closing.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: the review is closed.
    """
    reviews.get_review_row(session, review_id, is_for_change=False)
    review = reviews.get_review(session, review_id)
    recipient, invitation_id = recipients.get_recipient(session, recipient_id, review_id=review_id)
    link = invitations.find_link(session, invitation_id or "", is_for_change=True)
    if review.state not in _ALIVE or link is None:
        raise StateError(Code.MAY_NOT_REISSUE, review=review_id, state=review.state)
    return recipient, link


def _find_without_address(
    session: Session, review_id: int, recipient_id: str, *, now: datetime
) -> tuple[Recipient, Link]:
    """Return somebody who gets another letter, and the link, held; StateError where nobody does."""
    recipient, link = find_held(session, review_id, recipient_id)
    review = _require_use(session, recipient, now=now)
    if review.state is not State.OPEN:
        raise StateError(Code.MAY_NOT_REISSUE, review=review_id, state=review.state)
    if recipient.person.address:
        raise StateError(Code.NO_LETTERS, review=review_id, side=recipient.side.value)
    return recipient, link


def _require_use(session: Session, recipient: Recipient, *, now: datetime) -> Review:
    """Return the review, unless another link would be of no use, and mailed to nobody.

    Raises:
        StateError: the review's last day is over, or the person was withdrawn.
    """
    review = reviews.get_review(session, recipient.review_id)
    if review.state is State.OPEN and not review.takes_answers_at(now):
        raise StateError(Code.LAST_DAY_PASSED, review=review.id)
    if recipient.is_withdrawn:
        raise StateError(Code.LINK_WAS_WITHDRAWN, review=review.id)
    return review


def _move(session: Session, recipient: Recipient, address: str, *, now: datetime, is_open: bool) -> Way | None:
    """Write another address beside somebody; in an open review only once two accounts want it, and until then None."""
    if is_open and recipient.reached is not Outcome.REFUSED:
        raise StateError(Code.ADDRESS_IS_FROZEN, review=recipient.review_id)
    if address in recipients.list_addresses(session, recipient.review_id):
        raise InputError(Code.ADDRESS_LISTED, email=address)
    if is_open and mailbox_of(address) in people.list_mailboxes(session) - {mailbox_of(recipient.person.address)}:
        raise InputError(Code.ADDRESS_OF_STAFF, email=address)
    way = second(session, recipient, Wanted.ADDRESS, now=now, address=address) if is_open else Way.ONE
    if way is None:
        details = {"side": recipient.side.value, "person": recipient.id}
        audit.record(session, "invitation.address_asked", review_id=recipient.review_id, **details)
        return None
    recipients.correct_person(session, recipient.id, person=with_address(recipient.person, address=address))
    is_alone = way is not Way.TWO
    openings.count_change(session, recipient.review_id, side=recipient.side, is_withdrawn=False, is_alone=is_alone)
    return way


def _told(recipient: Recipient, way: Way) -> dict[str, object]:
    """Return what the record says of an address that was changed: who wrote it down first, or that one was alone."""
    return {"asked_by": recipient.note.by} if way is Way.TWO and recipient.note else {"is_alone": True}


def replace(
    session: Session,
    link: Link,
    *,
    keys: Keys,
    is_open: bool,
    keeps_draft: bool,
    succession: Succession | None = Succession.REPLACED,
) -> Secret:
    """Let another way lead where the old one led, and return it; what the old one leads to ends as ``succession``."""
    one, old = link.invitation, secret_of(link, keys).token
    nonce = secrets.token_bytes(NONCE_BYTES)
    secret = keys.secret(one.id, nonce)
    new = secret.token
    draft = drafts.find_draft(session, link.token_hash, key=keys.draft_key(old))
    drafts.drop_draft(session, link.token_hash)
    outbox.drop_mails(session, [one.id])
    follows = _succession_of(one) if is_open else None
    invitations.change_link(session, one.id, nonce=nonce, token_hash=token_hash(new), succession=follows)
    ended = Invitation(secrets.token_hex(16), one.review_id, one.side, InvitationState.REVOKED, succession)
    invitations.put_links(session, [Link(ended, secrets.token_bytes(NONCE_BYTES), link.token_hash)])
    if draft and keeps_draft:
        drafts.put_draft(session, token_hash(new), draft=draft, key=keys.draft_key(new))
    return secret


def _succession_of(one: Invitation) -> Succession:
    """Return what follows a link: whether answers came through it, or through one before it."""
    is_used = one.state is InvitationState.SENT or one.succession is Succession.AFTER_SENT
    return Succession.AFTER_SENT if is_used else Succession.AFTER_UNUSED
