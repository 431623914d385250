"""What the meeting agreed on, beside the sealed results.

Rows are added. What somebody goes on typing takes the place of what they wrote just before; a promise that is put
otherwise leaves its words of before in ``wording``.
"""

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
    written_by: Mapped[str | None] = mapped_column(String(254))


class ActionRow(Row):
    """One promise, as it is put now; ``mailed_on`` is the day of the mail that said it was due.

    ``taken_back_at`` is when the meeting, before its sign-off, said that there is no such promise.
    """

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
    written_by: Mapped[str | None] = mapped_column(String(254))
    taken_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WordingRow(Row):
    """How a promise was put before the meeting put it otherwise; the newest row was the last before now."""

    __tablename__ = "wording"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    facet: Mapped[Facet | None] = mapped_column(by_value(Facet, "facet"))
    words: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    prcs_lead: Mapped[str] = mapped_column(String(NAME_LIMIT))
    partner_lead: Mapped[str] = mapped_column(String(NAME_LIMIT))
    due: Mapped[date] = mapped_column(Date)
    evidence: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
    written_by: Mapped[str | None] = mapped_column(String(254))


class UnfinishedRow(Row):
    """A promise that is being typed: one a topic, erased once it is whole."""

    __tablename__ = "unfinished"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    section: Mapped[str] = mapped_column(String(64), primary_key=True)
    facet: Mapped[str] = mapped_column(String(16))
    words: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    prcs_lead: Mapped[str] = mapped_column(String(NAME_LIMIT))
    partner_lead: Mapped[str] = mapped_column(String(NAME_LIMIT))
    due: Mapped[str] = mapped_column(String(10))
    evidence: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class SignOffRow(Row):
    """That both sides signed off what stands written; the newest row holds."""

    __tablename__ = "sign_off"

    id: Mapped[int] = mapped_column(primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    prcs_name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    partner_name: Mapped[str] = mapped_column(String(NAME_LIMIT))
    signed_on: Mapped[date] = mapped_column(Date)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)


class FollowUpRow(Row):
    """What had become of a promise on one day; the newest row holds."""

    __tablename__ = "follow_up"

    id: Mapped[int] = mapped_column(primary_key=True)
    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"), index=True)
    status: Mapped[Status] = mapped_column(by_value(Status, "status"))
    note: Mapped[str] = mapped_column(String(WORDS_LIMIT))
    noted_on: Mapped[date] = mapped_column(Date)
    written_at: Mapped[datetime] = mapped_column(UtcDateTime)
