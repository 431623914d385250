"""Mails: a step queues them in its own transaction, and a worker sends them later.

What is queued holds no link. Links are derived when a mail is sent, from ids, nonces and this installation's keys.
"""

import secrets
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import CARRIERS, KEY_LIFE, Addressee, Mail, MailKind, Outcome, QueuedMail, next_attempt
from surveyapp.core.conduct.review import Answering, InvitationState, Review, Step
from surveyapp.core.conduct.roster import Recipient
from surveyapp.core.conduct.vouching import Weighed, weigh
from surveyapp.core.instrument.burden import count_statements
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.store import actions, audit, handouts, invitations, outbox, people, recipients, reviews, vouchings
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.workflow.keys import Keys, token_hash

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


def prepare_mail(session: Session, queued: QueuedMail, *, now: datetime, keys: Keys) -> Mail | None:
    """Return a queued mail with its link and what it tells of; None when nobody wants it any more."""
    review = None if queued.review_id is None else reviews.get_review(session, queued.review_id)
    if queued.invitation_id is not None and review is not None:
        return _to_form(session, queued, review, now=now, keys=keys)
    if now - queued.queued_at > KEY_LIFE.get(queued.kind, timedelta.max):
        return None
    if queued.kind is MailKind.ROSTER and review is not None:
        return _to_focal_point(session, queued, review, now=now, keys=keys)
    if queued.kind is MailKind.HANDOUT and not handouts.find_by_key(session, token_hash(mailed_key(queued, keys=keys))):
        return None
    path = PATHS.get(queued.kind)
    link = path.format(key=mailed_key(queued, keys=keys), review=queued.review_id) if path else None
    mail = _written(queued, review, message_id=keys.message_id(queued.kind, queued.id), link=link)
    if queued.kind is MailKind.AGREED and review is not None:
        meeting, asked = actions.get_meeting(session, review.id), get_questionnaire(session, review.questionnaire)
        return replace(mail, meeting=meeting, questionnaire=asked)
    return replace(mail, entry=_entry(session)) if queued.kind is MailKind.RECORD else mail


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


def _to_form(session: Session, queued: QueuedMail, review: Review, *, now: datetime, keys: Keys) -> Mail | None:
    link = invitations.find_link(session, queued.invitation_id or "")
    if link is None or not review.takes_answers_at(now):
        return None
    if queued.kind is MailKind.REMINDER and link.invitation.state is InvitationState.REVOKED:
        return None
    token = keys.secret(link.invitation.id, link.nonce, stored=link.token_hash).token
    is_attributed = review.answering.of(link.invitation.side) is Answering.ORGANISATION
    message_id = keys.message_id(queued.kind, queued.id, link=link.invitation.id, nonce=link.nonce)
    statements = count_statements(get_questionnaire(session, review.questionnaire), link.invitation.side)
    return replace(
        _written(queued, review, message_id=message_id, link=f"/r/{token}"),
        is_attributed=is_attributed,
        statements=statements,
    )


def _to_focal_point(session: Session, queued: QueuedMail, review: Review, *, now: datetime, keys: Keys) -> Mail | None:
    key = mailed_key(queued, keys=keys)
    found = vouchings.find_by_key(session, token_hash(key))
    if found is None or not review.allows(Step.INVITE):
        return None
    _, focal_point_id, side = found
    roster = recipients.list_rosters(session, [review.id])[review.id, side]
    weighed = _weighed(session, review, side=side, focal_point_id=focal_point_id, now=now)
    link = PATHS[queued.kind].format(key=key)
    return replace(
        _written(queued, review, message_id=keys.message_id(queued.kind, queued.id), link=link),
        listed=(len(roster.people), roster.nameless),
        why_not=weighed.why_not,
        counts_from=weighed.counts_from,
    )


def _weighed(session: Session, review: Review, *, side: Side, focal_point_id: int, now: datetime) -> Weighed:
    said = vouchings.list_vouchers(session, {review.id: review.partner.id})[review.id, side]
    voucher = next(one for one in said if one.focal.id == focal_point_id)
    return weigh(voucher, staff=people.list_mailboxes(session), today=day_of(now, timezone_of(session)))


def _entry(session: Session) -> tuple[int, str]:
    sent = audit.get_sent(session)
    return sent.number, sent.hash


def _written(queued: QueuedMail, review: Review | None, *, message_id: str, link: str | None) -> Mail:
    return Mail(
        message_id=message_id,
        kind=queued.kind,
        to=queued.to,
        queued_at=queued.queued_at,
        link=link,
        partner=review.partner.name if review else None,
        round=review.round.title if review else None,
        closes_on=review.closes_on if review else None,
        is_demonstration=bool(review and review.is_demonstration),
    )
