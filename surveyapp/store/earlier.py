"""The same partner's review before: what its meeting agreed, and what has moved since."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.comparison.rounds import RoundMoves, compare_rounds
from surveyapp.core.conduct.actions import Meeting
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Text
from surveyapp.store import actions, results, reviews
from surveyapp.store.questionnaires import get_questionnaire


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier review of one partnership, beside a later one whose results are known."""

    review_id: int
    round_title: Text
    meeting: Meeting
    moves: RoundMoves


def find_earlier(session: Session, result: ReviewResult, questionnaire: Questionnaire) -> Earlier | None:
    """Return the newest closed review of the same partner before the one of ``result``; None at a first review."""
    earlier_id = actions.find_earlier_review(session, result.review.id)
    if earlier_id is None:
        return None
    review = reviews.get_review(session, earlier_id)
    asked = get_questionnaire(session, review.questionnaire)
    before = _of_one_partner(results.get_result(session, earlier_id), result)
    moves = compare_rounds(Answered(before, asked), Answered(result, questionnaire))
    return Earlier(earlier_id, review.round.title, actions.get_meeting(session, earlier_id), moves)


def _of_one_partner(before: ReviewResult, result: ReviewResult) -> ReviewResult:
    """Return the earlier results under the partner's name of today: they may come from a record merged since."""
    return replace(before, review=replace(before.review, partner=result.review.partner))
