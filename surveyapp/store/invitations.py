"""Personal links."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Select, bindparam, delete, exists, func, or_, select, update
from sqlalchemy.orm import Session

from surveyapp.core.review import Invitation, InvitationState, Review
from surveyapp.core.sides import Side
from surveyapp.store.reviews import joined_reviews, review_from
from surveyapp.store.rows import DraftRow, InvitationRow, KeyingRow, ReviewRow

IDS_AT_ONCE = 1000
"""Ids in one statement; a database takes no more than some thousands."""


@dataclass(frozen=True, slots=True)
class Visit:
    """What a link leads to: the invitation (state None once sealed), its review, and the draft as it is stored."""

    side: Side
    state: InvitationState | None
    review: Review
    sealed_draft: bytes | None


def put_invitation(
    session: Session, invitation: Invitation, *, nonce: bytes, token_hash: bytes, is_paper: bool = False
) -> None:
    """Store a link that was not used yet."""
    session.add(
        InvitationRow(
            id=invitation.id,
            review_id=invitation.review_id,
            side=invitation.side,
            nonce=nonce,
            token_hash=token_hash,
            state=invitation.state,
            is_paper=is_paper,
        )
    )


def find_visit(session: Session, token_hash: bytes) -> Visit | None:
    """Return what the link with this hash leads to, in one query; None when there is no such link."""
    found = session.execute(_visits(), {"token_hash": token_hash}).first()
    if found is None:
        return None
    review, side, state, sealed = found
    return Visit(side, state, review_from(review), sealed)


@cache
def _visits() -> Select[ReviewRow, Side, InvitationState | None, bytes | None]:
    """Return the query of a visit by ``:token_hash``; built once, because every page of a form asks it."""
    return (
        joined_reviews()
        .add_columns(InvitationRow.side, InvitationRow.state, DraftRow.sealed)
        .join(InvitationRow, InvitationRow.review_id == ReviewRow.id)
        .outerjoin(DraftRow, DraftRow.token_hash == InvitationRow.token_hash)
        .where(InvitationRow.token_hash == bindparam("token_hash"))
    )


def lock_visit(session: Session, token_hash: bytes) -> None:
    """Hold the link alone, and its review against closing, until the transaction ends.

    The review comes first, as it does in closing, so that the two never wait for each other. Read the visit after
    this: on PostgreSQL a joined row is as old as its statement. On SQLite a writing session holds all there is.
    """
    if session.get_bind().dialect.name == "sqlite":
        return
    of_review = select(ReviewRow.id).join(InvitationRow, InvitationRow.review_id == ReviewRow.id)
    session.execute(of_review.where(InvitationRow.token_hash == token_hash).with_for_update(read=True, of=ReviewRow))
    session.execute(select(InvitationRow.id).where(InvitationRow.token_hash == token_hash).with_for_update())


def mark_sent(session: Session, token_hash: bytes) -> None:
    """Record that the link was used; nothing says for which response."""
    of_link = InvitationRow.token_hash == token_hash
    session.execute(update(InvitationRow).where(of_link).values(state=InvitationState.SENT))


def revoke(session: Session, token_hash: bytes) -> None:
    """Record that the link no longer lets anybody in."""
    row = session.scalars(select(InvitationRow).where(InvitationRow.token_hash == token_hash)).one()
    row.state = InvitationState.REVOKED


def list_nonces(session: Session, review_id: int, *, side: Side) -> list[tuple[str, bytes]]:
    """Return id and nonce of the side's links that nobody used yet, from which their tokens are derived again."""
    query = select(InvitationRow.id, InvitationRow.nonce).where(
        InvitationRow.review_id == review_id,
        InvitationRow.side == side,
        InvitationRow.state == InvitationState.UNUSED,
        InvitationRow.nonce.is_not(None),
    )
    return [(row.id, row.nonce or b"") for row in session.execute(query.order_by(InvitationRow.id))]


def is_on_paper(session: Session, token_hash: bytes) -> bool:
    """Say whether there is a link with this hash, and it was made for paper; never so once sealed."""
    query = select(InvitationRow.is_paper).where(InvitationRow.token_hash == token_hash)
    return bool(session.scalar(query))


def count_paper(session: Session, review_id: int, *, state: InvitationState) -> dict[Side, int]:
    """Return how many of each side's paper links are in ``state``."""
    query = (
        select(InvitationRow.side, func.count().label("n"))
        .where(InvitationRow.review_id == review_id, InvitationRow.is_paper.is_(True), InvitationRow.state == state)
        .group_by(InvitationRow.side)
    )
    found = {row.side: row.n for row in session.execute(query)}
    return {side: found.get(side, 0) for side in Side}


def list_unused(session: Session, review_id: int, *, side: Side) -> tuple[list[str], list[str]]:
    """Return the ids of the side's unused links: those nobody touched, and those behind which an answer was begun."""
    is_begun = or_(
        exists().where(DraftRow.token_hash == InvitationRow.token_hash),
        exists().where(KeyingRow.token_hash == InvitationRow.token_hash),
    )
    query = select(InvitationRow.id, is_begun.label("is_begun")).where(
        InvitationRow.review_id == review_id,
        InvitationRow.side == side,
        InvitationRow.state == InvitationState.UNUSED,
    )
    found = session.execute(query.order_by(InvitationRow.id)).all()
    return [row.id for row in found if not row.is_begun], [row.id for row in found if row.is_begun]


def mark_all_sent(session: Session, invitation_ids: Sequence[str]) -> None:
    """Record that these links were used, and drop what was begun behind them; nothing says for which responses."""
    for start in range(0, len(invitation_ids), IDS_AT_ONCE):
        chosen = InvitationRow.id.in_(invitation_ids[start : start + IDS_AT_ONCE])
        session.execute(update(InvitationRow).where(chosen).values(state=InvitationState.SENT))
        for begun in (DraftRow, KeyingRow):
            hashes = select(InvitationRow.token_hash).where(chosen)
            session.execute(delete(begun).where(begun.token_hash.in_(hashes)))
