"""One topic round by round: both sides' scores as slopes, broken where the rounds must not be compared."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

from matplotlib.figure import Figure

from surveyapp.charts.heading import heading
from surveyapp.charts.legend import HIDDEN, Item, gap_sentence, legend, mark_items, sentence, whisker_item
from surveyapp.charts.marks import CAP, DOTS, MARKS, WHISKER
from surveyapp.charts.page import Align, Block, Page, Point, assemble, space
from surveyapp.charts.rounds_view import RoundsView, Strand
from surveyapp.charts.style import BLUE, BODY, GREY, INK, NOTE, RULE, line_height, one_at_a_time, wrapped
from surveyapp.charts.view import reach_of
from surveyapp.charts.wording import difference, score
from surveyapp.core.comparability import Basis
from surveyapp.core.sides import Side

WIDTH = 174.0  # with the page's own margin 180: A4 portrait less 15 mm on either side
AXIS, BETWEEN, WIDEST, LABELS_WIDTH = 6.0, 7.0, 84.0, 12.0
POINT, ABOVE = 9.0, 4.0
BESIDE = 3.0  # a mark, between the rounds
APART = 4.2  # of two numbers beside each other's marks
_BREAK: Any = (0, (4, 2))
_SLOPES: dict[Side, dict[str, Any]] = {
    Side.PRCS: {"color": BLUE, "linewidth": 1.8, "linestyle": "-"},
    Side.PARTNER: {"color": INK, "linewidth": 1.4, "linestyle": (0, (3, 1.6))},
}
_GREY_MARKS: dict[Side, dict[str, Any]] = {
    Side.PRCS: {"markerfacecolor": GREY, "markeredgecolor": GREY},
    Side.PARTNER: {"markeredgecolor": GREY},
}


class Plot:
    """One panel: where rounds stand across, and scores from the top, in millimetres."""

    def __init__(self, page: Page, at: Point, *, width: float, top: int, rounds: int) -> None:
        self.page, self.at, self.width, self.top, self.rounds = page, at, width, top, rounds

    def x(self, place: int) -> float:
        """Return where a round stands."""
        return self.at[0] + LABELS_WIDTH + (self.width - 2 * LABELS_WIDTH) * place / (self.rounds - 1)

    def y(self, value: float) -> float:
        """Return where a score stands."""
        return self.at[1] + ABOVE + (self.top - value) * POINT

    @property
    def height(self) -> float:
        """Return what the panel needs."""
        return 2 * ABOVE + (self.top - 1) * POINT


@one_at_a_time
def rounds_chart(view: RoundsView, section_id: str | None, *, is_titled: bool = True) -> Figure:
    """Return the slopes of one topic, 180 mm wide: a panel for each facet, or one for the whole.

    Args:
        view: released figures of two rounds or more; one that is None has no mark, and its reason in words.
        section_id: the topic; None for all topics together.
        is_titled: False where the page has its own heading.

    Raises:
        KeyError: no round has such a topic.
    """
    strands = view.strands(section_id)
    width = min(WIDEST, (WIDTH - AXIS - BETWEEN * (len(strands) - 1)) / len(strands))
    title = view.labels.title.format(topic=view.topic(section_id))
    blocks = [
        *heading(title, is_demonstration=view.is_demonstration, labels=view.charts, width=WIDTH, is_titled=is_titled),
        _names(strands, width=width),
        _plots(view, strands, section_id=section_id, width=width),
        *_under(view, strands, section_id=section_id, width=width),
        space(1.5),
        legend(_key(view, strands), width=WIDTH),
    ]
    return assemble(blocks, width=WIDTH, language=view.language)


def _at(number: int, width: float) -> float:
    """Return where a panel starts."""
    return AXIS + number * (width + BETWEEN)


def _columns(texts: Sequence[Sequence[str]], *, width: float, size: float, bold: bool = False) -> Block:
    """Return wrapped paragraphs under each panel, one column a panel."""
    columns = [[line for text in one for line in wrapped(text, width, size=size, bold=bold)] for one in texts]
    height = max((len(lines) for lines in columns), default=0) * line_height(size)

    def draw(page: Page, top: float) -> None:
        for number, lines in enumerate(columns):
            for place, line in enumerate(lines):
                y = top + (place + 0.5) * line_height(size)
                page.text((_at(number, width), y), line, size=size, bold=bold)

    return Block(height + 1, draw)


def _names(strands: Sequence[Strand], *, width: float) -> Block:
    return _columns([[strand.name] for strand in strands], width=width, size=BODY, bold=True)


def _plots(view: RoundsView, strands: Sequence[Strand], *, section_id: str | None, width: float) -> Block:
    top, rounds = view.top(section_id), len(view.rounds)

    def draw(page: Page, at: float) -> None:
        for number, strand in enumerate(strands):
            plot = Plot(page, (_at(number, width), at), width=width, top=top, rounds=rounds)
            for point in range(1, top + 1):
                page.rule((plot.at[0], plot.y(point)), length=width, width=0.5, colour=RULE)
                if number == 0:
                    page.text((AXIS - 1.5, plot.y(point)), str(point), size=NOTE, align="end")
            _draw_strand(plot, view, strand, section_id=section_id)

    return Block(2 * ABOVE + (top - 1) * POINT, draw)


def _draw_strand(plot: Plot, view: RoundsView, strand: Strand, *, section_id: str | None) -> None:
    _draw_lines(plot, strand)
    _draw_whiskers(plot, strand)
    for place in range(plot.rounds):
        means = {side: mean for side in Side if (mean := strand.means(side)[place]) is not None}
        if not means:
            is_asked = view.is_asked(place, section_id)
            _draw_nothing(plot, place, words=view.charts.withheld if is_asked else HIDDEN)
        for side in (Side.PARTNER, Side.PRCS):  # the solid circle within the hollow diamond, where both coincide
            if side in means:
                grey = {} if strand.is_current(place) else _GREY_MARKS[side]
                at = (plot.x(place), plot.y(means[side]))
                plot.page.mark(at, mew=1.2, gid=f"mark-{side}", **{**MARKS[side], **grey})
        _draw_numbers(plot, place, means=means, colour=INK if strand.is_current(place) else GREY)


def _draw_lines(plot: Plot, strand: Strand) -> None:
    """Join each side's scores of two rounds that are compared; part the rounds where they are not."""
    for place, moves in enumerate(strand.moves):
        if moves.basis is not Basis.SAME:
            x = (plot.x(place) + plot.x(place + 1)) / 2
            ends = (x, plot.y(plot.top)), (x, plot.y(1))
            plot.page.line(*ends, color=GREY, linewidth=1.0, linestyle=_BREAK, gid="break")
            continue
        for side in Side:
            old, new = strand.means(side)[place : place + 2]
            if old is not None and new is not None:
                ends = (plot.x(place), plot.y(old)), (plot.x(place + 1), plot.y(new))
                plot.page.line(*ends, gid=f"slope-{side}", **_SLOPES[side])


def _draw_whiskers(plot: Plot, strand: Strand) -> None:
    """Draw how far each round's gap may reach, beside its marks: where PRCS's may stand if the partner's stays."""
    for place, scores in enumerate(strand.scores):
        reach = reach_of(scores, top=plot.top)
        if reach is None:
            continue
        x = plot.x(place) + (BESIDE if place < plot.rounds - 1 else -BESIDE)
        low, high = map(plot.y, reach)
        plot.page.line((x, low), (x, high), gid="whisker", **WHISKER)
        for y in (low, high):
            plot.page.line((x - CAP, y), (x + CAP, y), gid="cap", **WHISKER)


def _draw_nothing(plot: Plot, place: int, *, words: str) -> None:
    """Draw the dots of a round that shows nothing, with the word for it; the same whatever they hide."""
    x = plot.x(place)
    ends = (x, plot.y(plot.top)), (x, plot.y(1))
    plot.page.line(*ends, color=GREY, linewidth=1.0, linestyle=DOTS, gid="withheld")
    plot.page.rising((x - 3, plot.y(1) - 1), words, size=NOTE)


def _draw_numbers(plot: Plot, place: int, *, means: dict[Side, float], colour: str) -> None:
    """Write both scores beside their marks: outside at both ends, above and below in between."""
    is_first, is_last = place == 0, place == plot.rounds - 1
    align: Align = "end" if is_first else "start" if is_last else "middle"
    shift = -2.4 if is_first else 2.4 if is_last else 0.0
    least = APART if is_first or is_last else APART + 5.0
    for mean, y in _parted([(mean, plot.y(mean)) for mean in means.values()], least=least):
        lift = 0.0 if is_first or is_last or len(means) > 1 else -3.4
        plot.page.text((plot.x(place) + shift, y + lift), score(mean), size=NOTE, align=align, colour=colour)


def _parted(numbers: list[tuple[float, float]], *, least: float) -> list[tuple[float, float]]:
    """Return numbers with their heights, moved apart where two stand closer than ``least`` millimetres."""
    ordered = sorted(numbers, key=lambda number: number[1])
    for (upper, high), (lower, low) in pairwise(ordered):
        push = max(0.0, least - (low - high)) / 2
        return [(upper, high - push), (lower, low + push)]
    return ordered


def _under(view: RoundsView, strands: Sequence[Strand], *, section_id: str | None, width: float) -> list[Block]:
    """Return what stands under the panels: rounds, their gaps, and what became of the gap or why it cannot be said."""
    said = []
    for strand in strands:
        whys = [(place, view.why(strand, place, section_id=section_id)) for place in range(len(view.rounds))]
        hidden = [view.labels.in_round.format(round=view.words(view.titles[p]), words=why) for p, why in whys if why]
        said.append([view.said(strand), *hidden])
    return [
        _rounds(view, strands, width=width),
        _columns(said, width=width, size=NOTE),
    ]


def _rounds(view: RoundsView, strands: Sequence[Strand], *, width: float) -> Block:
    """Return each round's title and, below it, its gap."""
    room = width / len(view.rounds) - 1
    titles = [wrapped(view.words(title), room, size=NOTE) for title in view.titles]
    deep = max(map(len, titles)) * line_height(NOTE)
    height = deep + line_height(BODY) + 2

    def draw(page: Page, top: float) -> None:
        for number, strand in enumerate(strands):
            for place, gap in enumerate(strand.gaps):
                x = _at(number, width) + (place + 0.5) * width / len(titles)
                for line, words in enumerate(titles[place]):
                    page.text((x, top + (line + 0.5) * line_height(NOTE)), words, size=NOTE, align="middle")
                words = HIDDEN if gap is None else f"{view.charts.gap} {difference(gap)}"
                page.text((x, top + deep + line_height(BODY) / 2), words, size=NOTE, align="middle", bold=True)

    return Block(height, draw)


def _key(view: RoundsView, strands: Sequence[Strand]) -> list[Item]:
    items = mark_items(view.newest)
    level = next((one.gap.level for strand in strands for one in strand.scores if one.gap.low is not None), None)
    items += [] if level is None else [whisker_item(view.newest, level=level)]
    if any(moves.basis is not Basis.SAME for strand in strands for moves in strand.moves):
        items.append(Item(9, _draw_break, view.labels.break_note))
    return [*items, gap_sentence(view.newest), *([sentence(view.note)] if view.note else [])]


def _draw_break(page: Page, at: Point) -> None:
    page.rule(at, length=9, width=1.0, colour=GREY, dashes=_BREAK)
