"""XLSX workbooks → rows of text. What an archive may unpack to is checked before anything is unpacked."""

import re
import warnings
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from io import BytesIO
from typing import Any, NamedTuple

from openpyxl import load_workbook
from openpyxl.cell.read_only import EMPTY_CELL

from surveyapp.catalogue.rows import COLUMN_LIMIT, Formula, TableRow
from surveyapp.catalogue.signatures import STRICT, STRICT_WORKBOOK, WORKBOOK_PART, check_names
from surveyapp.catalogue.table_faults import FaultyTableError, TableReport
from surveyapp.core.errors import Code

UNPACKED_LIMIT = 20_000_000
"""Bytes that a workbook may unpack to."""

TAG_LIMIT = 1_000_000
"""Tags that a part may have, five for each cell: what they cost to read, and not the bytes, is what hurts."""

TEXT_LIMIT = 200_000
"""Different texts that a workbook may hold: what the largest table has when no two of its cells are the same."""

PART_LIMIT = 1_000
HEIGHT_LIMIT = 10_000
"""The row number at which reading ends, however many of the rows are blank."""

_METHODS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
_ENCRYPTED = 0x1
_DECLARATION = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)
_ESCAPED = re.compile("_x(00[01][0-9A-Fa-f])_")
"""How a workbook writes a control character, which XML cannot hold."""


class Sheet(NamedTuple):
    """One sheet: its name and its rows that hold anything."""

    name: str
    rows: list[TableRow]


def read_sheets(data: bytes, report: TableReport, *, count: int | None = None) -> list[Sheet]:
    """Return the sheets of a workbook in their order, at least one; the first ``count`` if that is given.

    Raises:
        FaultyTableError: the file is no workbook, or unpacks to more than is allowed.
    """
    try:
        _check_archive(data, report)
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of formatting that nobody reads here
            book = load_workbook(BytesIO(data), read_only=True, data_only=False, keep_links=False)
            sheets = [Sheet(one.title, list(_rows(one, report.on_sheet(one.title)))) for one in book.worksheets[:count]]
    except FaultyTableError:
        raise
    except Exception:  # on broken files openpyxl lets out errors of every kind
        sentence = "the file cannot be read as an .xlsx workbook; open it in a spreadsheet program and save it again"
        report.stop(sentence, code=Code.NOT_A_TABLE)
    if not sheets:
        report.stop("the workbook has no sheet with cells; put the table on its first sheet")
    return sheets


def _check_archive(data: bytes, report: TableReport) -> None:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        check_names(archive.namelist(), report)
        parts = archive.infolist()
        unpacked = sum(part.file_size for part in parts)
        if len(parts) > PART_LIMIT or unpacked > UNPACKED_LIMIT:
            report.stop(
                f"the workbook has {len(parts):,} parts and unpacks to {unpacked:,} bytes; {PART_LIMIT:,} parts and"
                f" {UNPACKED_LIMIT:,} bytes are allowed, so split it"
            )
        if any(part.flag_bits & _ENCRYPTED or part.compress_type not in _METHODS for part in parts):
            report.stop("the workbook is locked with a password, or packed unusually; save it again without")
        for part in parts:
            _check_part(archive.read(part), report)
        if WORKBOOK_PART in archive.namelist() and STRICT in archive.read(WORKBOOK_PART):
            report.stop(STRICT_WORKBOOK, code=Code.NOT_A_TABLE)


def _check_part(part: bytes, report: TableReport) -> None:
    if part.count(b"<") > TAG_LIMIT:
        report.stop(f"the workbook has a part of more than {TAG_LIMIT:,} tags; split it")
    if part.count(b"<si>") > TEXT_LIMIT:
        report.stop(f"the workbook has more than {TEXT_LIMIT:,} different texts; split it")
    if _declares(part):
        report.stop("the workbook declares XML entities, which none needs; save it again in a spreadsheet program")


def _declares(part: bytes) -> bool:
    """Say whether entities are declared anywhere in ``part``, be it in UTF-16."""
    return bool(_DECLARATION.search(part.replace(b"\0", b"")))


def _rows(sheet: Any, report: TableReport) -> Iterator[TableRow]:
    sheet.reset_dimensions()  # what a sheet says of its own size is not to be relied on
    for number, cells in enumerate(sheet.iter_rows(max_col=COLUMN_LIMIT + 1), start=1):
        if number > HEIGHT_LIMIT:
            report.stop(f"the sheet goes on after row {HEIGHT_LIMIT:,}; remove what stands there", row=number)
        length = next((at for at in range(len(cells), 0, -1) if cells[at - 1] is not EMPTY_CELL), 0)
        if length:
            yield TableRow(number, tuple(map(_text, cells[:length])))


def _text(cell: Any) -> str:
    """Return a cell's value as a person would type it: 4.0 as 4, TRUE as true."""
    value = cell.value
    if cell.data_type == "f":
        return Formula("=")
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), str(value))
