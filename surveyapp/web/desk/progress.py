"""How far reviews have come: counts of sides, never of answers."""

from sqlalchemy.orm import Session

from surveyapp.core.attention import Standing
from surveyapp.core.review import Review
from surveyapp.core.sides import Side
from surveyapp.store import reviews, sealing


def load_progress(session: Session, listed: list[Review]) -> dict[int, Standing]:
    """Return where each of these reviews stands, in as many queries whatever their number."""
    ids = [review.id for review in listed]
    invited, answered = reviews.count_invited(session, ids), reviews.count_responses(session, ids)
    unsealed = set(sealing.list_unsealed(session))
    return {
        review.id: Standing(
            review,
            invited={side: invited[review.id, side] for side in Side},
            answered={side: answered[review.id, side] for side in Side},
            is_sealed=review.id not in unsealed,
        )
        for review in listed
    }
