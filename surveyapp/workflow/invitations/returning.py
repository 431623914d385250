"""Mail that came back: who may say so, and what then stands beside a person, whose address may be replaced.

The word of one member of staff is not enough: with it he could have anybody's link sent to himself. A mail server's is,
that there is no such mailbox, said to the address or in a report on a mail that this app has sent; so is that of two
accounts. That a server will not take a mail for what it says is no such word: staff could write what it refuses.
"""

import hmac

from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import require_proposer
from surveyapp.core.conduct.mail import CARRIERS, Outcome
from surveyapp.core.conduct.partnership import read_address
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roster import Note, Recipient, Wanted
from surveyapp.core.errors import Code, StateError
from surveyapp.store import audit, recipients, reviews
from surveyapp.workflow.invitations.reissuing import find_held
from surveyapp.workflow.invitations.seconding import list_eyes, put_note
from surveyapp.workflow.keys import Keys

_MAY_COME_BACK = frozenset({Outcome.SENT, Outcome.UNSURE, Outcome.GIVEN_UP})


def note_returned(session: Session, review_id: int, *, recipient_id: str) -> None:
    """Note that the mail with somebody's link came back, or confirm it where another member of staff has noted it.

    Raises:
        NotFoundError: there is no such review, or nobody with this id.
        StateError: no mail is out that could have come back, the account is no pair of eyes, whoever noted it would
            confirm it, or something else is noted.
    """
    recipient, link = find_held(session, review_id, recipient_id)
    is_open = reviews.get_review(session, review_id).state is State.OPEN
    if not is_open or recipient.is_withdrawn or recipient.reached not in _MAY_COME_BACK:
        raise StateError(Code.NOTHING_CAME_BACK, review=review_id)
    author, details = audit.author_of(session), {"side": recipient.side.value, "person": recipient_id}
    eyes = list_eyes(session, review_id, now=audit.signed_at(session))
    require_proposer(author, eyes)
    first = recipient.noted_by(Wanted.RETURNED)
    if first not in eyes.counting:
        put_note(session, recipient, Note(author, Wanted.RETURNED), eyes=eyes)
        audit.record(session, "invitation.return_noted", review_id=review_id, **details)
        return
    if first == author:
        raise StateError(Code.NOTED_BY_YOURSELF, review=review_id)
    recipients.record_reached(session, link.invitation.id, outcome=Outcome.REFUSED)
    audit.record(session, "invitation.returned", review_id=review_id, **details, noted_by=first)


def record_bounce(session: Session, address: str, *, reason: str) -> int:
    """Record, from the shell, that mail to ``address`` came back, on every list not yet closed; return how often.

    Raises:
        InputError: ``address`` is none.
    """
    lists = recipients.record_bounce(session, read_address(address).lower(), reason=reason)
    for review_id, side, recipient_id in lists:
        audit.record(session, "invitation.returned", review_id=review_id, side=side.value, person=recipient_id)
    return len(lists)


def record_report(session: Session, message_id: str, *, reason: str, keys: Keys, is_nowhere: bool = True) -> int:
    """Record that a mail server gave up a mail that carried a link still in force; return of how many people, 0 or 1.

    Only one that ``is_nowhere``, for want of the mailbox, came back; another is noted beside the person as a failure.

    ``message_id`` is the local part of the mail's Message-ID, which is bound to mail and link by a key of ours: whoever
    only writes to the mailbox makes up none. A mail whose link was replaced since, and a reminder, lead to nobody.
    """
    mail_id, _, _ = message_id.partition(".")
    for recipient, link_id, nonce in recipients.list_awaiting_reports(session):
        own = [keys.message_id(kind, mail_id, link=link_id, nonce=nonce) for kind in CARRIERS]
        if any(hmac.compare_digest(one, message_id) for one in own):
            if find_held(session, recipient.review_id, recipient.id)[1].nonce != nonce:
                return 0  # replaced just now
            outcome = Outcome.REFUSED if is_nowhere else Outcome.GIVEN_UP
            recipients.record_reached(session, link_id, outcome=outcome, reason=reason)
            _record_report(session, recipient, is_nowhere=is_nowhere)
            return 1
    return 0


def _record_report(session: Session, recipient: Recipient, *, is_nowhere: bool) -> None:
    review_id, details = recipient.review_id, {"side": recipient.side.value, "person": recipient.id, "by_report": True}
    if is_nowhere:
        audit.record(session, "invitation.returned", review_id=review_id, **details)
    else:
        audit.record(session, "invitation.undelivered", review_id=review_id, **details)
