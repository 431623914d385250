"""The tables. Every rule that can be said in the schema is said here, by name."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    CheckConstraint,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    LargeBinary,
    MetaData,
    String,
    TypeDecorator,
    UniqueConstraint,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

from surveyapp.core.review import Answering, InvitationState, Policy, State
from surveyapp.core.sides import Side


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC instant on both databases; SQLite alone would hand back naive ones."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Refuse naive instants; store UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive datetime")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Return an aware UTC instant."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def by_value(kind: type[StrEnum], name: str) -> Enum:
    """Return a column type that stores the members of ``kind`` by value, held to by a named CHECK."""
    return Enum(
        kind,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=16,
        values_callable=lambda members: [member.value for member in members],
    )


class Row(DeclarativeBase):
    """Base of every table."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


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


class PartnerRow(Row):
    """A partner organisation."""

    __tablename__ = "partner"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    name_ar: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(64))
    is_demonstration: Mapped[bool] = mapped_column(default=False)


class RoundRow(Row):
    """A round of reviews."""

    __tablename__ = "round"

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(64), unique=True)
    title_ar: Mapped[str] = mapped_column(String(200))
    title_en: Mapped[str] = mapped_column(String(200))
    is_demonstration: Mapped[bool] = mapped_column(default=False)


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
    closes_at: Mapped[datetime] = mapped_column(UtcDateTime)
    opened_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    shared_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_sealed: Mapped[bool] = mapped_column(default=False)

    round: Mapped[RoundRow] = relationship(lazy="raise")
    partner: Mapped[PartnerRow] = relationship(lazy="raise")
    questionnaire: Mapped[QuestionnaireRow] = relationship(lazy="raise")


class InvitationRow(Row):
    """A personal link: the nonce it is derived from, the hash it is found by, and whether it was printed on paper.

    After sealing only hash, review and side are left, so that the link can still say that the review is closed.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("(nonce IS NULL) = (state IS NULL)", name="nonce_and_state_go_together"),
        CheckConstraint("is_paper IS NULL OR nonce IS NOT NULL", name="sealing_forgets_paper"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    side: Mapped[Side] = mapped_column(by_value(Side, "side"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    nonce: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    state: Mapped[InvitationState | None] = mapped_column(by_value(InvitationState, "state"))
    is_paper: Mapped[bool | None]


class DraftRow(Row):
    """Answers not yet sent, encrypted under the link's token. The database alone opens none."""

    __tablename__ = "draft"

    token_hash: Mapped[bytes] = mapped_column(ForeignKey("invitation.token_hash", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class KeyingRow(Row):
    """A paper form as it was keyed the first or the second time, encrypted like a draft, until it is sent."""

    __tablename__ = "keying"
    __table_args__ = (CheckConstraint("number IN (1, 2)", name="first_or_second"),)

    token_hash: Mapped[bytes] = mapped_column(ForeignKey("invitation.token_hash", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class ResponseRow(Row):
    """One person's answers: no time, no language, no agent, no sequence, no invitation."""

    __tablename__ = "response"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    side: Mapped[Side] = mapped_column(by_value(Side, "side"))
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class ResultRow(Row):
    """The released results of a review, computed once at closing."""

    __tablename__ = "result"

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    document: Mapped[str]
    sha256: Mapped[str] = mapped_column(String(64))


class StaffRow(Row):
    """A staff account."""

    __tablename__ = "staff"

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(String(254), unique=True)
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    link_hash: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    link_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    failures: Mapped[int] = mapped_column(default=0)
    failures_since: Mapped[datetime | None] = mapped_column(UtcDateTime)
    is_demonstration: Mapped[bool] = mapped_column(default=False)


class StaffSessionRow(Row):
    """A browser in which somebody is signed in; found by the hash of its cookie."""

    __tablename__ = "staff_session"

    key_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    began_at: Mapped[datetime] = mapped_column(UtcDateTime)
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime)
