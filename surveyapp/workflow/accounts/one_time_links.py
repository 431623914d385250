"""Links that let one person in once, to choose a password: shown to whoever hands them on, or mailed."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import KEY_LIFE, Addressee, MailKind
from surveyapp.core.text.languages import Language
from surveyapp.store import audit, outbox, people
from surveyapp.store.rows import StaffRow
from surveyapp.workflow import mailing
from surveyapp.workflow.accounts.limiting import may_ask
from surveyapp.workflow.keys import Keys, token_hash

SHOWN_LIFE = timedelta(hours=24)
"""How long a link lasts that somebody hands on; for those that are mailed see ``core.mail.KEY_LIFE``."""

MAIL_PAUSE = timedelta(minutes=15)
"""How long nobody gets a second mail that anyone may ask for: it would also end the link in the first."""


def make_link(row: StaffRow, *, now: datetime) -> str:
    """Return the key of a new one-time link, to be handed on by whoever asked for it."""
    key = secrets.token_urlsafe(24)
    people.put_link(row, token_hash(key), expires_at=now + SHOWN_LIFE)
    return key


def mail_link(
    session: Session,
    row: StaffRow,
    *,
    language: Language,
    now: datetime,
    keys: Keys,
    kind: MailKind = MailKind.PASSWORD,
) -> None:
    """Queue a mail with a new one-time link."""
    to = Addressee("", row.email, language)
    key = mailing.queue_key(session, kind, to=to, now=now, keys=keys)
    people.put_link(row, token_hash(key), expires_at=now + KEY_LIFE[kind])


def give_link(session: Session, staff_id: int, *, now: datetime) -> str:
    """Return the key of a one-time link for somebody who cannot sign in; NotFoundError when there is no account."""
    row = people.get_staff_row(session, staff_id)
    audit.record(session, "staff.link_made", email=row.email)
    return make_link(row, now=now)


def send_link(session: Session, staff_id: int, *, language: Language, now: datetime, keys: Keys) -> None:
    """Mail a one-time link to somebody who cannot sign in; NotFoundError when there is no account."""
    row = people.get_staff_row(session, staff_id)
    audit.record(session, "staff.link_sent", email=row.email)
    mail_link(session, row, language=language, now=now, keys=keys)


def ask_link(
    session: Session, email: str, *, source: bytes | None, language: Language, now: datetime, keys: Keys
) -> None:
    """Mail a one-time link to ``email`` where it has an account; the asker learns nothing of whether it has.

    Failures to sign in bar nobody from asking; one source may ask so often, and past the limit nothing is done.
    """
    if not may_ask(session, source, now=now):
        return
    row = people.find_staff_row(session, email)
    if row is None or row.closed_at is not None:
        audit.record(session, "staff.link_asked")
        return
    audit.record(session, "staff.link_asked", email=row.email)
    if not outbox.is_queued(session, MailKind.PASSWORD, address=row.email, since=now - MAIL_PAUSE):
        mail_link(session, row, language=language, now=now, keys=keys)
