"""What leads to an answer and what was answered: links, drafts, keyings, responses, imports."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from surveyapp.core.conduct.review import InvitationState, Succession
from surveyapp.core.sides import Side
from surveyapp.store.rows.base import Row, UtcDateTime, by_value


class InvitationRow(Row):
    """A personal link: the nonce it is derived from, the hash it is found by, and whether it was printed on paper.

    ``state`` is what its holder sees; ``succession`` says whether answers came through an earlier link already.

    After sealing only hash, review and side are left, so that the link can still say that the review is closed.
    """

    __tablename__ = "invitation"
    __table_args__ = (
        CheckConstraint("(nonce IS NULL) = (state IS NULL)", name="nonce_and_state_go_together"),
        CheckConstraint("is_paper IS NULL OR nonce IS NOT NULL", name="sealing_forgets_paper"),
        CheckConstraint("succession IS NULL OR nonce IS NOT NULL", name="sealing_forgets_succession"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    side: Mapped[Side] = mapped_column(by_value(Side, "side"))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    nonce: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    state: Mapped[InvitationState | None] = mapped_column(by_value(InvitationState, "state"))
    is_paper: Mapped[bool | None]
    succession: Mapped[Succession | None] = mapped_column(by_value(Succession, "succession"))


class DraftRow(Row):
    """Answers not yet sent, encrypted under the link's token. The database alone opens none."""

    __tablename__ = "draft"

    token_hash: Mapped[bytes] = mapped_column(ForeignKey("invitation.token_hash", ondelete="CASCADE"), primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)


class KeyingRow(Row):
    """A paper form as it was keyed the first or the second time, encrypted like a draft, until it is sent.

    ``is_done`` says that whoever keyed it has come to the end; ``differed`` is in how many fields the second, once it
    is done, was not as the first.
    """

    __tablename__ = "keying"
    __table_args__ = (CheckConstraint("number IN (1, 2)", name="first_or_second"),)

    token_hash: Mapped[bytes] = mapped_column(ForeignKey("invitation.token_hash", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    is_done: Mapped[bool]
    differed: Mapped[int | None]


class ResponseRow(Row):
    """One person's answers: no time, no language, no agent, no sequence, no invitation."""

    __tablename__ = "response"

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), index=True)
    side: Mapped[Side] = mapped_column(by_value(Side, "side"))
    questionnaire_id: Mapped[int] = mapped_column(ForeignKey("questionnaire.id"))
    answers: Mapped[dict[str, Any]] = mapped_column(JSON)


class AnswerImportRow(Row):
    """What one import took, until the review closes: responses, links, and digests by which its rows are known again.

    Each list is sorted, so that nothing says which of their entries belong together. Undone, an import forgets them.
    """

    __tablename__ = "answer_import"
    __table_args__ = (
        CheckConstraint(
            "(responses IS NULL) = (links IS NULL) AND (links IS NULL) = (known IS NULL)", name="undone_as_a_whole"
        ),
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    side: Mapped[Side] = mapped_column(by_value(Side, "side"))
    imported_at: Mapped[datetime] = mapped_column(UtcDateTime)
    count: Mapped[int]
    responses: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    links: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
    known: Mapped[list[str] | None] = mapped_column(JSON(none_as_null=True))
