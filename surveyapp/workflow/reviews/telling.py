"""What a meeting agreed, told by mail to those who prepare the meetings."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import Addressee, MailKind
from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.errors import Code, StateError
from surveyapp.store import actions, audit, partners, reviews
from surveyapp.workflow.mailing import queue_mail


def list_to_tell(session: Session, review_id: int) -> list[FocalPoint]:
    """Return the focal points of both sides, who are told what a meeting agreed; of a demonstration nobody is."""
    review = reviews.get_review(session, review_id)
    partner_id = review.partner.id
    if review.is_demonstration:
        return []
    return partners.list_focal_points(session, [partner_id])[partner_id]


def queue_agreed(session: Session, review_id: int, *, now: datetime) -> int:
    """Queue a mail that tells what was agreed for the focal points of both sides; return for how many.

    Raises:
        StateError: both sides have not signed off.
    """
    if actions.get_meeting(session, review_id).signed_off is None:
        raise StateError(Code.NOT_SIGNED_OFF)
    told = list_to_tell(session, review_id)
    for one in told:
        to = Addressee(one.name, one.email, one.language)
        queue_mail(session, MailKind.AGREED, to=to, now=now, review_id=review_id)
    audit.record(session, "meeting.mailed", review_id=review_id, mails=len(told))
    return len(told)
