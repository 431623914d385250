"""The key under a chart: samples with their words, flowing from the side where reading starts."""

from collections.abc import Callable, Iterable
from typing import NamedTuple

from surveyapp.charts.labels import ChartLabels
from surveyapp.charts.marks import Comparison, Line, is_withheld, legend_line, legend_mark, line_of
from surveyapp.charts.page import Block, Page
from surveyapp.charts.style import GREY, NOTE, line_height, text_width
from surveyapp.core.questionnaire import Language, Questionnaire, Side
from surveyapp.core.results import Reading

SAMPLE, GAP_AFTER_SAMPLE, BETWEEN = 9.0, 1.8, 7.0
Draw = Callable[[Page, float, float], None]


class Item(NamedTuple):
    """One sample of the key: its width in millimetres, how to draw it at a place, and what it means."""

    sample_width: float
    draw: Draw
    words: str


def mark_item(side: Side, *, words: str) -> Item:
    """Return the key of a side's mark."""
    return Item(4.0, lambda page, x, y: legend_mark(page, x + 2.0, y, side), words)


def line_item(line: Line, *, words: str) -> Item:
    """Return the key of a line."""
    return Item(SAMPLE, lambda page, x, y: legend_line(page, x, y, line, width=SAMPLE), words)


def _dots(page: Page, x: float, y: float) -> None:
    page.rule(x, x + SAMPLE, y, width=1.0, colour=GREY, dashes=(0, (0.8, 3)))


def _dots_and_dash(page: Page, x: float, y: float) -> None:
    _dots(page, x, y)
    _sign("–")(page, x + SAMPLE + 1, y)


def _sign(sign: str) -> Draw:
    return lambda page, x, y: page.text(x + 1.5, y, sign, size=NOTE, bold=True, align="middle")


def comparison_items(
    comparisons: Iterable[Comparison], *, labels: ChartLabels, questionnaire: Questionnaire, language: Language
) -> list[Item]:
    """Return the key of what ``comparisons`` show: both marks, then only the lines and signs that occur."""
    shown = list(comparisons)
    names = {side: questionnaire.sides[side].label.in_(language) for side in Side}
    items = [mark_item(side, words=labels.rating_of.format(side=names[side])) for side in Side]
    words = {
        Line.GAP: labels.gap_found,
        Line.UNCLEAR: labels.gap_unclear,
        Line.NONE: labels.no_gap,
        Line.NO_INTERVAL: labels.no_interval,
    }
    drawn = {line_of(comparison) for comparison in shown}
    items += [line_item(line, words=words[line]) for line in Line if line in drawn]
    if any(comparison.reading is Reading.UNSEEN for comparison in shown):
        items.append(Item(3.0, _sign(labels.question_mark), labels.many_dont_know))
    items += _withheld_items(shown, labels=labels)
    return items


def _withheld_items(comparisons: list[Comparison], *, labels: ChartLabels) -> list[Item]:
    """Return the key of what is withheld: the band of dots, and the dash where only one side's mark may stand."""
    if any(comparison.gap.value is None and not is_withheld(comparison) for comparison in comparisons):
        return [Item(SAMPLE + 4, _dots_and_dash, labels.withheld_note)]
    return [Item(SAMPLE, _dots, labels.withheld_note)] if any(map(is_withheld, comparisons)) else []


def sentence(words: str) -> Item:
    """Return a note that stands in the key without a sample."""
    return Item(0, lambda _page, _x, _y: None, words)


def gap_sentence(questionnaire: Questionnaire, *, labels: ChartLabels, language: Language) -> Item:
    """Return the sentence on the sign of a gap."""
    names = {side.value: questionnaire.sides[side].label.in_(language) for side in Side}
    return sentence(labels.gap_sign.format(**names))


def scale_sentence(questionnaire: Questionnaire, *, labels: ChartLabels, language: Language) -> list[Item]:
    """Return the sentence that names the points, or none where sections have different scales."""
    if len({section.scale for section in questionnaire.sections}) != 1:
        return []
    points = questionnaire.scale_of(questionnaire.sections[0]).points
    named = (labels.scale_point.format(value=p.value, label=p.label.in_(language)) for p in points)
    return [sentence(labels.scale.format(points=labels.separator.join(named)))]


def _lead(item: Item) -> float:
    """Return how far the words stand from the item's start."""
    return item.sample_width + GAP_AFTER_SAMPLE if item.sample_width else 0.0


def _rows(items: Iterable[Item], *, width: float, size: float) -> list[list[tuple[float, Item]]]:
    """Return the items row by row, each with its place from the start."""
    rows: list[list[tuple[float, Item]]] = []
    x = width
    for item in items:
        needed = _lead(item) + text_width(item.words, size)
        if not rows or x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, item))
        x += needed + BETWEEN
    return rows


def legend(items: Iterable[Item], *, width: float, size: float = NOTE) -> Block:
    """Return the key as a block, in as many rows as it needs."""
    rows = _rows(items, width=width, size=size)
    step = line_height(size) * 1.1

    def draw(page: Page, top: float) -> None:
        for number, row in enumerate(rows):
            y = top + (number + 0.5) * step
            for x, item in row:
                item.draw(page, x, y)
                page.text(x + _lead(item), y, item.words, size=size)

    return Block(len(rows) * step, draw)
