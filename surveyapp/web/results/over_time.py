"""One partnership's rounds beside each other, of those that the reader may see."""

from dataclasses import replace

from flask import g
from sqlalchemy.orm import Session

from surveyapp.charts.rounds_view import RoundsView
from surveyapp.core.comparability import Answered
from surveyapp.core.results import ReviewResult
from surveyapp.core.review import Review
from surveyapp.core.roles import Right
from surveyapp.core.sides import Language
from surveyapp.store import questionnaires, results, reviews


def load_rounds(session: Session, review: Review, *, language: Language) -> RoundsView | None:
    """Return a closed review with the closed ones before it; None where there is none before it."""
    earlier = reviews.list_earlier_reviews(session, review.id)
    held = [one for one in earlier if g.staff.may(Right.SEE_RESULTS, one.id)] + [review]
    if len(held) == 1:
        return None
    released = results.list_results(session, [one.id for one in held])
    rounds = tuple(
        Answered(
            _of_one_partner(released[one.id], review),
            questionnaires.get_questionnaire(session, one.questionnaire),
        )
        for one in held
    )
    return RoundsView(rounds, tuple(one.round.title for one in held), language, review.partner.name)


def _of_one_partner(result: ReviewResult, review: Review) -> ReviewResult:
    """Return results under the partner's name of today: an earlier review may have come from a record merged since."""
    return replace(result, review=replace(result.review, partner=review.partner.slug))
