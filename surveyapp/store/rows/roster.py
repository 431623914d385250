"""Who is invited, who vouches for them, and when whole sides were reminded."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from surveyapp.core.conduct.mail import Outcome
from surveyapp.core.conduct.partnership import ADDRESS_LIMIT
from surveyapp.core.conduct.roster import OBJECTION_LIMIT, Wanted
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.core.text.naming import NAME_LIMIT
from surveyapp.store.rows.base import LanguageCode, Row, UtcDateTime, by_value


class RecipientRow(Row):
    """Somebody invited by name or address. Sealing cuts the tie to the link and shuffles the rows."""

    __tablename__ = "recipient"
    __table_args__ = (
        UniqueConstraint("review_id", "address"),
        CheckConstraint("name <> '' OR address IS NOT NULL", name="name_or_address"),
        CheckConstraint(
            "invitation_id IS NOT NULL OR (reached IS NULL AND reason = '' AND NOT is_withdrawn)",
            name="sealing_forgets_the_rest",
        ),
        CheckConstraint("noted_by IS NULL OR invitation_id IS NOT NULL", name="sealing_forgets_notes"),
        CheckConstraint("noted_for IS NULL OR noted_by IS NOT NULL", name="notes_have_authors"),
        CheckConstraint(
            "(noted_address IS NULL) = (noted_for IS NULL OR noted_for <> 'address')", name="notes_hold_addresses"
        ),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    side: Mapped[Side] = mapped_column(by_value(Side, "side"))
    name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    role: Mapped[str] = mapped_column(String(NAME_LIMIT))
    address: Mapped[str | None] = mapped_column(String(ADDRESS_LIMIT), index=True)
    language: Mapped[Language] = mapped_column(LanguageCode)
    invitation_id: Mapped[str | None] = mapped_column(ForeignKey("invitation.id"), unique=True)
    reached: Mapped[Outcome | None] = mapped_column(by_value(Outcome, "reached"))
    reason: Mapped[str] = mapped_column(String(200), default="")
    is_withdrawn: Mapped[bool] = mapped_column(default=False)
    noted_by: Mapped[str | None] = mapped_column(String(ADDRESS_LIMIT))
    noted_for: Mapped[Wanted | None] = mapped_column(by_value(Wanted, "noted_for"))
    noted_address: Mapped[str | None] = mapped_column(String(ADDRESS_LIMIT))


class VouchingRow(Row):
    """What a focal point was asked about a review's list; ``confirmed`` is the digest of the one that was right."""

    __tablename__ = "vouching"
    __table_args__ = (CheckConstraint("(answered_at IS NULL) = (confirmed IS NULL)", name="answers_at_an_instant"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    focal_point_id: Mapped[int] = mapped_column(
        ForeignKey("focal_point.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime)
    asked_by: Mapped[str | None] = mapped_column(String(254))
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed: Mapped[str | None] = mapped_column(String(64))


class HandoutRow(Row):
    """A focal point's own link to the results on paper; ``taken`` files were made of it since ``taken_since``."""

    __tablename__ = "handout"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    focal_point_id: Mapped[int] = mapped_column(
        ForeignKey("focal_point.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime)
    taken: Mapped[int] = mapped_column(default=0)
    taken_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ObjectionRow(Row):
    """What a focal point found wrong with a list last, and when that was taken back; who that was is kept by name."""

    __tablename__ = "objection"
    __table_args__ = (UniqueConstraint("review_id", "focal_point_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    side: Mapped[Side] = mapped_column(by_value(Side, "side"))
    focal_point_id: Mapped[int | None] = mapped_column(ForeignKey("focal_point.id", ondelete="SET NULL"), index=True)
    name: Mapped[str] = mapped_column(String(200))
    objected_at: Mapped[datetime] = mapped_column(UtcDateTime)
    digest: Mapped[str] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(String(OBJECTION_LIMIT))
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReminderRow(Row):
    """A time at which a whole side was reminded; whom the mails went to is kept nowhere."""

    __tablename__ = "reminder"
    __table_args__ = (CheckConstraint("number IN (1, 2)", name="two_at_most"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    side: Mapped[Side] = mapped_column(by_value(Side, "side"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime)
