"""The outbox: mails wait here until a worker has handed them to the mail server.

A worker holds a mail for a while, marks it just before the last byte goes out, and settles it when the server has
answered. Only its holder can mark a mail, and a marked mail is held by nobody else any more: that is what keeps two
workers from sending it twice.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, exists, func, insert, select, update
from sqlalchemy.orm import Session

from surveyapp.core.conduct.mail import CARRIERS, Addressee, MailKind, Outcome, QueuedMail
from surveyapp.store.rows import OutboxRow

LEASE = timedelta(seconds=60)
DOUBT_AFTER = timedelta(minutes=10)
"""How long a marked mail may wait for the server's answer before nobody waits for it any more."""

_REASON_LIMIT = 200


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
            "sample_of": mail.sample_of,
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


def has_due(session: Session, now: datetime) -> bool:
    """Say whether a mail could be claimed at ``now``."""
    return bool(session.scalar(select(exists().where(*_claimable(now)))))


def claim(session: Session, holder: str, *, now: datetime) -> QueuedMail | None:
    """Hold the mail that has been due for longest, in one statement; None when there is none."""
    chosen = select(OutboxRow.id).where(*_claimable(now)).order_by(OutboxRow.due_at, OutboxRow.id).limit(1)
    statement = (
        update(OutboxRow)
        .where(OutboxRow.id == chosen.with_for_update(skip_locked=True).scalar_subquery())
        .values(holder=holder, held_until=now + LEASE, attempts=OutboxRow.attempts + 1)
        .returning(OutboxRow)
        .execution_options(synchronize_session=False, populate_existing=True)
    )
    row = session.scalars(statement).one_or_none()
    return _mail(row) if row else None


def mark_handed(session: Session, mail_id: str, *, holder: str, now: datetime) -> bool:
    """Record that the last byte is about to go out; False when somebody else holds the mail by now."""
    mine = (OutboxRow.id == mail_id, OutboxRow.holder == holder, OutboxRow.outcome.is_(None))
    marked = update(OutboxRow).where(*mine, OutboxRow.handed_at.is_(None)).values(handed_at=now)
    return session.scalars(marked.returning(OutboxRow.id)).one_or_none() is not None


def put_off(session: Session, mail_id: str, *, holder: str, due_at: datetime, reason: str) -> None:
    """Let go of a mail that was not taken, and have it tried again at ``due_at``."""
    again = {"holder": None, "held_until": None, "handed_at": None, "due_at": due_at, "reason": reason[:_REASON_LIMIT]}
    mine = (OutboxRow.id == mail_id, OutboxRow.holder == holder, OutboxRow.outcome.is_(None))
    session.execute(update(OutboxRow).where(*mine).values(**again))


def settle(session: Session, mail_id: str, *, outcome: Outcome, now: datetime, reason: str = "") -> None:
    """Record how the delivery ended. Of a mail that leads to a form nothing is left here."""
    mine = OutboxRow.id == mail_id
    session.execute(delete(OutboxRow).where(mine, OutboxRow.invitation_id.is_not(None)))
    values = {"outcome": outcome, "settled_at": now, "reason": reason[:_REASON_LIMIT], "nonce": None}
    session.execute(update(OutboxRow).where(mine).values(**values))


def list_unsure(session: Session, now: datetime) -> list[QueuedMail]:
    """Return the mails that were marked, and whose worker has ended since without hearing the server's answer."""
    query = select(OutboxRow).where(OutboxRow.outcome.is_(None), OutboxRow.handed_at < now - DOUBT_AFTER)
    return [_mail(row) for row in session.scalars(query.with_for_update(skip_locked=True))]


def count_waiting(session: Session) -> tuple[int, datetime | None]:
    """Return how many mails wait, and since when the oldest does."""
    query = select(func.count(), func.min(OutboxRow.queued_at)).where(OutboxRow.outcome.is_(None))
    waiting, oldest = session.execute(query).one()
    return waiting, oldest


def count_invitations(session: Session, review_id: int) -> tuple[int, datetime | None]:
    """Return how many mails that invite, or ask for a list to be confirmed, wait, and since when the oldest does.

    Reminders are not counted: how many there are may tell who has answered.
    """
    query = select(func.count(), func.min(OutboxRow.queued_at)).where(OutboxRow.outcome.is_(None))
    shown = OutboxRow.kind.in_([*CARRIERS, MailKind.ROSTER])
    waiting, oldest = session.execute(query.where(shown, OutboxRow.review_id == review_id)).one()
    return waiting, oldest


def list_failed(session: Session) -> list[tuple[QueuedMail, Outcome, str]]:
    """Return the mails that did not arrive for sure, with why; those that lead to a form are never among them."""
    failed = OutboxRow.outcome.in_([Outcome.UNSURE, Outcome.REFUSED, Outcome.GIVEN_UP])
    rows = session.scalars(select(OutboxRow).where(failed).order_by(OutboxRow.settled_at, OutboxRow.id))
    return [(_mail(row), row.outcome or Outcome.UNSURE, row.reason) for row in rows]


def list_latest(
    session: Session, kinds: Sequence[MailKind], *, limit: int
) -> list[tuple[QueuedMail, Outcome | None, str]]:
    """Return the newest mails of these kinds with how each ended, and why; None of one that waits."""
    query = select(OutboxRow).where(OutboxRow.kind.in_(kinds)).order_by(OutboxRow.queued_at.desc(), OutboxRow.id)
    return [(_mail(row), row.outcome, row.reason) for row in session.scalars(query.limit(limit))]


def list_awaited(session: Session, review_id: int) -> set[str]:
    """Return the invitations for which a mail is on its way."""
    query = select(OutboxRow.invitation_id).where(OutboxRow.review_id == review_id)
    return {invitation_id for invitation_id in session.scalars(query) if invitation_id}


def drop_old(session: Session, before: datetime) -> list[None]:
    """Erase the mails that were settled before ``before``; return None for each."""
    old = delete(OutboxRow).where(OutboxRow.settled_at < before)
    return [None for _ in session.scalars(old.returning(OutboxRow.id))]


def drop_mail(session: Session, mail_id: str) -> None:
    """Take back a mail that nobody wants any more."""
    session.execute(delete(OutboxRow).where(OutboxRow.id == mail_id))


def drop_earlier(session: Session, kind: MailKind, *, address: str, review_id: int) -> None:
    """Take back what still waits of this kind, to this address, about this review: another mail takes its place."""
    same = (OutboxRow.kind == kind, OutboxRow.address == address, OutboxRow.review_id == review_id)
    session.execute(delete(OutboxRow).where(*same, OutboxRow.handed_at.is_(None), OutboxRow.outcome.is_(None)))


def drop_mails(session: Session, invitation_ids: Sequence[str]) -> None:
    """Take back what still waits for these invitations."""
    waiting = (OutboxRow.invitation_id.in_(invitation_ids), OutboxRow.handed_at.is_(None))
    session.execute(delete(OutboxRow).where(*waiting))


def _claimable(now: datetime) -> tuple[ColumnElement[bool], ...]:
    is_free = OutboxRow.held_until.is_(None) | (OutboxRow.held_until < now)
    return OutboxRow.outcome.is_(None), OutboxRow.handed_at.is_(None), OutboxRow.due_at <= now, is_free


def _mail(row: OutboxRow) -> QueuedMail:
    return QueuedMail(
        id=row.id,
        kind=MailKind(row.kind),
        to=Addressee(row.name, row.address, row.language),
        queued_at=row.queued_at,
        review_id=row.review_id,
        invitation_id=row.invitation_id,
        nonce=row.nonce,
        sample_of=MailKind(row.sample_of) if row.sample_of else None,
        attempts=row.attempts,
    )
