"""One side by role or place: each group's scores beside those of the whole side."""

from typing import Any

from surveyapp.core.instrument.questionnaire import Questionnaire, Scoring
from surveyapp.core.method.beside_groups import whole_side_scores
from surveyapp.core.method.readings import is_apart
from surveyapp.core.results import Gap, ReviewResult
from surveyapp.core.text.rounding import tenths_apart


def groups_frame(result: ReviewResult, questionnaire: Questionnaire) -> dict[str, Any]:
    """Return what the template of the groups takes: each cut that has some, its question, and the side's own scores."""
    asked = {question.id: question for question in questionnaire.profile}
    cuts = [
        (cut, asked[cut.by], whole_side_scores(result, questionnaire, cut.side)) for cut in result.cuts if cut.groups
    ]
    return {"cuts": cuts, "difference": _difference, "is_apart": _IsApart(questionnaire.scoring)}


def _difference(group: float | None, side: float | None) -> float | None:
    """Return how far a group's score lies from its side's, in tenths; None where either is withheld."""
    return None if group is None or side is None else tenths_apart(group, side)


class _IsApart:
    """Says whether a difference is as large as what makes a gap."""

    def __init__(self, scoring: Scoring) -> None:
        self._scoring = scoring

    def __call__(self, difference: float | None) -> bool:
        return is_apart(Gap(difference), self._scoring)
