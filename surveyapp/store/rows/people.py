"""Staff: their accounts, the browsers they are signed in with, and the record of what they did."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveyapp.core.conduct.roles import Role
from surveyapp.store.rows.base import Row, UtcDateTime, by_value


class StaffRow(Row):
    """A staff account; since ``entitled_at`` it is open with its role, NULL for longer than that was noted."""

    __tablename__ = "staff"
    __table_args__ = (CheckConstraint("(factor_sealed IS NULL) = (factor_step IS NULL)", name="second_factor_whole"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    role: Mapped[Role] = mapped_column(by_value(Role, "role"))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    link_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    link_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    failures_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_demonstration: Mapped[bool] = mapped_column(default=False)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    entitled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    factor_sealed: Mapped[bytes | None]
    factor_step: Mapped[int | None]


class RecoveryCodeRow(Row):
    """A code that stands once for the second factor; it goes when it is used."""

    __tablename__ = "recovery_code"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    code_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)


class PasskeyRow(Row):
    """A passkey of an account that has a second factor; ``credential`` is its public part, as browsers give it."""

    __tablename__ = "passkey"

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), index=True)
    credential_id: Mapped[bytes] = mapped_column(LargeBinary, unique=True)
    credential: Mapped[bytes]
    sign_count: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(60))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class SignInFailureRow(Row):
    """A sign-in or a code that failed; ``source`` is a keyed hash of where it came from. Dropped in a few minutes."""

    __tablename__ = "sign_in_failure"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[bytes] = mapped_column(LargeBinary(32), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


class StaffSessionRow(Row):
    """A browser in which somebody is signed in; found by the hash of its cookie.

    While it ``awaits_code`` it opens nothing but the page that asks for one. ``by_link``: it was opened by a one-time
    link, so that a password may be chosen without knowing the one before. ``challenge`` is what a passkey has still to
    answer.
    """

    __tablename__ = "staff_session"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
    awaits_code: Mapped[bool] = mapped_column(default=False)
    by_link: Mapped[bool] = mapped_column(default=False)
    challenge: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    challenged_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class StaffReviewRow(Row):
    """A review that was given to a facilitator."""

    __tablename__ = "staff_review"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id", ondelete="CASCADE"), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True, index=True)


class AuditRow(Row):
    """One thing that staff did, bound to the one before by its keyed hash. A trigger refuses to change or delete it."""

    __tablename__ = "audit"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    author: Mapped[str] = mapped_column(String(254))
    action: Mapped[str] = mapped_column(String(64))
    review_id: Mapped[int | None] = mapped_column(index=True)
    details: Mapped[str]
    previous: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64), unique=True)


class AuditHeadRow(Row):
    """The newest entry of the record, held while the next one is written, so that the chain never forks.

    ``sent_number`` and ``sent_hash`` are of the newest entry that administrators got a mail about, on ``sent_on``.
    """

    __tablename__ = "audit_head"
    __table_args__ = (CheckConstraint("id = 1", name="only_one"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    number: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))
    sent_number: Mapped[int] = mapped_column(default=0)
    sent_hash: Mapped[str] = mapped_column(String(64), default="0" * 64)
    sent_on: Mapped[date | None]
