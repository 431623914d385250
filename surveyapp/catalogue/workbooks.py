"""XLSX workbooks → rows of text. What an archive may unpack to is checked before anything is unpacked."""

import re
import warnings
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator
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

TAG_LIMIT = 2_000_000
"""Tags that a workbook may have, ten for each cell: what they cost to read, and not the bytes, is what hurts."""

TEXT_LIMIT = 200_000
"""Cells, and different texts, that a workbook may hold: what the largest table has when no two cells are alike."""

PIECE_LIMIT = 200_000
"""Bytes between two tags, one of them among it: a text of the 32,767 letters of a cell has fewer."""

OTHER_LIMIT = 20_000
"""Elements that are neither: rows, formats, merged cells, names, pieces of a text."""

PART_LIMIT = 1_000
HEIGHT_LIMIT = 10_000
"""The row number at which reading ends, however many of the rows are blank."""

_OF_CELLS = frozenset({b"c", b"v", b"f", b"is", b"t", b"si"})
"""Elements that a workbook has one of for each cell or text."""

_ELEMENT = re.compile(rb"<(?:[^\s<>/:!?]+:)?([^\s<>/:!?]+)")
_BEFORE = b"\xef\xbb\xbf\xff\xfe \t\r\n"
_LONG = re.compile(rb"[^<]{%d}" % (PIECE_LIMIT + 1))
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*?encoding\s*=\s*[\"\']([^\"\'>]*)", re.IGNORECASE)
_ENCODINGS = frozenset({b"utf-8", b"utf-16", b"us-ascii"})
"""How a part may be written: in others a tag would not be known for one before it is read."""

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
        _check_tags(_count_tags((archive.read(part) for part in parts), report), report)
        if WORKBOOK_PART in archive.namelist() and STRICT in archive.read(WORKBOOK_PART):
            report.stop(STRICT_WORKBOOK, code=Code.NOT_A_TABLE)


def _count_tags(parts: Iterable[bytes], report: TableReport) -> Counter[bytes]:
    """Return how many elements of each kind all parts have together, whatever a part is said to be."""
    tags, counts = 0, Counter[bytes]()
    for part in parts:
        plain = part.replace(b"\0", b"")
        _check_writing(plain, report)
        tags += max(plain.count(b"<"), plain.count(b"="))
        if tags > TAG_LIMIT:
            report.stop(f"the workbook has more than {TAG_LIMIT:,} tags; split it")
        counts.update(_ELEMENT.findall(plain))
    return counts


def _check_tags(counts: Counter[bytes], report: TableReport) -> None:
    """Refuse what would keep a processor busy: each element costs some microseconds, however few bytes it has."""
    if max((counts[name] for name in _OF_CELLS), default=0) > TEXT_LIMIT:
        report.stop(f"the workbook has more than {TEXT_LIMIT:,} cells or different texts; split it")
    if sum(count for name, count in counts.items() if name not in _OF_CELLS) > OTHER_LIMIT:
        report.stop(f"the workbook has more than {OTHER_LIMIT:,} rows, formats and such; copy the table into a new one")


def _check_writing(part: bytes, report: TableReport) -> None:
    if _DECLARATION.search(part):
        report.stop("the workbook declares XML entities, which none needs; save it again in a spreadsheet program")
    if part.lstrip(_BEFORE).startswith(b"<") and _LONG.search(part):
        report.stop("the workbook has a piece that is longer than any cell; save it again in a spreadsheet program")
    encoding = _ENCODING.match(part.lstrip(_BEFORE))
    if encoding and encoding[1].lower() not in _ENCODINGS:
        report.stop("the workbook is written in an old encoding; save it again in a spreadsheet program")


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
