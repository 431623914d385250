"""How the people of one side answered one statement: a square a person, or from 20 people on a bar of percentages."""

from collections.abc import Sequence

from surveyapp.charts.marks import DOTS
from surveyapp.charts.page import Page
from surveyapp.charts.style import BLUE, GREY, INK, NOTE, PAPER, text_width
from surveyapp.charts.wording import percent
from surveyapp.core.questionnaire import Side

MIN_FOR_PERCENT = 20  # docs/method.md, section 2
SQUARE, PITCH, BAR_HEIGHT = 2.7, 3.3, 5.4
SHADES = ("#ffffff", "#d9d9d9", "#a6a6a6", "#6b6b6b", "#262626")
_DARK_FROM = 3
_FILL = {Side.PRCS: BLUE, Side.PARTNER: PAPER}
_EDGE = {Side.PRCS: BLUE, Side.PARTNER: INK}


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


def draw_squares(
    page: Page, x: float, middle: float, distribution: Sequence[int], *, side: Side, column: float
) -> None:
    """Draw one square for each person over the points of the scale, each point ``column`` millimetres wide."""
    across = squares_across(column)
    for point, count in enumerate(distribution):
        rows = [min(across, count - done) for done in range(0, count, across)]
        for number, in_row in enumerate(rows):
            y = middle + (number - len(rows) / 2) * PITCH + (PITCH - SQUARE) / 2
            start = x + (point + 0.5) * column - in_row * PITCH / 2 + (PITCH - SQUARE) / 2
            for place in range(in_row):
                _square(page, start + place * PITCH, y, side=side)


def _square(page: Page, x: float, y: float, *, side: Side) -> None:
    page.box(
        x,
        y,
        width=SQUARE,
        height=SQUARE,
        facecolor=_FILL[side],
        edgecolor=_EDGE[side],
        linewidth=0.9,
        gid=f"person-{side}",
    )


def draw_row(page: Page, x: float, middle: float, count: int, *, side: Side, most: int, width: float) -> float:
    """Draw ``count`` people in one row and return its length; as one bar where ``most`` squares would not fit."""
    if most * PITCH <= width:
        for place in range(count):
            _square(page, x + place * PITCH, middle - SQUARE / 2, side=side)
        return count * PITCH
    length = count / most * width
    page.box(
        x,
        middle - SQUARE / 2,
        width=length,
        height=SQUARE,
        facecolor=_FILL[side],
        edgecolor=_EDGE[side],
        linewidth=0.9,
    )
    return length


def draw_bar(page: Page, x: float, middle: float, distribution: Sequence[int], *, width: float) -> None:
    """Draw the shares of the points as one bar, each with its percentage where it fits."""
    total, start = sum(distribution), x
    for point, count in enumerate(distribution, 1):
        share = count / total
        fill, ink = shade(point, len(distribution))
        if count:
            page.box(
                start,
                middle - BAR_HEIGHT / 2,
                width=share * width,
                height=BAR_HEIGHT,
                facecolor=fill,
                edgecolor=INK,
                linewidth=0.7,
                gid=f"share-{point}",
            )
        words = percent(share)
        if text_width(words, NOTE) + 1 <= share * width:
            page.text(start + share * width / 2, middle, words, size=NOTE, align="middle", colour=ink)
        start += share * width


def draw_band(page: Page, x: float, middle: float, words: str, *, width: float) -> None:
    """Draw the dots of something withheld with the reason on them; the same whatever they hide."""
    needed = text_width(words, NOTE) + 4
    for start, end in ((x, x + (width - needed) / 2), (x + (width + needed) / 2, x + width)):
        if end > start:
            page.rule(start, end, middle, width=1.0, colour=GREY, dashes=DOTS)
    page.text(x + width / 2, middle, words, size=NOTE, align="middle", colour=GREY)
