"""The key under a chart: samples with their words, flowing from the side where reading starts."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from surveyapp.charts.labels import ChartLabels
from surveyapp.charts.marks import DOTS, place_line, place_mark
from surveyapp.charts.page import Block, Page, Point
from surveyapp.charts.style import GREY, NOTE, line_height, text_width
from surveyapp.charts.view import Comparison, Line, View, is_withheld, line_of
from surveyapp.charts.wording import percent
from surveyapp.core.results import Reading
from surveyapp.core.sides import Side

SAMPLE, AFTER_SAMPLE, BETWEEN = 9.0, 1.8, 7.0
HIDDEN = "–"
Draw = Callable[[Page, Point], None]


class Item(NamedTuple):
    """One sample of the key: its width in millimetres, how to draw it at a place, and what it means."""

    sample_width: float
    draw: Draw
    words: str

    @property
    def lead(self) -> float:
        """Return how far the words stand from the item's start."""
        return self.sample_width + AFTER_SAMPLE if self.sample_width else 0.0


def mark_items(view: View) -> list[Item]:
    """Return the key of both marks."""
    return [_mark_item(side, view.labels.rating_of.format(side=view.side_name(side))) for side in Side]


def line_items(comparisons: Iterable[Comparison], labels: ChartLabels) -> list[Item]:
    """Return the key of the lines that occur."""
    words = {
        Line.GAP: labels.gap_found,
        Line.UNCLEAR: labels.gap_unclear,
        Line.NONE: labels.no_gap,
        Line.NO_INTERVAL: labels.no_interval,
    }
    drawn = {line_of(comparison) for comparison in comparisons}
    return [_line_item(line, words[line]) for line in Line if line in drawn]


def sign_items(comparisons: Sequence[Comparison], labels: ChartLabels) -> list[Item]:
    """Return the key of what stands instead of a number, or after it."""
    items = []
    if any(comparison.reading is Reading.UNSEEN for comparison in comparisons):
        items.append(Item(3.0, _sign(labels.question_mark), labels.readings[Reading.UNSEEN]))
    has_dots = any(map(is_withheld, comparisons))
    if any(comparison.gap.value is None and not is_withheld(comparison) for comparison in comparisons):
        sample = Item(SAMPLE + 4, _dots_and_dash, "") if has_dots else Item(3.0, _sign(HIDDEN), "")
        items.append(sample._replace(words=labels.withheld_note))
    elif has_dots:
        items.append(Item(SAMPLE, _dots, labels.withheld_note))
    return items


def sentence(words: str) -> Item:
    """Return a note that stands in the key without a sample."""
    return Item(0, lambda _page, _at: None, words)


def gap_sentence(view: View) -> Item:
    """Return the sentence on the sign of a gap."""
    return sentence(view.labels.gap_sign.format(**{side.value: view.side_name(side) for side in Side}))


def interval_sentences(comparisons: Iterable[Comparison], labels: ChartLabels) -> list[Item]:
    """Return the sentence on what stands in brackets, or none where no interval is released."""
    level = next((one.gap.level for one in comparisons if one.gap.level is not None), None)
    return [] if level is None else [sentence(labels.interval_note.format(level=percent(level)))]


def scale_sentences(view: View) -> list[Item]:
    """Return the sentence that names the points, or none where sections have different scales."""
    questionnaire, labels = view.questionnaire, view.labels
    if len({section.scale for section in questionnaire.sections}) != 1:
        return []
    points = questionnaire.scale_of(questionnaire.sections[0]).points
    named = (labels.scale_point.format(value=point.value, label=view.words(point.label)) for point in points)
    return [sentence(labels.scale.format(points=labels.separator.join(named)))]


def legend(items: Iterable[Item], *, width: float) -> Block:
    """Return the key as a block, in as many rows as it needs."""
    rows = _rows(items, width=width)
    step = line_height(NOTE) * 1.1

    def draw(page: Page, top: float) -> None:
        for number, row in enumerate(rows):
            y = top + (number + 0.5) * step
            for x, item in row:
                item.draw(page, (x, y))
                page.text((x + item.lead, y), item.words, size=NOTE)

    return Block(len(rows) * step, draw)


def _rows(items: Iterable[Item], *, width: float) -> list[list[tuple[float, Item]]]:
    """Return the items row by row, each with its place from the start."""
    rows: list[list[tuple[float, Item]]] = []
    x = width
    for item in items:
        needed = item.lead + text_width(item.words, NOTE)
        if not rows or x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, item))
        x += needed + BETWEEN
    return rows


def _mark_item(side: Side, words: str) -> Item:
    return Item(4.0, lambda page, at: place_mark(page, (at[0] + 2, at[1]), side=side), words)


def _line_item(line: Line, words: str) -> Item:
    return Item(SAMPLE, lambda page, at: place_line(page, at, line=line, length=SAMPLE), words)


def _dots(page: Page, at: Point) -> None:
    page.rule(at, length=SAMPLE, width=1.0, colour=GREY, dashes=DOTS)


def _dots_and_dash(page: Page, at: Point) -> None:
    _dots(page, at)
    _sign(HIDDEN)(page, (at[0] + SAMPLE + 1, at[1]))


def _sign(sign: str) -> Draw:
    return lambda page, at: page.text((at[0] + 1.5, at[1]), sign, size=NOTE, bold=True, align="middle")
