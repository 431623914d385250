"""The same partner's review before: what its meeting agreed, and what has moved since."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from surveyapp.core.comparison.comparability import Answered, Subject
from surveyapp.core.comparison.movements import Course
from surveyapp.core.comparison.rounds import RoundMoves, compare_rounds, gap_courses
from surveyapp.core.conduct.actions import Action, Meeting, Promise
from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet
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


def find_kept(session: Session, review: Review) -> Kept | None:
    """Return what the partner of a review was promised the time before; None where that is nothing."""
    earlier_id = actions.find_earlier_review(session, review.id)
    earlier = None if earlier_id is None else reviews.get_review(session, earlier_id)
    promised = actions.list_actions(session, [earlier.id])[earlier.id] if earlier else ()
    if earlier is None or not promised:
        return None
    released = results.list_results(session, [earlier.id, review.id])
    moves = _compare(*_answered(session, earlier, review, released=released)) if review.is_closed else None
    return Kept(earlier.id, earlier.round.title, promised, moves)


def list_promised(session: Session, round_id: int) -> tuple[list[Action], Counter[Course]]:
    """Return what the partners of a round were promised the time before, and what became of gaps by number.

    Of each gap that a promise was about and that can be compared; in as many queries whatever the number of reviews,
    and without reading whole reviews or results: there may be hundreds.
    """
    pairs = review_lists.list_pairs(session, round_id)
    promised = actions.list_actions(session, [one.before for one in pairs])
    closed = [one for one in pairs if one.is_closed and promised[one.before]]
    outlines = results.list_outlines(session, {key for one in closed for key in (one.before, one.id)})
    courses = Counter[Course]()
    for one in closed:
        about = [subject for action in promised[one.before] for subject in _subjects(action.promise)]
        old = Answered(outlines[one.before], get_questionnaire(session, one.asked_before))
        new = Answered(outlines[one.id], get_questionnaire(session, one.questionnaire))
        courses.update(gap_courses(old, new, about))
    return [action for one in pairs for action in promised[one.before]], courses


def _subjects(promise: Promise) -> list[Subject]:
    """Return the gaps that a promise was about: of its facet, or of all that its topic has."""
    if promise.section is None:
        return []
    facets = [None, *Facet] if promise.facet is None else [promise.facet]
    return [Subject(promise.section, facet) for facet in facets]


def _answered(
    session: Session, earlier: Review, later: Review, *, released: Mapping[int, ReviewResult]
) -> tuple[Answered, Answered]:
    """Return both under the partner's name of today: the earlier results may come from a record merged since."""
    before, after = (
        Answered(released[one.id], get_questionnaire(session, one.questionnaire)) for one in (earlier, later)
    )
    return _renamed(before, after), after


def _renamed(before: Answered, after: Answered) -> Answered:
    review = replace(before.result.review, partner=after.result.review.partner)
    return replace(before, result=replace(before.result, review=review))


def _compare(before: Answered, after: Answered) -> RoundMoves:
    return compare_rounds(_renamed(before, after), after)
