"""The same partner's review before: what its meeting agreed, and what has moved since."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from surveyapp.core.comparison.comparability import Answered
from surveyapp.core.comparison.rounds import RoundMoves, compare_rounds
from surveyapp.core.conduct.actions import Action, Meeting
from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Text
from surveyapp.store import actions, results, review_lists, reviews
from surveyapp.store.questionnaires import get_questionnaire


@dataclass(frozen=True, slots=True)
class Earlier:
    """An earlier review of one partnership, beside a later one whose results are known."""

    review_id: int
    round_title: Text
    meeting: Meeting
    moves: RoundMoves


@dataclass(frozen=True, slots=True)
class Kept:
    """What was promised in the review before, with what became of it; ``moves`` are None until the later one closes."""

    review_id: int
    round_title: Text
    actions: tuple[Action, ...]
    moves: RoundMoves | None


def find_earlier(
    session: Session, result: ReviewResult, questionnaire: Questionnaire, *, may_see: Callable[[int], bool]
) -> Earlier | None:
    """Return the newest closed review of the same partner before the one of ``result``, for what both sides get to see.

    None at a first review, where it was not shared with both sides, and where the reader may not see it: ``may_see``
    says that of a review's id.
    """
    earlier_id = actions.find_earlier_review(session, result.review.id)
    review = None if earlier_id is None else reviews.get_review(session, earlier_id)
    if earlier_id is None or review is None or not review.is_shared or not may_see(earlier_id):
        return None
    before = Answered(results.get_result(session, earlier_id), get_questionnaire(session, review.questionnaire))
    moves = _compare(before, Answered(result, questionnaire))
    return Earlier(earlier_id, review.round.title, actions.get_meeting(session, earlier_id), moves)


def list_kept(session: Session, listed: Collection[Review]) -> dict[int, Kept]:
    """Return what the partner of each of these reviews was promised the time before, those apart that have nothing.

    In as many queries whatever the number of reviews, versions of questionnaires apart.
    """
    before = review_lists.list_before(session, listed)
    if not before:
        return {}
    promised = actions.list_actions(session, [one.id for one in before.values()])
    kept = {one.id: before[one.id] for one in listed if one.id in before and promised[before[one.id].id]}
    compared = [one for one in listed if one.id in kept and one.is_closed]
    released = results.list_results(session, [one for pair in compared for one in (pair.id, kept[pair.id].id)])
    moves = {one.id: _moves(session, kept[one.id], one, released=released) for one in compared}
    return {
        this: Kept(earlier.id, earlier.round.title, promised[earlier.id], moves.get(this))
        for this, earlier in kept.items()
    }


def _moves(session: Session, earlier: Review, later: Review, *, released: Mapping[int, ReviewResult]) -> RoundMoves:
    before, after = (
        Answered(released[one.id], get_questionnaire(session, one.questionnaire)) for one in (earlier, later)
    )
    return _compare(before, after)


def _compare(before: Answered, after: Answered) -> RoundMoves:
    """Compare under the partner's name of today: the earlier results may come from a record merged since."""
    review = replace(before.result.review, partner=after.result.review.partner)
    return compare_rounds(replace(before, result=replace(before.result, review=review)), after)
