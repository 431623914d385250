"""What a group of a cut stands beside: the score of the same topic over the whole side, made in the same way."""

from collections.abc import Mapping
from fractions import Fraction

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.cells import exact_mean, release_in
from surveyapp.core.method.grounds import Grounds
from surveyapp.core.method.standing import half_of
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Side
from surveyapp.core.text.rounding import tenth


def whole_side_scores(result: ReviewResult, questionnaire: Questionnaire, side: Side) -> Mapping[str, float | None]:
    """Return, by topic, the mean of the side's own cells, in tenths; None where fewer than half are released.

    To stand beside its groups' scores and for nothing else: a topic has no score of its own.

    Source:
        docs/method.md, section 7.
    """
    grounds = Grounds(questionnaire, release_in(result))
    scores: dict[str, float | None] = {}
    for section in questionnaire.sections:
        asked, shown = grounds.asked(side, section), grounds.shown(side, section)
        means = [mean for cell in shown if (mean := exact_mean(cell)) is not None]
        is_given = bool(means) and len(shown) >= half_of(len(asked))
        scores[section.id] = tenth(sum(means, Fraction(0)) / len(means)) if is_given else None
    return scores
