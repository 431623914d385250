"""Telling administrators the newest entry of the record, so that it is known outside of the database too."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import Addressee, MailKind
from surveyapp.core.conduct.roles import Role
from surveyapp.core.text.languages import Language
from surveyapp.store import audit, people
from surveyapp.workflow import mailing


def mail_head(session: Session, *, today: date, now: datetime, language: Language) -> int:
    """Queue a mail to each administrator about the newest entry, once a day and only when it is new; return how many.

    Nothing is recorded of it: that would be new the next day.
    """
    if not audit.take_to_send(session, today=today):
        return 0
    told = [one for one in people.list_staff(session) if _is_told(one)]
    for one in told:
        mailing.queue_mail(session, MailKind.RECORD, to=Addressee("", one.email, language), now=now)
    return len(told)


def _is_told(one: people.Staff) -> bool:
    return one.role is Role.ADMINISTRATOR and not one.is_closed and not one.is_demonstration
