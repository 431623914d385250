"""How far reviews have come: counts of sides, never of answers; what mail and focal points said."""

from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.attention import Progress
from surveyapp.core.conduct.review import Review, State
from surveyapp.core.sides import Side
from surveyapp.core.text.days import day_of
from surveyapp.store import openings, recipients, reviews, sealing, turnouts
from surveyapp.store.engine import timezone_of
from surveyapp.workflow.invitations import confirming


def load_progress(session: Session, listed: list[Review], *, now: datetime) -> dict[int, Progress]:
    """Return where each of these reviews stands at ``now``, in as many queries whatever their number."""
    ids = [review.id for review in listed]
    invited = reviews.count_invited(session, ids)
    turnout = turnouts.list_turnouts(session, listed, invited=invited, now=now)
    answered = reviews.count_responses(session, [review.id for review in listed if review.is_closed])
    unsealed, failed = set(sealing.list_unsealed(session)), recipients.count_failed(session, ids)
    confirmations = confirming.list_confirmations(session, [r for r in listed if r.state is State.DRAFT], now=now)
    opened_today = openings.list_opened_on(session, ids, day_of(now, timezone_of(session)))
    proposed, withdrawn = openings.list_proposers(session, ids), openings.list_withdrawn(session, ids)
    return {
        review.id: Progress(
            review,
            invited={side: invited[review.id, side] for side in Side},
            turnout={side: turnout[review.id, side] for side in Side},
            withdrawn={side: withdrawn.get((review.id, side), 0) for side in Side},
            answered={side: answered[review.id, side] for side in Side if review.is_closed},
            is_opened_today=review.id in opened_today,
            is_sealed=review.id not in unsealed,
            failed_mails=failed.get(review.id, 0),
            confirmations=confirmations.get(review.id, {}),
            proposed_by=proposed.get(review.id),
        )
        for review in listed
    }
