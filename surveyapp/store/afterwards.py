"""What became of reviews after their closing, from dates and promises: a few columns each, however many there are."""

from collections.abc import Collection
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Date, Select, bindparam, func, or_, select, true
from sqlalchemy.orm import Session, aliased

from surveyapp.core.conduct.actions import Status
from surveyapp.core.conduct.afterwards import UNMET_FOR, UNSHARED_FOR, After
from surveyapp.core.conduct.review import State
from surveyapp.core.text.days import day_of, end_of_day
from surveyapp.store.engine import timezone_of
from surveyapp.store.rows import ActionRow, FollowUpRow, MeetingRow, ResultRow, ReviewRow


def list_waiting(session: Session, *, now: datetime) -> list[After]:
    """Return the closed reviews of which something may wait for somebody, in the order in which they were closed."""
    zone = timezone_of(session)
    today = day_of(now, zone)
    query, overdue, follow_up_on = _of_all()
    wanted = or_(
        (ReviewRow.state == State.CLOSED) & (ReviewRow.closed_at < end_of_day(today - UNSHARED_FOR, zone)),
        (ReviewRow.state == State.SHARED) & (ReviewRow.shared_at < end_of_day(today - UNMET_FOR, zone)),
        (ReviewRow.state == State.MET) & (follow_up_on <= today),
        overdue.is_not(None),
    )
    return _list(session, query.where(wanted), today)


def find_after(session: Session, review_ids: Collection[int], *, now: datetime) -> dict[int, After]:
    """Return what became of those of these reviews that are closed, by their ids."""
    if not review_ids:
        return {}
    today = day_of(now, timezone_of(session))
    return {one.review_id: one for one in _list(session, _of_some(), today, ids=list(review_ids))}


@cache
def _of_some() -> Select[*tuple[Any, ...]]:
    """Return the query of those of the reviews ``:ids`` that are closed."""
    ids: BindParameter[list[int]] = bindparam("ids", expanding=True)
    return _query(ActionRow.review_id.in_(ids))[0].where(ReviewRow.id.in_(ids))


@cache
def _of_all() -> tuple[Select[*tuple[Any, ...]], ColumnElement[int], ColumnElement[date]]:
    return _query(true())


def _query(
    mine: ColumnElement[bool],
) -> tuple[Select[*tuple[Any, ...]], ColumnElement[int], ColumnElement[date]]:
    """Return what is read of each closed review on the day ``:today``, and what of it may be asked for.

    Of all agreed actions those that are ``mine`` are looked through.
    """
    today = bindparam("today", type_=Date)
    newer = aliased(FollowUpRow)
    last = select(func.max(newer.id)).where(newer.action_id == ActionRow.id).scalar_subquery()
    late = (
        select(ActionRow.review_id, func.count().label("held"), func.min(ActionRow.due).label("oldest"))
        .outerjoin(FollowUpRow, FollowUpRow.id == last)
        .where(ActionRow.due < today, ActionRow.taken_back_at.is_(None), mine)
        .where(FollowUpRow.id.is_(None) | FollowUpRow.status.not_in([one for one in Status if one.is_settled]))
        .group_by(ActionRow.review_id)
        .subquery()
    )
    held = select(MeetingRow.follow_up_on).where(MeetingRow.review_id == ReviewRow.id)
    follow_up_on = held.order_by(MeetingRow.id.desc()).limit(1).scalar_subquery()
    columns = (ReviewRow.id, ReviewRow.state, ReviewRow.closed_at, ReviewRow.shared_at)
    none = select(ResultRow.review_id).where(ResultRow.prcs_responses == 0, ResultRow.partner_responses == 0)
    is_silent = ReviewRow.id.in_(none).label("is_silent")
    told = (follow_up_on.label("follow_up_on"), late.c.held, late.c.oldest, is_silent)
    query = select(*columns, *told).outerjoin(late, late.c.review_id == ReviewRow.id)
    closed = query.where(ReviewRow.closed_at.is_not(None)).order_by(ReviewRow.closed_at, ReviewRow.id)
    return closed, late.c.held, follow_up_on


def _list(session: Session, query: Select[*tuple[Any, ...]], today: date, **given: object) -> list[After]:
    zone = timezone_of(session)
    return [
        After(
            row.id,
            row.state,
            today,
            day_of(row.closed_at, zone),
            day_of(row.shared_at, zone) if row.shared_at else None,
            row.follow_up_on,
            row.held or 0,
            row.oldest,
            is_answered=not row.is_silent,
        )
        for row in session.execute(query, {"today": today, **given})
    ]
