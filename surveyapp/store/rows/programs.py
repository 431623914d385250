"""Programs: the tokens that let them in, and the reviews that they are kept to."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveyapp.store.rows.base import Row, UtcDateTime


class ProgramRow(Row):
    """A program that may ask the API, found by the hash of its token. Revoked, never deleted: the record names it.

    ``rights`` are words of ``core.roles.Right``. A program that ``is_limited`` reaches the reviews given to it and no
    others, so that with none it reaches none. ``spent`` are the requests that counted against it at ``used_at``.
    """

    __tablename__ = "program"
    __table_args__ = (
        CheckConstraint("rights <> ''", name="some_right"),
        CheckConstraint("expires_at > created_at", name="expires_later"),
        CheckConstraint("spent >= 0", name="spent_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64), unique=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    rights: Mapped[str] = mapped_column(String(200))
    is_limited: Mapped[bool]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    spent: Mapped[float] = mapped_column(default=0.0)


class ProgramReviewRow(Row):
    """A review that a program reaches."""

    __tablename__ = "program_review"

    program_id: Mapped[int] = mapped_column(ForeignKey("program.id", ondelete="CASCADE"), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True, index=True)
