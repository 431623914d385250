"""Lists that people keep in a spreadsheet: which column is which, by its name in any language, and faults by row."""

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from surveyapp.catalogue.rows import TableRow
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import filled_rows, make_table, read_rows
from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.core.text.searching import folded
from surveyapp.words.catalogue import available, marked, say

ColumnNames = Mapping[str, Collection[str]]
"""Each column of ours → what it may be called."""

EXAMPLE = marked("Example: replace this row")
"""What the first row of an empty table is called; a row that still is called so is none."""

Read = TypeVar("Read")

_BETWEEN_NAMES = re.compile("[;؛]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")
_LOOKED_AT = 20
"""Rows among which the headings stand."""


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row, counted as a spreadsheet does: a code for a sentence, and the cell it is about.

    ``column`` is the heading above the cell as the list has it, or the one that is missing.
    """

    row: int
    code: Code
    cell: str = ""
    column: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What whoever sent a list should know of how it was read."""

    header_row: int = 1
    above: int = 0
    """Rows above the headings that hold anything."""
    passed_over: tuple[str, ...] = ()
    """Headings of columns that are none of ours."""
    unnamed: int = 0
    """Columns with cells and without a heading."""
    examples: int = 0
    """Rows that are still the empty table's example."""
    encoding: str = ""
    """What the letters were saved as, where that had to be worked out."""


AS_EXPECTED = Reading()
"""Headings in the first row, and nothing beside what is ours."""


@dataclass(frozen=True, slots=True)
class ListTable:
    """The rows of a list by our names of its columns, how it was read, and what is wrong with its headings."""

    rows: tuple["Cells", ...]
    reading: Reading
    faults: tuple[RowFault, ...]

    @property
    def of_rows(self) -> list[RowFault]:
        """Return what is wrong with the rows once they were read; that there are none."""
        found = [fault for row in self.rows for fault in row.faults]
        return found if self.rows else [*found, RowFault(self.reading.header_row, Code.NO_ROWS)]


@dataclass(slots=True)
class Cells:
    """One row's cells by our names of the columns; what is wrong with them is gathered, all of it."""

    number: int
    cells: Mapping[str, str]
    headings: Mapping[str, str]
    faults: list[RowFault] = field(default_factory=list)

    def get(self, column: str) -> str:
        """Return what stands in a column, or nothing where there is none."""
        return self.cells.get(column, "")

    def take(self, column: str, read: Callable[[str], Read], *, said: str | None = None) -> Read | None:
        """Return what ``read`` makes of the cell, or of what is ``said`` in it; None where it is refused."""
        cell = self.get(column) if said is None else said
        try:
            return read(cell)
        except InputError as error:
            self.refuse(error.code, column, cell=cell)
            return None

    def refuse(self, code: Code, column: str, *, cell: str = "") -> None:
        """Note that something is wrong with the cell."""
        self.faults.append(RowFault(self.number, code, cell, self.headings.get(column, "")))


def named_in_every_language(messages: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what each column may be called in any language; each message names several, with semicolons between."""
    return {
        column: [column, *(name for language in available() for name in names_in(message, language))]
        for column, message in messages.items()
    }


def names_in(message: str, language: Language) -> list[str]:
    """Return what a column may be called in one language, its heading in an empty table first."""
    return [name.strip() for name in _BETWEEN_NAMES.split(say(message, language))]


def called_in(language: Language, messages: Mapping[str, str]) -> dict[str, str]:
    """Return the heading of each column in an empty table of one language."""
    return {column: names_in(message, language)[0] for column, message in messages.items()}


@dataclass(frozen=True, slots=True)
class Needed:
    """Which columns a list must have, one of ``any_of`` at least, and each of ``all_of``; and what they are called."""

    any_of: Collection[str]
    all_of: Collection[str] = ()
    nothing: tuple[Code, str] = (Code.NO_COLUMN, "")
    """What is said where there is none of the first: a code, and the column it is about."""
    called: Mapping[str, str] = field(default_factory=dict)
    """What columns are called when somebody is told of them; our own name where nothing else is said."""

    def heading(self, column: str) -> str:
        """Return what a column is called."""
        return self.called.get(column, column)

    def is_met(self, ours: Collection[str]) -> bool:
        """Say whether these columns are enough."""
        return not self.missing(0, ours)

    def missing(self, row: int, ours: Collection[str]) -> list[RowFault]:
        """Return what is said of the headings in ``row`` where some of these columns are not among them."""
        found = [RowFault(row, Code.MISSING_COLUMN, "", self.heading(one)) for one in self.all_of if one not in ours]
        code, column = self.nothing
        return found if set(self.any_of) & set(ours) else [*found, RowFault(row, code, "", column)]


def read_list(data: bytes, report: TableReport, columns: ColumnNames, *, needed: Needed) -> ListTable:
    """Return the rows below the headings, wherever these stand, without columns that are none of ours.

    Raises:
        FaultyTableError: no table can be made of the file, or a cell of ours cannot be used.
    """
    raw, encoding = read_rows(data, report, is_list=True)
    rows = filled_rows(raw)
    ahead = list(islice(rows, _LOOKED_AT))
    known = {_heading(name): column for column, names in columns.items() for name in names}
    found = [[known.get(_heading(cell), "") for cell in row.cells] for row in ahead]
    at = _find_header(found, needed)
    header, ours = (ahead[at].cells, found[at]) if ahead else ((), [])
    is_there = any(ours)
    table = make_table([_of_ours(row, ours) for row in (*ahead[at:], *rows)] if is_there else ahead, report)
    report.raise_faults()
    headings = {column: without_controls(name) for name, column in zip(header, ours, strict=True) if column}
    every = [Cells(row.number, _by_column(ours, row.cells), headings) for row in table.rows]
    cells = [one for one in every if not _is_example(one)]
    strange = tuple(without_controls(name) for name, column in zip(header, ours, strict=True) if name and not column)
    unnamed = _count_unnamed(header, ahead[at + 1 :])
    reading = Reading(table.header_row, at, strange, unnamed, len(every) - len(cells), encoding)
    return ListTable(tuple(cells), reading, tuple(_faults(reading, ours, columns, needed)))


def _find_header(found: Sequence[Sequence[str]], needed: Needed) -> int:
    """Return which row holds the headings: the first that has what must be there, or the one with most of ours."""
    most = max(range(len(found)), key=lambda n: (len(set(found[n]) - {""}), -n), default=0)
    return next((n for n, ours in enumerate(found) if needed.is_met(ours)), most)


def _of_ours(row: TableRow, ours: Sequence[str]) -> TableRow:
    """Return the row with nothing in the columns that are none of ours."""
    return TableRow(row.number, tuple(cell if column else "" for cell, column in zip(row.cells, ours, strict=False)))


def _by_column(ours: Sequence[str], cells: Sequence[str]) -> dict[str, str]:
    return {column: cell for column, cell in zip(ours, cells, strict=False) if column}


def _count_unnamed(header: Sequence[str], rows: Iterable[TableRow]) -> int:
    filled = {n for row in rows for n, cell in enumerate(row.cells) if cell}
    return sum(n >= len(header) or not header[n] for n in filled)


def _is_example(row: Cells) -> bool:
    called = {folded(say(EXAMPLE, language)) for language in available()}
    return any(folded(cell) in called for cell in row.cells.values())


def _faults(reading: Reading, ours: Sequence[str], columns: ColumnNames, needed: Needed) -> list[RowFault]:
    """Return what is wrong with the headings; those that nobody knows count only where one is missing."""
    row = reading.header_row
    missing = needed.missing(row, ours)
    strange = [RowFault(row, Code.UNKNOWN_COLUMN, "", name) for name in reading.passed_over if missing]
    twice = [needed.heading(one) for one in columns if ours.count(one) > 1]
    return [*strange, *missing, *(RowFault(row, Code.COLUMN_TWICE, "", heading) for heading in twice)]


def _heading(name: str) -> str:
    """Return a heading without what people write between its words, or leave out."""
    return _BETWEEN_WORDS.sub("", folded(name))
