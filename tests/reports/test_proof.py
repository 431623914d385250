"""The proof-reading sheet: nothing is left out, everything is as a side reads it, and a workbook runs nothing."""

from dataclasses import replace
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from surveyapp.catalogue.files import read_questionnaire
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.reports.paper.codes import item_codes
from surveyapp.reports.proof.sheet import list_sentences
from surveyapp.reports.proof.workbook import make_proof_workbook
from tests.catalogue.samples import SMALL
from tests.languages import AR, EN, text

SMALL_ONE = read_questionnaire(SMALL.encode(), name="small.yaml")


def rows_of(data: bytes, sheet: str) -> list[tuple[str, ...]]:
    found = load_workbook(BytesIO(data))[sheet]
    return [tuple(str(cell.value or "") for cell in row) for row in found.iter_rows()]


def test_every_question_of_both_forms_stands_in_it_under_its_code(questionnaire: Questionnaire) -> None:
    listed = {(s.code, s.side, s.text) for s in list_sentences(questionnaire, EN)}
    for side in Side:
        codes = item_codes(questionnaire, side)
        for page in form_pages(questionnaire, side):
            for field in page.fields:
                if field.kind != "share":
                    said = {
                        (codes[page.id, field.name], who, field.label)
                        for who in ("both", questionnaire.sides[side].label.in_(EN))
                    }
                    assert said & listed, field


def test_sentences_stand_in_the_order_of_the_form() -> None:
    listed = [(s.code, s.side, s.where, s.text["en"]) for s in list_sentences(SMALL_ONE, EN) if s.code]
    assert listed == [
        ("P1", "both", "About your work: question", "Your work?"),
        ("P1", "both", "About your work", "Field"),
        ("P1", "both", "About your work", "Office"),
        ("1", "both", "Integrity: title", "Integrity"),
        ("1", "both", "Integrity: explanation", "Honest work."),
        ("1.1a", "both", "Integrity: about us", "We keep our word."),
        ("1.1b", "PRCS", "Integrity: about the other side", "Our partner keeps its word."),
        ("1.1b", "Partner", "Integrity: about the other side", "PRCS keeps its word."),
        ("1.2c", "both", "Integrity: about our joint work", "People can speak."),
        ("1.3", "both", "Integrity: open question", "What would help?"),
        ("2", "both", "Respect: title", "Respect"),
        ("2", "both", "Respect: explanation", "As equals."),
        ("2.1a", "both", "Respect: about us", "We reply late."),
        ("2.1b", "PRCS", "Respect: about the other side", "Our partner replies late."),
        ("2.1b", "Partner", "Respect: about the other side", "PRCS replies late."),
        ("2.2", "both", "Respect: open question", "What else?"),
        ("C1", "both", "In closing: question", "All in all?"),
        ("C2", "both", "In closing: question", "Which topics?"),
        ("C3", "both", "In closing: question", "Your advice?"),
    ]


def test_no_placeholder_is_left_and_no_text_is_left_out(questionnaire: Questionnaire) -> None:
    for one in (SMALL_ONE, questionnaire):
        said = list_sentences(one, EN)
        assert not [s for s in said if "{" in s.text["ar"] + s.text["en"]]
    assert len(SMALL.split(" ar: ")) - 1 == len(list_sentences(SMALL_ONE, EN)) - 2  # two statements read differently


@pytest.mark.parametrize(
    ("sheet", "is_rtl", "head"),
    [
        pytest.param("العربية", True, ("الرمز", "من يقرأه", "الموضع", "العربية", "الإنجليزية", "ملاحظات"), id="Arabic"),
        pytest.param("English", False, ("Code", "Read by", "Where", "English", "Arabic", "Remarks"), id="English"),
    ],
)
def test_each_reader_has_a_sheet(sheet: str, is_rtl: bool, head: tuple[str, ...]) -> None:
    data = make_proof_workbook(SMALL_ONE, reference="small@0123456789ab")
    found = load_workbook(BytesIO(data))[sheet]
    assert (bool(found.sheet_view.rightToLeft), found.page_setup.paperSize, found.freeze_panes) == (is_rtl, 9, "A2")
    assert "small@0123456789ab" in found.oddFooter.left.text
    rows = rows_of(data, sheet)
    assert rows[0] == head
    language = AR if is_rtl else EN
    assert [row[3] for row in rows[1:]] == [s.text.in_(language) for s in list_sentences(SMALL_ONE, language)]


def test_a_workbook_runs_nothing_that_a_file_brought() -> None:
    evil = text(ar='=HYPERLINK("http://evil.example","x")', en="https://evil.example")
    data = make_proof_workbook(replace(SMALL_ONE, thanks=evil), reference="=1+1")
    with ZipFile(BytesIO(data)) as held:
        sheets = "".join(held.read(n).decode() for n in held.namelist() if "worksheets/" in n)
    assert "<f>" not in sheets
    assert "hyperlink" not in sheets.lower()
    assert evil["en"] in [cell for row in rows_of(data, "English") for cell in row]
