"""From figures to words: which reading a comparison gets, and the flags beside it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveyapp.core.instrument.questionnaire import Scoring
from surveyapp.core.results import Gap, Reading, StatementCell
from surveyapp.core.sides import Side

SPLIT_FROM = 5
"""People who must have rated a statement before their side can be called split on it."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reading is made from, all of it released: the gap, both scores (tenths), and whether a side is split.

    ``coarser`` is how far the coarser of both sides' steps may have moved the gap, in scale points; 0 where nothing is
    rounded but to tenths.
    """

    gap: Gap
    prcs: float
    partner: float
    is_split: bool = False
    coarser: float = 0.0


def read(seen: Seen, scoring: Scoring) -> Reading:
    """Return the first reading that holds.

    Args:
        seen: a comparison that has a gap.
        scoring: the limits of the questionnaire.

    Returns:
        Any reading but ``too_few``, which is given where too few people answered. Without an interval neither
        ``clear_gap`` nor ``alike``.

    Raises:
        ValueError: the gap has no value.
    Source:
        docs/method.md, section 4.
    """
    if seen.gap.value is None:
        raise ValueError("a gap that is withheld has no reading")
    return next(reading for reading, holds in _RULES if holds(seen, scoring))


def is_apart(gap: Gap, scoring: Scoring, *, coarser: float = 0.0) -> bool:
    """Say whether a gap is as large as it takes to be called one; both are tenths, or a step more."""
    return gap.value is not None and Fraction(repr(abs(gap.value))) >= Fraction(repr(scoring.flag_gap_at)) + Fraction(
        repr(coarser)
    )


def is_split(cell: StatementCell, scoring: Scoring) -> bool:
    """Say whether the people of one side disagree on a statement: a low agreement of ``SPLIT_FROM`` people or more.

    A cell that is withheld is not split.

    Source:
        docs/method.md, section 4.
    """
    if cell.n is None or cell.agreement is None:
        return False
    return cell.n >= SPLIT_FROM and cell.agreement <= scoring.split_agreement_max


def split_sides(cells: Mapping[Side, Iterable[StatementCell]], scoring: Scoring) -> tuple[Side, ...]:
    """Return the sides that are split on one of their cells at least, in the order of ``Side``."""
    return tuple(side for side in Side if any(is_split(cell, scoring) for cell in cells[side]))


def unseen_sides(shares: Mapping[Side, float | None], scoring: Scoring) -> tuple[Side, ...]:
    """Return the sides of which many do not know, by their shares of "don't know" (0–1)."""
    return tuple(side for side in Side if (shares[side] or 0.0) >= scoring.high_dont_know)


def dont_know_share(cells: Sequence[StatementCell]) -> float | None:
    """Return "don't know" as a share (0–1) of itself and the ratings, over released cells; None where neither is."""
    dont_know = sum(cell.dont_know or 0 for cell in cells)
    given = dont_know + sum(cell.n or 0 for cell in cells)
    return dont_know / given if given else None


def _is_clear(seen: Seen, scoring: Scoring) -> bool:
    return seen.gap.q is not None and seen.gap.q <= scoring.false_discovery and is_apart(seen.gap, scoring)


def _is_alike(seen: Seen, scoring: Scoring) -> bool:
    low, high, within = seen.gap.low, seen.gap.high, scoring.alike_within
    return low is not None and high is not None and -within <= low and high <= within


_RULES: tuple[tuple[Reading, Callable[[Seen, Scoring], bool]], ...] = (
    (Reading.CLEAR_GAP, _is_clear),
    (Reading.POSSIBLE_GAP, lambda seen, scoring: is_apart(seen.gap, scoring, coarser=seen.coarser)),
    (Reading.DIVIDED, lambda seen, _scoring: seen.is_split),
    (Reading.BOTH_HIGH, lambda seen, scoring: min(seen.prcs, seen.partner) >= scoring.shared_strength_min),
    (Reading.BOTH_LOW, lambda seen, scoring: max(seen.prcs, seen.partner) <= scoring.shared_concern_max),
    (Reading.ALIKE, _is_alike),
    (Reading.UNSETTLED, lambda _seen, _scoring: True),
)
