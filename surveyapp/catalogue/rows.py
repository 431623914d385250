"""Rows of text as a file holds them: what CSV files and workbooks are both read into."""

from typing import NamedTuple

COLUMN_LIMIT = 500


class Formula(str):
    """What a cell shows in place of a formula, whose value nobody can rely on."""

    __slots__ = ()


class TableRow(NamedTuple):
    """A row's cells; ``number`` is the one that a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]
