"""Partners by topics: the gap of each partnership in each cell, five greys for its size, hatching for what is withheld.

The sign of a gap is read from its number: greys tell its size alone, so that they hold in black and white.
"""

from collections.abc import Callable, Sequence

from matplotlib.figure import Figure

from surveyapp.charts.comparison.heatmap_key import key_items
from surveyapp.charts.comparison.partners_view import STEPS, Column, PartnersView, Shows, has_interval, shows, step_of
from surveyapp.charts.distribution import shade
from surveyapp.charts.legend import HIDDEN, foot, legend
from surveyapp.charts.marks import FLAG_WIDTH, place_flag
from surveyapp.charts.page import Block, Page, Point, assemble, heading, paragraph, space
from surveyapp.charts.standing import ALONE, Standing
from surveyapp.charts.style import BODY, GREY, INK, NOTE, RULE, line_height, one_at_a_time, text_width, wrapped
from surveyapp.charts.view import Flag, flags_of
from surveyapp.core.comparison.partners import MeanGap, PartnerGap
from surveyapp.core.results import Reading
from surveyapp.core.sides import Facet, Side
from surveyapp.words.catalogue import marked, say
from surveyapp.words.certainty import end_text
from surveyapp.words.limits import percent
from surveyapp.words.rounds import signed

WIDTH = 174.0  # with the page's own margin 180: A4 portrait less 15 mm on either side
NAME_WIDTH, LEAST_CELL = 44.0, 9.2
ROW_HEIGHT, FLAGS_HEIGHT, GROUP_HEIGHT, SUM_HEIGHT = 8.0, 2.6, 6.6, 6.0
NAME_LINES = 3
_LEADING = 0.9  # of two lines of a heading that rises, in multiples of the usual
_INTERVAL_FROM, _INTERVAL_TO = marked("%(level)s interval, from"), marked("%(level)s interval, to")
FigureOf = Callable[[MeanGap], str]


@one_at_a_time
def partners_heatmap(view: PartnersView, facet: Facet | None, *, standing: Standing = ALONE) -> Figure:
    """Return the map of partners by topics, 180 mm wide with up to 14 columns, wider with more.

    Args:
        view: released figures only; a gap that is None is hatched, and a topic that was not asked is a dash.
        facet: what the gaps are about; None for whole topics.
        standing: under its own title, or a page's; over what it is of, or not.
    """
    columns, places = view.columns(facet), view.places(facet)
    cell = max(LEAST_CELL, (WIDTH - NAME_WIDTH) / max(len(columns), 1))
    width = NAME_WIDTH + cell * len(columns)
    blocks = [
        *heading(view.title(facet) if standing.is_titled else "", badge=view.badge, width=width),
        _topics(columns, cell=cell),
        *_rows(view, columns, places=places, size=(cell, _cell_height(columns))),
        *_sums(view, columns, size=(cell, _cell_height(columns))),
        space(2),
        legend(key_items(view, columns, places=places), width=width),
        paragraph(view.no_ranking, width=width, size=NOTE),
        *foot(standing.source, width=width),
    ]
    return assemble(blocks, width=width, language=view.language)


def _topics(columns: Sequence[Column], *, cell: float) -> Block:
    """Return the names of the topics, rising from their columns, in two lines at most."""
    room = next(room for room in range(24, 400, 4) if all(len(_lines(one, room)) <= 2 for one in columns))  # noqa: PLR2004
    lines = [_lines(column, room) for column in columns]
    height = max((text_width(line, NOTE) for one in lines for line in one), default=0.0) + 3

    def draw(page: Page, top: float) -> None:
        for number, names in enumerate(lines):
            page.upright((NAME_WIDTH + number * cell, top + 1), length=height - 1, width=0.4)
            middle = NAME_WIDTH + (number + 0.5) * cell
            for place, line in enumerate(names):
                x = middle + (place - (len(names) - 1) / 2) * line_height(NOTE) * _LEADING
                page.rising((x, top + height - 1.5), line, size=NOTE, bold=columns[number].section is None)

    return Block(height, draw)


def _lines(column: Column, room: float) -> list[str]:
    return wrapped(column.title, room, size=NOTE)


def _cell_height(columns: Sequence[Column]) -> float:
    """Return the height of every cell: with room for flags over the numbers, where there are any."""
    has_flags = any(flags_of(cell) for column in columns for cell in column.compared.partners)
    return ROW_HEIGHT + (FLAGS_HEIGHT if has_flags else 0)


def _rows(
    view: PartnersView, columns: Sequence[Column], *, places: Sequence[int], size: tuple[float, float]
) -> list[Block]:
    """Return one row a partner, under the headings that they stand under."""
    blocks = []
    for name, group in view.groups(places):
        if name:
            blocks.append(_group(name, width=NAME_WIDTH + size[0] * len(columns)))
        for place in group:
            cells = [column.compared.partners[place] for column in columns]
            blocks.append(_row(_name(view, place), cells, asterisk=view.asterisk, size=size))
    return blocks


def _name(view: PartnersView, place: int) -> list[str]:
    """Return a partner's name in three lines at most, then what is to be known of its figures."""
    lines = wrapped(view.words(view.partners[place].name), NAME_WIDTH - 2, size=NOTE)
    if len(lines) > NAME_LINES:
        lines = [*lines[: NAME_LINES - 1], f"{lines[NAME_LINES - 1]}…"]
    return [*lines, *(line for note in view.notes(place) for line in wrapped(f"({note})", NAME_WIDTH - 2, size=NOTE))]


def _group(name: str, *, width: float) -> Block:
    lines = wrapped(name, width, size=BODY, bold=True)
    height = GROUP_HEIGHT + (len(lines) - 1) * line_height(BODY)

    def draw(page: Page, top: float) -> None:
        page.lines((0, top + height / 2 + 0.4), lines, size=BODY, bold=True)

    return Block(height, draw)


def _row(lines: Sequence[str], cells: Sequence[PartnerGap], *, asterisk: str, size: tuple[float, float]) -> Block:
    """Return one partner; its cells are as high as all others, however long its name is."""
    height = max(size[1], len(lines) * line_height(NOTE) + 1.5)

    def draw(page: Page, top: float) -> None:
        page.lines((0, top + height / 2), lines, size=NOTE)
        for number, one in enumerate(cells):
            at = (NAME_WIDTH + number * size[0], top + (height - size[1]) / 2)
            _draw_cell(page, at, one, asterisk=asterisk, size=size)

    return Block(height, draw)


def _draw_cell(page: Page, at: Point, one: PartnerGap, *, asterisk: str, size: tuple[float, float]) -> None:
    what, middle = shows(one), (at[0] + size[0] / 2, at[1] + size[1] / 2)
    if what is Shows.WITHHELD:
        page.hatch(at, width=size[0], height=size[1], colour=GREY, gid="withheld")
    elif one.gap is None:
        page.text(middle, HIDDEN, size=NOTE, align="middle", colour=GREY)
    else:
        behind = asterisk if what is Shows.OTHER_WORDS else ""
        ink = _draw_grey(page, at, gap=one.gap, size=size)
        flags, is_clear = flags_of(one), one.reading is Reading.CLEAR_GAP
        lower = FLAGS_HEIGHT / 2 if flags else 0.0
        at = (middle[0], middle[1] + lower)
        page.text(at, signed(one.gap) + behind, size=NOTE, align="middle", bold=is_clear, colour=ink)
        _draw_flags(page, (middle[0], at[1] - ROW_HEIGHT / 2), flags=flags, colour=ink)


def _draw_flags(page: Page, at: Point, *, flags: Sequence[Flag], colour: str) -> None:
    """Draw flags beside each other, their middle at ``at``."""
    x = at[0] - sum(FLAG_WIDTH[flag] for flag in flags) / 2
    for flag in flags:
        place_flag(page, (x + FLAG_WIDTH[flag] / 2, at[1]), flag=flag, colour=colour)
        x += FLAG_WIDTH[flag]


def _draw_grey(page: Page, at: Point, *, gap: float, size: tuple[float, float]) -> str:
    """Draw the ground of a cell and return the ink that reads on it."""
    fill, ink = shade(step_of(gap) + 1, len(STEPS))
    page.box(at, width=size[0], height=size[1], facecolor=fill, edgecolor=RULE, linewidth=0.5, gid="gap")
    return ink


def _sums(view: PartnersView, columns: Sequence[Column], *, size: tuple[float, float]) -> list[Block]:
    """Return the mean of all partners, and how many partnerships and people stand behind it."""
    language, level = view.language, percent(view.reference.scoring.level)
    rows: list[tuple[str, FigureOf]] = [(view.partnerships, lambda mean: str(mean.k))]
    if has_interval(columns):
        low, high = (say(words, language, level=level) for words in (_INTERVAL_FROM, _INTERVAL_TO))
        rows = [(low, lambda mean: _end(mean.low)), (high, lambda mean: _end(mean.high)), *rows]
    rows += [(view.people(side), _people(side)) for side in Side]
    return [
        space(1.5),
        _together(view, columns, size=size),
        *(_sum(name, [figure(column.compared.mean) for column in columns], cell=size[0]) for name, figure in rows),
    ]


def _people(side: Side) -> FigureOf:
    return lambda mean: str(mean.n[side])


def _end(value: float | None) -> str:
    return HIDDEN if value is None else end_text(value)


def _together(view: PartnersView, columns: Sequence[Column], *, size: tuple[float, float]) -> Block:
    """Return the mean of all partners, in cells as high as those above, whatever it is called."""
    lines = wrapped(view.together, NAME_WIDTH - 2, size=NOTE, bold=True)
    height = max(size[1], len(lines) * line_height(NOTE) + 1.5)

    def draw(page: Page, top: float) -> None:
        page.rule((0, top), length=NAME_WIDTH + size[0] * len(columns), width=1.2, colour=INK)
        page.lines((0, top + height / 2), lines, size=NOTE, bold=True)
        for number, column in enumerate(columns):
            value, x = column.compared.mean.value, NAME_WIDTH + number * size[0]
            at = (x, top + (height - size[1]) / 2)
            ink = INK if value is None else _draw_grey(page, at, gap=value, size=size)
            words = HIDDEN if value is None else signed(value)
            page.text((x + size[0] / 2, top + height / 2), words, size=NOTE, align="middle", colour=ink)

    return Block(height, draw)


def _sum(name: str, values: Sequence[str], *, cell: float) -> Block:
    lines = wrapped(name, NAME_WIDTH - 2, size=NOTE)
    height = max(SUM_HEIGHT, len(lines) * line_height(NOTE) + 1)

    def draw(page: Page, top: float) -> None:
        page.lines((0, top + height / 2), lines, size=NOTE)
        for number, value in enumerate(values):
            page.text((NAME_WIDTH + (number + 0.5) * cell, top + height / 2), value, size=NOTE, align="middle")
        page.rule((0, top + height), length=NAME_WIDTH + cell * len(values), width=0.4)

    return Block(height, draw)
