"""Loading what a meeting pack is made of: released results, what was agreed, and the round before."""

from dataclasses import replace

from sqlalchemy.orm import Session

from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.comparison.rounds import compare_rounds
from surveyapp.core.errors import InputError
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import PRINTED_IN
from surveyapp.reports.pack import SHEETS
from surveyapp.reports.pack_content import Earlier, MeetingPack
from surveyapp.store import actions, results, reviews
from surveyapp.store.questionnaires import get_questionnaire


def load_pack(session: Session, review_id: int, *, languages: str, chosen: frozenset[str] = frozenset()) -> MeetingPack:
    """Return the pack of a closed review.

    Args:
        session: to read with.
        review_id: a review whose results were released.
        languages: a key of ``PRINTED_IN``.
        chosen: names of sheets and sections to print; empty for all.

    Raises:
        NotFoundError: there is no such review.
        StateError: it is not closed yet.
        InputError: ``chosen`` names something that is neither a sheet nor a section.
    """
    review = reviews.get_review(session, review_id)
    result = results.get_result(session, review_id)
    questionnaire = get_questionnaire(session, review.questionnaire)
    known = {*SHEETS, *(section.id for section in questionnaire.sections)}
    for name in sorted(chosen - known):
        raise InputError("no_sheet", name=name, names=", ".join(SHEETS))
    meeting = actions.get_meeting(session, review_id)
    earlier = _earlier(session, result, questionnaire)
    return MeetingPack(review, questionnaire, result, meeting, earlier, PRINTED_IN[languages], chosen)


def _earlier(session: Session, result: ReviewResult, questionnaire: Questionnaire) -> Earlier | None:
    earlier_id = actions.find_earlier_review(session, result.review.id)
    if earlier_id is None:
        return None
    review = reviews.get_review(session, earlier_id)
    asked = get_questionnaire(session, review.questionnaire)
    before = _of_one_partner(results.get_result(session, earlier_id), result)
    moves = compare_rounds(Answered(before, asked), Answered(result, questionnaire))
    return Earlier(review.round.title, actions.get_meeting(session, earlier_id), moves)


def _of_one_partner(before: ReviewResult, result: ReviewResult) -> ReviewResult:
    """Return the earlier results under the partner's name of today: they may come from a record merged since."""
    return replace(before, review=replace(before.review, partner=result.review.partner))
