"""Links that stand for nobody by name: how many each side has."""

from collections.abc import Collection
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import InvitationState
from surveyapp.core.sides import Side
from surveyapp.store.engine import find_rows
from surveyapp.store.rows import InvitationRow, OpeningRow, RecipientRow, ReviewRow


def count_nameless(session: Session, review_ids: Collection[int]) -> dict[tuple[int, Side], int]:
    """Return how many links of each side have no name, where some have none: of a closed review, had at its opening."""
    found = [row for query in (_linked(), _frozen()) for row in find_rows(session, query, {"ids": list(review_ids)})]
    return {(review_id, side): count for review_id, side, count in found}


@cache
def _linked() -> Select[*tuple[Any, ...]]:
    """Return the query of links without a name of those of the reviews ``:ids`` that are not closed."""
    link, review, person = (kind.__table__ for kind in (InvitationRow, ReviewRow, RecipientRow))
    joined = link.join(review, review.c.id == link.c.review_id)
    joined = joined.outerjoin(person, person.c.invitation_id == link.c.id)
    return (
        select(link.c.review_id, link.c.side, func.count())
        .select_from(joined)
        .where(link.c.review_id.in_(bindparam("ids", expanding=True)))
        .where(link.c.state.is_distinct_from(InvitationState.REVOKED))
        .where(person.c.id.is_(None), review.c.closed_at.is_(None))
        .group_by(link.c.review_id, link.c.side)
    )


@cache
def _frozen() -> Select[*tuple[Any, ...]]:
    """Return the query of those that were counted at the opening of those that are."""
    opening, review = OpeningRow.__table__, ReviewRow.__table__
    query = select(opening.c.review_id, opening.c.side, opening.c.nameless)
    query = query.select_from(opening.join(review, review.c.id == opening.c.review_id))
    return query.where(opening.c.review_id.in_(bindparam("ids", expanding=True)), review.c.closed_at.is_not(None))
