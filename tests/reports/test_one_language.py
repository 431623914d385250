"""A questionnaire that is asked in one language: no file of it has a word, a column or a sheet in another."""

import re
from dataclasses import replace
from io import BytesIO

from openpyxl import load_workbook

from surveyapp.catalogue.blank_tables import blank_workbook
from surveyapp.catalogue.files import read_questionnaire
from surveyapp.catalogue.xlsform_files import write_xlsform
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.reports.exports.content import Exported
from surveyapp.reports.exports.files import make_export
from surveyapp.reports.exports.tables import export_tables
from surveyapp.reports.proof.workbook import make_proof_workbook
from tests.catalogue.samples import SMALL
from tests.invented import PARTNER, STANDARD
from tests.languages import AR, BOTH, EN

OF_AR = re.compile(r', ar: "[^"]*"')
ARABIC = re.compile("[\u0600-\u06ff]")
ALONE = read_questionnaire(OF_AR.sub("", SMALL).encode(), name="small.yaml")


def words_in(book: bytes) -> str:
    return " ".join(str(cell.value) for sheet in load_workbook(BytesIO(book)) for row in sheet for cell in row)


def test_what_is_read_back_or_filled_in_has_one_language() -> None:
    assert ALONE.languages == (EN,)
    form, blank, proof = (
        write_xlsform(ALONE, Side.PARTNER),
        blank_workbook(form_pages(ALONE, Side.PARTNER), form="x", languages=ALONE.languages),
        make_proof_workbook(ALONE, reference="x"),
    )
    for made in (form, blank, proof):
        assert ARABIC.findall(words_in(made)) == []
    assert {"label::English (en)"} == {
        cell.value for cell in load_workbook(BytesIO(form))["survey"][1] if "label" in str(cell.value)
    }
    assert not load_workbook(BytesIO(blank))["answers"].sheet_view.rightToLeft
    assert load_workbook(BytesIO(proof)).sheetnames == ["English"]


def columns_in(questionnaire: Questionnaire, language: Language) -> set[str]:
    exported = Exported(STANDARD.result(questionnaire), questionnaire, PARTNER)
    return {one for table in export_tables(exported) for one in table.columns if one.endswith(f"_{language.code}")}


def test_an_export_has_columns_for_the_languages_that_were_asked(questionnaire: Questionnaire) -> None:
    alone = replace(questionnaire, title=Text({EN: "Review"}))
    stems = ("name", "title", "reading", "text", "named", "question")
    for language in BOTH:
        assert columns_in(questionnaire, language) == {f"{stem}_{language.code}" for stem in stems}
    assert (columns_in(alone, AR), columns_in(alone, EN)) == (set(), columns_in(questionnaire, EN))
    book = make_export("xlsx", STANDARD.result(alone), questionnaire=alone, partner=PARTNER, language=EN)
    assert load_workbook(BytesIO(book))["Codebook"].max_column == len(("sheet", "column", "what it holds"))
