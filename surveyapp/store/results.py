"""Released results: written once, at closing, and never again."""

import json
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import State
from surveyapp.core.errors import Code, StateError
from surveyapp.core.release.first_edition import FIRST, read_sealed
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.days import day_of
from surveyapp.core.wire import canonical_json, digest, to_plain
from surveyapp.store.audit import list_entries, read_details
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.reviews import get_review
from surveyapp.store.rows import ResultRow, ReviewRow

RESULTS_KEPT = 64
"""Documents that a process keeps, which have been read."""
OUTLINES_KEPT = 1000
"""Outlines that a process keeps, 15 kB each: a round of many partners shows all of them at once."""
_NOT_COMPARED: Mapping[str, Any] = {"priorities": [], "closing": {}, "cuts": [], "comments": []}


def put_result(session: Session, result: ReviewResult) -> str:
    """Store the results of a review and return the SHA-256 of their figures."""
    return put_sealed(session, result.review.id, to_plain(result))


def put_sealed(session: Session, review_id: int, plain: Mapping[str, Any]) -> str:
    """Store a results document of either edition as it was sealed, and return the SHA-256 of its figures."""
    sha256 = digest(canonical_json(_figures(plain)))
    row = ResultRow(review_id=review_id, document=canonical_json(plain), sha256=sha256)
    for side, facts in plain["sides"].items():
        setattr(row, f"{side}_invited", facts["invited"])
        setattr(row, f"{side}_responses", facts["responses"])
    session.add(row)
    return sha256


def get_result(session: Session, review_id: int) -> ReviewResult:
    """Return the released results as they may be shown, with the state that the review is in now.

    Raises:
        NotFoundError: there is no such review.
        StateError: the review is not closed yet.
    """
    found = list_results(session, [review_id]).get(review_id)
    if found is None:
        review = get_review(session, review_id)
        raise StateError(Code.NO_RESULTS_YET, review=review_id, state=review.state)
    return found


def get_day_closed(session: Session, review_id: int) -> date:
    """Return the day on which a review was closed, where the reviews are run; StateError before that."""
    closed_at = session.scalar(select(ReviewRow.closed_at).filter_by(id=review_id))
    if closed_at is None:
        raise StateError(Code.NO_RESULTS_YET, review=review_id, state=get_review(session, review_id).state)
    return day_of(closed_at, timezone_of(session))


def list_results(session: Session, review_ids: Collection[int]) -> dict[int, ReviewResult]:
    """Return the released results of those reviews that are closed, by review; in one query, versions apart."""
    query = select(ResultRow.review_id, ResultRow.document, ReviewRow.state).join(
        ReviewRow, ReviewRow.id == ResultRow.review_id
    )
    found = {}
    for row in session.execute(query.where(ResultRow.review_id.in_(review_ids))).all():
        result = _read(session, row.document)
        found[row.review_id] = replace(result, review=replace(result.review, state=row.state))
    return found


def list_outlines(session: Session, review_ids: Collection[int]) -> dict[int, ReviewResult]:
    """Return scores, gaps and readings of topics of those reviews that are closed, by review, and nothing else of them.

    What rounds of many partners are compared by. In two queries: documents that were read before are not asked for.
    """
    query = select(ResultRow.review_id, ResultRow.sha256, ReviewRow.state)
    rows = session.execute(
        query.join(ReviewRow, ReviewRow.id == ResultRow.review_id).where(ResultRow.review_id.in_(review_ids))
    ).all()
    known = {key: _OUTLINES[key] for row in rows if (key := (row.review_id, row.sha256)) in _OUTLINES}
    unread = [row.review_id for row in rows if (row.review_id, row.sha256) not in known]
    asked = select(ResultRow.review_id, ResultRow.sha256, ResultRow.document).where(ResultRow.review_id.in_(unread))
    read = {(row.review_id, row.sha256): _outline(session, row.document) for row in session.execute(asked)}
    if len(_OUTLINES) + len(read) > OUTLINES_KEPT:
        _OUTLINES.clear()
    _OUTLINES.update(read)
    known |= read
    found = {row.review_id: (known[row.review_id, row.sha256], row.state) for row in rows}
    return {one: replace(outline, review=replace(outline.review, state=now)) for one, (outline, now) in found.items()}


_OUTLINES: dict[tuple[int, str], ReviewResult] = {}


def _outline(session: Session, document: str) -> ReviewResult:
    plain = json.loads(document)
    if "method" in plain:  # of the first edition everything follows from the cells
        sections = [{**one, "statements": [], "facets": _gaps(one["facets"])} for one in plain["sections"]]
        plain = {**plain, **_NOT_COMPARED, "sections": sections}
    read = read_sealed(plain, get_questionnaire(session, plain["review"]["questionnaire"]))
    scored = tuple(replace(one, statements=()) for one in read.sections)
    return replace(read, sections=scored, priorities=(), closing={}, cuts=(), comments=())


def _gaps(facets: Mapping[str, Any]) -> dict[str, Any]:
    return {facet: {**one, "sides": _means(one)} for facet, one in facets.items()}


def _means(facet: Mapping[str, Any]) -> dict[str, Any]:
    return {side: {"mean": one["mean"]} for side, one in facet["sides"].items()}


def _read(session: Session, document: str) -> ReviewResult:
    """Return the results that a document holds; kept, since a document never changes and is read on every page."""
    known = _KNOWN.get(document)
    if known is None:
        plain = json.loads(document)
        known = read_sealed(plain, get_questionnaire(session, plain["review"]["questionnaire"]))
        if len(_KNOWN) >= RESULTS_KEPT:
            _KNOWN.clear()
        _KNOWN[document] = known
    return known


_KNOWN: dict[str, ReviewResult] = {}


def drop_comments(session: Session, before: datetime) -> list[int]:
    """Take the comments out of the results of reviews that closed before ``before``; return the review of each.

    The hash of the figures does not cover them, so it stays, and nothing else in the document changes.
    """
    query = select(ResultRow).join(ReviewRow, ReviewRow.id == ResultRow.review_id)
    dropped = []
    for row in session.scalars(query.where(ReviewRow.closed_at < before, ResultRow.comments_erased.is_(False))):
        plain = json.loads(row.document)
        dropped += [row.review_id for entry in plain["comments"] for _ in entry["texts"]]
        row.document, row.comments_erased = canonical_json({**plain, "comments": []}), True
    session.flush()
    _KNOWN.clear()
    return dropped


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


def list_methods(session: Session) -> dict[int, int]:
    """Return how many results were sealed under each edition of the method."""
    documents = session.scalars(select(ResultRow.document))
    return dict(sorted(Counter(json.loads(document).get("method", FIRST) for document in documents).items()))


def _computed(document: str) -> str | None:
    """Return the hash of the figures in a document; None when it cannot be read."""
    try:
        return digest(canonical_json(_figures(json.loads(document))))
    except (ValueError, TypeError, KeyError, AttributeError):
        return None


def _figures(plain: Mapping[str, Any]) -> object:
    """Return what the hash covers: all but comments and the review's state, which may still change."""
    return {**plain, "comments": [], "review": {**plain["review"], "state": State.CLOSED.value}}
