"""The head of a chart: its title, and the mark of demonstration data."""

from surveyapp.charts.labels import ChartLabels
from surveyapp.charts.page import Block, Page, Point, paragraph, space
from surveyapp.charts.style import INK, NOTE, PAPER, TITLE, line_height, text_width

_PADDING = 2.0


def heading(title: str, *, is_demonstration: bool, labels: ChartLabels, width: float, is_titled: bool) -> list[Block]:
    """Return the blocks at the head of a chart; demonstration data is marked with or without a title."""
    if not is_demonstration:
        return [paragraph(title, width=width, size=TITLE, bold=True, after=2)] if is_titled else []
    badge = text_width(labels.demonstration, NOTE, bold=True) + 2 * _PADDING
    words = paragraph(title if is_titled else "", width=width - badge - 4, size=TITLE, bold=True, after=2)

    def draw(page: Page, top: float) -> None:
        words.draw(page, top)
        _draw_badge(page, (width - badge, top), words=labels.demonstration, width=badge)

    return [Block(words.height, draw), space(0.5)]


def _draw_badge(page: Page, at: Point, *, words: str, width: float) -> None:
    height = line_height(NOTE) + 1
    x, y = at[0], at[1] + (line_height(TITLE) - height) / 2
    page.box((x + 0.3, y), width=width - 0.6, height=height, facecolor=PAPER, edgecolor=INK, linewidth=1)
    page.text((x + width / 2, y + height / 2), words, size=NOTE, bold=True, align="middle")
