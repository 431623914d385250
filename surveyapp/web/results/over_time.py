"""One partnership's rounds beside each other, of those that the reader may see."""

from collections.abc import Iterable
from dataclasses import replace
from functools import partial
from typing import Any

from flask import g
from sqlalchemy.orm import Session

from surveyapp.charts.comparison.rounds_view import RoundsView, Strand
from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Language
from surveyapp.store import questionnaires, results, reviews
from surveyapp.web.results import drawing
from surveyapp.words.naming import Names
from surveyapp.words.rounds import course_name
from surveyapp.words.summary import since_last_round


def load_rounds(session: Session, review: Review, *, language: Language) -> RoundsView | None:
    """Return a closed review with the closed ones before it that staff may see; None where there is none before it."""
    earlier = reviews.list_earlier_reviews(session, review.id)
    held = [one for one in earlier if g.staff.may(Right.SEE_RESULTS, one.id)]
    return _beside(session, review, earlier=held, language=language)


def load_shared_rounds(session: Session, review: Review, *, language: Language) -> RoundsView | None:
    """Return a shared review with the shared ones before it, for both sides; None where there is none before it."""
    held = [one for one in reviews.list_earlier_reviews(session, review.id) if one.is_shared]
    return _beside(session, review, earlier=held, language=language)


def rounds_frame(over: RoundsView, names: Names) -> dict[str, Any]:
    """Return what the template of several rounds takes."""
    return {
        "over": over,
        "charts": {name: drawing.inline(chart) for name, chart in drawing.rounds_charts(over).items()},
        "rounds_name": drawing.rounds_name,
        "since": since_last_round(over.moves[-1], names),
        "course": partial(_course, names.language),
    }


def _course(language: Language, strand: Strand) -> str:
    return course_name(strand.course, language)


def _beside(session: Session, review: Review, *, earlier: Iterable[Review], language: Language) -> RoundsView | None:
    held = [*earlier, review]
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
