"""What programs are answered, as JSON: reviews, and about how many have answered; never a person."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.turnout import Turnout
from surveyapp.core.sides import Side
from surveyapp.core.wire import to_plain
from surveyapp.store import reviews, turnouts

Counts = Mapping[tuple[int, Side], int]


def to_json(value: object) -> str:
    """Return ``value`` as every answer is written, and as the commands write it."""
    return json.dumps(to_plain(value), ensure_ascii=False, indent=1) + "\n"


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of each side of some reviews are invited, how many had answered as the day ``as_of`` began, in steps.

    ``answered`` has numbers of closed reviews alone.
    """

    invited: Counts
    turnout: Mapping[tuple[int, Side], Turnout]
    answered: Counts
    as_of: date


def load_standing(session: Session, listed: list[Review], *, now: datetime, today: date) -> Standing:
    """Return what is told of the answers of these reviews at ``now``, which is in the day ``today``."""
    ids = [review.id for review in listed]
    invited = reviews.count_invited(session, ids)
    return Standing(
        invited,
        turnouts.list_turnouts(session, listed, invited=invited, now=now),
        reviews.count_responses(session, [review.id for review in listed if review.is_closed]),
        today,
    )


def review_document(review: Review, standing: Standing) -> dict[str, object]:
    """Return one review: what was prepared, and where it stands."""
    sides = invitations_document(review, standing)["sides"]
    return {
        "id": review.id,
        "round": review.round.slug,
        "round_title": review.round.title,
        "partner": review.partner.slug,
        "partner_name": review.partner.name,
        "questionnaire": review.questionnaire,
        "state": review.state,
        "policy": review.policy,
        "thresholds": review.thresholds,
        "sides": sides,
        "closes": review.closes_on,
        "closes_at": review.closes_at,
        "demonstration": review.is_demonstration,
    }


def invitations_document(review: Review, standing: Standing) -> dict[str, object]:
    """Return how each side answers, how many of it are invited, and about how many have answered."""
    return {
        "review": review.id,
        "sides": {
            side: {
                "answering": review.answering.of(side),
                "invited": standing.invited[review.id, side],
                "turnout": standing.turnout[review.id, side],
                "as_of": None if review.is_closed else standing.as_of,
                "responses": standing.answered.get((review.id, side)),
            }
            for side in Side
        },
    }
