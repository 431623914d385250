"""Tables from CSV and XLSX files: what arrives of them, and what is said of those that are no tables."""

from datetime import date

import pytest

from surveyapp.catalogue.signatures import SIZE_LIMIT
from surveyapp.catalogue.table_faults import FAULT_LIMIT, FaultyTableError, TableReport, column_letters
from surveyapp.catalogue.tables import Table, read_table
from tests.catalogue.filled import to_csv, to_xlsx

TWO = [["a", "b"], ["1", "كلام\nكثير"]]


def read(data: bytes) -> Table:
    report = TableReport("t")
    table = read_table(data, report)
    report.raise_faults()
    return table


def faults_of(data: bytes) -> list[str]:
    with pytest.raises(FaultyTableError) as caught:
        read(data)
    return str(caught.value).splitlines()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(to_csv(TWO), id="commas"),
        pytest.param(to_csv(TWO, separator=";"), id="semicolons, as Kobo writes"),
        pytest.param(to_csv(TWO, separator="\t"), id="tabs"),
        pytest.param('"a";"b"\n"1";"كلام\nكثير"\n'.encode(), id="quotes around everything"),
        pytest.param('"a";b\n1;"كلام\nكثير"\n'.encode(), id="quotes around some"),
        pytest.param(b"\xef\xbb\xbf" + to_csv(TWO), id="a byte order mark"),
        pytest.param(b"\xef\xbb\xbf" * 2 + to_csv(TWO), id="a byte order mark twice"),
        pytest.param(to_csv(TWO).decode().encode("utf-16"), id="UTF-16, as Excel's Unicode text"),
        pytest.param(to_csv(TWO, separator="\t").decode().encode("utf-16-be").join([b"\xfe\xff", b""]), id="UTF-16 BE"),
        pytest.param(b"sep=;\r\n" + to_csv(TWO, separator=";"), id="Excel's line about the separator"),
        pytest.param(b'\xef\xbb\xbf"SEP=|"\n' + to_csv(TWO, separator="|"), id="another separator"),
        pytest.param(b"sep=\t\n" + to_csv(TWO, separator="\t"), id="tabs that are told"),
        pytest.param(to_csv([["", *TWO[0]], ["17", *TWO[1]]]), id="the numbers of rows, as R writes them"),
        pytest.param(to_csv(TWO).replace(b"\r\n", b"\n"), id="the line ends of Unix"),
        pytest.param(to_csv(TWO).replace(b"\r\n", b"\r"), id="the line ends of an old Mac"),
        pytest.param(to_xlsx(TWO), id="a workbook"),
        pytest.param(to_csv([[" a", "b\u00a0", ""], ["\t1 ", "\nكلام\r\nكثير ", " "]]), id="white space around"),
        pytest.param(to_csv([["\u200fa", "b\u202c"], TWO[1]]), id="invisible direction in the names"),
    ],
)
def test_one_table_in_many_files(data: bytes) -> None:
    table = read(data)
    assert table.header[-2:] == ("a", "b")
    assert [row.cells[-2:] for row in table.rows] == [("1", "كلام\nكثير")]
    assert not any(table.header[:-2] + table.rows[0].cells[:-2])


def test_blank_rows_are_left_out_and_rows_keep_their_numbers() -> None:
    rows = [["", ""], ["a", "b"], [], ["1", ""], ["", " "], ["", "2"]]
    for data in (to_csv(rows), to_xlsx(rows)):
        table = read(data)
        assert table.header_row == 2
        assert [tuple(row) for row in table.rows] == [(4, ("1", "")), (6, ("", "2"))]


def test_cells_of_every_kind_read_as_they_look() -> None:
    cells = [4, 4.0, 4.5, True, date(2026, 4, 5), "4", "=1+1", "_x0041_"]
    table = read(to_xlsx([[f"c{n}" for n in range(len(cells))], cells]))
    assert table.rows[0].cells == ("4", "4", "4.5", "true", "2026-04-05T00:00:00", "4", "=1+1", "_x0041_")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        pytest.param(b"", ["t: the file is empty; its first row must name the columns"], id="nothing"),
        pytest.param(
            b"\xef\xbb\xbf\r\n ,, \r\n", ["t: the file is empty; its first row must name the columns"], id="blank"
        ),
        pytest.param(
            to_csv([["a", "b", "a", "A"], ["1"]]),
            ["t: row 1, column C (a): the column is named as column A is; keep one of the two"],
            id="a name twice",
        ),
        pytest.param(
            to_csv([["a"], ["1", "2"], ["1", "", "3"]]),
            [
                "t: row 2, column B: the cell stands in a column without a name; empty it",
                "t: row 3, column C: the cell stands in a column without a name; empty it",
            ],
            id="cells beside the table",
        ),
        pytest.param(
            "a,b\nx,كلام\ny,كلام\n".encode("cp1256"),
            ['t: the file is not UTF-8, as byte 0xDF shows; save it as "CSV UTF-8", or as .xlsx'],
            id="the code page of Arabic Windows",
        ),
        pytest.param(
            "a\nx\n".encode("utf-16-le"),
            ['t: the file is UTF-16 or UTF-32; save it as "CSV UTF-8"'],
            id="UTF-16 without its mark",
        ),
        pytest.param(
            "a\nx\n".encode("utf-32"), ['t: the file is UTF-16 or UTF-32; save it as "CSV UTF-8"'], id="UTF-32"
        ),
        pytest.param(
            b"\xff\xfea", ['t: the file is not UTF-8, as byte 0x61 shows; save it as "CSV UTF-8"'], id="half of UTF-16"
        ),
        pytest.param(
            b"a,b\nx\0y,\x07\n",
            [
                "t: row 2, column A (a): the cell holds the invisible character U+0000; delete it",
                "t: row 2, column B (b): the cell holds the invisible character U+0007; delete it",
            ],
            id="NUL and a bell",
        ),
        pytest.param(
            "a\n\ud800\n".encode(errors="surrogatepass"),
            ["t: the file is not UTF-8, as byte 0xED shows;"],
            id="a lone surrogate",
        ),
        pytest.param(
            b'a,b\n1,"2\n', ["t: row 2: the row cannot be read as CSV (unexpected end of data)"], id="an open quote"
        ),
        pytest.param(
            b'a,b\n1,"2"3\n', ["t: row 2: the row cannot be read as CSV (',' expected after '\"')"], id="a stray quote"
        ),
        pytest.param(
            b"a\n" + b"x" * 200_000,
            ["t: row 2: the row cannot be read as CSV (field larger than"],
            id="an endless cell",
        ),
        pytest.param(
            to_csv([[f"c{n}" for n in range(5_000)], ["1"] * 5_000]),
            ["t: row 1: the file has more than 500 columns; remove those that do not belong here"],
            id="5,000 columns",
        ),
        pytest.param(
            to_xlsx([[f"c{n}" for n in range(5_000)], ["1"] * 5_000]),
            ["t: row 1: the file has more than 500 columns; remove those that do not belong here"],
            id="5,000 columns in a workbook",
        ),
        pytest.param(
            b"a\n" + b"," * 5_000,
            ["t: row 2: the file has more than 500 columns; remove those that do not belong here"],
            id="5,001 cells, though empty",
        ),
        pytest.param(
            b"a\n" + b"1\n" * 2_001, ["t: row 2002: the file has more than 2,000 rows; split it"], id="too many rows"
        ),
        pytest.param(b"a" * (SIZE_LIMIT + 1), ["t: the file has more than 5,000,000 bytes; split it"], id="too large"),
        pytest.param(
            b"\xd0\xcf\x11\xe0", ["t: this is an old .xls workbook, or one with a password;"], id="an old workbook"
        ),
        pytest.param(b"%PDF-1.7\n", ["t: this is a PDF; give the table that it was made from"], id="a PDF"),
        pytest.param(
            b"\xef\xbb\xbf\n<html><table>", ["t: this is a web page or XML, whatever"], id="a page called .xls"
        ),
        pytest.param(b'[{"_id": 1}]', ["t: this is JSON; export the answers as CSV or .xlsx"], id="JSON"),
        pytest.param(
            to_csv([["Review 2026 – partner"], [], ["a", "b", "c"], ["1", "2", "3"]]),
            ["t: row 1: the first row must name every column, and names 1 where row 3 has 3 cells; remove what stands"],
            id="a title above the names",
        ),
        pytest.param(
            to_xlsx([["Review", "2026"], ["", "made on"], [*"abcde"], [*"12345"]]),
            ["t: row 1: the first row must name every column, and names 2 where row 3 has 5 cells; remove what stands"],
            id="a title and a remark in a workbook",
        ),
    ],
)
def test_what_is_no_table(data: bytes, says: list[str]) -> None:
    said = faults_of(data)
    assert len(said) == len(says)
    assert all(one.startswith(start) for one, start in zip(said, says, strict=True)), said


def test_what_a_file_says_breaks_no_line_and_hides_nothing() -> None:
    said = faults_of(to_csv([["a\n\u202eb\x1b[31m"], ["=", "\n"], ["", "x"]]))
    assert said[0].startswith("t: row 1, column A: the cell holds the invisible character U+001B")
    assert all(line.isprintable() for line in said)
    report = TableReport("t\n\x1b[31m")
    report.add(1, 1, message="x" * 1000, name="y" * 1000)
    with pytest.raises(FaultyTableError) as caught:
        report.raise_faults()
    assert len(str(caught.value)) < 600
    assert str(caught.value).isprintable()


def test_a_report_ends_somewhere() -> None:
    said = faults_of(to_csv([["a"], *[["\x07"]] * 2_000]))
    assert len(said) == FAULT_LIMIT + 1
    assert said[0].startswith("t: row 2, ")
    assert said[-1] == "here are 500 faults; mend them first"


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (702, "ZZ"), (703, "AAA")])
def test_columns_go_by_letters(number: int, letters: str) -> None:
    assert column_letters(number) == letters
