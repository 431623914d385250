"""What was promised the time before: what became of it, and whether the gap that it was about has closed."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.comparison.movements import Course
from surveyapp.core.conduct.actions import Action, Status
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import Text
from surveyapp.store.earlier import Kept, find_kept
from surveyapp.web.i18n import current_language, gettext
from surveyapp.words.actions import STATUSES
from surveyapp.words.catalogue import say
from surveyapp.words.naming import Names
from surveyapp.words.rounds import COURSES
from surveyapp.words.verdicts import Verdict, verdicts


@dataclass(frozen=True, slots=True)
class Told:
    """What was promised in the round before, each with what became of the gap that it was about."""

    review_id: int
    round_title: Text
    promises: tuple[tuple[Action, list[Verdict]], ...]


def load_told(session: Session, review: Review, questionnaire: Questionnaire) -> Told | None:
    """Return what was promised the time before; None where nothing was, or staff may not see that review."""
    kept = find_kept(session, review)
    if kept is None or not g.staff.may(Right.SEE_RESULTS, kept.review_id):
        return None
    return told_of(kept, review, questionnaire)


def told_of(kept: Kept, review: Review, questionnaire: Questionnaire) -> Told:
    """Return what was ``kept`` of the review before, in words."""
    names = Names(questionnaire, review.partner.name, current_language())
    promises = tuple((action, verdicts(names, action.promise, kept.moves)) for action in kept.actions)
    return Told(kept.review_id, kept.round_title, promises)


def count_promises(promised: Collection[Action]) -> list[tuple[str, int]]:
    """Return how many promises stand where, the first as they begin; those that none has are left out."""
    counts = Counter(action.status for action in promised)
    return [(gettext(STATUSES[status]), counts[status]) for status in Status if counts[status]]


def count_gaps(courses: Mapping[Course, int]) -> list[tuple[str, int]]:
    """Return how many of the gaps that promises were about became narrower, wider and so on."""
    language = current_language()
    return [(say(words, language), courses[course]) for course, words in COURSES.items() if courses.get(course)]
