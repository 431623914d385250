"""Loading what a meeting pack is made of: released results, what was agreed, and the round before."""

from sqlalchemy.orm import Session

from surveyapp.core.errors import InputError
from surveyapp.core.sides import PRINTED_IN
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
    meeting, earlier = actions.get_meeting(session, review_id), _earlier(session, review_id)
    return MeetingPack(review, questionnaire, result, meeting, earlier, PRINTED_IN[languages], chosen)


def _earlier(session: Session, review_id: int) -> Earlier | None:
    earlier_id = actions.find_earlier_review(session, review_id)
    if earlier_id is None:
        return None
    review = reviews.get_review(session, earlier_id)
    result = results.get_result(session, earlier_id)
    return Earlier(review.round.title, actions.get_meeting(session, earlier_id), result)
