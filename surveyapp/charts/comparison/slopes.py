"""One topic round by round: both sides' scores as slopes, broken where the rounds must not be compared."""

from collections.abc import Sequence

from matplotlib.figure import Figure

from surveyapp.charts.comparison.rounds_view import RoundsView, Strand
from surveyapp.charts.comparison.slopes_panel import BREAK, Plot, draw_strand, height_of
from surveyapp.charts.drawn import Sign, mark_meanings
from surveyapp.charts.legend import HIDDEN, Item, foot, gap_sentence, legend, sentence, sign_items
from surveyapp.charts.page import Block, Page, Point, assemble, heading, space
from surveyapp.charts.standing import ALONE, NARROW, Standing
from surveyapp.charts.style import BODY, GREY, NOTE, RULE, line_height, one_at_a_time, text_width, wrapped
from surveyapp.core.comparison.comparability import Basis
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say
from surveyapp.words.limits import percent
from surveyapp.words.rounds import signed
from surveyapp.words.signs import bold_gaps, gap_named, whisker_meaning

WIDTH = 174.0  # with the page's own margin 180: A4 portrait less 15 mm on either side
_BREAK = marked("Broken line: the two rounds are not compared")
AXIS, BETWEEN, WIDEST = 6.0, 7.0, 84.0


@one_at_a_time
def rounds_chart(view: RoundsView, section_id: str | None, *, standing: Standing = ALONE) -> Figure:
    """Return the slopes of one topic, 180 mm wide or as a phone: a panel for each facet, or one for the whole.

    Args:
        view: released figures of two rounds or more; one that is None has no mark, and its reason in words.
        section_id: the topic; None for all topics together.
        standing: under its own title, or a page's; over what it is of, or not.

    Raises:
        KeyError: no round has such a topic.
    """
    strands = view.strands(section_id)
    across = NARROW if standing.is_narrow else WIDTH
    rows = [[strand] for strand in strands] if standing.is_narrow else [strands]
    blocks = [
        *heading(view.title(section_id) if standing.is_titled else "", badge=view.badge, width=across),
        *(block for row in rows for block in _panels(view, row, section_id=section_id, across=across)),
        legend(_key(view, strands, width=_width(rows[0], across)), width=across),
        *foot(standing.source, width=across),
    ]
    return assemble(blocks, width=across, language=view.language)


def _panels(view: RoundsView, strands: Sequence[Strand], *, section_id: str | None, across: float) -> list[Block]:
    """Return panels beside each other, under their names and over what is said of them."""
    width = _width(strands, across)
    return [
        _names(strands, width=width),
        _plots(view, strands, section_id=section_id, width=width),
        *_under(view, strands, section_id=section_id, width=width),
        space(1.5),
    ]


def _width(strands: Sequence[Strand], across: float) -> float:
    """Return how wide each panel of a row is."""
    return min(WIDEST, (across - AXIS - BETWEEN * (len(strands) - 1)) / len(strands))


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
            draw_strand(plot, view, strand=strand, section_id=section_id)

    return Block(height_of(top), draw)


def _under(view: RoundsView, strands: Sequence[Strand], *, section_id: str | None, width: float) -> list[Block]:
    """Return what stands under the panels: rounds, their gaps, and what became of the gap or why it cannot be said."""
    said = []
    for strand in strands:
        whys = [(place, view.why(strand, place, section_id=section_id)) for place in range(len(view.rounds))]
        hidden = [view.in_round(place, why) for place, why in whys if why]
        said.append([view.said(strand), *hidden])
    return [
        _rounds(view, strands, width=width),
        _columns(said, width=width, size=NOTE),
    ]


def _rounds(view: RoundsView, strands: Sequence[Strand], *, width: float) -> Block:
    """Return each round's title and, below it, its gap."""
    titles = [wrapped(view.words(title), width / len(view.rounds) - 1, size=NOTE) for title in view.titles]
    deep = max(map(len, titles)) * line_height(NOTE)
    has_words = _has_words(view, width)

    def draw(page: Page, top: float) -> None:
        for number, strand in enumerate(strands):
            for place, gap in enumerate(strand.gaps):
                x = _at(number, width) + (place + 0.5) * width / len(titles)
                for line, words in enumerate(titles[place]):
                    page.text((x, top + (line + 0.5) * line_height(NOTE)), words, size=NOTE, align="middle")
                words = _gap(gap, has_words=has_words, language=view.language)
                page.text((x, top + deep + line_height(BODY) / 2), words, size=NOTE, align="middle", bold=True)

    return Block(deep + line_height(BODY) + 2, draw)


def _gap(gap: float | None, *, has_words: bool, language: Language) -> str:
    if gap is None:
        return HIDDEN
    return gap_named(signed(gap), language) if has_words else signed(gap)


def _has_words(view: RoundsView, width: float) -> bool:
    """Tell whether the word for a gap fits before its number under every round."""
    words = gap_named(signed(-1), view.language)
    return text_width(words, NOTE, bold=True) + 2 <= width / len(view.rounds)


def _key(view: RoundsView, strands: Sequence[Strand], *, width: float) -> list[Item]:
    level = next((one.gap.level for strand in strands for one in strand.scores if one.gap.low is not None), None)
    whisker = [] if level is None else [(Sign.WHISKER, whisker_meaning(percent(level), view.language))]
    items = sign_items([*mark_meanings(view.newest), *whisker])
    if any(moves.basis is not Basis.SAME for strand in strands for moves in strand.moves):
        items.append(Item(9, _draw_break, say(_BREAK, view.language)))
    notes = [view.note, "" if _has_words(view, width) else bold_gaps(view.language)]
    return [*items, gap_sentence(view.newest), *(sentence(note) for note in notes if note)]


def _draw_break(page: Page, at: Point) -> None:
    page.rule(at, length=9, width=1.0, colour=GREY, dashes=BREAK)
