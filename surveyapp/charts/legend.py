"""The key under a chart: samples with their words, flowing from the side where reading starts.

Each sign has one meaning, and only signs that are drawn stand in the key.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

from matplotlib.figure import Figure

from surveyapp.charts.drawn import Sign
from surveyapp.charts.marks import (
    DOTS,
    FLAG_WIDTH,
    place_arrow,
    place_flag,
    place_line,
    place_mark,
    place_whisker,
)
from surveyapp.charts.page import Block, Page, Point, paragraph, space
from surveyapp.charts.style import NOTE, line_height, one_at_a_time, text_width, unbroken, wrapped
from surveyapp.charts.view import Flag, Join, Pair, View
from surveyapp.core.instrument.scale import Scale
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say
from surveyapp.words.joining import commas
from surveyapp.words.signs import method_notes

SAMPLE, AFTER_SAMPLE, BETWEEN = 9.0, 1.8, 7.0
_SAMPLE_HEIGHT, _SAMPLE_MARGIN = 4.6, 0.5
NAME_ROOM = 60.0
HIDDEN = "–"
_GAP_IS = marked("Gap = %(prcs)s − %(partner)s (plus: %(prcs)s rates higher)")
_SCALE, _SCALE_OF = marked("Scale: %(points)s"), marked("Scale (%(topics)s): %(points)s")
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


def sign_items(signs: Iterable[tuple[Sign, str]]) -> list[Item]:
    """Return signs with their meanings as the key has them."""
    return [Item(*_SAMPLES[sign], words) for sign, words in signs]


@one_at_a_time
def sample(sign: Sign, language: Language) -> Figure:
    """Return one sign as every key draws it, in a picture of its own: what has its words elsewhere takes it there."""
    width, draw = _SAMPLES[sign]
    page = Page(width, _SAMPLE_HEIGHT, language=language, margin=_SAMPLE_MARGIN)
    draw(page, (0.0, _SAMPLE_HEIGHT / 2))
    return page.figure


def _mark(side: Side) -> tuple[float, Draw]:
    return 4.0, lambda page, at: place_mark(page, (at[0] + 2, at[1]), side=side)


def _line(join: Join) -> tuple[float, Draw]:
    return SAMPLE, lambda page, at: place_line(page, at, join=join, length=SAMPLE)


def _flag(flag: Flag) -> tuple[float, Draw]:
    width = FLAG_WIDTH[flag]
    return width, lambda page, at: place_flag(page, (at[0] + width / 2, at[1]), flag=flag)


def _dots(page: Page, at: Point) -> None:
    page.line(at, (at[0] + SAMPLE, at[1]), **DOTS)


def _dash(page: Page, at: Point) -> None:
    page.text((at[0] + 1.5, at[1]), HIDDEN, size=NOTE, bold=True, align="middle")


def _dots_and_dash(page: Page, at: Point) -> None:
    _dots(page, at)
    _dash(page, (at[0] + SAMPLE + 1, at[1]))


_SAMPLES: dict[Sign, tuple[float, Draw]] = {
    Sign.CIRCLE: _mark(Side.PRCS),
    Sign.DIAMOND: _mark(Side.PARTNER),
    Sign.CLEAR: _line(Join.CLEAR),
    Sign.POSSIBLE: _line(Join.POSSIBLE),
    Sign.AGREED: _line(Join.AGREED),
    Sign.WHISKER: (SAMPLE, lambda page, at: place_whisker(page, at, length=SAMPLE)),
    Sign.BEYOND: (2.0, place_arrow),
    Sign.SPLIT: _flag(Flag.SPLIT),
    Sign.UNSEEN: _flag(Flag.UNSEEN),
    Sign.WITHHELD: (SAMPLE, _dots),
    Sign.NO_GAP: (3.0, _dash),
    Sign.WITHHELD_OR_NO_GAP: (SAMPLE + 4, _dots_and_dash),
}


def sentence(words: str) -> Item:
    """Return a note that stands in the key without a sample."""
    return Item(0, lambda _page, _at: None, words)


def gap_sentences(view: View, pairs: Iterable[Pair]) -> list[Item]:
    """Return the sentence on the sign of a gap, or none where no gap is shown."""
    return [gap_sentence(view)] if any(pair.comparison.gap.value is not None for pair in pairs) else []


def gap_sentence(view: View) -> Item:
    """Return the sentence on the sign of a gap."""
    return gap_equation({side: isolated(fitting_name(view, side, room=NAME_ROOM)) for side in Side}, view.language)


def gap_equation(names: Mapping[Side, str], language: Language) -> Item:
    """Return the sentence on the sign of a gap between sides of these names."""
    return sentence(say(_GAP_IS, language, prcs=names[Side.PRCS], partner=names[Side.PARTNER]))


def fitting_name(view: View, side: Side, *, room: float) -> str:
    """Return a side's name where it fits into ``room`` millimetres, or what the questionnaire calls the side."""
    name = view.names.alone(side)
    return name if text_width(name, NOTE) <= room else view.side_name(side)


def scale_sentences(view: View) -> list[Item]:
    """Return the sentences that name the points: one, or one for each of the scales that topics have."""
    asked, topics = view.questionnaire, dict[str, list[str]]()
    for section in asked.sections:
        topics.setdefault(section.scale, []).append(view.words(section.title))
    if len(topics) == 1:
        return [sentence(scale_words(view, asked.scale_of(asked.sections[0])))]
    return [
        sentence(say(_SCALE_OF, view.language, topics=commas(names, view.language), points=_points(view, scale)))
        for names, scale in ((names, asked.scales[one]) for one, names in topics.items())
    ]


def scale_words(view: View, scale: Scale) -> str:
    """Return the sentence that names the points of a scale."""
    return say(_SCALE, view.language, points=_points(view, scale))


def _points(view: View, scale: Scale) -> str:
    return commas((unbroken(f"{point.value} {view.words(point.label)}") for point in scale.points), view.language)


def note_sentences(view: View) -> list[Item]:
    """Return what must be known of how the result came about."""
    return [sentence(note) for note in method_notes(view.result, view.language)]


def foot(source: str, *, width: float) -> list[Block]:
    """Return what a chart that stands alone is of, below everything else; nothing where there is nothing to say."""
    return [space(2), paragraph(source, width=width, size=NOTE)] if source else []


def legend(items: Iterable[Item], *, width: float) -> Block:
    """Return the key as a block, in as many rows as it needs; words longer than a row go on in the next."""
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
        first, *others = wrapped(item.words, width - item.lead, size=NOTE)
        needed = item.lead + text_width(first, NOTE)
        if not rows or others or x + needed > width:
            rows.append([])
            x = 0.0
        rows[-1].append((x, item._replace(words=first)))
        rows += [[(item.lead, sentence(line))] for line in others]
        x += width if others else needed + BETWEEN
    return rows
