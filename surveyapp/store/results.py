"""Released results: written once, at closing, and never again."""

import json
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.errors import StateError
from surveyapp.core.results import ReviewResult
from surveyapp.core.wire import canonical_json, digest, from_plain
from surveyapp.store.audit import list_entries, read_details
from surveyapp.store.reviews import get_review
from surveyapp.store.rows import ResultRow, ReviewRow

RESULTS_KEPT = 64
"""Documents that a process keeps, which have been read; a round of many partners shows all of them at once."""


def put_result(session: Session, result: ReviewResult) -> str:
    """Store the results of a review and return the SHA-256 of their figures."""
    sha256 = digest(canonical_json(_figures(result)))
    row = ResultRow(review_id=result.review.id, document=canonical_json(result), sha256=sha256)
    for side, facts in result.sides.items():
        setattr(row, f"{side}_invited", facts.invited)
        setattr(row, f"{side}_responses", facts.responses)
    session.add(row)
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


def list_results(session: Session, review_ids: Collection[int]) -> dict[int, ReviewResult]:
    """Return the released results of those reviews that are closed, by review; in one query."""
    query = select(ResultRow.review_id, ResultRow.document, ReviewRow.state).join(
        ReviewRow, ReviewRow.id == ResultRow.review_id
    )
    found = {}
    for row in session.execute(query.where(ResultRow.review_id.in_(review_ids))):
        result = _read(row.document)
        found[row.review_id] = replace(result, review=replace(result.review, state=row.state))
    return found


@lru_cache(maxsize=RESULTS_KEPT)
def _read(document: str) -> ReviewResult:
    """Return the results that a document holds; kept, since a document never changes and is read on every page."""
    return from_plain(ReviewResult, json.loads(document))


def drop_comments(session: Session, before: datetime) -> list[int]:
    """Take the comments out of the results of reviews that closed before ``before``; return the review of each.

    The hash of the figures does not cover them, so it stays, and nothing else in the document changes.
    """
    query = select(ResultRow).join(ReviewRow, ReviewRow.id == ResultRow.review_id)
    dropped = []
    for row in session.scalars(query.where(ReviewRow.closed_at < before, ResultRow.comments_erased.is_(False))):
        result = from_plain(ReviewResult, json.loads(row.document))
        dropped += [row.review_id for entry in result.comments for _ in entry.texts]
        row.document, row.comments_erased = canonical_json(replace(result, comments=())), True
    session.flush()
    _read.cache_clear()
    return dropped


def find_sha256(session: Session, review_id: int) -> str | None:
    """Return the hash that was stored with the results, or None before closing."""
    return session.scalar(select(ResultRow.sha256).where(ResultRow.review_id == review_id))


def list_altered(session: Session) -> list[int]:
    """Return the reviews whose stored figures no longer have the hash that was stored, or recorded, with them."""
    rows = session.execute(
        select(ResultRow.review_id, ResultRow.document, ResultRow.sha256).order_by(ResultRow.review_id)
    )
    recorded = {
        entry.review_id: read_details(entry).get("sha256")
        for entry in list_entries(session, action="review.closed", limit=None)
    }
    return [
        review_id
        for review_id, document, sha256 in rows
        if sha256 != _computed(document) or recorded.get(review_id, sha256) != sha256
    ]


def _computed(document: str) -> str | None:
    """Return the hash of the figures in a document; None when it cannot be read."""
    try:
        return digest(canonical_json(_figures(from_plain(ReviewResult, json.loads(document)))))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _figures(result: ReviewResult) -> object:
    """Return what the hash covers: all but comments and the review's state, which may still change."""
    return replace(result, comments=(), review=replace(result.review, state=result.review.state.CLOSED))
