"""Deleting what has had no effect yet: a review that was never opened, and a round without reviews."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review, Step
from surveyapp.core.conduct.roster import Roster
from surveyapp.core.errors import Code, StateError
from surveyapp.core.sides import Side
from surveyapp.store import audit, invitations, removing, reviews, rounds, vouchings
from surveyapp.store.rosters import list_rosters


@dataclass(frozen=True, slots=True)
class Cost:
    """What goes with a review in preparation."""

    review: Review
    rosters: Mapping[Side, Roster]
    on_paper: Mapping[Side, int]
    asked: int
    """Focal points who were asked about a list: the link that was mailed to them leads nowhere afterwards."""
    has_letters: bool
    """Letters were printed: what stands on them leads nowhere afterwards, either."""


def read_cost(session: Session, review_id: int) -> Cost:
    """Return what deleting a review would take with it; changes nothing.

    Raises:
        NotFoundError, StateError: as for ``delete_review``.
    """
    review = _require_deletable(session, review_id)
    rosters = list_rosters(session, [review_id])
    vouchers = vouchings.list_vouchers(session, {review_id: review.partner.id})
    asked = sum(one.asked_at is not None for of_side in vouchers.values() for one in of_side)
    return Cost(
        review,
        {side: rosters[review_id, side] for side in Side},
        invitations.count_on_paper(session, review_id),
        asked,
        bool(audit.list_entries(session, review_id=review_id, action="invitation.letters_taken", limit=1)),
    )


def delete_review(session: Session, review_id: int) -> None:
    """Delete a review in preparation, with its lists and links.

    Raises:
        NotFoundError: there is no such review.
        StateError: it was opened; or a focal point objected to a list and has not taken that back: whoever deleted it
            and prepared it anew would open without anybody hearing of that.
    """
    reviews.get_review_row(session, review_id)
    review = _require_deletable(session, review_id)
    removing.remove_review(session, review_id)
    told = {"partner": review.partner.slug, "round": review.round.slug}
    audit.record(session, "review.deleted", review_id=review_id, **told)


def delete_round(session: Session, slug: str) -> None:
    """Delete a round in which no review was prepared.

    Raises:
        NotFoundError: there is no such round.
        StateError: it has reviews.
    """
    if not removing.remove_round(session, rounds.get_round(session, slug).id):
        raise StateError(Code.ROUND_IN_USE, round=slug)
    audit.record(session, "round.deleted", round=slug)


def _require_deletable(session: Session, review_id: int) -> Review:
    review = reviews.get_review(session, review_id)
    review.require(Step.DELETE)
    objected = vouchings.list_objections(session, [review_id]).values()
    if any(one.stands for of_side in objected for one in of_side):
        raise StateError(Code.OBJECTION_STANDS, review=review_id)
    return review
