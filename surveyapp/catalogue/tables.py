"""Tables made elsewhere: the bytes of a CSV or XLSX file → rows of text that know their places."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import NamedTuple

from surveyapp.catalogue.characters import find_control
from surveyapp.catalogue.table_faults import TableReport, column_letters
from surveyapp.core.bidi import without_controls

SIZE_LIMIT = 5_000_000
"""Bytes that a file may have."""

ROW_LIMIT = 2_000
"""Rows below the header that a file may have, blank ones apart."""

COLUMN_LIMIT = 500

CELL_LIMIT = 10 * COLUMN_LIMIT
"""Cells that a row may have, empty ones at its end among them."""

_TOO_WIDE = f"the file has more than {COLUMN_LIMIT} columns; remove those that do not belong here"
_WORKBOOK, _OLD_WORKBOOK = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SAVE_ANEW = 'save it as "CSV UTF-8", or as .xlsx'
_SEPARATORS = ",;\t"
_HEADER = re.compile(r'(?:[^"\r\n]++|"[^"]*+(?:"|\Z))*+')
_QUOTED = re.compile(r'"[^"]*+(?:"|\Z)')
_LINES = str.maketrans({"\r": "\n", "\t": " ", "\u2028": "\n", "\u2029": "\n"})
_EDGES = " \n\u00a0"


class Formula(str):
    """What a cell shows in place of a formula, whose value nobody can rely on."""

    __slots__ = ()


class TableRow(NamedTuple):
    """A row's cells; ``number`` is the one that a spreadsheet shows beside it."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A header and the rows below it, each as long as the header; blank rows are left out.

    ``header_row`` is the header's own number; a column without a name is "".
    """

    header: tuple[str, ...]
    header_row: int
    rows: tuple[TableRow, ...]


def load_bytes(path: Path) -> bytes:
    """Return the file's bytes, and of one that is too large not many more than are allowed."""
    with path.open("rb") as file:
        return file.read(SIZE_LIMIT + 1)


def read_table(data: bytes, report: TableReport) -> Table:
    """Return the table in a CSV file, or on the first sheet of an XLSX workbook; faults of single cells are reported.

    Raises:
        FaultyTableError: the file is too large, or no table can be made of it.
    """
    check_size(data, report)
    if data.startswith(_OLD_WORKBOOK):
        report.stop("this is an old .xls workbook, or one with a password; save it as .xlsx or CSV without a password")
    if data.startswith(_WORKBOOK):
        from surveyapp.catalogue.workbooks import read_sheets  # noqa: PLC0415 - loads openpyxl only for a workbook

        return make_table(read_sheets(data, report, count=1)[0].rows, report)
    return make_table(_csv_rows(_text(data, report), report), report)


def check_size(data: bytes, report: TableReport) -> None:
    """Raise FaultyTableError when the file is too large to look into."""
    if len(data) > SIZE_LIMIT:
        report.stop(f"the file has more than {SIZE_LIMIT:,} bytes; split it")


def make_table(raw: Iterable[TableRow], report: TableReport) -> Table:
    """Return the table whose header is the first of ``raw`` that is not blank.

    Raises:
        FaultyTableError: there is no header, or there are more columns or rows than are allowed.
    """
    filled = _filled(raw)
    first = next(filled, None)
    if first is None:
        report.stop("the file is empty; its first row must name the columns")
    header = _header(first, report)
    rows: list[TableRow] = []
    for row in filled:
        if len(rows) == ROW_LIMIT:
            report.stop(f"the file has more than {ROW_LIMIT:,} rows; split it", row=row.number)
        rows.append(_checked(row, header, report))
    return Table(header, first.number, tuple(rows))


def _filled(raw: Iterable[TableRow]) -> Iterator[TableRow]:
    for row in raw:
        cells = tuple(map(_tidy, row.cells))
        if any(cells):
            yield TableRow(row.number, cells)


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


def _text(data: bytes, report: TableReport) -> str:
    if data.startswith(_UTF_16) or b"\0" in data[:2]:
        report.stop(f"the file is UTF-16; {_SAVE_ANEW}", code="not_utf_8")
    try:
        return data.removeprefix(_BYTE_ORDER_MARK).decode()
    except UnicodeDecodeError as error:
        byte = error.object[error.start]
        report.stop(f"the file is not UTF-8, as byte 0x{byte:02X} shows; {_SAVE_ANEW}", code="not_utf_8")


def _csv_rows(text: str, report: TableReport) -> Iterator[TableRow]:
    reader = csv.reader(StringIO(text, newline=""), delimiter=_separator(text), strict=True)
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
