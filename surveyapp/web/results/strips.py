"""Two marks on one line, as wide as a phone: a gap beside its sentence. The sentence says all; nobody need see it."""

from dataclasses import dataclass

from surveyapp.core.method.judging import Comparison
from surveyapp.core.results import Reading
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.words.certainty import gap_text
from surveyapp.words.rounds import signed

WIDTH, MARGIN = 240, 12
"""Units of the picture; a page stretches it."""


@dataclass(frozen=True, slots=True)
class Strip:
    """Where the points of the scale and both marks stand, from the left; the axis of Arabic begins at the right.

    ``told`` is the gap with its interval, for whoever points at the picture.
    """

    points: tuple[float, ...]
    prcs: float
    partner: float
    gap: str
    told: str
    is_clear: bool

    @property
    def middle(self) -> float:
        """Return where the gap is written."""
        return (self.prcs + self.partner) / 2


def strip_of(comparison: Comparison, *, top: int, language: Language) -> Strip | None:
    """Return the picture of a comparison on a scale of ``top`` points; None where it has no interval."""
    gap, scores = comparison.gap, [comparison.sides[side].mean for side in Side]
    if gap.value is None or gap.low is None or scores[0] is None or scores[1] is None:
        return None
    places = [place(value, top=top, language=language) for value in (*range(1, top + 1), *scores) if value is not None]
    is_clear = comparison.reading is Reading.CLEAR_GAP
    told = gap_text(gap, language) or ""
    return Strip(tuple(places[:top]), places[top], places[top + 1], signed(gap.value), told, is_clear)


def place(value: float, *, top: int, language: Language) -> float:
    """Return where a score stands from the left, on a scale of ``top`` points."""
    along = (value - 1) / (top - 1)
    return MARGIN + (WIDTH - 2 * MARGIN) * (1 - along if language.direction == "rtl" else along)
