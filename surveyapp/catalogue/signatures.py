"""What a file is that is no table, by how it begins or what its archive holds: one sentence each, with a way out."""

from collections.abc import Collection

from surveyapp.catalogue.table_faults import TableReport, quoted
from surveyapp.core.errors import Code

SIZE_LIMIT = 5_000_000
"""Bytes that a file may have."""

STRICT = b"http://purl.oclc.org/ooxml/"
"""What a workbook names that follows the strict variant of the standard, which nothing here reads."""

STRICT_WORKBOOK = 'the workbook was saved as "Strict Open XML"; save it as "Excel Workbook (.xlsx)"'
WORKBOOK_PART = "xl/workbook.xml"

_WAY_OUT = "open it in a spreadsheet program and save it as .xlsx or CSV"
_BEGINNINGS = {
    b"\xd0\xcf\x11\xe0": "this is an old .xls workbook, or one with a password; save it as .xlsx without a password",
    b"%PDF": "this is a PDF; give the table that it was made from, as .xlsx or CSV",
    b"<": f"this is a web page or XML, whatever its name ends in; {_WAY_OUT}",
    b"[{": f"this is JSON; export the answers as CSV or .xlsx, or {_WAY_OUT}",
    b'{"': f"this is JSON; export the answers as CSV or .xlsx, or {_WAY_OUT}",
}
_PARTS = {
    "xl/workbook.bin": "this is a binary workbook (.xlsb); save it as .xlsx",
    "content.xml": f"this is an OpenDocument file; {_WAY_OUT}",
    "word/document.xml": "this is a Word document; copy its table into a spreadsheet, and save that as .xlsx or CSV",
    "Index/Document.iwa": "this is a Numbers document; export it to Excel or CSV",
}
_BEFORE = b"\xef\xbb\xbf \t\r\n"
_LOOKED_AT = 1_000
_TABLES = (".csv", ".xlsx")


def check_file(data: bytes, report: TableReport) -> None:
    """Raise FaultyTableError when the file is too large to look into, or begins as no table does."""
    if len(data) > SIZE_LIMIT:
        report.stop(f"the file has more than {SIZE_LIMIT:,} bytes; split it")
    begins = data[:_LOOKED_AT].lstrip(_BEFORE)
    for beginning, sentence in _BEGINNINGS.items():
        if begins.startswith(beginning):
            report.stop(sentence, code=Code.NOT_A_TABLE)


def check_names(names: Collection[str], report: TableReport) -> None:
    """Raise FaultyTableError when an archive with files of these ``names`` is known to be something else than .xlsx."""
    if WORKBOOK_PART in names:
        return
    for name, sentence in _PARTS.items():
        if name in names:
            report.stop(sentence, code=Code.NOT_A_TABLE)
    tables = sorted((name for name in names if name.lower().endswith(_TABLES)), key=len)
    if tables:
        report.stop(
            f"this is a zip archive, as ODK Central gives; take {quoted(tables[0])} out of it, and give that file"
        )
