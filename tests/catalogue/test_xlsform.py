"""XLSForms: collecting tools take them, and the questionnaire behind them comes back whole."""

from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from surveyapp.catalogue.characters import find_control
from surveyapp.catalogue.files import read_questionnaire, version_of
from surveyapp.catalogue.table_faults import FaultyTableError, TableReport
from surveyapp.catalogue.writing import to_document, to_yaml
from surveyapp.catalogue.xlsform import form_sheets
from surveyapp.catalogue.xlsform_files import read_xlsform, write_xlsform
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from tests.catalogue.samples import HERE, SMALL, spoiled
from tests.catalogue.xlsforms import Form
from tests.languages import EN, EVERY_CODE
from tests.questionnaires import FROZEN_FILE
from tests.randomly import examples

GOLDEN = HERE / "small_xlsform.txt"
TWO = [
    pytest.param(SMALL, id="small"),
    pytest.param(FROZEN_FILE.read_text(encoding="utf-8"), id="frozen"),
]


def read(text: str) -> Questionnaire:
    return read_questionnaire(text.encode(), name="q.yaml")


def through_a_workbook(questionnaire: Questionnaire, side: Side = Side.PARTNER) -> Questionnaire:
    document = read_xlsform(write_xlsform(questionnaire, side), TableReport("q.xlsx"))
    return read_questionnaire(to_yaml(document), name="q.yaml")


def changed(change: Callable[[Workbook], object]) -> bytes:
    """Return the small questionnaire's workbook, changed and saved by another program."""
    book = load_workbook(BytesIO(write_xlsform(read(SMALL), Side.PARTNER)))
    change(book)
    saved = BytesIO()
    book.save(saved)
    return saved.getvalue()


def put(sheet: str, at: str, **cells: object) -> Callable[[Workbook], object]:
    """Return a change of the row that begins with ``at``."""
    columns = {"path": 1, "ar": 2, "en": 3, "value": 4}

    def change(book: Workbook) -> None:
        (row,) = (row for row in book[sheet].iter_rows() if row[0].value == at)
        for name, value in cells.items():
            row[columns[name] - 1].value = value

    return change


def faults_of(data: bytes) -> list[str]:
    with pytest.raises(FaultyTableError) as caught:
        read_xlsform(data, TableReport("q.xlsx"))
    return str(caught.value).splitlines()


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("text", TWO)
def test_the_whole_questionnaire_comes_back(text: str, side: Side) -> None:
    questionnaire = read(text)
    again = through_a_workbook(questionnaire, side)
    assert again == questionnaire
    assert version_of(again) == version_of(questionnaire)


@pytest.mark.parametrize("side", Side)
@pytest.mark.parametrize("text", TWO)
def test_pyxform_takes_the_form_without_a_warning(text: str, side: Side) -> None:
    questionnaire = read(text)
    form = Form(write_xlsform(questionnaire, side))
    assert form.warnings == []
    assert (form.form_id, form.version) == (f"{questionnaire.slug}_{side.value}", version_of(questionnaire))
    fields = [(page.id, field) for page in form_pages(questionnaire, side) for field in page.fields]
    binds = {path for path, bind in form.binds.items() if "readonly" not in bind and "calculate" not in bind}
    assert len(binds) == len(fields)
    names = [path[-1] for path in form.paths]
    assert len(set(names)) == len(names)
    assert form.calculated() == {"overview__form": f"{side.value}:{questionnaire.slug}@{version_of(questionnaire)}"}
    assert "required" not in str(form.binds)


def test_the_forms_sheets_are_these() -> None:
    """Write the file anew by removing it, and read what changed."""
    sheets = form_sheets(read(SMALL), Side.PARTNER, reference="small@852f2c39ba76")
    lines = [f"{name}: {' | '.join(cells)}".replace("\n\n", " ⏎ ") for name, rows in sheets.items() for cells in rows]
    if not GOLDEN.exists():
        GOLDEN.write_text("\n".join([*lines, ""]), encoding="utf-8")
    assert lines == GOLDEN.read_text(encoding="utf-8").splitlines()


def _may_be_said(text: str) -> bool:
    return bool(text.strip()) and find_control(text) is None and not set(text) & set("{}")


_WORDS = st.text(max_size=40).filter(_may_be_said)
_TRAPS = [
    "no",
    "12",
    "1.5",
    "null",
    "~",
    "=1+1",
    "- a",
    "# a",
    "a: b",
    "'",
    '"',
    "\\n",
    " a ",
    "a\n\nb\n",
    "[]",
    "\U0001f44d",
]


@given(ar=st.one_of(_WORDS, st.sampled_from(_TRAPS)), en=st.one_of(_WORDS, st.sampled_from(_TRAPS)))
@examples(10)
def test_every_text_comes_back_as_it_was(ar: str, en: str) -> None:
    document = to_document(read(SMALL), source_language=EN)
    document["thanks"] = {"ar": ar, "en": en}
    written = read_questionnaire(to_yaml(document), name="q.yaml")
    assert (written.thanks["ar"], written.thanks["en"]) == (ar, en)
    assert through_a_workbook(written) == written


@pytest.mark.parametrize(
    "change",
    [
        pytest.param((" often3:\n", " points:\n"), id="a scale named as a list is"),
        pytest.param((" often3:\n", " ar:\n"), id="a scale named as a language is"),
        pytest.param(("id: principles", "id: sections"), id="a part named as a list is"),
        pytest.param(("key: field", "key: options"), id="an option named as a list is"),
        pytest.param(("id: keeps_word", "id: statements"), id="a statement named as a list is"),
        pytest.param(("id: role", "id: 'null'"), id="a name that means nothing in YAML"),
    ],
)
def test_names_that_could_be_mistaken_come_back(change: tuple[str, str]) -> None:
    text = spoiled(change)
    if change[0] == " often3:\n":
        text = text.replace("scale: often3", f"scale: {change[1].strip()[:-1]}")
    assert through_a_workbook(read(text)) == read(text)


def test_lists_may_be_empty() -> None:
    text = SMALL[: SMALL.index("profile:\n")] + "profile: []\n" + SMALL[SMALL.index("organisation_types:") :]
    assert through_a_workbook(read(text)) == read(text)


def test_what_a_translator_changes_on_the_sheet_arrives() -> None:
    data = changed(put("questionnaire", "sections.integrity.statements.keeps_word.we", ar="نلتزم بما نعد به."))
    document = read_xlsform(data, TableReport("q.xlsx"))
    questionnaire = read_questionnaire(to_yaml(document), name="q.yaml")
    assert questionnaire.sections[0].statements[0].we["ar"] == "نلتزم بما نعد به."
    assert document["source_language"] == "en"


def test_a_statement_may_be_added_with_rows_of_its_own() -> None:
    def add(book: Workbook) -> None:
        path = "sections.respect.statements.says_thanks"
        book["questionnaire"].append([f"{path}.kind", None, None, "joint"])
        book["questionnaire"].append([f"{path}.text", "نشكر.", "People say thanks.", None])
        book["questionnaire"].append(["# a remark", None, "of any kind", 7])
        book["questionnaire"].append([])

    questionnaire = read_questionnaire(to_yaml(read_xlsform(changed(add), TableReport("q.xlsx"))), name="q.yaml")
    assert [statement.id for statement in questionnaire.sections[1].statements] == ["late_replies", "says_thanks"]


def test_numbers_may_be_typed_as_numbers() -> None:
    data = changed(put("questionnaire", "disclosure.min_cell", value=6.0))
    assert read_xlsform(data, TableReport("q.xlsx"))["disclosure"]["min_cell"] == 6


@pytest.mark.parametrize(
    ("change", "says"),
    [
        pytest.param(
            put("questionnaire", "thanks", ar=None),
            "sheet questionnaire, row 89, column A: thanks.ar: is missing; write the Arabic text",
            id="a text without its translation",
        ),
        pytest.param(
            put("questionnaire", "sections.integrity.scale", value="often9"),
            "sheet questionnaire, row 64, column D: sections.integrity.scale: there is no scale called often9; write"
            " one of often3, good2",
            id="a scale that is not there",
        ),
        pytest.param(
            put("questionnaire", "sections.integrity.statements.keeps_word.they", en="PRCS keeps its word."),
            "sheet questionnaire, row 69, column C: sections.integrity.statements.keeps_word.they.en: has no",
            id="a voice without its placeholder",
        ),
        pytest.param(
            put("questionnaire", "thanks", path="title"),
            "sheet questionnaire, row 89, column A: title: stands in a row above already",
            id="a path twice",
        ),
        pytest.param(
            put("questionnaire", "thanks", path="title.ar.short"),
            "sheet questionnaire, row 89, column A: title.ar.short: stands in a row above already",
            id="a path below a text",
        ),
        pytest.param(
            put("questionnaire", "thanks", path="thanks..x"),
            "sheet questionnaire, row 89, column A: the path has no name between two dots, or too many",
            id="an empty name",
        ),
        pytest.param(
            put("questionnaire", "thanks", path=".".join("a" * 5_000)),
            "sheet questionnaire, row 89, column A: the path has no name between two dots, or too many",
            id="an endless path",
        ),
        pytest.param(
            put("questionnaire", "thanks", value="thanks"),
            "sheet questionnaire, row 89, column A: thanks: says nothing, or two things at once",
            id="a text and a value",
        ),
        pytest.param(
            put("questionnaire", "disclosure.min_cell", value="=1+1"),
            "sheet questionnaire, row 56, column D: disclosure.min_cell: the cell holds a formula",
            id="a formula",
        ),
        pytest.param(
            lambda book: book.remove(book["questionnaire"]),
            f"a sheet called questionnaire must hold the questionnaire, below the headings path, {EVERY_CODE}, value",
            id="a form of somebody else's",
        ),
        pytest.param(
            put("questionnaire", "path", value="number"),
            f"a sheet called questionnaire must hold the questionnaire, below the headings path, {EVERY_CODE}, value",
            id="other headings",
        ),
        pytest.param(
            lambda book: book["survey"].cell(4, 4, "Changed."),
            "sheet survey: this sheet was changed, and nothing of it is read; make the change on sheet questionnaire",
            id="a change on a sheet that is not read",
        ),
    ],
)
@pytest.mark.alike(6)
def test_faults_by_sheet_row_and_column(change: Callable[[Workbook], object], says: str) -> None:
    said = faults_of(changed(change))
    assert any(line.startswith(f"q.xlsx: {says}") for line in said), said


def test_a_sheet_that_is_not_read_may_be_taken_out() -> None:
    data = changed(lambda book: [book.remove(book[name]) for name in ("survey", "choices", "settings")])
    assert read_xlsform(data, TableReport("q.xlsx"))["id"] == "small"


def test_every_fault_comes_in_one_go() -> None:
    def spoil(book: Workbook) -> None:
        put("questionnaire", "thanks", ar=None)(book)
        put("questionnaire", "closing.priorities.max", value="many")(book)
        put("questionnaire", "sections.respect.open", path="sections.respect.close")(book)
        book["choices"].cell(2, 3, "x")

    assert [line.split(": ")[1] for line in faults_of(changed(spoil))] == [
        "sheet choices",
        "sheet questionnaire, row 73, column A",
        "sheet questionnaire, row 80, column A",
        "sheet questionnaire, row 85, column D",
        "sheet questionnaire, row 89, column A",
    ]


def test_what_is_no_workbook(tmp_path: Path) -> None:
    assert faults_of(b"type,name\n") == [
        "q.xlsx: the file cannot be read as an .xlsx workbook; open it in a spreadsheet program and save it again"
    ]
    assert faults_of(b"x" * 5_000_001) == ["q.xlsx: the file has more than 5,000,000 bytes; split it"]
    assert faults_of(b"\xd0\xcf\x11\xe0") == [
        "q.xlsx: this is an old .xls workbook, or one with a password; save it as .xlsx without a password"
    ]
