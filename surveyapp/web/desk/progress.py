"""How far reviews have come: counts of sides, never of answers; what mail and focal points said."""

from sqlalchemy.orm import Session

from surveyapp.core.conduct.attention import Progress
from surveyapp.core.conduct.review import Review, State
from surveyapp.core.sides import Side
from surveyapp.store import openings, recipients, reviews, sealing
from surveyapp.web.clock import now
from surveyapp.workflow.invitations import confirming


def load_progress(session: Session, listed: list[Review]) -> dict[int, Progress]:
    """Return where each of these reviews stands, in as many queries whatever their number."""
    ids = [review.id for review in listed]
    invited, answered = reviews.count_invited(session, ids), reviews.count_responses(session, ids)
    unsealed, failed = set(sealing.list_unsealed(session)), recipients.count_failed(session, ids)
    confirmations = confirming.list_confirmations(session, [r for r in listed if r.state is State.DRAFT], now=now())
    proposed = openings.list_proposers(session, ids)
    return {
        review.id: Progress(
            review,
            invited={side: invited[review.id, side] for side in Side},
            answered={side: answered[review.id, side] for side in Side},
            is_sealed=review.id not in unsealed,
            failed_mails=failed.get(review.id, 0),
            confirmations=confirmations.get(review.id, {}),
            proposed_by=proposed.get(review.id),
        )
        for review in listed
    }
