"""No table, however broken or ill-meant, ends otherwise than in rows or faults, and soon."""

import re
import time
import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from surveyapp.catalogue import tables, workbooks
from surveyapp.catalogue.signatures import SIZE_LIMIT
from surveyapp.catalogue.table_faults import FaultyTableError, TableReport
from surveyapp.catalogue.tables import read_table
from tests.catalogue.filled import to_csv, to_xlsx
from tests.randomly import examples

SECONDS = 20
"""Far above what is measured (3 seconds at most), so that a busy machine does not fail the test."""

SHEET, STRINGS, STYLES = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml", "xl/styles.xml"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PLAIN = to_xlsx([["a", "b"], ["1", "2"]])


def faults_of(data: bytes) -> list[str]:
    """Return every fault as a line; none when a table can be made of ``data``."""
    report = TableReport("t")
    try:
        read_table(data, report)
        report.raise_faults()
    except FaultyTableError as error:
        return str(error).splitlines() or ["a refusal without a word"]
    return []


def changed(parts: dict[str, bytes], **how: int) -> bytes:
    """Return the plain workbook with some of its parts written anew."""
    buffer = BytesIO()
    with zipfile.ZipFile(BytesIO(PLAIN)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            new.writestr(part, parts.get(part, old.read(part)), **how)
        for part in parts.keys() - set(old.namelist()):
            new.writestr(part, parts[part], **how)
    return buffer.getvalue()


def sheet(rows: str, *, before: str = "") -> bytes:
    xml = f'<?xml version="1.0"?>{before}<worksheet {NAMESPACE}><sheetData>{rows}</sheetData></worksheet>'
    return changed({SHEET: xml.encode()})


def archive(*names: str) -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name in names:
            made.writestr(name, "x")
    return buffer.getvalue()


def strict() -> bytes:
    """Return the plain workbook as Excel's "Strict Open XML" has it."""
    with zipfile.ZipFile(BytesIO(PLAIN)) as old:
        parts = {
            part: old.read(part)
            .replace(b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/main")
            .replace(b"http://schemas.openxmlformats.org/officeDocument/2006", b"http://purl.oclc.org/ooxml/document")
            for part in old.namelist()
        }
    return changed(parts)


def strings(count: int) -> bytes:
    return changed({STRINGS: f"<sst {NAMESPACE}>{'<si><t/></si>' * count}</sst>".encode()})


def locked() -> bytes:
    """Return a workbook whose parts say that they are encrypted."""
    data = bytearray(PLAIN)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(mark, at + 1)
    return bytes(data)


def understated() -> bytes:
    """Return a bomb whose directory says that it is small."""
    bomb = bytearray(changed({SHEET: b" " * 30_000_000}))
    for mark, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = bomb.find(mark)
        while at >= 0:
            if int.from_bytes(bomb[at + offset : at + offset + 4], "little") == 30_000_000:
                bomb[at + offset : at + offset + 4] = (1_000).to_bytes(4, "little")
            at = bomb.find(mark, at + 1)
    return bytes(bomb)


LAUGHS = '<!DOCTYPE l [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
)


@pytest.mark.parametrize(
    ("make", "says"),
    [
        pytest.param(lambda: changed({SHEET: b" " * 30_000_000}), "unpacks to 30,0", id="a zip bomb"),
        pytest.param(understated, "cannot be read as an .xlsx workbook", id="a zip bomb that lies"),
        pytest.param(
            lambda: changed({f"x{n}": b"" for n in range(1_001)}), "the workbook has 1,0", id="a thousand empty parts"
        ),
        pytest.param(lambda: sheet("<row><c><v>&j;</v></c></row>", before=LAUGHS + "]>"), "entities", id="laughs"),
        pytest.param(
            lambda: sheet(
                "<row><c><v>&x;</v></c></row>", before='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
            ),
            "entities",
            id="an entity from outside",
        ),
        pytest.param(
            lambda: changed({SHEET: "<!DOCTYPE x []><worksheet/>".encode("utf-16")}), "entities", id="a type in UTF-16"
        ),
        pytest.param(locked, "locked with a password", id="a password"),
        pytest.param(
            lambda: changed({SHEET: b"<worksheet/>"}, compress_type=zipfile.ZIP_LZMA), "packed unusually", id="LZMA"
        ),
        pytest.param(strict, 'saved as "Strict Open XML"; save it as "Excel Workbook (.xlsx)"', id="strict"),
        pytest.param(
            lambda: archive("form-group.csv", "form.csv", "media/1.jpg"),
            'this is a zip archive, as ODK Central gives; take "form.csv" out of it',
            id="ODK Central's archive",
        ),
        pytest.param(lambda: archive("mimetype", "content.xml"), "this is an OpenDocument file; open it", id=".ods"),
        pytest.param(lambda: archive("xl/workbook.bin"), "a binary workbook (.xlsb); save it as .xlsx", id=".xlsb"),
        pytest.param(lambda: archive("word/document.xml"), "this is a Word document", id=".docx"),
        pytest.param(lambda: archive("Index/Document.iwa"), "this is a Numbers document", id=".numbers"),
        pytest.param(lambda: PLAIN[:-30], "cannot be read", id="cut"),
        pytest.param(lambda: b"PK\x03\x04" + b"\0" * 100, "cannot be read", id="no archive"),
        pytest.param(lambda: changed({"xl/workbook.xml": b"<x/>"}), "", id="another XML"),
        pytest.param(lambda: sheet("<row><c><v>1</v></c>"), "cannot be read", id="broken XML"),
        pytest.param(
            lambda: sheet('<row><c t="s"><v>99</v></c></row>'), "cannot be read", id="a string that is not there"
        ),
        pytest.param(
            lambda: sheet("<row><c t='inlineStr'><is><t>&#xD800;</t></is></c></row>"), "cannot be read", id="surrogate"
        ),
        pytest.param(
            lambda: sheet("<row><c t='inlineStr'><is><t>a_x0000_</t></is></c></row>"),
            "invisible character U+0000",
            id="NUL",
        ),
        pytest.param(lambda: sheet("<row><c><f>1+1</f><v>2</v></c></row>"), "holds a formula", id="a formula"),
        pytest.param(
            lambda: sheet('<row r="1048576"><c><v>1</v></c></row>'), "goes on after row 10,000", id="the last row"
        ),
        pytest.param(lambda: sheet(""), "the file is empty", id="an empty sheet"),
        pytest.param(lambda: strings(200_001), "more than 200,000 cells or different texts", id="many strings"),
        pytest.param(lambda: strings(666_667), "more than 2,000,000 tags", id="many tags"),
    ],
)
@pytest.mark.alike(9)
def test_a_bad_workbook_is_refused(make: Callable[[], bytes], says: str) -> None:
    said = faults_of(make())
    assert said
    assert says in said[0]


MANY = 450_000
BUSY = {
    "rows": lambda: sheet("<row/>" * MANY),
    "rows with numbers": lambda: sheet('<row r="1"/>' * MANY),
    "rows by another prefix": lambda: sheet('<x:row xmlns:x="a"/>' * MANY),
    "rows over many sheets": lambda: changed({f"xl/worksheets/a{n}.xml": b"<row/>" * 9_000 for n in range(9)}),
    "cells": lambda: sheet("<row>" + "<c/>" * MANY + "</row>"),
    "values": lambda: sheet("<row><c>" + "<v/>" * MANY + "</c></row>"),
    "texts": lambda: changed({STRINGS: f"<sst {NAMESPACE}>{'<si/>' * MANY}</sst>".encode()}),
    "texts with a space": lambda: changed({STRINGS: f"<sst {NAMESPACE}>{'<si />' * MANY}</sst>".encode()}),
    "pieces of a text": lambda: changed({STRINGS: f"<sst {NAMESPACE}><si>{'<r/>' * MANY}</si></sst>".encode()}),
    "merged cells": lambda: sheet('</sheetData><mergeCell ref="A1:B2"/>' + '<mergeCell ref="A1:B2"/>' * MANY),
    "columns": lambda: sheet('<col min="1" max="2"/>' * MANY),
    "formats": lambda: changed({STYLES: f"<styleSheet {NAMESPACE}><cellXfs>{'<xf/>' * MANY}</cellXfs>".encode()}),
    "fonts": lambda: changed({STYLES: f"<styleSheet {NAMESPACE}><fonts>{'<font/>' * MANY}</fonts>".encode()}),
    "names": lambda: changed({"xl/workbook.xml": b"<definedName>A</definedName>" * MANY}),
    "relations": lambda: changed({"xl/_rels/workbook.xml.rels": b"<Relationship/>" * MANY}),
    "types": lambda: changed({"[Content_Types].xml": b"<Default/>" * MANY}),
    "depth": lambda: sheet("<a>" * MANY),
    "UTF-16": lambda: changed({SHEET: ("<worksheet>" + "<row/>" * MANY).encode("utf-16")}),
    "attributes": lambda: sheet("<row " + " ".join(f"a{n}=''" for n in range(MANY)) + "/>"),
    "a number": lambda: sheet("<row><c><v>" + "1" * MANY + "</v></c></row>"),
    "another encoding": lambda: changed({SHEET: b"<?xml version='1.0' encoding='cp037'?>" + b"\x4c" * MANY}),
    "an archive within": lambda: changed({"xl/a.xlsx": b"<a/>" * MANY}),
}
"""A few kilobytes each, and seconds of work if openpyxl gets them."""


@pytest.mark.parametrize("kind", BUSY)
@pytest.mark.alike(7)
def test_what_would_keep_a_processor_busy_is_refused_before_it_is_read(
    kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbooks, "load_workbook", None)  # whoever calls it is refused in other words
    said = faults_of(BUSY[kind]())
    assert re.search("more than [0-9,]{6,}|longer than any cell|an old encoding", said[0]), said


@pytest.mark.parametrize(
    "make",
    [
        pytest.param(lambda: strings(200_000), id="many strings"),
        pytest.param(
            lambda: sheet("".join(f'<row r="{n}"><c r="SF{n}" s="1"/></row>' for n in range(1, 10_000))),
            id="wide rows without a value",
        ),
        pytest.param(lambda: b"a" + b"," * (SIZE_LIMIT - 1), id="separators"),
        pytest.param(lambda: b'a\n"' + b'""' * 2_000_000, id="quotes"),
        pytest.param(lambda: to_csv([["a"], *[["1"] * 1_000] * 2_000]), id="cells beside the table"),
    ],
)
@pytest.mark.alike(2)
def test_malice_is_refused_or_read_soon(make: Callable[[], bytes]) -> None:
    data = make()
    begun = time.process_time()
    faults_of(data)
    assert time.process_time() - begun < SECONDS


@given(st.binary(max_size=300))
@example(b'"\r')
@example(b"\0")
@settings(deadline=None)
def test_random_bytes(data: bytes) -> None:
    assert "a refusal without a word" not in faults_of(data)


@given(st.lists(st.lists(st.text(max_size=5), max_size=5), max_size=6))
@settings(deadline=None)
def test_random_cells(rows: list[list[str]]) -> None:
    data = "\n".join(",".join(cells) for cells in rows).encode(errors="surrogatepass")
    assert "a refusal without a word" not in faults_of(data)


@given(st.integers(0, len(PLAIN)), st.integers(0, 40), st.binary(max_size=4))
@examples(40)
def test_random_mutations_of_a_workbook(start: int, length: int, put: bytes) -> None:
    faults_of(PLAIN[:start] + put + PLAIN[start + length :])


def test_the_limits_leave_room_for_the_largest_table() -> None:
    """A tenth of the rows that may be, with as many columns as the shipped questionnaire has."""
    rows = tables.ROW_LIMIT // 10
    with zipfile.ZipFile(BytesIO(to_xlsx([["c"] * 92, *[["dk"] * 92] * rows]))) as archive:
        parts = [archive.read(part) for part in archive.namelist()]
    assert sum(map(len, parts)) * 10 < workbooks.UNPACKED_LIMIT
    assert sum(max(part.count(b"<"), part.count(b"=")) for part in parts) * 10 < workbooks.TAG_LIMIT
    assert sum(part.count(b"<c ") for part in parts) * 10 < workbooks.TEXT_LIMIT
    assert rows * 10 < workbooks.OTHER_LIMIT
