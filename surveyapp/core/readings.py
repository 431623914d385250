"""From figures to words: which of seven readings a comparison gets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from surveyapp.core.questionnaire import Scoring
from surveyapp.core.results import Gap, Reading, StatementCell
from surveyapp.core.sides import Side

SPLIT_FROM = 5
"""People who must have scored a statement before their side can be called split on it."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a reading is made from, all of it released: the gap, both means (scale points), shares of "don't know".

    ``dont_know`` is the larger share (0–1) of the two sides; None where it may not steer the reading.
    """

    gap: Gap
    prcs: float
    partner: float
    dont_know: float | None = None


def read(seen: Comparison, scoring: Scoring) -> Reading:
    """Return the first reading that holds.

    Args:
        seen: a comparison that has a gap.
        scoring: the limits of the questionnaire.

    Returns:
        Any reading but ``too_few``, which the disclosure policy gives where too few people answered.

    Raises:
        ValueError: the gap has no value.
    Source:
        docs/method.md, section 4.
    """
    if seen.gap.value is None:
        raise ValueError("a gap that is withheld has no reading")
    return next(reading for reading, holds in _RULES if holds(seen, scoring))


def is_split(cell: StatementCell, scoring: Scoring) -> bool:
    """Say whether the people of one side disagree on a statement: a low agreement of ``SPLIT_FROM`` people or more.

    A cell that is withheld is not split.

    Source:
        docs/method.md, section 4.
    """
    if cell.n is None or cell.agreement is None:
        return False
    return cell.n >= SPLIT_FROM and cell.agreement <= scoring.split_agreement_max


def split_sides(cells: Mapping[Side, StatementCell], scoring: Scoring) -> tuple[Side, ...]:
    """Return the sides that are split on a statement, in the order of ``Side``."""
    return tuple(side for side in Side if is_split(cells[side], scoring))


def _is_unseen(seen: Comparison, scoring: Scoring) -> bool:
    return seen.dont_know is not None and seen.dont_know >= scoring.high_dont_know


def _is_large(seen: Comparison, scoring: Scoring) -> bool:
    return seen.gap.value is not None and abs(seen.gap.value) >= scoring.flag_gap_at


def _excludes_zero(gap: Gap) -> bool:
    return gap.low is not None and gap.high is not None and (gap.low > 0 or gap.high < 0)


_RULES: tuple[tuple[Reading, Callable[[Comparison, Scoring], bool]], ...] = (
    (Reading.UNSEEN, _is_unseen),
    (Reading.GAP, lambda seen, scoring: _is_large(seen, scoring) and _excludes_zero(seen.gap)),
    (Reading.GAP_UNCLEAR, _is_large),
    (Reading.SHARED_STRENGTH, lambda seen, scoring: min(seen.prcs, seen.partner) >= scoring.shared_strength_min),
    (Reading.SHARED_CONCERN, lambda seen, scoring: max(seen.prcs, seen.partner) <= scoring.shared_concern_max),
    (Reading.SIMILAR, lambda _seen, _scoring: True),
)
