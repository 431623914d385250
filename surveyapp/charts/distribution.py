"""How the people of one side answered one statement: a square a person, or from 20 people on a bar of percentages.

Bars part in the middle of the scale, as in the method's source: all of a chart lie around one upright line.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from surveyapp.charts.marks import DOTS
from surveyapp.charts.page import Page, Point
from surveyapp.charts.style import BLUE, GREY, INK, NOTE, PAPER, RULE, text_width
from surveyapp.core.sides import Side
from surveyapp.words.catalogue import marked
from surveyapp.words.limits import percent

PARTED = marked("The upright line is the middle of the scale: lower ratings lie before it, higher ones behind it.")
MIN_FOR_PERCENT = 20  # docs/method.md, section 2
SQUARE, PITCH, BAR_HEIGHT = 2.7, 3.3, 5.4
SHADES = ("#ffffff", "#d9d9d9", "#a6a6a6", "#6b6b6b", "#262626")
_DARK_FROM = 3
_LOOK: Mapping[Side, Mapping[str, Any]] = {
    Side.PRCS: {"facecolor": BLUE, "edgecolor": BLUE, "linewidth": 0.9},
    Side.PARTNER: {"facecolor": PAPER, "edgecolor": INK, "linewidth": 0.9},
}


class Reach(NamedTuple):
    """How far bars reach from the middle of the scale, to its lower and to its upper end, as shares."""

    lower: float
    upper: float

    @property
    def middle(self) -> float:
        """Return where the middle of the scale stands within all of it, 0–1."""
        return self.lower / (self.lower + self.upper)


def reach_of(distribution: Sequence[int]) -> Reach:
    """Return how far one bar reaches; the answers of a point in the middle lie half on either side."""
    half = len(distribution) // 2
    between = distribution[half] / 2 if len(distribution) % 2 else 0.0
    lower = (sum(distribution[:half]) + between) / sum(distribution)
    return Reach(lower, 1 - lower)


def widest(distributions: Iterable[Sequence[int]]) -> Reach:
    """Return how far the bars among ``distributions`` reach, each way the one that reaches furthest."""
    reaches = [reach_of(counts) for counts in distributions if is_in_percent(counts)] or [Reach(0.5, 0.5)]
    return Reach(max(one.lower for one in reaches), max(one.upper for one in reaches))


def shade(point: int, top: int) -> tuple[str, str]:
    """Return the fill of ``point`` on a scale of ``top`` points, pale to dark, and the ink that reads on it."""
    step = round((point - 1) * (len(SHADES) - 1) / max(top - 1, 1))
    return SHADES[step], PAPER if step >= _DARK_FROM else INK


def is_in_percent(distribution: Sequence[int]) -> bool:
    """Tell whether so many people answered that their shares mean something."""
    return sum(distribution) >= MIN_FOR_PERCENT


def squares_across(column: float) -> int:
    """Return how many squares stand beside each other in a column of ``column`` millimetres."""
    return max(1, int((column - 1) // PITCH))


def height_of(distribution: Sequence[int], column: float) -> float:
    """Return what a distribution needs, in millimetres."""
    if is_in_percent(distribution):
        return BAR_HEIGHT
    rows = -(-max(distribution, default=0) // squares_across(column))
    return max(rows, 1) * PITCH


def draw_squares(page: Page, at: Point, *, distribution: Sequence[int], side: Side, column: float) -> None:
    """Draw one square for each person over the points of the scale, each point ``column`` millimetres wide."""
    across = squares_across(column)
    for point, count in enumerate(distribution):
        rows = [min(across, count - done) for done in range(0, count, across)]
        for number, in_row in enumerate(rows):
            x = at[0] + (point + 0.5) * column - in_row * PITCH / 2
            y = at[1] + (number - (len(rows) - 1) / 2) * PITCH
            _draw_people(page, (x, y), count=in_row, side=side)


def draw_row(page: Page, at: Point, *, count: int, people: int, side: Side) -> None:
    """Draw ``people`` in one row, those beyond ``count`` as pale outlines."""
    _draw_people(page, at, count=count, side=side)
    for place in range(count, people):
        corner = (at[0] + place * PITCH + (PITCH - SQUARE) / 2, at[1] - SQUARE / 2)
        page.box(corner, width=SQUARE, height=SQUARE, facecolor="none", edgecolor=RULE, linewidth=0.5, gid="others")


def draw_share(page: Page, at: Point, *, share: float, side: Side, width: float) -> None:
    """Draw a share of a side's people as a bar within the outline of all of them."""
    corner = (at[0], at[1] - SQUARE / 2)
    page.box(corner, width=width, height=SQUARE, facecolor="none", edgecolor=RULE, linewidth=0.5, gid="others")
    if share:
        page.box(corner, width=share * width, height=SQUARE, gid=f"share-{side}", **_LOOK[side])


def _draw_people(page: Page, at: Point, *, count: int, side: Side) -> None:
    """Draw squares beside each other, their middle at the height of ``at``."""
    for place in range(count):
        corner = (at[0] + place * PITCH + (PITCH - SQUARE) / 2, at[1] - SQUARE / 2)
        page.box(corner, width=SQUARE, height=SQUARE, gid=f"person-{side}", **_LOOK[side])


def draw_bar(page: Page, at: Point, *, distribution: Sequence[int], width: float, reach: Reach) -> None:
    """Draw the shares of the points as one bar around the middle of ``reach``, each with its percentage where it fits.

    ``width`` is what ``reach`` takes, in millimetres.
    """
    total, unit = sum(distribution), width / (reach.lower + reach.upper)
    x, middle = at[0] + (reach.lower - reach_of(distribution).lower) * unit, at[1]
    for point, count in enumerate(distribution, 1):
        length, words = count / total * unit, percent(count / total)
        fill, ink = shade(point, len(distribution))
        if count:
            look = {"facecolor": fill, "edgecolor": INK, "linewidth": 0.7, "gid": f"share-{point}"}
            page.box((x, middle - BAR_HEIGHT / 2), width=length, height=BAR_HEIGHT, **look)
        if text_width(words, NOTE) + 1 <= length:
            page.text((x + length / 2, middle), words, size=NOTE, align="middle", colour=ink)
        x += length


def draw_band(page: Page, at: Point, *, words: str, width: float) -> None:
    """Draw the dots of something withheld with the reason on them; the same whatever they hide."""
    dotted = (width - text_width(words, NOTE) - 4) / 2
    if dotted > 0:
        for x in (at[0], at[0] + width - dotted):
            page.line((x, at[1]), (x + dotted, at[1]), **DOTS)
    page.text((at[0] + width / 2, at[1]), words, size=NOTE, align="middle", colour=GREY)
