"""Writing a queued mail when it is sent: its link, derived then, and what it tells of as things stand."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import (
    KEY_LIFE,
    TO_WHOLE_SIDES,
    Mail,
    MailKind,
    QueuedMail,
)
from surveyapp.core.conduct.own_words import OwnWords
from surveyapp.core.conduct.review import Answering, InvitationState, Review, Step
from surveyapp.core.conduct.vouching import Weighed, weigh
from surveyapp.core.instrument.burden import count_statements
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.store import (
    actions,
    audit,
    handouts,
    invitations,
    own_words,
    people,
    reviews,
    vouchings,
)
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.rosters import list_rosters
from surveyapp.workflow import samples
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.mailing import PATHS, mailed_key


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
    return _about(session, queued, review, keys=keys)


def _about(session: Session, queued: QueuedMail, review: Review | None, *, keys: Keys) -> Mail:
    """Return a mail that is always wanted, with what it tells of."""
    message_id, path = keys.message_id(queued.kind, queued.id), PATHS.get(queued.kind)
    if queued.sample_of and review is not None:
        return samples.prepare_sample(session, queued, review, message_id=message_id)
    link = path.format(key=mailed_key(queued, keys=keys), review=queued.review_id) if path else None
    mail = _written(session, queued, review, message_id=message_id, link=link)
    if queued.kind is MailKind.AGREED and review is not None:
        meeting, asked = actions.get_meeting(session, review.id), get_questionnaire(session, review.questionnaire)
        return replace(mail, meeting=meeting, questionnaire=asked)
    return replace(mail, entry=_entry(session)) if queued.kind is MailKind.RECORD else mail


def _to_form(session: Session, queued: QueuedMail, review: Review, *, now: datetime, keys: Keys) -> Mail | None:
    link = invitations.find_link(session, queued.invitation_id or "")
    if link is None or not review.takes_answers_at(now):
        return None
    if queued.kind in TO_WHOLE_SIDES and link.invitation.state is InvitationState.REVOKED:
        return None
    token = keys.secret(link.invitation.id, link.nonce, stored=link.token_hash).token
    is_attributed = review.answering.of(link.invitation.side) is Answering.ORGANISATION
    message_id = keys.message_id(queued.kind, queued.id, link=link.invitation.id, nonce=link.nonce)
    statements = count_statements(get_questionnaire(session, review.questionnaire), link.invitation.side)
    return replace(
        _written(session, queued, review, message_id=message_id, link=f"/r/{token}"),
        is_attributed=is_attributed,
        statements=statements,
    )


def _to_focal_point(session: Session, queued: QueuedMail, review: Review, *, now: datetime, keys: Keys) -> Mail | None:
    key = mailed_key(queued, keys=keys)
    found = vouchings.find_by_key(session, token_hash(key))
    if found is None or not review.allows(Step.INVITE):
        return None
    _, focal_point_id, side = found
    roster = list_rosters(session, [review.id])[review.id, side]
    weighed = _weighed(session, review, side=side, focal_point_id=focal_point_id, now=now)
    link = PATHS[queued.kind].format(key=key)
    return replace(
        _written(session, queued, review, message_id=keys.message_id(queued.kind, queued.id), link=link),
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


def _written(session: Session, queued: QueuedMail, review: Review | None, *, message_id: str, link: str | None) -> Mail:
    return Mail(
        message_id=message_id,
        kind=queued.kind,
        to=queued.to,
        queued_at=queued.queued_at,
        link=link,
        partner=review.partner.name if review else None,
        round=review.round.title if review else None,
        closes_on=review.closes_on if review else None,
        review_id=review.id if review else None,
        own=own_words.find_own_words(session, review.round.id) if review else OwnWords(),
        is_demonstration=bool(review and review.is_demonstration),
    )
