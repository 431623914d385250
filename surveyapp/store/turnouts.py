"""How many of each side had answered when the day began: the one thing that is told of an open review's answers.

A row a side says how many they were before its day's first sending, which writes it in its own transaction. What is
told changes at midnight, where the reviews are run, and when an import is undone; never with a sending.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, Update, bindparam, func, or_, select, update
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import InvitationState, Review
from surveyapp.core.conduct.turnout import Turnout, find_step, find_turnout, is_of
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.store import reviews
from surveyapp.store.engine import Bound, find_rows, timezone_of
from surveyapp.store.invitations import IDS_AT_ONCE
from surveyapp.store.rows import InvitationRow, ResponseRow, TurnoutRow

_PAPER = (InvitationRow.is_paper.is_(True), InvitationRow.state == InvitationState.SENT)


def begin_day(bound: Bound, review_id: int, *, side: Side, now: datetime) -> None:
    """Keep how many of the side have answered so far, unless that was done today; call it before an answer is stored.

    Of two who send at once the second waits for the first, and then finds it done.
    """
    today = day_of(now, timezone_of(bound))
    bound.execute(_beginning(), {"of": review_id, "at": side, "today": today, "late": today + timedelta(days=1)})


@cache
def _beginning() -> Update:
    """Return the statement of ``begin_day``; built once, of tables, because each sending says it."""
    turnout, response, link = (kind.__table__.c for kind in (TurnoutRow, ResponseRow, InvitationRow))
    before, on_paper = (
        select(func.count()).where(of.review_id == bindparam("of"), of.side == bindparam("at"), *only)
        for of, only in ((response, ()), (link, _PAPER))
    )
    is_other_day = or_(
        turnout.counted_on.is_(None),
        turnout.counted_on < bindparam("today"),
        turnout.counted_on > bindparam("late"),
    )
    return (
        update(TurnoutRow.__table__)  # type: ignore[arg-type]  # a table
        .where(turnout.review_id == bindparam("of"), turnout.side == bindparam("at"), is_other_day)
        .values(
            counted_on=bindparam("today"),
            before=before.scalar_subquery(),
            paper_before=on_paper.scalar_subquery(),
        )
    )


def take_back(session: Session, review_id: int, *, side: Side, links: Sequence[str], taken_at: datetime) -> None:
    """Count no more the answers that came by ``links`` at ``taken_at``; call it before the links are given back."""
    on_paper = 0
    for start in range(0, len(links), IDS_AT_ONCE):
        some = InvitationRow.id.in_(links[start : start + IDS_AT_ONCE])
        on_paper += session.scalar(select(func.count()).where(some, *_PAPER)) or 0
    session.execute(
        update(TurnoutRow)
        .where(TurnoutRow.review_id == review_id, TurnoutRow.side == side)
        .where(TurnoutRow.counted_on > day_of(taken_at, timezone_of(session)))
        .values(before=TurnoutRow.before - len(links), paper_before=TurnoutRow.paper_before - on_paper)
        .execution_options(synchronize_session=False)
    )


def list_turnouts(
    session: Session, listed: Sequence[Review], *, invited: Mapping[tuple[int, Side], int], now: datetime
) -> dict[tuple[int, Side], Turnout]:
    """Return how many of each side had answered as the day of ``now`` began; of a closed review, how many have."""
    ids = [review.id for review in listed]
    sent = reviews.count_responses(session, ids)
    sent |= {of: row.before for of, row in _counted_today(session, ids, now).items()}
    return {
        (review.id, side): find_turnout(
            sent[review.id, side],
            invited=invited[review.id, side],
            answering=review.answering.of(side),
            thresholds=review.thresholds,
        )
        for review in listed
        for side in Side
    }


def list_on_paper(session: Session, review: Review, *, now: datetime) -> dict[Side, Turnout]:
    """Return how many paper forms had been answered as the day began, of each side that has any; only by their size."""
    counted = _counted_today(session, [review.id], now)
    return {
        side: find_step(
            counted[review.id, side].paper_before if (review.id, side) in counted else sent, review.thresholds
        )
        for side, sent in find_rows(session, _sent_on_paper(), {"review_id": review.id})
    }


@cache
def _sent_on_paper() -> Select[*tuple[Any, ...]]:
    link = InvitationRow.__table__.c
    query = select(link.side, func.count().filter(link.state == InvitationState.SENT))
    return query.where(link.review_id == bindparam("review_id"), link.is_paper.is_(True)).group_by(link.side)


def _counted_today(session: Session, review_ids: list[int], now: datetime) -> dict[tuple[int, Side], Any]:
    """Return the rows of today: where somebody has sent since the day began."""
    today = day_of(now, timezone_of(session))
    rows = find_rows(session, _days(), {"ids": review_ids})
    return {(row.review_id, row.side): row for row in rows if is_of(row.counted_on, today)}


@cache
def _days() -> Select[*tuple[Any, ...]]:
    table = TurnoutRow.__table__
    return select(table).where(table.c.review_id.in_(bindparam("ids", expanding=True)))
