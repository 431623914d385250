"""One partnership among the others of its round: the mean and the range of each released figure, and no order.

For readers who may see every partner. From five partnerships on: of fewer, a mean says little that a range does not.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveyapp.core.comparison.comparability import Answered, Basis, Scores, Subject, basis_of, released_scores
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method import stats
from surveyapp.core.sides import Side

PARTNERS_AT_LEAST = 5


@dataclass(frozen=True, slots=True)
class MeanAndRange:
    """The mean of one figure over partnerships, each with weight 1, and its lowest and highest value."""

    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Among:
    """One subject over ``k`` partnerships, those that release a gap: of the gap, and of each side's score."""

    k: int
    gap: MeanAndRange
    sides: Mapping[Side, MeanAndRange]


def among_partners(reviews: Sequence[Answered], subject: Subject, *, reference: Questionnaire) -> Among | None:
    """Return where the partnerships of a round lie in one subject.

    Args:
        reviews: closed reviews, one for each partner, the one that is looked at among them.
        subject: a topic, a facet, or a facet of a topic.
        reference: as that one was asked; a review that asked in other words does not count.

    Returns:
        None where fewer than ``PARTNERS_AT_LEAST`` release a gap.
    Source:
        docs/method.md, section 6.
    """
    scores = [released_scores(one.result, subject) for one in _asked_alike(reviews, subject, reference)]
    known = [(one, gap) for one in scores if (gap := one.gap.value) is not None]
    if len(known) < PARTNERS_AT_LEAST:
        return None
    sides = {side: _spread([_mean_of(one, side) for one, _ in known]) for side in Side}
    return Among(len(known), _spread([gap for _, gap in known]), sides)


def _asked_alike(reviews: Sequence[Answered], subject: Subject, reference: Questionnaire) -> list[Answered]:
    asked = {id(one.questionnaire): one.questionnaire for one in reviews}  # a round has one version, or a few
    alike = {version for version, one in asked.items() if basis_of(one, reference, subject) is Basis.SAME}
    return [one for one in reviews if id(one.questionnaire) in alike]


def _mean_of(scores: Scores, side: Side) -> float:
    """Return a side's score; where a gap is released, both are."""
    mean = scores.sides[side].mean
    if mean is None:
        raise ValueError("a gap without both scores")
    return mean


def _spread(values: Sequence[float]) -> MeanAndRange:
    return MeanAndRange(float(stats.mean(Counter(map(Fraction, values)))), min(values), max(values))
