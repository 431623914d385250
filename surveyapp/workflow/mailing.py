"""Mails: a step queues them in its own transaction, and a worker sends them later.

What is queued holds no link. Links are derived when a mail is sent, from ids, nonces and this installation's keys.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import (
    CARRIERS,
    Addressee,
    MailKind,
    Outcome,
    QueuedMail,
    next_attempt,
)
from surveyapp.core.conduct.roster import Recipient
from surveyapp.core.sides import Side
from surveyapp.store import (
    outbox,
    recipients,
)
from surveyapp.workflow.keys import Keys

NONCE_BYTES = 16
PATHS: Mapping[MailKind, str] = {
    MailKind.ACCOUNT: "/staff/sign-in/{key}",
    MailKind.PASSWORD: "/staff/sign-in/{key}",
    MailKind.ROSTER: "/confirm/{key}",
    MailKind.HANDOUT: "/handout/{key}",
    MailKind.FOLLOW_UP: "/staff/reviews/{review}/actions",
}
"""Where mails lead that lead to no form; ``key`` is the one of a mail that was queued with ``queue_key``."""


def queue_mail(session: Session, kind: MailKind, *, to: Addressee, now: datetime, review_id: int | None = None) -> None:
    """Queue a mail; it goes out once the caller has committed, and not at all when the caller rolls back."""
    outbox.put_mails(session, [QueuedMail(secrets.token_hex(16), kind, to, now, review_id=review_id)])


def queue_key(
    session: Session, kind: MailKind, *, to: Addressee, now: datetime, keys: Keys, review_id: int | None = None
) -> str:
    """Queue a mail whose link holds a new key, and return the key, of which the caller stores the hash only.

    ``PATHS`` says where the link leads.
    """
    nonce = secrets.token_bytes(NONCE_BYTES)
    mail = QueuedMail(secrets.token_hex(16), kind, to, now, review_id=review_id, nonce=nonce)
    outbox.put_mails(session, [mail])
    return mailed_key(mail, keys=keys)


def queue_invitations(session: Session, review_id: int, *, now: datetime) -> int:
    """Queue the mail with the link for everybody listed with an address; return how many."""
    return _queue_to_forms(session, MailKind.INVITATION, recipients.list_to_write_to(session, review_id), now=now)


def queue_reissued(session: Session, review_id: int, *, recipient_id: str, now: datetime, before: str = "") -> None:
    """Queue the mail with the link that took another's place, and tell the address ``before``, where that went to."""
    listed = recipients.list_to_write_to(session, review_id)
    wanted = [found for found in listed if found[1].id == recipient_id]
    _queue_to_forms(session, MailKind.REISSUED, wanted, now=now)
    if before:
        for _, one in wanted:
            to = Addressee(one.person.name, before, one.person.language)
            queue_mail(session, MailKind.MOVED, to=to, now=now, review_id=review_id)


def queue_withdrawn(session: Session, recipient: Recipient, *, now: datetime) -> None:
    """Queue the mail that tells somebody that the link has ended."""
    to = Addressee(recipient.person.name, recipient.person.address, recipient.person.language)
    queue_mail(session, MailKind.WITHDRAWN, to=to, now=now, review_id=recipient.review_id)


def list_to_remind(session: Session, review_id: int, *, side: Side) -> list[tuple[str, Recipient]]:
    """Return link id and recipient of all on a side who get mail, those apart for whom one is on its way already."""
    awaited = outbox.list_awaited(session, review_id)
    return [found for found in recipients.list_to_write_to(session, review_id, side=side) if found[0] not in awaited]


def queue_reminders(session: Session, review_id: int, *, side: Side, now: datetime) -> None:
    """Queue a reminder for everybody on a side who gets mail, whether they have answered or not."""
    _queue_to_forms(session, MailKind.REMINDER, list_to_remind(session, review_id, side=side), now=now)


def queue_extended(session: Session, review_id: int, *, side: Side, now: datetime) -> int:
    """Queue the mail with the new last day for everybody on a side who gets mail; return how many."""
    return _queue_to_forms(session, MailKind.EXTENDED, list_to_remind(session, review_id, side=side), now=now)


def queue_shared(session: Session, review_id: int, *, now: datetime) -> int:
    """Queue a mail that says that the results can be seen, for everybody whose address is kept; return how many."""
    listed = [one.person for side in Side for one in recipients.list_recipients(session, review_id, side=side)]
    mails = [
        QueuedMail(
            secrets.token_hex(16),
            MailKind.SHARED,
            Addressee(person.name, person.address, person.language),
            now,
            review_id=review_id,
        )
        for person in listed
        if person.address
    ]
    outbox.put_mails(session, mails)
    return len(mails)


def mailed_key(mail: QueuedMail, *, keys: Keys) -> str:
    """Return the key that the link of ``mail`` holds; the same every time it is asked for."""
    return keys.token(mail.id, mail.nonce or b"")


def settle_mail(session: Session, queued: QueuedMail, *, outcome: Outcome, now: datetime, reason: str = "") -> None:
    """Record how a mail's delivery ended; with the person it invited, but never whom a reminder went to."""
    outbox.settle(session, queued.id, outcome=outcome, now=now, reason=reason)  # first, as ``settle_unsure`` locks them
    if queued.kind in CARRIERS and queued.invitation_id:
        recipients.record_reached(session, queued.invitation_id, outcome=outcome, reason=reason)


def put_off_mail(session: Session, queued: QueuedMail, *, holder: str, now: datetime, reason: str) -> None:
    """Have a mail that was not taken tried again later, or give it up after some days."""
    due_at = next_attempt(queued, now)
    if due_at:
        outbox.put_off(session, queued.id, holder=holder, due_at=due_at, reason=reason)
    else:
        settle_mail(session, queued, outcome=Outcome.GIVEN_UP, now=now, reason=reason)


def settle_unsure(session: Session, *, now: datetime) -> int:
    """Settle the mails whose worker ended before it heard the server's answer; return how many there were."""
    found = outbox.list_unsure(session, now)
    for queued in found:
        settle_mail(session, queued, outcome=Outcome.UNSURE, now=now)
    return len(found)


def _queue_to_forms(session: Session, kind: MailKind, listed: list[tuple[str, Recipient]], *, now: datetime) -> int:
    mails = [
        QueuedMail(
            secrets.token_hex(16),
            kind,
            Addressee(one.person.name, one.person.address, one.person.language),
            now,
            review_id=one.review_id,
            invitation_id=invitation_id,
        )
        for invitation_id, one in listed
    ]
    outbox.put_mails(session, mails)
    return len(mails)
