"""Tables made elsewhere: the bytes of a CSV or XLSX file → rows of text that know their places."""

import csv
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple

from surveyapp.catalogue.characters import find_control
from surveyapp.catalogue.encodings import Decoded, guess
from surveyapp.catalogue.rows import COLUMN_LIMIT, Formula, TableRow
from surveyapp.catalogue.signatures import SIZE_LIMIT, check_file
from surveyapp.catalogue.table_faults import TableReport, column_letters
from surveyapp.core.errors import Code
from surveyapp.core.text.bidi import without_controls

ROW_LIMIT = 2_000
"""Rows below the header that a file may have, blank ones apart."""

CELL_LIMIT = 10 * COLUMN_LIMIT
"""Cells that a row may have, empty ones at its end among them."""

_TOO_WIDE = f"the file has more than {COLUMN_LIMIT} columns; remove those that do not belong here"
_BEGINNING = 5_000
"""Characters that show which separator a list has."""

_AHEAD = 5
"""Rows in which a table shows that what stands above it is no header."""

_WORKBOOK = b"PK\x03\x04"
_BYTE_ORDER_MARK = "\ufeff"
_UTF_16, _UTF_32 = (b"\xff\xfe", b"\xfe\xff"), b"\xff\xfe\0\0"
_SAVE_ANEW = 'save it as "CSV UTF-8", or as .xlsx'
_SEPARATORS = ",;\t"
_TOLD = re.compile(r'"?sep=([^\w"\r\n])"?[ \t]*(?:\r\n?|\n)', re.IGNORECASE)
"""The line by which Excel is told the separator, and which it does not show."""

_HEADER = re.compile(r'(?:[^"\r\n]++|"[^"]*+(?:"|\Z))*+')
_QUOTED = re.compile(r'"[^"]*+(?:"|\Z)')
_LINES = str.maketrans({"\r": "\n", "\t": " ", "\u2028": "\n", "\u2029": "\n"})
_EDGES = " \n\u00a0"


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, each as long as the header; blank rows are left out.

    ``header_row`` is the header's own number; a column without a name is "".
    """

    header: tuple[str, ...]
    header_row: int
    rows: tuple[TableRow, ...]


class Rows(NamedTuple):
    """The rows of a file, and what it was saved as where that was worked out."""

    raw: Iterable[TableRow]
    encoding: str = ""


def load_bytes(path: Path) -> bytes:
    """Return the file's bytes, and of one that is too large not many more than are allowed."""
    with path.open("rb") as file:
        return file.read(SIZE_LIMIT + 1)


def read_table(data: bytes, report: TableReport) -> Table:
    """Return the table in a CSV file, or on the first sheet of an XLSX workbook; faults of single cells are reported.

    Raises:
        FaultyTableError: the file is too large, or no table can be made of it.
    """
    return make_table(read_rows(data, report).raw, report)


def read_rows(data: bytes, report: TableReport, *, is_list: bool = False) -> Rows:
    """Return the rows of a file as they stand in it.

    Of a list that somebody looks at before it counts, letters are guessed where they can only be one thing, and the
    separator is told by all of its beginning, which a title may stand in.

    Raises:
        FaultyTableError: the file is too large, or has no rows.
    """
    check_file(data, report)
    if data.startswith(_WORKBOOK):
        from surveyapp.catalogue.workbooks import read_sheets  # noqa: PLC0415 - loads openpyxl only for a workbook

        return Rows(read_sheets(data, report, count=1)[0].rows)
    decoded = _decoded(data, report, is_guessed=is_list)
    separator = _usual_separator if is_list else _separator
    return Rows(_csv_rows(decoded.text.lstrip(_BYTE_ORDER_MARK), report, separator), decoded.encoding)


def make_table(raw: Iterable[TableRow], report: TableReport) -> Table:
    """Return the table whose header is the first of ``raw`` that is not blank.

    Raises:
        FaultyTableError: there is no header, or something above it, or more columns or rows than are allowed.
    """
    filled = filled_rows(raw)
    first = next(filled, None)
    if first is None:
        report.stop("the file is empty; its first row must name the columns")
    ahead = list(islice(filled, _AHEAD))
    _refuse_titles(first, ahead, report)
    header = _header(first, report)
    rows: list[TableRow] = []
    for row in chain(ahead, filled):
        if len(rows) == ROW_LIMIT:
            report.stop(f"the file has more than {ROW_LIMIT:,} rows; split it", row=row.number)
        rows.append(_checked(row, header, report))
    return Table(header, first.number, tuple(rows))


def filled_rows(raw: Iterable[TableRow]) -> Iterator[TableRow]:
    """Go through the rows that hold anything, without white space around their cells."""
    for row in raw:
        cells = tuple(map(_tidy, row.cells))
        if any(cells):
            yield TableRow(row.number, cells)


def _refuse_titles(first: TableRow, ahead: Iterable[TableRow], report: TableReport) -> None:
    """Refuse a table with a title, a date or a remark above its columns' names: nobody wants a fault for each cell."""
    for row in ahead:
        here, below = (sum(map(bool, one.cells)) for one in (first, row))
        if 2 * here < below:
            sentence = (
                f"the first row must name every column, and names {here} where row {row.number} has {below} cells"
            )
            report.stop(f"{sentence}; remove what stands above the names", row=first.number, code=Code.ABOVE_THE_NAMES)


def _tidy(cell: str) -> str:
    """Return ``cell`` with one kind of line break and of space, and without white space around it."""
    return cell if isinstance(cell, Formula) else cell.replace("\r\n", "\n").translate(_LINES).strip(_EDGES)


def _header(first: TableRow, report: TableReport) -> tuple[str, ...]:
    names = [without_controls(name) for name in first.cells]
    while not names[-1:][0]:
        names.pop()
    if len(names) > COLUMN_LIMIT:
        report.stop(_TOO_WIDE, row=first.number)
    seen: dict[str, int] = {}
    for column, name in enumerate(first.cells[: len(names)], start=1):
        _report_unusable(first.number, column, name="", text=name, report=report)
        if name and name in seen:
            sentence = f"the column is named as column {column_letters(seen[name])} is; keep one of the two"
            report.add(first.number, column, name=name, message=sentence)
        seen.setdefault(name, column)
    return tuple(names)


def _checked(row: TableRow, header: tuple[str, ...], report: TableReport) -> TableRow:
    if not header[0] and row.cells[0].isdigit():  # its number, as R and pandas write it
        row = TableRow(row.number, ("", *row.cells[1:]))
    for column, cell in enumerate(row.cells, start=1):
        name = header[column - 1] if column <= len(header) else ""
        if cell and not name:
            report.add(row.number, column, message="the cell stands in a column without a name; empty it")
        _report_unusable(row.number, column, name=name, text=cell, report=report)
    missing = len(header) - len(row.cells)
    return TableRow(row.number, (*row.cells[: len(header)], *[""] * missing))


def _report_unusable(row: int, column: int, *, name: str, text: str, report: TableReport) -> None:
    if isinstance(text, Formula):
        report.add(row, column, name=name, message="the cell holds a formula; put its value there instead")
        return
    found = find_control(text)
    if found is None:
        return
    report.add(row, column, name=name, message=f"the cell holds the invisible character {found}; delete it")


def _decoded(data: bytes, report: TableReport, *, is_guessed: bool) -> Decoded:
    is_marked = data.startswith(_UTF_16) and not data.startswith(_UTF_32)
    has_nul = b"\0" in data[:4] and not is_marked
    try:
        if not has_nul:
            return Decoded(data.decode("utf-16"), "UTF-16") if is_marked else Decoded(data.decode("utf-8"))
        sentence = f"the file is UTF-16 or UTF-32; {_SAVE_ANEW}"
    except UnicodeDecodeError as error:
        sentence = f"the file is not UTF-8, as byte 0x{error.object[error.start]:02X} shows; {_SAVE_ANEW}"
    return (guess(data) if is_guessed and not is_marked else None) or report.stop(sentence, code=Code.NOT_UTF_8)


def _csv_rows(text: str, report: TableReport, separator_of: Callable[[str], str]) -> Iterator[TableRow]:
    told = _TOLD.match(text)
    table, separator = (text[told.end() :], told[1]) if told else (text, separator_of(text))
    reader = csv.reader(StringIO(table, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, start=1):
            if len(cells) > CELL_LIMIT:
                report.stop(_TOO_WIDE, row=number)
            yield TableRow(number, tuple(cells))
    except csv.Error as error:
        report.stop(f"the row cannot be read as CSV ({error}); look at its quotation marks", row=number + 1)


def _separator(text: str) -> str:
    """Return the separator that occurs most often in the header, quoted parts apart; a comma when none does."""
    found = _HEADER.match(text.lstrip("\r\n"))
    header = _QUOTED.sub("", found.group()) if found else ""
    return max(_SEPARATORS, key=header.count)


def _usual_separator(text: str) -> str:
    """Return the separator that most of the first lines hold, quoted parts apart; a comma when none does."""
    beginning = str(_QUOTED.sub("", text[:_BEGINNING]))
    found: dict[str, int] = {one: sum(one in line for line in beginning.splitlines()) for one in (*_SEPARATORS, "|")}
    return max(found, key=lambda one: (found[one], beginning.count(one)))
