"""Closing: the results are computed once and stored, and in the same transaction every answer is erased."""

import hashlib
import hmac
import secrets
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import State, Step
from surveyapp.core.errors import Code, StateError
from surveyapp.core.method.cells import release_in
from surveyapp.core.method.evaluating import evaluate
from surveyapp.core.release.computing import compute_result
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.core.wire import canonical_json
from surveyapp.store import audit, imports, openings, responses, results, reviews, sealing
from surveyapp.store.engine import timezone_of
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.workflow import mailing


def close_review(session: Session, review_id: int, *, now: datetime) -> int:
    """Close an open review for good: store its results, erase its answers and drafts, shuffle its links and people.

    Return how many answers were counted, and erased.

    The caller commits and then calls ``store.sealing.compact``. After a crash between the two, whoever calls that next
    finishes it: this command, the closing of another review, the worker.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is not open.
    """
    row = reviews.get_review_row(session, review_id)
    reviews.get_review(session, review_id).require(Step.CLOSE)
    invited, gone = reviews.count_invited(session, [review_id]), openings.list_withdrawn(session, [review_id])
    row.state, row.closed_at = State.CLOSED, now
    session.flush()
    review = reviews.get_review(session, review_id)
    key = secrets.token_bytes(32)  # dies here, and with it the order in which comments came
    result = compute_result(
        get_questionnaire(session, review.questionnaire),
        review,
        sheets=responses.read_sheets(session, review_id),
        invited={side: invited[review_id, side] for side in Side},
        comment_order=lambda text: hmac.digest(key, text.encode(), hashlib.sha256),
        withdrawn={side: count for (_, side), count in gone.items()},
    )
    sha256 = results.put_result(session, result)
    counted = _erase_answers(session, result)
    imports.drop_imports(session, review_id)
    sealing.rewrite_recipients(session, review_id)
    sealing.rewrite_invitations(session, review_id)
    audit.record(session, "review.closed", review_id=review_id, sha256=sha256)
    return counted


def find_shown_numbers(session: Session, review_id: int) -> audit.Entry | None:
    """Return who was shown the exact numbers of an open review, and when, or None."""
    return next(iter(audit.list_entries(session, action="review.numbers_shown", review_id=review_id, limit=1)), None)


def show_numbers(session: Session, review_id: int) -> dict[Side, int]:
    """Return how many of each side have answered by now, exactly: once a review, to decide whether to close; recorded.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is not open, or the numbers were shown already.
    """
    reviews.get_review_row(session, review_id)
    reviews.get_review(session, review_id).require(Step.CLOSE)
    shown = find_shown_numbers(session, review_id)
    if shown:
        day = day_of(shown.at, timezone_of(session)).isoformat()
        raise StateError(Code.NUMBERS_SHOWN, review=review_id, by=shown.author, day=day)
    audit.record(session, "review.numbers_shown", review_id=review_id)
    counts = reviews.count_responses(session, [review_id])
    return {side: counts[review_id, side] for side in Side}


def _erase_answers(session: Session, result: ReviewResult) -> int:
    """Erase what was counted, if the stored document says by itself all that will ever be said of it; return how much.

    Raises:
        RuntimeError: it does not, or another number of people was counted; the caller rolls back, and the answers stay.
    """
    stored = results.get_result(session, result.review.id)
    again = evaluate(get_questionnaire(session, stored.review.questionnaire), release_in(stored))
    if canonical_json(again) != canonical_json(result):
        raise RuntimeError("the stored results do not lead to the same results again")
    erased = responses.drop_counted(session, result.review.id)
    counted = sum(facts.responses for facts in result.sides.values())
    if erased != counted:
        raise RuntimeError(f"{counted} answers were counted, and {erased} erased")
    return counted


def share_review(session: Session, review_id: int, *, now: datetime) -> int:
    """Show both sides the results, at the same minute, and queue mails that say so to whoever was invited by mail.

    Return how many mails.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is not closed, or was shared before.
    """
    row = reviews.get_review_row(session, review_id)
    reviews.get_review(session, review_id).require(Step.SHARE)
    row.state, row.shared_at = State.SHARED, now
    mails = mailing.queue_shared(session, review_id, now=now)
    audit.record(session, "review.shared", review_id=review_id)
    return mails
