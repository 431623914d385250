"""What programs are answered, as JSON: reviews, and how many are invited and have answered; never a person."""

import json
from collections.abc import Mapping

from surveyapp.core.conduct.review import Review
from surveyapp.core.sides import Side
from surveyapp.core.wire import to_plain

Counts = Mapping[tuple[int, Side], int]


def to_json(value: object) -> str:
    """Return ``value`` as every answer is written, and as the commands write it."""
    return json.dumps(to_plain(value), ensure_ascii=False, indent=1) + "\n"


def review_document(review: Review, *, invited: Counts, answered: Counts) -> dict[str, object]:
    """Return one review: what was prepared, and where it stands."""
    sides = invitations_document(review, invited=invited, answered=answered)["sides"]
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


def invitations_document(review: Review, *, invited: Counts, answered: Counts) -> dict[str, object]:
    """Return how each side answers, how many of it are invited and how many have answered."""
    return {
        "review": review.id,
        "sides": {
            side: {
                "answering": review.answering.of(side),
                "invited": invited[review.id, side],
                "responses": answered[review.id, side],
            }
            for side in Side
        },
    }
