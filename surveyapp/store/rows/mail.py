"""Mails on their way."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveyapp.core.conduct.mail import MailKind, Outcome
from surveyapp.core.text.languages import Language
from surveyapp.store.rows.base import LanguageCode, Row, UtcDateTime, by_value


class OutboxRow(Row):
    """A mail to be sent, written in the transaction of the step that wants it; it holds neither token nor link.

    A worker holds it for a while, marks it as handed over before the last byte goes out, and settles it afterwards.
    A mail that leads to an invitation is erased with it, at sealing.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        CheckConstraint(
            "(kind IN ('invitation', 'reissued', 'reminder', 'extended')) = (invitation_id IS NOT NULL)",
            name="leads_to_a_form",
        ),
        CheckConstraint("(holder IS NULL) = (held_until IS NULL)", name="held_by_somebody"),
        CheckConstraint("(outcome IS NULL) = (settled_at IS NULL)", name="settled_with_an_outcome"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    kind: Mapped[MailKind] = mapped_column(by_value(MailKind, "kind"))
    name: Mapped[str] = mapped_column(String(200))
    address: Mapped[str] = mapped_column(String(254))
    language: Mapped[Language] = mapped_column(LanguageCode)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    invitation_id: Mapped[str | None] = mapped_column(ForeignKey("invitation.id", ondelete="CASCADE"), index=True)
    nonce: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    queued_at: Mapped[datetime] = mapped_column(UtcDateTime)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    sample_of: Mapped[str | None] = mapped_column(String(16))
    attempts: Mapped[int] = mapped_column(default=0)
    holder: Mapped[str | None] = mapped_column(String(32))
    held_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    handed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    outcome: Mapped[Outcome | None] = mapped_column(by_value(Outcome, "outcome"))
    reason: Mapped[str] = mapped_column(String(200), default="")
