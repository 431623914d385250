"""Released results: written once, at closing, and never again."""

import json
from dataclasses import replace
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.errors import StateError
from surveyapp.core.results import ReviewResult
from surveyapp.core.wire import canonical_json, digest, from_plain
from surveyapp.store.reviews import get_review
from surveyapp.store.rows import ResultRow, ReviewRow


def put_result(session: Session, result: ReviewResult) -> str:
    """Store the results of a review and return the SHA-256 of their figures."""
    sha256 = digest(canonical_json(_figures(result)))
    session.add(ResultRow(review_id=result.review.id, document=canonical_json(result), sha256=sha256))
    return sha256


def get_result(session: Session, review_id: int) -> ReviewResult:
    """Return the released results, with the state that the review is in now.

    Raises:
        NotFoundError: there is no such review.
        StateError: the review is not closed yet.
    """
    query = select(ResultRow.document, ReviewRow.state).join(ReviewRow, ReviewRow.id == ResultRow.review_id)
    found = session.execute(query.where(ResultRow.review_id == review_id)).first()
    if found is None:
        review = get_review(session, review_id)
        raise StateError("no_results_yet", review=review_id, state=review.state.value)
    result = _read(found.document)
    return replace(result, review=replace(result.review, state=found.state))


@lru_cache(maxsize=32)
def _read(document: str) -> ReviewResult:
    """Return the results that a document holds; kept, since a document never changes and is read on every page."""
    return from_plain(ReviewResult, json.loads(document))


def find_sha256(session: Session, review_id: int) -> str | None:
    """Return the hash that was stored with the results, or None before closing."""
    return session.scalar(select(ResultRow.sha256).where(ResultRow.review_id == review_id))


def _figures(result: ReviewResult) -> object:
    """Return what the hash covers: all but comments and the review's state, which may still change."""
    return replace(result, comments=(), review=replace(result.review, state=result.review.state.CLOSED))
