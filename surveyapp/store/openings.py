"""How reviews are opened: what was proposed, and what is kept of each opening for those who answer."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, delete, select, update
from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import OpenedList, Opening, Proposal
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.store import reviews
from surveyapp.store.engine import Bound, find_rows, timezone_of
from surveyapp.store.rows import FocalPointRow, OpeningRow, ProposalRow, ReviewRow, VouchingRow


def put_proposal(session: Session, review_id: int, *, proposal: Proposal) -> None:
    """Store that somebody found a review ready, in the place of what was proposed before."""
    row = session.get(ProposalRow, review_id) or ProposalRow(review_id=review_id)
    row.proposed_by, row.proposed_at, row.digest = proposal.by, proposal.at, proposal.digest
    session.add(row)
    session.flush()


def find_proposal(session: Session, review_id: int) -> Proposal | None:
    """Return what was proposed of a review, or None."""
    row = session.get(ProposalRow, review_id)
    return None if row is None else Proposal(row.proposed_by, row.proposed_at, row.digest)


def list_proposals(session: Session, review_ids: Collection[int]) -> dict[int, Proposal]:
    """Return what was proposed of each of these reviews, where something was, be it changed since or not."""
    if not review_ids:
        return {}
    rows = session.scalars(select(ProposalRow).where(ProposalRow.review_id.in_(review_ids)))
    return {row.review_id: Proposal(row.proposed_by, row.proposed_at, row.digest) for row in rows}


def put_opening(session: Session, review_id: int, *, opening: Opening) -> None:
    """Store how a review was opened, for good; what was proposed of it goes."""
    session.execute(delete(ProposalRow).where(ProposalRow.review_id == review_id))
    session.add_all(
        OpeningRow(
            review_id=review_id,
            side=side,
            way=opening.way,
            people=one.people,
            by_hand=one.by_hand,
            nameless=one.nameless,
            confirmed_by=one.confirmed_by,
            confirmed_on=one.confirmed_on,
            objected_on=one.objected_on,
        )
        for side, one in opening.lists.items()
    )
    session.flush()


def find_opening(bound: Bound, review_id: int) -> Opening | None:
    """Return how a review was opened; None before that, and where it was not noted or is forgotten."""
    rows = bound.execute(_openings(), {"review_id": review_id}).all()
    if not rows:
        return None
    vouched = _list_vouched(bound, review_id)
    lists = {row.side: replace(_list(row), is_vouched=row.side in vouched) for row in rows}
    return Opening(rows[0].way, lists)


def _list_vouched(bound: Bound, review_id: int) -> set[Side]:
    """Return the sides of which a focal point confirmed a list of the review, be it one whose word counts or not."""
    return set(bound.scalars(_vouched_sides(), {"review_id": review_id}))


@cache
def _openings() -> Select[*tuple[Any, ...]]:
    """Return the query of openings by ``:review_id``; built once, because the first page of each form asks it."""
    table = OpeningRow.__table__
    return select(table).where(table.c.review_id == bindparam("review_id"))


@cache
def _vouched_sides() -> Select[Side]:
    query = select(FocalPointRow.side).join(VouchingRow, VouchingRow.focal_point_id == FocalPointRow.id)
    return query.where(VouchingRow.review_id == bindparam("review_id"), VouchingRow.confirmed.is_not(None))


def count_change(session: Session, review_id: int, *, side: Side, is_withdrawn: bool, is_alone: bool) -> None:
    """Count one more of the side's links that were withdrawn since the opening, or else moved; by one alone as such."""
    mine = (OpeningRow.review_id == review_id, OpeningRow.side == side)
    counted = OpeningRow.withdrawn if is_withdrawn else OpeningRow.moved
    more = {counted: counted + 1, OpeningRow.alone: OpeningRow.alone + int(is_alone)}
    session.execute(update(OpeningRow).where(*mine).values(more))


def list_withdrawn(session: Session, review_ids: Collection[int]) -> dict[tuple[int, Side], int]:
    """Return how many links of each side were withdrawn after opening, where some were."""
    rows = find_rows(session, _withdrawn(), {"ids": list(review_ids)})
    return {(row.review_id, row.side): row.withdrawn for row in rows}


@cache
def _withdrawn() -> Select[*tuple[Any, ...]]:
    opening = OpeningRow.__table__.c
    of_reviews = opening.review_id.in_(bindparam("ids", expanding=True))
    return select(opening.review_id, opening.side, opening.withdrawn).where(of_reviews, opening.withdrawn > 0)


def drop_outdated(session: Session, before: datetime) -> Sequence[int]:
    """Erase who confirmed the lists of reviews that closed, or were to close, before ``before``; return those reviews.

    The rows go as a whole: nobody is told of an opening once a review is closed.
    """
    ended = reviews.ended_before(session, before)
    old = delete(OpeningRow).where(OpeningRow.review_id.in_(ended)).returning(OpeningRow.review_id)
    return sorted(set(session.scalars(old.execution_options(synchronize_session=False))))


def was_opened_since(session: Session, review_id: int, since: datetime) -> bool:
    """Say whether a review was opened at ``since`` or later."""
    at = session.scalar(select(ReviewRow.opened_at).where(ReviewRow.id == review_id))
    return at is not None and at >= since


def list_opened_on(session: Session, review_ids: Collection[int], day: date) -> set[int]:
    """Return which of these reviews were opened on ``day``."""
    rows, timezone = find_rows(session, _opened_at(), {"ids": list(review_ids)}), timezone_of(session)
    return {number for number, at in rows if at and day_of(at, timezone) == day}


@cache
def _opened_at() -> Select[*tuple[Any, ...]]:
    review = ReviewRow.__table__.c
    return select(review.id, review.opened_at).where(review.id.in_(bindparam("ids", expanding=True)))


def _list(row: Any) -> OpenedList:
    return OpenedList(
        row.people,
        row.by_hand,
        row.nameless,
        row.confirmed_by,
        row.confirmed_on,
        objected_on=row.objected_on,
        withdrawn=row.withdrawn,
        moved=row.moved,
        alone=row.alone,
    )
