"""Removing what has had no effect yet: a review that was never opened, with all it has, and a round without any."""

from sqlalchemy import delete, exists, func, select
from sqlalchemy.orm import Session

from surveyapp.store.rows import (
    AuditRow,
    InvitationRow,
    ObjectionRow,
    OutboxRow,
    ProgramReviewRow,
    ProposalRow,
    RecipientRow,
    ReviewRow,
    RoundRow,
    StaffReviewRow,
    TurnoutRow,
    VouchingRow,
)

_OF_REVIEW = (
    OutboxRow,
    ProposalRow,
    VouchingRow,
    ObjectionRow,
    RecipientRow,
    InvitationRow,
    TurnoutRow,
    StaffReviewRow,
    ProgramReviewRow,
)
"""What a review in preparation may have, in the order in which one needs another."""


def remove_review(session: Session, review_id: int) -> None:
    """Remove a review in preparation: its people, links, mails that wait, and what focal points said."""
    for kind in _OF_REVIEW:
        session.execute(delete(kind).where(kind.review_id == review_id))
    session.execute(delete(ReviewRow).where(ReviewRow.id == review_id))
    session.expire_all()


def find_unused_id(session: Session) -> int | None:
    """Return a number that no review has had: the record tells of removed ones, and SQLite would give theirs again.

    None where the database sees to that itself.
    """
    if session.get_bind().dialect.name != "sqlite":
        return None
    return max(session.scalar(select(func.max(of))) or 0 for of in (ReviewRow.id, AuditRow.review_id)) + 1


def remove_round(session: Session, round_id: int) -> bool:
    """Remove a round, or return False: a review was prepared in it."""
    if session.scalar(select(exists().where(ReviewRow.round_id == round_id))):
        return False
    session.execute(delete(RoundRow).where(RoundRow.id == round_id))
    return True
