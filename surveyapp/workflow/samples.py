"""Mails as they will be, before they go: the real words about a real review, to an invented person, by a dead link."""

import secrets
from dataclasses import replace
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.actions import Meeting, SignOff
from surveyapp.core.conduct.mail import TO_FORM, Addressee, Mail, MailKind, QueuedMail
from surveyapp.core.conduct.review import Answering, Review, State
from surveyapp.core.instrument.burden import count_statements
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.store import audit, outbox, own_words, reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.words.catalogue import say
from surveyapp.words.inviting import INVENTED

DEAD = "example"
"""Stands in the place of a token; no token is so short."""

KINDS = (
    MailKind.INVITATION,
    MailKind.REMINDER,
    MailKind.EXTENDED,
    MailKind.REISSUED,
    MailKind.MOVED,
    MailKind.WITHDRAWN,
    MailKind.ROSTER,
    MailKind.SHARED,
    MailKind.HANDOUT,
    MailKind.AGREED,
)
"""The mails of a review that can be looked at before they go."""

_AFTER_CLOSING = frozenset({MailKind.SHARED, MailKind.HANDOUT, MailKind.AGREED})

_PATHS = {
    **dict.fromkeys(TO_FORM, f"/r/{DEAD}"),
    MailKind.ROSTER: f"/confirm/{DEAD}",
    MailKind.HANDOUT: f"/handout/{DEAD}",
}
_LISTED = (8, 0)


def sample_mail(
    session: Session, review: Review, kind: MailKind, *, side: Side, to: Addressee, now: datetime, message_id: str = ""
) -> Mail:
    """Return what a mail of ``kind`` about ``review`` says to an invented person at the address of ``to``."""
    questionnaire = get_questionnaire(session, review.questionnaire)
    return Mail(
        message_id=message_id,
        kind=kind,
        to=Addressee(say(INVENTED, to.language), to.address, to.language),
        queued_at=now,
        link=_PATHS.get(kind),
        partner=review.partner.name,
        round=review.round.title,
        closes_on=review.closes_on,
        review_id=review.id,
        is_attributed=review.answering.of(side) is Answering.ORGANISATION,
        statements=count_statements(questionnaire, side),
        is_demonstration=review.is_demonstration,
        listed=_LISTED if kind is MailKind.ROSTER else None,
        meeting=_meeting(review, to.language) if kind is MailKind.AGREED else None,
        questionnaire=questionnaire if kind is MailKind.AGREED else None,
        own=own_words.find_own_words(session, review.round.id),
    )


def is_over(kind: MailKind, review: Review) -> bool:
    """Say whether no mail of ``kind`` goes out of the review any more."""
    if kind is MailKind.ROSTER:
        return review.state is not State.DRAFT
    return review.is_closed and kind not in _AFTER_CLOSING


def first_kind(review: Review) -> MailKind:
    """Return the kind of mail that people get next, when all goes well."""
    return MailKind.SHARED if review.is_closed else MailKind.INVITATION


def queue_sample(session: Session, review_id: int, *, kind: MailKind, to: Addressee, now: datetime) -> None:
    """Queue a mail of ``kind`` about a review as it will be, to whoever asks; it is recorded.

    Raises:
        NotFoundError: there is no such review.
    """
    reviews.get_review(session, review_id)
    mail = QueuedMail(secrets.token_hex(16), MailKind.SAMPLE, to, now, review_id=review_id, sample_of=kind)
    outbox.put_mails(session, [mail])
    audit.record(session, "mail.tried", review_id=review_id, mail=kind.value)


def prepare_sample(session: Session, queued: QueuedMail, review: Review, *, message_id: str) -> Mail:
    """Return a queued sample as it is sent; it says that it is one."""
    kind, at = queued.sample_of or queued.kind, queued.queued_at
    mail = sample_mail(session, review, kind, side=Side.PARTNER, to=queued.to, now=at, message_id=message_id)
    return replace(mail, is_sample=True)


def _meeting(review: Review, language: Language) -> Meeting:
    name = say(INVENTED, language)
    return Meeting(signed_off=SignOff(name, name, review.closes_on))
