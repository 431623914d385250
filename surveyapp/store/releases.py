"""Which figures a review released: what a page of results is of, known without the document that holds them."""

from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any

from sqlalchemy import Select, String, bindparam, cast, or_, select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review
from surveyapp.core.errors import Code, NotFoundError, StateError
from surveyapp.store.engine import find_rows, timezone_of
from surveyapp.store.joining import joined_tables, read_columns, review_from_columns
from surveyapp.store.rows import PartnerRow, ResultRow, ReviewRow


@dataclass(frozen=True, slots=True)
class Release:
    """A closed review with the hash of its figures: of two that are equal the same is shown.

    The hash does not cover what people wrote, which ``has_words`` until it is erased.
    """

    review: Review
    sha256: str
    has_words: bool


def get_release(session: Session, review_id: int) -> Release:
    """Return what a review released.

    Raises:
        NotFoundError: there is no such review.
        StateError: the review is not closed yet.
    """
    found = find_rows(session, _one(), {"review_id": review_id}).first()
    if found is None:
        raise NotFoundError(Code.NO_REVIEW, review=review_id)
    if found.sha256 is None:
        raise StateError(Code.NO_RESULTS_YET, review=review_id, state=found.state)
    return _release(session, found)


def list_releases_before(session: Session, review_id: int) -> list[Release]:
    """Return what the same partner's reviews released that were closed before this one was, the oldest first."""
    return [_release(session, row) for row in find_rows(session, _before(), {"review_id": review_id}).all()]


def list_hashes_in(session: Session, round_id: int) -> tuple[tuple[int, str], ...]:
    """Return every closed review of a round with the hash of its figures."""
    return tuple((one, sha256) for one, sha256 in find_rows(session, _of_round(), {"round_id": round_id}))


def list_stamps_in(session: Session, round_id: int) -> tuple[tuple[Any, ...], ...]:
    """Return of every review of a round what tells whether anything of it changed that is shown beside the others."""
    return tuple(map(tuple, find_rows(session, _stamps(), {"round_id": round_id})))


def _release(session: Session, row: Any) -> Release:
    return Release(review_from_columns(row, timezone_of(session)), row.sha256, not row.comments_erased)


def _released() -> Select[*tuple[Any, ...]]:
    review, result = ReviewRow.__table__.c, ResultRow.__table__
    columns = (*chain(*read_columns().values()), result.c.sha256, result.c.comments_erased)
    return select(*columns).select_from(joined_tables().outerjoin(result, result.c.review_id == review.id))


@cache
def _one() -> Select[*tuple[Any, ...]]:
    return _released().where(ReviewRow.__table__.c.id == bindparam("review_id"))


@cache
def _before() -> Select[*tuple[Any, ...]]:
    review, this = ReviewRow.__table__.c, ReviewRow.__table__.alias("this").c
    is_before = or_(this.closed_at.is_(None), review.closed_at < this.closed_at)
    of_partner = (this.id == bindparam("review_id"), review.partner_id == this.partner_id, review.id != this.id)
    query = _released().where(*of_partner, review.closed_at.is_not(None), is_before)
    return query.order_by(review.closed_at, review.id)


@cache
def _of_round() -> Select[*tuple[Any, ...]]:
    review, result = ReviewRow.__table__, ResultRow.__table__
    query = select(result.c.review_id, result.c.sha256).join(review, review.c.id == result.c.review_id)
    return query.where(review.c.round_id == bindparam("round_id")).order_by(result.c.review_id)


@cache
def _stamps() -> Select[*tuple[Any, ...]]:
    review, partner, result = (kind.__table__ for kind in (ReviewRow, PartnerRow, ResultRow))
    of_partner = (
        partner.c.id,
        partner.c.slug,
        cast(partner.c.name, String),
        partner.c.kind,
        partner.c.is_demonstration,
    )
    query = select(review.c.id, review.c.state, review.c.questionnaire_id, *of_partner, result.c.sha256)
    joined = review.join(partner, partner.c.id == review.c.partner_id)
    joined = joined.outerjoin(result, result.c.review_id == review.c.id)
    return query.select_from(joined).where(review.c.round_id == bindparam("round_id")).order_by(partner.c.id)
