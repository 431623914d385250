"""Reviews: what was prepared of each, where it stands, and how many were invited and have answered."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, exists, func, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.partnership import Partnership
from surveyapp.core.conduct.review import AnsweringBySide, Policy, Review, Round, State
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.store import removing
from surveyapp.store.engine import Bound, find_rows, timezone_of
from surveyapp.store.joining import joined_reviews, review_from_columns
from surveyapp.store.rows import (
    InvitationRow,
    PartnerRow,
    ResponseRow,
    ResultRow,
    ReviewRow,
    RoundRow,
    TurnoutRow,
)


def put_review(
    session: Session,
    round_: Round,
    *,
    partner: Partnership,
    questionnaire_id: int,
    answering: AnsweringBySide,
    policy: Policy,
    thresholds: Thresholds,
    closes_on: date,
) -> Review | None:
    """Store a review in state ``draft``; None when this partner already has one in this round."""
    if session.scalar(select(exists().where(ReviewRow.round_id == round_.id, ReviewRow.partner_id == partner.id))):
        return None
    row = ReviewRow(
        id=removing.find_unused_id(session),
        round_id=round_.id,
        partner_id=partner.id,
        questionnaire_id=questionnaire_id,
        state=State.DRAFT,
        policy=policy,
        prcs_answering=answering.prcs,
        partner_answering=answering.partner,
        min_side=thresholds.min_side,
        min_detail=thresholds.min_detail,
        min_cell=thresholds.min_cell,
        closes_on=closes_on,
    )
    session.add(row)
    session.flush()
    session.add_all(TurnoutRow(review_id=row.id, side=side, before=0, paper_before=0) for side in Side)
    session.flush()
    return get_review(session, row.id)


def change_review(
    session: Session,
    review_id: int,
    *,
    questionnaire_id: int,
    answering: AnsweringBySide,
    policy: Policy,
    thresholds: Thresholds,
    closes_on: date,
) -> None:
    """Write anew how a review is to be answered, what it releases and when it ends."""
    row = get_review_row(session, review_id)
    row.questionnaire_id, row.policy, row.closes_on = questionnaire_id, policy, closes_on
    row.prcs_answering, row.partner_answering = answering.prcs, answering.partner
    row.min_side, row.min_detail, row.min_cell = thresholds.min_side, thresholds.min_detail, thresholds.min_cell
    session.flush()


def get_review(session: Session, review_id: int) -> Review:
    """Return the review; NotFoundError when there is none."""
    row = find_rows(session, _by_id(), {"review_id": review_id}).first()
    if row is None:
        raise NotFoundError(Code.NO_REVIEW, review=review_id)
    return review_from_columns(row, timezone_of(session))


@cache
def _by_id() -> Select[*tuple[Any, ...]]:
    """Return the query of a review by ``:review_id``; built once: there is hardly a page that does not ask it."""
    return joined_reviews().where(ReviewRow.__table__.c.id == bindparam("review_id"))


def list_reviews(session: Session) -> list[Review]:
    """Return every review, the newest round first, partners in order of entry."""
    return _list(session, joined_reviews().order_by(RoundRow.id.desc(), PartnerRow.id))


def list_page(
    session: Session,
    *,
    after: int,
    limit: int,
    among: Collection[int] | None = None,
    round_slug: str | None = None,
    partner_slug: str | None = None,
    state: State | None = None,
) -> list[Review]:
    """Return the next ``limit`` reviews after the id ``after``, in order of their ids.

    Those ``among`` these ids, of a round, of a partner, and in a state, where these are given.
    """
    query = joined_reviews().where(ReviewRow.id > after).order_by(ReviewRow.id).limit(limit)
    if among is not None:
        query = query.where(ReviewRow.id.in_(among))
    if round_slug is not None:
        query = query.where(RoundRow.slug == round_slug)
    if partner_slug is not None:
        query = query.where(PartnerRow.slug == partner_slug)
    if state is not None:
        query = query.where(ReviewRow.state == state)
    return _list(session, query)


def list_reviews_in(session: Session, round_id: int) -> list[Review]:
    """Return every review of one round, partners in order of entry."""
    return _list(session, joined_reviews().where(ReviewRow.round_id == round_id).order_by(PartnerRow.id))


def list_reviews_of(session: Session, partner_id: int) -> list[Review]:
    """Return every review of one partner, the newest round first."""
    return _list(session, joined_reviews().where(ReviewRow.partner_id == partner_id).order_by(RoundRow.id.desc()))


def list_past_date(session: Session, now: datetime) -> list[int]:
    """Return the open reviews that take no more answers."""
    opened = _list(session, joined_reviews().where(ReviewRow.state == State.OPEN).order_by(ReviewRow.id))
    return [review.id for review in opened if not review.takes_answers_at(now)]


def ended_before(session: Session, before: datetime) -> Select[int]:
    """Return a query for the ids of the reviews that closed, or were to close, before ``before``."""
    is_over = ReviewRow.closed_at.is_(None) & (ReviewRow.closes_on < day_of(before, timezone_of(session)))
    return select(ReviewRow.id).where((ReviewRow.closed_at < before) | is_over)


def move_reviews(session: Session, partner_id: int, *, to_partner_id: int) -> list[int]:
    """Give every review of one partner to another, and return their ids."""
    rows = session.scalars(select(ReviewRow).filter_by(partner_id=partner_id).order_by(ReviewRow.id)).all()
    moved = [row.id for row in rows]
    for row in rows:
        row.partner_id = to_partner_id
    session.flush()
    return moved


def get_review_row(session: Session, review_id: int, *, is_for_change: bool = True) -> ReviewRow:
    """Return the row, locked until the transaction ends: alone to change it, shared to rely on its state."""
    row = session.scalar(select(ReviewRow).where(ReviewRow.id == review_id).with_for_update(read=not is_for_change))
    if row is None:
        raise NotFoundError(Code.NO_REVIEW, review=review_id)
    return row


def count_invited(session: Bound, review_ids: list[int]) -> dict[tuple[int, Side], int]:
    """Return how many links each side of each review has, revoked ones apart; of a closed review, what it released."""
    return _counted(session, InvitationRow, "invited", review_ids)


def count_responses(session: Session, review_ids: list[int]) -> dict[tuple[int, Side], int]:
    """Return how many of each side of each review have sent their answers, also when these were erased since.

    Of an open review this moves with every sending: what is told of one is in ``store/turnouts.py``.
    """
    return _counted(session, ResponseRow, "responses", review_ids)


def _counted(
    session: Bound, kind: type[InvitationRow | ResponseRow], what: str, review_ids: list[int]
) -> dict[tuple[int, Side], int]:
    """Return what closed reviews released, and of the others a count: of one that is closed there may be a million."""
    released = _released(session, what, review_ids)
    others = [one for one in review_ids if (one, Side.PRCS) not in released]
    return released | _counts(session, kind, others)


def _released(session: Bound, what: str, review_ids: list[int]) -> dict[tuple[int, Side], int]:
    if not review_ids:
        return {}
    rows = find_rows(session, _query_of_released(what), {"ids": review_ids})
    return {(review, side): n for review, *counted in rows for side, n in zip(Side, counted, strict=True)}


@cache
def _query_of_released(what: str) -> Select[*tuple[Any, ...]]:
    result = ResultRow.__table__.c
    columns = [result[f"{side}_{what}"] for side in Side]
    return select(result.review_id, *columns).where(result.review_id.in_(bindparam("ids", expanding=True)))


def _counts(
    session: Bound, kind: type[InvitationRow | ResponseRow], review_ids: list[int]
) -> dict[tuple[int, Side], int]:
    if not review_ids:
        return {}
    rows = find_rows(session, _query_of_counts(kind), {"ids": review_ids})
    found = {(review, side): n for review, side, n in rows}
    return {(review, side): found.get((review, side), 0) for review in review_ids for side in Side}


@cache
def _query_of_counts(kind: type[InvitationRow | ResponseRow]) -> Select[*tuple[Any, ...]]:
    table = kind.__table__.c
    query = select(table.review_id, table.side, func.count()).where(
        table.review_id.in_(bindparam("ids", expanding=True))
    )
    if kind is InvitationRow:
        query = query.where(func.coalesce(table.state, "") != "revoked")
    return query.group_by(table.review_id, table.side)


def _list(session: Session, query: Select[*tuple[Any, ...]]) -> list[Review]:
    timezone = timezone_of(session)
    return [review_from_columns(row, timezone) for row in find_rows(session, query)]
