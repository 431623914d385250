"""One person's score over a set of ratings. Only of three or four people is anything made from it."""

import math
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.standing import half_of
from surveyapp.core.release.counting import DONT_KNOW, SKIPPED, SideCount
from surveyapp.core.results import BroadScore
from surveyapp.core.sides import PromptKey
from surveyapp.core.text.rounding import rounded_up, tenth

LEAST_SPREAD = Fraction(3, 10)
"""The least SD, in scale points, that person scores of a whole review count for."""


def reversals(questionnaire: Questionnaire) -> Mapping[str, int]:
    """Return 1 + K for each reverse-worded statement, by id: its score is that minus what was ticked.

    Source:
        docs/method.md, section 2.
    """
    return {
        statement.id: 1 + questionnaire.scale_of(section).top
        for section in questionnaire.sections
        for statement in section.statements
        if statement.reverse
    }


def person_scores(count: SideCount, keys: Sequence[PromptKey], *, mirrors: Mapping[str, int]) -> list[Fraction]:
    """Return the score of everybody who has one: the mean of what they rated, if at least half of ``keys``.

    Args:
        count: of a side.
        keys: the ratings of one topic, or of one facet over all topics.
        mirrors: 1 + K for each reverse-worded statement, by id.

    Returns:
        In scale points (1–K), in no order that says anything.
    Source:
        docs/method.md, section 3.
    """
    places = [(count.keys.index(key), mirrors.get(key.statement, 0)) for key in keys]
    scores = []
    for one in map(count.person, range(count.people)):
        given = [mirror - one[at] if mirror else one[at] for at, mirror in places if SKIPPED < one[at] < DONT_KNOW]
        if len(given) >= half_of(len(keys)):
            scores.append(Fraction(sum(given), len(given)))
    return sorted(scores)


def broad_score(scores: Sequence[Fraction]) -> BroadScore:
    """Return the mean of person scores (at least one) in tenths, and of how many."""
    return BroadScore(len(scores), tenth(sum(scores, Fraction(0)) / len(scores)))


def pooled_spread(groups: Iterable[Sequence[Fraction]]) -> float | None:
    """Return one SD for all person scores of a review: of the mean of their variances, rounded up to a tenth.

    Args:
        groups: the person scores of each topic and side that has a broad score, two or more in each.

    Returns:
        In scale points, no less than ``LEAST_SPREAD``; None where there is no such score.
    Source:
        docs/method.md, section 3.
    """
    variances = [_variance(scores) for scores in groups]
    if not variances:
        return None
    sd = math.sqrt(sum(variances, Fraction(0)) / len(variances))
    return float(max(rounded_up(sd), LEAST_SPREAD))


def _variance(scores: Sequence[Fraction]) -> Fraction:
    mean = sum(scores, Fraction(0)) / len(scores)
    return sum(((score - mean) ** 2 for score in scores), Fraction(0)) / (len(scores) - 1)
