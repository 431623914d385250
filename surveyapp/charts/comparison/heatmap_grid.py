"""Where a map of partners has its names and cells: beside each other, or for phones below each other, in parts."""

from collections.abc import Callable, Sequence
from typing import NamedTuple, TypeVar

from surveyapp.charts.comparison.partners_view import Column
from surveyapp.charts.page import Block, Page, Point
from surveyapp.charts.standing import NARROW
from surveyapp.charts.style import NOTE, RULE, line_height
from surveyapp.charts.view import flags_of

WIDTH = 174.0  # with the page's own margin 180: A4 portrait less 15 mm on either side
NAME_WIDTH, LEAST_CELL = 44.0, 9.2
COLUMNS_BESIDE = 7
"""Of phones: how many columns stand beside each other."""
ROW_HEIGHT, FLAGS_HEIGHT = 8.0, 2.6
T = TypeVar("T")
DrawCell = Callable[[Page, Point, int], None]


class Grid(NamedTuple):
    """Where a map's names and cells stand across, in millimetres: beside each other, or for phones a name above."""

    columns: Sequence[Column]
    cell: float
    height: float
    """Of every cell."""
    is_stacked: bool = False

    @property
    def name_room(self) -> float:
        """Return how wide names may be."""
        return self.width if self.is_stacked else NAME_WIDTH - 2

    @property
    def width(self) -> float:
        """Return what all of it takes."""
        return self.x(len(self.columns))

    def x(self, number: int) -> float:
        """Return where a column starts."""
        return (0.0 if self.is_stacked else NAME_WIDTH) + number * self.cell


def grids_of(columns: Sequence[Column], *, is_narrow: bool) -> list[Grid]:
    """Return all columns beside each other, or for phones about as many in each of several grids."""
    height = _cell_height(columns)
    if not is_narrow:
        return [Grid(columns, max(LEAST_CELL, (WIDTH - NAME_WIDTH) / max(len(columns), 1)), height)]
    parts = parts_of(columns, COLUMNS_BESIDE)
    return [Grid(part, NARROW / max(len(parts[0]), 1), height, is_stacked=True) for part in parts]


def parts_of(things: Sequence[T], most: int) -> list[Sequence[T]]:
    """Return ``things`` in as few parts as it takes with ``most`` in one, all but the last equally long."""
    size = -(-len(things) // -(-len(things) // most)) if things else 1
    return [things[start : start + size] for start in range(0, max(len(things), 1), size)]


def _cell_height(columns: Sequence[Column]) -> float:
    """Return the height of every cell: with room for flags over the numbers, where there are any."""
    has_flags = any(flags_of(cell) for column in columns for cell in column.compared.partners)
    return ROW_HEIGHT + (FLAGS_HEIGHT if has_flags else 0)


def row(
    lines: Sequence[str], grid: Grid, *, draw: DrawCell, height: float | None = None, is_bold: bool = False
) -> Block:
    """Return a name with its cells; they are as high as all others, however long the name is."""
    named, cells = len(lines) * line_height(NOTE), grid.height if height is None else height
    above = named + 0.5 if grid.is_stacked else 0.0
    whole = above + cells + 1.5 if grid.is_stacked else max(cells, named + 1.5)

    def drawn(page: Page, top: float) -> None:
        middle = top + (above if grid.is_stacked else whole) / 2
        page.lines((0, middle), lines, size=NOTE, bold=is_bold)
        at = top + above if grid.is_stacked else middle - cells / 2
        for number in range(len(grid.columns)):
            draw(page, (grid.x(number), at), number)

    return Block(whole, drawn)


def rule(grid: Grid, *, width: float, colour: str = RULE) -> Block:
    """Return a line under what came before it, as long as the grid is wide."""
    return Block(0.0, lambda page, top: page.rule((0, top), length=grid.width, width=width, colour=colour))
