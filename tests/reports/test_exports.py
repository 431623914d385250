"""Exports: released figures alone, safe in a spreadsheet, the same bytes every time."""

import csv
import json
from dataclasses import replace
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import Comments
from surveyapp.core.sides import Language, Side
from surveyapp.core.wire import to_plain
from surveyapp.reports.export_tables import explain, export_tables
from surveyapp.reports.exports import EXPORTS, to_csv, to_json, to_workbook
from tests.charts.builder import middle_tier, nothing_shown, review_result

HOSTILE = ('=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\u202e=1")


def rows_of(data: bytes) -> list[dict[str, str]]:
    text = data.decode()
    assert text.startswith("\ufeff")
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"))))


def test_csv_has_every_released_score(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire)
    found = {}
    for row in rows_of(to_csv(result, questionnaire, Language.AR)):
        if row["table"] == "scores":
            found.setdefault(row["row"], {})[row["column"]] = row["value"]
    by_key = {(one["section"], one["facet"]): one for one in found.values()}
    for section in result.sections:
        for facet, compared in section.facets.items():
            one = by_key[section.id, facet.value]
            assert float(one["gap_value"]) == compared.gap.value
            assert float(one["prcs_mean"]) == compared.sides[Side.PRCS].mean
            assert one["title_ar"] == section.title.ar


@pytest.mark.parametrize("tier", [middle_tier, nothing_shown])
def test_what_is_withheld_is_empty_and_named(questionnaire: Questionnaire, tier: object) -> None:
    result = tier(questionnaire)
    tables = {table.name: table for table in export_tables(result, questionnaire)}
    cells = [row[6:] for row in tables["statements"].rows]
    assert all(value is None for row in cells for value in row[:-1])
    assert len(tables["withheld"].rows) == len(result.withheld)


@pytest.mark.parametrize("words", HOSTILE)
def test_no_cell_is_taken_for_a_formula(questionnaire: Questionnaire, words: str) -> None:
    result = replace(review_result(questionnaire), comments=(Comments("integrity", Side.PRCS, (words,)),))
    values = [row["value"] for row in rows_of(to_csv(result, questionnaire, Language.EN)) if row["column"] == "comment"]
    assert len(values) == 1
    assert values[0].startswith("'")
    book = load_workbook(BytesIO(to_workbook(result, questionnaire, Language.EN)))
    cell = book["Comments"]["C2"]
    assert (cell.data_type, str(cell.value)[0]) == ("s", "'")


@pytest.mark.parametrize(("language", "is_right_to_left"), [(Language.AR, True), (Language.EN, False)])
def test_the_workbook_reads_in_its_language(
    questionnaire: Questionnaire, language: Language, *, is_right_to_left: bool
) -> None:
    result = review_result(questionnaire, demonstration=True)
    book = load_workbook(BytesIO(to_workbook(result, questionnaire, language)))
    tables = export_tables(result, questionnaire)
    assert book.sheetnames[:-1] == [table.title.in_(language) for table in tables]
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in book} == {is_right_to_left}
    codebook = book[book.sheetnames[-1]]
    named = {row[1].value for row in codebook.iter_rows(min_row=3) if row[1].value}
    assert named == {column for table in tables for column in table.columns}
    assert "نسج الخيال" in str(codebook["C2"].value)


def test_every_column_is_explained(questionnaire: Questionnaire) -> None:
    for table in export_tables(review_result(questionnaire), questionnaire):
        for column in table.columns:
            assert explain(column).ar
            assert explain(column).en


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_the_same_figures_give_the_same_bytes(questionnaire: Questionnaire, kind: str) -> None:
    make, _ = EXPORTS[kind]
    made = [make(review_result(questionnaire), questionnaire, Language.AR) for _ in range(2)]
    assert made[0] == made[1]


def test_json_is_the_results_document(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire)
    assert json.loads(to_json(result, questionnaire, Language.EN)) == to_plain(result)
