"""Sharing a review, and giving both sides' focal points the results on paper: each by a link of their own, no account.

The key is in the mail alone. It ends after some weeks, or when the focal point or the address is no longer recorded.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import KEY_LIFE, Addressee, MailKind
from surveyapp.core.conduct.review import Review
from surveyapp.core.errors import Code, GoneError, NotFoundError, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, handouts, partners, reviews
from surveyapp.store.rows import HandoutRow
from surveyapp.workflow import mailing
from surveyapp.workflow.keys import Keys, token_hash
from surveyapp.workflow.reviews import closing

TAKEN_LIMIT, TAKEN_WITHIN = 12, timedelta(hours=1)
"""Files that one link gives within an hour."""


@dataclass(frozen=True, slots=True)
class Handout:
    """What a focal point's link leads to, and until when."""

    review: Review
    side: Side
    ends_at: datetime


def share_with_focal_points(session: Session, review_id: int, *, now: datetime, keys: Keys) -> int:
    """Show both sides the results, and mail every focal point a link to them on paper; return how many mails wait.

    Raises:
        NotFoundError, StateError: as for ``closing.share_review``; StateError also where nobody answered.
    """
    require_answers(session, review_id)
    mails = closing.share_review(session, review_id, now=now)
    partner_id = reviews.get_review(session, review_id).partner.id
    points = partners.list_focal_points(session, [partner_id])[partner_id]
    for one in points:
        to = Addressee(one.name, one.email, one.language)
        key = mailing.queue_key(session, MailKind.HANDOUT, to=to, now=now, keys=keys, review_id=review_id)
        handouts.put_link(session, review_id, one.id, key_hash=token_hash(key), now=now)
    if points:
        audit.record(session, "handout.mailed", review_id=review_id, focal_points=len(points))
    return mails + len(points)


def require_answers(session: Session, review_id: int) -> None:
    """Raise StateError where a closed review has been answered by nobody: to share nothing cannot be taken back."""
    if reviews.get_review(session, review_id).is_closed and not is_answered(session, review_id):
        raise StateError(Code.NOTHING_TO_SHARE, review=review_id)


def is_answered(session: Session, review_id: int) -> bool:
    """Say whether anybody answered a closed review."""
    return any(reviews.count_responses(session, [review_id]).values())


def find_handout(session: Session, key: str, *, now: datetime) -> Handout:
    """Return what the key in a focal point's mail leads to; changes nothing.

    Raises:
        NotFoundError: no mail has this key, or its focal point is not recorded any more.
        GoneError: its time is over.
    """
    return _found(session, key, now=now)[0]


def take_handout(session: Session, key: str, *, now: datetime) -> Handout:
    """Count that the file is made once more, and record it for the side alone.

    Raises:
        NotFoundError, GoneError: as for ``find_handout``.
        StateError: it was made too often within an hour.
    """
    handout, row = _found(session, key, now=now)
    handouts.hold(session, row)
    if row.taken_since is None or now - row.taken_since >= TAKEN_WITHIN:
        row.taken, row.taken_since = 0, now
    if row.taken >= TAKEN_LIMIT:
        raise StateError(Code.HANDOUT_TOO_OFTEN, review=row.review_id)
    row.taken += 1
    audit.record(session, "handout.taken", review_id=row.review_id, side=handout.side.value)
    return handout


def _found(session: Session, key: str, *, now: datetime) -> tuple[Handout, HandoutRow]:
    found = handouts.find_by_key(session, token_hash(key))
    if found is None:
        raise NotFoundError(Code.UNKNOWN_LINK)
    row, side = found
    ends_at = row.made_at + KEY_LIFE[MailKind.HANDOUT]
    if now >= ends_at:
        raise GoneError(Code.HANDOUT_ENDED, review=row.review_id)
    return Handout(reviews.get_review(session, row.review_id), side, ends_at), row
