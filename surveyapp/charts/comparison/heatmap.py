"""Partners by topics: the gap of each partnership in each cell, five greys for its size, hatching for what is withheld.

The sign of a gap is read from its number: greys tell its size alone, so that they hold in black and white.
"""

from collections.abc import Callable, Sequence

from matplotlib.figure import Figure

from surveyapp.charts.comparison.describe import cell_words
from surveyapp.charts.comparison.heatmap_grid import (
    FLAGS_HEIGHT,
    ROW_HEIGHT,
    DrawCell,
    Grid,
    grids_of,
    parts_of,
    row,
    rule,
)
from surveyapp.charts.comparison.heatmap_key import key_items
from surveyapp.charts.comparison.partners_view import STEPS, Column, PartnersView, Shows, has_interval, shows, step_of
from surveyapp.charts.distribution import shade
from surveyapp.charts.legend import HIDDEN, foot, legend
from surveyapp.charts.marks import FLAG_WIDTH, place_flag
from surveyapp.charts.page import Block, Page, Point, assemble, heading, paragraph, space
from surveyapp.charts.standing import ALONE, NARROW, Standing
from surveyapp.charts.style import BODY, GREY, INK, NOTE, RULE, line_height, one_at_a_time, text_width, wrapped
from surveyapp.charts.view import Flag, flags_of
from surveyapp.core.comparison.partners import MeanGap, PartnerGap
from surveyapp.core.results import Reading
from surveyapp.core.sides import Facet, Side
from surveyapp.words.catalogue import marked, say
from surveyapp.words.limits import percent
from surveyapp.words.rounds import signed

ROWS_UNDER = 12
"""Of phones: most partners under one line of topics."""
GROUP_HEIGHT, SUM_HEIGHT = 6.6, 6.0
NAME_LINES = 3
_LEADING = 0.9  # of two lines of a heading that rises, in multiples of the usual
_INTERVAL_FROM, _INTERVAL_TO = marked("%(level)s interval, from"), marked("%(level)s interval, to")
FigureOf = Callable[[MeanGap], str]


@one_at_a_time
def partners_heatmap(view: PartnersView, facet: Facet | None, *, standing: Standing = ALONE) -> Figure:
    """Return the map of partners by topics, 180 mm wide with up to 14 columns, wider with more; or as a phone.

    Args:
        view: released figures only; a gap that is None is hatched, and a topic that was not asked is a dash.
        facet: what the gaps are about; None for whole topics.
        standing: under its own title, or a page's; over what it is of, or not; on a phone a few topics at a time.
    """
    columns, places = view.columns(facet), view.places(facet)
    grids = grids_of(columns, is_narrow=standing.is_narrow)
    width = NARROW if standing.is_narrow else grids[0].width
    blocks = [
        *heading(view.title(facet) if standing.is_titled else "", badge=view.badge, width=width),
        *(block for grid in grids for block in _map(view, grid, places=places)),
        legend(key_items(view, columns, places=places), width=width),
        paragraph(view.no_ranking, width=width, size=NOTE),
        *foot(standing.source, width=width),
    ]
    return assemble(blocks, width=width, language=view.language)


def _map(view: PartnersView, grid: Grid, *, places: Sequence[int]) -> list[Block]:
    """Return the columns of a grid, their names once more after some partners where they would be out of sight."""
    parts = parts_of(places, ROWS_UNDER) if grid.is_stacked else [places]
    rows = [block for part in parts for block in (_topics(grid), *_rows(view, grid, places=part))]
    return [*rows, *_sums(view, grid), space(2)]


def _topics(grid: Grid) -> Block:
    """Return the names of the topics, rising from their columns, in two lines at most."""
    columns = grid.columns
    room = next(room for room in range(24, 400, 4) if all(len(_lines(one, room)) <= 2 for one in columns))  # noqa: PLR2004
    lines = [_lines(column, room) for column in columns]
    height = max((text_width(line, NOTE) for one in lines for line in one), default=0.0) + 3

    def draw(page: Page, top: float) -> None:
        for number, names in enumerate(lines):
            page.upright((grid.x(number), top + 1), length=height - 1, width=0.4)
            middle = grid.x(number) + grid.cell / 2
            for place, line in enumerate(names):
                x = middle + (place - (len(names) - 1) / 2) * line_height(NOTE) * _LEADING
                page.rising((x, top + height - 1.5), line, size=NOTE, bold=columns[number].section is None)

    return Block(height, draw)


def _lines(column: Column, room: float) -> list[str]:
    return wrapped(column.title, room, size=NOTE)


def _rows(view: PartnersView, grid: Grid, *, places: Sequence[int]) -> list[Block]:
    """Return one row a partner, under the headings that they stand under."""
    blocks = []
    for name, group in view.groups(places):
        if name:
            blocks.append(_group(name, width=grid.width))
        for place in group:
            blocks.append(row(_name(view, place, room=grid.name_room), grid, draw=_cells(view, grid, place=place)))
    return blocks


def _name(view: PartnersView, place: int, *, room: float) -> list[str]:
    """Return a partner's name in three lines at most, then what is to be known of its figures."""
    lines = wrapped(view.words(view.partners[place].name), room, size=NOTE)
    if len(lines) > NAME_LINES:
        lines = [*lines[: NAME_LINES - 1], f"{lines[NAME_LINES - 1]}…"]
    return [*lines, *(line for note in view.notes(place) for line in wrapped(f"({note})", room, size=NOTE))]


def _group(name: str, *, width: float) -> Block:
    lines = wrapped(name, width, size=BODY, bold=True)
    height = GROUP_HEIGHT + (len(lines) - 1) * line_height(BODY)

    def draw(page: Page, top: float) -> None:
        page.lines((0, top + height / 2 + 0.4), lines, size=BODY, bold=True)

    return Block(height, draw)


def _cells(view: PartnersView, grid: Grid, *, place: int) -> DrawCell:
    """Return what draws a partner's cells; each is labelled with what it shows, for whoever points at it in a page."""
    size = (grid.cell, grid.height)

    def draw(page: Page, at: Point, number: int) -> None:
        column = grid.columns[number]
        told = cell_words(view, column, place=place)
        _draw_cell(page, at, column.compared.partners[place], asterisk=view.asterisk, size=size, told=told)

    return draw


def _draw_cell(page: Page, at: Point, one: PartnerGap, *, asterisk: str, size: tuple[float, float], told: str) -> None:
    what, middle = shows(one), (at[0] + size[0] / 2, at[1] + size[1] / 2)
    if what is Shows.WITHHELD:
        page.hatch(at, width=size[0], height=size[1], colour=GREY, gid="withheld", label=told)
    elif one.gap is None:
        page.text(middle, HIDDEN, size=NOTE, align="middle", colour=GREY)
    else:
        behind = asterisk if what is Shows.OTHER_WORDS else ""
        ink = _draw_grey(page, at, gap=one.gap, size=size, label=told)
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


def _draw_grey(page: Page, at: Point, *, gap: float, size: tuple[float, float], label: str = "") -> str:
    """Draw the ground of a cell and return the ink that reads on it."""
    fill, ink = shade(step_of(gap) + 1, len(STEPS))
    page.box(at, width=size[0], height=size[1], facecolor=fill, edgecolor=RULE, linewidth=0.5, gid="gap", label=label)
    return ink


def _sums(view: PartnersView, grid: Grid) -> list[Block]:
    """Return the mean of all partners, and how many partnerships and people stand behind it."""
    language, level = view.language, percent(view.reference.scoring.level)
    rows: list[tuple[str, FigureOf]] = [(view.partnerships, lambda mean: str(mean.k))]
    if has_interval(grid.columns):
        low, high = (say(words, language, level=level) for words in (_INTERVAL_FROM, _INTERVAL_TO))
        rows = [(low, lambda mean: _end(mean.low)), (high, lambda mean: _end(mean.high)), *rows]
    rows += [(view.people(side), _people(side)) for side in Side]
    lines = wrapped(view.together, grid.name_room, size=NOTE, bold=True)
    return [
        space(1.5),
        rule(grid, width=1.2, colour=INK),
        row(lines, grid, draw=_means(grid), is_bold=True),
        *(block for name, figure in rows for block in _sum(name, figure, grid)),
    ]


def _people(side: Side) -> FigureOf:
    return lambda mean: str(mean.n[side])


def _end(value: float | None) -> str:
    return HIDDEN if value is None else signed(value)


def _means(grid: Grid) -> DrawCell:
    """Return what draws the mean of all partners in a cell."""

    def draw(page: Page, at: Point, number: int) -> None:
        value, size = grid.columns[number].compared.mean.value, (grid.cell, grid.height)
        ink = INK if value is None else _draw_grey(page, at, gap=value, size=size)
        words = HIDDEN if value is None else signed(value)
        page.text((at[0] + size[0] / 2, at[1] + size[1] / 2), words, size=NOTE, align="middle", colour=ink)

    return draw


def _sum(name: str, figure: FigureOf, grid: Grid) -> list[Block]:
    """Return one figure behind the means, under each topic."""

    def draw(page: Page, at: Point, number: int) -> None:
        middle = at[0] + grid.cell / 2, at[1] + height / 2
        page.text(middle, figure(grid.columns[number].compared.mean), size=NOTE, align="middle")

    height = line_height(NOTE) if grid.is_stacked else SUM_HEIGHT
    return [row(wrapped(name, grid.name_room, size=NOTE), grid, draw=draw, height=height), rule(grid, width=0.4)]
