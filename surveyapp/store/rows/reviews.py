"""What is prepared and released: questionnaires, rounds, reviews, results."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, validates

from surveyapp.core.conduct.review import Answering, Policy, State
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Text
from surveyapp.core.text.searching import sought_in
from surveyapp.store.rows.base import Row, UtcDateTime, Words, by_value


class QuestionnaireRow(Row):
    """One immutable version of a questionnaire, as canonical JSON."""

    __tablename__ = "questionnaire"
    __table_args__ = (
        UniqueConstraint("slug", "version"),
        CheckConstraint("length(version) = 12", name="version_length"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64))
    version: Mapped[str] = mapped_column(String(12))
    document: Mapped[str]
    published_at: Mapped[datetime] = mapped_column(UtcDateTime)


class RoundRow(Row):
    """A round of reviews; ``sought`` is by what its title is found."""

    __tablename__ = "round"
    __table_args__ = (CheckConstraint("CAST(title AS VARCHAR) <> '{}'", name="title"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    title: Mapped[Text] = mapped_column(Words)
    sought: Mapped[str] = mapped_column(deferred=True)
    is_demonstration: Mapped[bool] = mapped_column(default=False)

    @validates("title")
    def _follow(self, _column: str, title: Text) -> Text:
        self.sought = sought_in(title)
        return title


class RoundWordsRow(Row):
    """What the mails and letters of a round say for themselves; nothing where they say what is usual."""

    __tablename__ = "round_words"

    round_id: Mapped[int] = mapped_column(ForeignKey("round.id", ondelete="CASCADE"), primary_key=True)
    subject: Mapped[Text | None] = mapped_column(Words)
    sentence: Mapped[Text | None] = mapped_column(Words)


class ReviewRow(Row):
    """One partner's review in one round."""

    __tablename__ = "review"
    __table_args__ = (
        UniqueConstraint("round_id", "partner_id"),
        CheckConstraint("min_side >= 3", name="min_side_floor"),
        CheckConstraint("min_detail >= min_side", name="detail_not_below_side"),
        CheckConstraint("min_cell >= min_side", name="cell_not_below_side"),
        CheckConstraint("(state = 'draft') = (opened_at IS NULL)", name="opened_when_open"),
        CheckConstraint("(state IN ('draft', 'open')) = (closed_at IS NULL)", name="closed_when_closed"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    round_id: Mapped[int] = mapped_column(ForeignKey("round.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("partner.id"), index=True)
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"), index=True)
    state: Mapped[State] = mapped_column(by_value(State, "state"), default=State.DRAFT)
    policy: Mapped[Policy] = mapped_column(by_value(Policy, "policy"))
    prcs_answering: Mapped[Answering] = mapped_column(by_value(Answering, "prcs_answering"))
    partner_answering: Mapped[Answering] = mapped_column(by_value(Answering, "partner_answering"))
    min_side: Mapped[int]
    min_detail: Mapped[int]
    min_cell: Mapped[int]
    closes_on: Mapped[date] = mapped_column(Date)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_sealed: Mapped[bool] = mapped_column(default=False)


class TurnoutRow(Row):
    """How many of a side of an open review had answered when a day began: that of the last sending, which counted them.

    All in all, and by paper links. Without a day nobody has sent anything.
    """

    __tablename__ = "turnout"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    side: Mapped[Side] = mapped_column(by_value(Side, "side"), primary_key=True)
    counted_on: Mapped[date | None] = mapped_column(Date)
    before: Mapped[int] = mapped_column(default=0)
    paper_before: Mapped[int] = mapped_column(default=0)


class ResultRow(Row):
    """The released results of a review, computed once at closing; how many took part stands beside them, for lists."""

    __tablename__ = "result"
    __table_args__ = (Index("ix_result_responses", "prcs_responses", "partner_responses"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    document: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))
    prcs_invited: Mapped[int]
    prcs_responses: Mapped[int]
    partner_invited: Mapped[int]
    partner_responses: Mapped[int]
    comments_erased: Mapped[bool] = mapped_column(default=False)
