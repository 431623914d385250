"""What the meeting agreed on, beside the sealed results. Rows are added, and never changed."""

from datetime import date, datetime

from sqlalchemy import JSON, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from surveyapp.core.conduct.actions import WORDS_LIMIT, Status
from surveyapp.core.sides import Facet
from surveyapp.core.text.naming import NAME_LIMIT
from surveyapp.store.rows.base import Row, UtcDateTime, by_value


class MeetingRow(Row):
    """When a review's meeting was held, and when it looks at its promises again; the newest row holds."""

    __tablename__ = "meeting"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    held_on: Mapped[date] = mapped_column(Date)
    follow_up_on: Mapped[date] = mapped_column(Date)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class AgreementRow(Row):
    """What was said of one principle, and what it scored by facet; the newest row holds."""

    __tablename__ = "agreement"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    section: Mapped[str] = mapped_column(String(64))
    scores: Mapped[dict[str, float | None]] = mapped_column(JSON)
    words: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    lesson: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class ActionRow(Row):
    """One promise, as it was made; ``mailed_on`` is the day of the mail that said it was due."""

    __tablename__ = "action"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    section: Mapped[str | None] = mapped_column(String(64))
    facet: Mapped[Facet | None] = mapped_column(by_value(Facet, "facet"))
    words: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    prcs_lead: Mapped[str] = mapped_column(String(NAME_LIMIT))
    partner_lead: Mapped[str] = mapped_column(String(NAME_LIMIT))
    due: Mapped[date] = mapped_column(Date)
    evidence: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    mailed_on: Mapped[date | None] = mapped_column(Date)


class FollowUpRow(Row):
    """What had become of a promise on one day; the newest row holds."""

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    status: Mapped[Status] = mapped_column(by_value(Status, "status"))
    note: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    noted_on: Mapped[date] = mapped_column(Date)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
