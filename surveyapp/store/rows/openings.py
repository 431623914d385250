"""How reviews are opened: who proposed it, and what is told of it to everybody who answers."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from surveyapp.core.conduct.four_eyes import Way
from surveyapp.core.sides import Side
from surveyapp.store.rows.base import Row, UtcDateTime, by_value


class ProposalRow(Row):
    """A review that somebody found ready, with the digest of all that opening freezes; it goes with the opening."""

    __tablename__ = "proposal"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    proposed_by: Mapped[str] = mapped_column(String(254))
    proposed_at: Mapped[datetime] = mapped_column(UtcDateTime)
    digest: Mapped[str] = mapped_column(String(64))


class OpeningRow(Row):
    """A side's list at the moment of opening; how the review was opened stands beside both.

    Beside it how many links were ``withdrawn`` and ``moved`` since, and how many such steps one took ``alone``.
    """

    __tablename__ = "opening"
    __table_args__ = (CheckConstraint("(confirmed_by IS NULL) = (confirmed_on IS NULL)", name="confirmed_on_a_day"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    side: Mapped[Side] = mapped_column(by_value(Side, "side"), primary_key=True)
    way: Mapped[Way] = mapped_column(by_value(Way, "way"))
    people: Mapped[int]
    by_hand: Mapped[int]
    nameless: Mapped[int]
    confirmed_by: Mapped[str | None] = mapped_column(String(200))
    confirmed_on: Mapped[date | None] = mapped_column(Date)
    objected_on: Mapped[date | None] = mapped_column(Date)
    withdrawn: Mapped[int] = mapped_column(default=0)
    moved: Mapped[int] = mapped_column(default=0)
    alone: Mapped[int] = mapped_column(default=0)
