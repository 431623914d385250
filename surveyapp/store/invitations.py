"""Personal links."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from sqlalchemy import Update, bindparam, case, delete, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Invitation, InvitationState, Succession
from surveyapp.core.sides import Side
from surveyapp.store.engine import Bound
from surveyapp.store.rows import DraftRow, InvitationRow, KeyingRow, RecipientRow

IDS_AT_ONCE = 1000
"""Ids in one statement; a database takes no more than some thousands."""


@dataclass(frozen=True, slots=True)
class Link:
    """An invitation with what its token is derived from and found by."""

    invitation: Invitation
    nonce: bytes
    token_hash: bytes


def put_links(session: Session, links: Sequence[Link], *, is_paper: bool = False) -> None:
    """Store links that were not used yet."""
    rows = [
        {
            "id": link.invitation.id,
            "review_id": link.invitation.review_id,
            "side": link.invitation.side,
            "nonce": link.nonce,
            "token_hash": link.token_hash,
            "state": link.invitation.state,
            "succession": link.invitation.succession,
            "is_paper": is_paper,
        }
        for link in links
    ]
    session.execute(insert(InvitationRow), rows)


def find_link(session: Session, invitation_id: str, *, is_for_change: bool = False) -> Link | None:
    """Return a link that is not sealed, held alone to change it; None when there is none."""
    query = select(InvitationRow).where(InvitationRow.id == invitation_id)
    row = session.scalar(query.with_for_update() if is_for_change else query)
    return _link(row) if row and row.state else None


def find_link_by_hash(session: Session, token_hash: bytes) -> Link | None:
    """Return the link with this hash, unless it is sealed."""
    row = session.scalar(select(InvitationRow).where(InvitationRow.token_hash == token_hash))
    return _link(row) if row and row.state else None


def list_links(session: Session, invitation_ids: Sequence[str]) -> dict[str, Link]:
    """Return these links by id, sealed ones apart."""
    rows = session.scalars(select(InvitationRow).where(InvitationRow.id.in_(invitation_ids)))
    return {row.id: _link(row) for row in rows if row.state}


def change_link(
    session: Session, invitation_id: str, *, nonce: bytes, token_hash: bytes, succession: Succession | None
) -> None:
    """Let another, unused token lead where an old one led; what was begun there must have been taken away."""
    mine = update(InvitationRow).where(InvitationRow.id == invitation_id)
    anew = {"nonce": nonce, "token_hash": token_hash, "state": InvitationState.UNUSED, "succession": succession}
    session.execute(mine.values(**anew))


def list_nameless(session: Session, review_id: int, *, side: Side, is_paper: bool = False) -> list[Link]:
    """Return the side's links that are nobody's by name, withdrawn ones apart: those for paper forms, or the others.

    Those for paper come in the order in which they were made (``count_made_for_paper``).
    """
    query = (
        select(InvitationRow)
        .outerjoin(RecipientRow, RecipientRow.invitation_id == InvitationRow.id)
        .where(InvitationRow.review_id == review_id, InvitationRow.side == side, RecipientRow.id.is_(None))
        .where(InvitationRow.state != InvitationState.REVOKED, InvitationRow.is_paper.is_(is_paper))
    )
    return [_link(row) for row in session.scalars(query.order_by(InvitationRow.id))]


def count_made_for_paper(session: Session, review_id: int) -> int:
    """Return how many links of a review were made for paper forms so far, withdrawn ones with them."""
    mine = (InvitationRow.review_id == review_id, InvitationRow.is_paper.is_(True))
    return session.scalar(select(func.count()).where(*mine)) or 0


def count_on_paper(session: Session, review_id: int) -> dict[Side, int]:
    """Return how many links of each side are for paper forms, withdrawn ones apart; none once sealed."""
    found = count_for_forms(session, [review_id])
    return {side: found.get((review_id, side), 0) for side in Side}


def count_for_forms(session: Session, review_ids: Collection[int]) -> dict[tuple[int, Side], int]:
    """Return how many links of each review and side are for paper forms, where some are, withdrawn ones apart."""
    mine = (InvitationRow.review_id.in_(review_ids), InvitationRow.is_paper.is_(True))
    query = select(InvitationRow.review_id, InvitationRow.side, func.count())
    query = query.where(*mine, InvitationRow.state != InvitationState.REVOKED)
    found = session.execute(query.group_by(InvitationRow.review_id, InvitationRow.side))
    return {(row[0], row[1]): row[2] for row in found}


def mark_sent(bound: Bound, token_hash: bytes) -> None:
    """Record that the link was used; nothing says for which response."""
    bound.execute(_mark(), {"of": token_hash, "marked": InvitationState.SENT})


@cache
def _mark() -> Update:
    """Return the statement that marks the link ``:of``; built once, of the table, because each sending says it."""
    link = InvitationRow.__table__
    return update(link).where(link.c.token_hash == bindparam("of")).values(state=bindparam("marked"))  # type: ignore[arg-type]


def revoke(session: Session, token_hash: bytes) -> None:
    """Record that the link no longer lets anybody in."""
    row = session.scalars(select(InvitationRow).where(InvitationRow.token_hash == token_hash)).one()
    row.state = InvitationState.REVOKED


def list_unused_links(session: Session, review_id: int, *, side: Side) -> list[Link]:
    """Return the side's links that nobody used yet."""
    query = select(InvitationRow).where(
        InvitationRow.review_id == review_id,
        InvitationRow.side == side,
        InvitationRow.state == InvitationState.UNUSED,
    )
    return [_link(row) for row in session.scalars(query.order_by(InvitationRow.id))]


def is_on_paper(session: Session, token_hash: bytes) -> bool:
    """Say whether there is a link with this hash, and it was made for paper; never so once sealed."""
    query = select(InvitationRow.is_paper).where(InvitationRow.token_hash == token_hash)
    return bool(session.scalar(query))


def list_unused(session: Session, review_id: int, *, side: Side) -> tuple[list[str], list[str]]:
    """Return the ids of the side's unused links: those nobody touched, and those behind which an answer was begun.

    A link that took the place of a used one is none of them, whatever its holder sees: its answers count already.
    """
    is_begun = or_(
        exists().where(DraftRow.token_hash == InvitationRow.token_hash),
        exists().where(KeyingRow.token_hash == InvitationRow.token_hash),
    )
    query = select(InvitationRow.id, is_begun.label("is_begun")).where(
        InvitationRow.review_id == review_id,
        InvitationRow.side == side,
        InvitationRow.state == InvitationState.UNUSED,
        InvitationRow.succession.is_distinct_from(Succession.AFTER_SENT),
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


def mark_all_unused(session: Session, invitation_ids: Sequence[str]) -> None:
    """Give these links back, which were used, or whose predecessors were; withdrawn ones stay so."""
    freed = case((InvitationRow.succession == Succession.AFTER_SENT, Succession.AFTER_UNUSED))
    for start in range(0, len(invitation_ids), IDS_AT_ONCE):
        some = InvitationRow.id.in_(invitation_ids[start : start + IDS_AT_ONCE])
        used = update(InvitationRow).where(some, InvitationRow.state != InvitationState.REVOKED)
        again = used.values(state=InvitationState.UNUSED, succession=func.coalesce(freed, InvitationRow.succession))
        session.execute(again.execution_options(synchronize_session=False))


def _link(row: InvitationRow) -> Link:
    state = row.state or InvitationState.UNUSED
    invitation = Invitation(row.id, row.review_id, row.side, state, row.succession)
    return Link(invitation, row.nonce or b"", row.token_hash)
