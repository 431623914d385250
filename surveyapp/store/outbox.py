"""The outbox: mails wait here until a worker has handed them to the mail server."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from surveyapp.core.mail import MailKind, QueuedMail
from surveyapp.store.rows import OutboxRow


def put_mails(session: Session, mails: Sequence[QueuedMail]) -> None:
    """Store mails to be sent as soon as this transaction is committed."""
    rows = [
        {
            "id": mail.id,
            "kind": mail.kind,
            "name": mail.to.name,
            "address": mail.to.address,
            "language": mail.to.language,
            "review_id": mail.review_id,
            "invitation_id": mail.invitation_id,
            "nonce": mail.nonce,
            "queued_at": mail.queued_at,
            "due_at": mail.queued_at,
            "attempts": 0,
            "reason": "",
        }
        for mail in mails
    ]
    if rows:
        session.execute(insert(OutboxRow), rows)


def is_queued(session: Session, kind: MailKind, *, address: str, since: datetime) -> bool:
    """Say whether a mail of this kind to ``address`` was queued since an instant, sent or not."""
    query = select(OutboxRow.id).where(OutboxRow.kind == kind, OutboxRow.address == address)
    return session.scalar(query.where(OutboxRow.queued_at >= since).limit(1)) is not None
