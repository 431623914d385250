"""Mails: a step queues them in its own transaction, and a worker sends them later.

What is queued holds no link. Links are derived when a mail is sent, from ids, nonces and this installation's keys.
"""

import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.mail import Addressee, MailKind, QueuedMail
from surveyapp.store import outbox
from surveyapp.workflow.keys import Keys

NONCE_BYTES = 16
KEY_PATHS: dict[MailKind, str] = {MailKind.PASSWORD: "/staff/sign-in/{key}"}
"""Where the key of a mail that was queued with ``queue_key`` leads."""


def queue_mail(session: Session, kind: MailKind, *, to: Addressee, now: datetime, review_id: int | None = None) -> None:
    """Queue a mail; it goes out once the caller has committed, and not at all when the caller rolls back."""
    outbox.put_mails(session, [QueuedMail(secrets.token_hex(16), kind, to, now, review_id=review_id)])


def queue_key(session: Session, kind: MailKind, *, to: Addressee, now: datetime, keys: Keys) -> str:
    """Queue a mail whose link holds a new key, and return the key, of which the caller stores the hash only.

    ``KEY_PATHS`` says where the link leads.
    """
    mail = QueuedMail(secrets.token_hex(16), kind, to, now, nonce=secrets.token_bytes(NONCE_BYTES))
    outbox.put_mails(session, [mail])
    return mailed_key(mail, keys=keys)


def mailed_key(mail: QueuedMail, *, keys: Keys) -> str:
    """Return the key that the link of ``mail`` holds; the same every time it is asked for."""
    return keys.token(mail.id, mail.nonce or b"")
