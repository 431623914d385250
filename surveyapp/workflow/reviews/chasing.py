"""Chasing promises: one mail to whoever wrote them down, once they are due and nothing was noted of them."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import Addressee, MailKind
from surveyapp.core.text.languages import Language
from surveyapp.store import actions, audit, people, reviews
from surveyapp.workflow import mailing


def chase_actions(session: Session, *, now: datetime, today: date, contact: str, language: Language) -> int:
    """Queue a mail a review about its actions that are due, and return how many; of no action there is a second mail.

    It goes to the member of staff who last wrote an action of the review down, and to ``contact`` where that account
    is closed or there was none; where no address is known, later.
    """
    return sum(
        _chase(session, review_id, action_ids, to=Addressee("", address, language), now=now, today=today)
        for review_id, action_ids in actions.list_due(session, today).items()
        if "@" in (address := _author(session, review_id) or contact)
    )


def _chase(
    session: Session, review_id: int, action_ids: list[int], *, to: Addressee, now: datetime, today: date
) -> bool:
    is_mine = actions.mark_mailed(session, action_ids, today=today) > 0
    is_wanted = is_mine and not reviews.get_review(session, review_id).is_demonstration
    if is_wanted:
        mailing.queue_mail(session, MailKind.FOLLOW_UP, to=to, now=now, review_id=review_id)
    return is_wanted


def _author(session: Session, review_id: int) -> str | None:
    """Return the address of the member of staff who last wrote an action down, while the account is open."""
    promised = audit.list_entries(session, action="action.promised", review_id=review_id, limit=1)
    row = people.find_staff_row(session, promised[0].author) if promised else None
    return row.email if row and row.closed_at is None else None
