"""Moving a last day: how many could be told by mail, and what is said of it afterwards, of one review as of many."""

from datetime import date

from sqlalchemy.orm import Session

from surveyapp.core.sides import Side
from surveyapp.store import outbox
from surveyapp.web.i18n import day, gettext, ngettext
from surveyapp.workflow import mailing


def count_to_tell(session: Session, review_id: int) -> int:
    """Return how many mails telling of a later day would be."""
    return sum(len(mailing.list_to_remind(session, review_id, side=side)) for side in Side)


def extended_told(session: Session, review_id: int, *, later: date, mails: int) -> str:
    """Return what is said once a review ends on a later day, and so many were told."""
    waiting, _ = outbox.count_invitations(session, review_id)
    if not mails and waiting:
        return ngettext(
            "Answers are now accepted until the end of %(day)s. %(num)s e-mail that was still waiting carries the new "
            "deadline.",
            "Answers are now accepted until the end of %(day)s. %(num)s e-mails that were still waiting carry the new "
            "deadline.",
            waiting,
            day=day(later),
        )
    if not mails:
        return gettext("Answers are now accepted until the end of %(day)s. Nobody was told by e-mail.", day=day(later))
    return ngettext(
        "Answers are now accepted until the end of %(day)s. %(num)s e-mail is waiting to be sent.",
        "Answers are now accepted until the end of %(day)s. %(num)s e-mails are waiting to be sent.",
        mails,
        day=day(later),
    )
