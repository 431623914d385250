"""What a number of people allows to be shown of a side."""

from dataclasses import dataclass
from enum import IntEnum

from surveyapp.core.conduct.review import Answering
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.results import SideFacts

RATINGS_OF_A_FEW = 4
"""Ratings per person that a score of fewer than ``min_detail`` people must average."""


class Tier(IntEnum):
    """What a side's number of people allows: their number alone, broad scores, or cells and all made of them."""

    NUMBER = 0
    BROAD = 1
    CELLS = 2


@dataclass(frozen=True, slots=True)
class Standing:
    """A side's tier, and whether its one answer is the organisation's own, attributed by design."""

    tier: Tier
    is_attributed: bool = False


def standing_of(facts: SideFacts, limits: Thresholds) -> Standing:
    """Return what the answers of a side allow.

    Source:
        docs/method.md, section 7.
    """
    if facts.answering is Answering.ORGANISATION and facts.responses == 1:
        return Standing(Tier.CELLS, is_attributed=True)
    if facts.responses < limits.min_side:
        return Standing(Tier.NUMBER)
    return Standing(Tier.BROAD if facts.responses < limits.min_detail else Tier.CELLS)


def half_of(asked: int) -> int:
    """Return how many of ``asked`` there must be for a score: half, rounded up, at least one.

    Source:
        docs/method.md, section 2.
    """
    return max(1, (asked + 1) // 2)
