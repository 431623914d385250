"""Exports: released figures alone, as they stand in the document, safe in a spreadsheet, the same bytes every time."""

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO, StringIO
from itertools import groupby

import pytest
from openpyxl import load_workbook

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Comments, ReviewResult
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.wire import canonical_json, from_plain, to_plain
from surveyapp.reports.exports.content import Exported
from surveyapp.reports.exports.files import EXPORTS, make_export
from surveyapp.reports.exports.tables import export_tables
from surveyapp.words.catalogue import say
from surveyapp.words.codebook import TABLES, explanation
from tests.invented import KINDS, ORGANISATION, PARTNER, PROTECTED, STANDARD, THREE_A_SIDE, polar
from tests.languages import AR, BOTH, EN, text

HOSTILE = ('=HYPERLINK("http://example.org")', "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\u202e=1")
OF_PERSON_SCORES = {"sd", "hodges_lehmann", "cliffs_delta", "p"}
"""What the first edition exported beside a facet, and what gave answers away."""

Rows = list[dict[str, object]]


def made(
    kind: str,
    result: ReviewResult,
    questionnaire: Questionnaire,
    *,
    language: Language = EN,
    partner: Text = PARTNER,
) -> bytes:
    return make_export(kind, result, questionnaire=questionnaire, partner=partner, language=language)


def tables_of(result: ReviewResult, questionnaire: Questionnaire, *, partner: Text = PARTNER) -> dict[str, Rows]:
    tables = export_tables(Exported(result, questionnaire, partner))
    return {table.name: [dict(zip(table.columns, row, strict=True)) for row in table.rows] for table in tables}


def cells_of(data: bytes) -> Iterator[tuple[str, str, str, str]]:
    text = data.decode()
    assert text.startswith("\ufeff")
    for row in csv.DictReader(StringIO(text.removeprefix("\ufeff"))):
        yield row["table"], row["row"], row["column"], row["value"]


def csv_tables(data: bytes) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    for (table, _), row in groupby(cells_of(data), key=lambda cell: cell[:2]):
        found.setdefault(table, []).append({column: value for _, _, column, value in row})
    return found


def told(value: object) -> str:
    """Return what a spreadsheet's text file says of a value."""
    return "" if value is None else str(value)


@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.alike(3)
def test_every_figure_is_that_of_the_document(questionnaire: Questionnaire, kind: str) -> None:
    """Tenths stay tenths, and what is not rounded there is not rounded here, in either file."""
    result = KINDS[kind].result(questionnaire)
    plain = to_plain(result)
    scores = csv_tables(made("csv", result, questionnaire))["scores"]
    sheet = load_workbook(BytesIO(made("xlsx", result, questionnaire)))["Scores and gaps"]
    head, *rows = sheet.iter_rows(values_only=True)
    book = [dict(zip(head, row, strict=True)) for row in rows]
    expected = [("", facet, one) for facet, one in plain["indices"].items()]
    for section in plain["sections"]:
        whole = [("overall", section["overall"])] if section["overall"] else []
        expected += [(section["id"], name, one) for name, one in [*whole, *section["facets"].items()]]
    assert [(row["section"], row["facet"]) for row in scores] == [(section, facet) for section, facet, _ in expected]
    for row, cells, (_, _, one) in zip(scores, book, expected, strict=True):
        figures = {f"gap_{name}": value for name, value in one["gap"].items()}
        figures |= {f"{side}_{name}": value for side in Side for name, value in one["sides"][side].items()}
        figures |= {"reading": one.get("reading")}
        assert {name: row[name] for name in figures} == {name: told(value) for name, value in figures.items()}
        for name, value in figures.items():  # a workbook keeps 16 digits of a number
            assert cells[name] == (pytest.approx(value, rel=1e-15) if isinstance(value, float) else value)


def test_statements_carry_cells_and_the_name_of_the_organisation(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    statements = tables_of(result, questionnaire)["statements"]
    section = next(one for one in result.sections if one.id == "integrity")
    for statement in section.statements:
        for facet, pair in statement.facets.items():
            for side in Side:
                (row,) = (
                    one
                    for one in statements
                    if (one["statement"], one["facet"], one["side"]) == (statement.id, facet.value, side.value)
                )
                cell = pair.of(side)
                assert [row[f"point_{point}"] for point in range(1, 6)] == list(cell.distribution or ())
                assert (row["n"], row["mean"], row["agreement"]) == (cell.n, cell.mean, cell.agreement)
    named = {row["facet"]: row for row in statements if row["statement"] == "holds_principles"}
    assert "Norwegian Red Cross" in str(named["partner"]["named_en"])
    assert "الصليب الأحمر النرويجي" in str(named["partner"]["named_ar"])
    assert str(named["prcs"]["named_en"]).startswith("PRCS ")
    assert named["prcs"]["text_en"] == named["partner"]["text_en"] != named["prcs"]["named_en"]
    assert not any("{" in str(row[f"named_{language}"]) for row in statements for language in BOTH)


def test_statements_are_compared_where_both_may_be_shown(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    rows = {(row["statement"], row["facet"]): row for row in tables_of(result, questionnaire)["statement_gaps"]}
    for section in result.sections:
        for statement in section.statements:
            for facet, pair in statement.facets.items():
                row = rows[statement.id, facet.value]
                assert (row["cliffs_delta"], row["p"]) == (pair.cliffs_delta, pair.p)
    for other in (PROTECTED, ORGANISATION, THREE_A_SIDE):
        assert "statement_gaps" not in tables_of(other.result(questionnaire), questionnaire)


@pytest.mark.parametrize("kind", list(KINDS))
def test_nothing_of_person_scores_leaves(questionnaire: Questionnaire, kind: str) -> None:
    result = KINDS[kind].result(questionnaire)
    for row in tables_of(result, questionnaire)["scores"]:
        names = {name.removeprefix("prcs_").removeprefix("partner_").removeprefix("gap_") for name in row}
        assert names & OF_PERSON_SCORES == {"p"}
        is_broad = row["section"] == "" or row["facet"] == "overall"
        counted = {side for side in Side if row[f"{side}_n"] is not None}
        assert counted <= ({side for side in Side if result.sides[side].responses < 5} if is_broad else set())


def test_flags_and_steps_and_ranks(questionnaire: Questionnaire) -> None:
    divided = STANDARD.result(questionnaire, sheets=polar(questionnaire, seldom_known="integrity"))
    scores = {(row["section"], row["facet"]): row for row in tables_of(divided, questionnaire)["scores"]}
    assert [scores["integrity", "prcs"][f"{side}_unseen"] for side in Side] == [True, False]
    assert [scores["diversity", "joint"][f"{side}_split"] for side in Side] == [True, False]
    assert scores["", "prcs"]["prcs_split"] is None
    steps = {row["step"] for row in tables_of(PROTECTED.result(questionnaire), questionnaire)["statements"]}
    assert steps <= {None, 0.25, 0.5}
    assert 0.25 in steps
    result = STANDARD.result(questionnaire)
    ranks = [row["rank"] for row in tables_of(result, questionnaire)["priorities"]]
    assert ranks == [row.rank for row in result.priorities]
    assert None in ranks


def test_a_stored_document_is_exported_in_the_same_order(questionnaire: Questionnaire) -> None:
    """Stored, its names are sorted: partner before prcs, joint before partner."""
    result = STANDARD.result(questionnaire)
    stored = from_plain(ReviewResult, json.loads(canonical_json(result)))
    assert made("csv", stored, questionnaire) == made("csv", result, questionnaire)
    assert [row["side"] for row in tables_of(stored, questionnaire)["sides"]] == ["prcs", "partner"]


def test_the_review_is_told_in_one_row(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    (row,) = tables_of(result, questionnaire)["review"]
    chance = result.chance
    assert chance is not None
    assert (row["method"], row["within"], row["between"]) == (2, result.pooled.within, result.pooled.between)
    counts = (chance.comparisons, chance.apart, chance.expected, chance.clear)
    assert (row["comparisons"], row["apart"], row["expected"], row["clear"]) == counts


@pytest.mark.parametrize("tier", ["three a side", "two a side"])
def test_what_is_withheld_is_empty_and_named(questionnaire: Questionnaire, tier: str) -> None:
    result = KINDS[tier].result(questionnaire)
    tables = tables_of(result, questionnaire)
    names = ("n", "mean", "favourable", "dont_know", "skipped", "agreement", "step", "point_1", "point_5")
    assert {row[name] for row in tables["statements"] for name in names} == {None}
    assert len(tables["withheld"]) == len(result.withheld)


@pytest.mark.parametrize("name", [HOSTILE[0], HOSTILE[-1]])
def test_no_cell_is_taken_for_a_formula(questionnaire: Questionnaire, name: str) -> None:
    result = replace(STANDARD.result(questionnaire), comments=(Comments("integrity", Side.PRCS, HOSTILE),))
    values = [value for *_, column, value in cells_of(made("csv", result, questionnaire)) if column == "comment"]
    assert [value[0] for value in values] == ["'"] * len(HOSTILE)
    book = load_workbook(BytesIO(made("xlsx", result, questionnaire, partner=text(ar=name, en=name))))
    comments = [book["Comments"][f"C{row}"] for row in range(2, 2 + len(HOSTILE))]
    for cell in (*comments, book["Who took part"]["C3"]):
        assert (cell.data_type, str(cell.value)[0]) == ("s", "'")


@pytest.mark.parametrize(("language", "is_right_to_left"), [(AR, True), (EN, False)])
def test_the_workbook_reads_in_its_language(
    questionnaire: Questionnaire, language: Language, *, is_right_to_left: bool
) -> None:
    result = replace(STANDARD, demonstration=True).result(questionnaire)
    book = load_workbook(BytesIO(made("xlsx", result, questionnaire, language=language)))
    tables = export_tables(Exported(result, questionnaire, PARTNER))
    assert book.sheetnames[:-1] == [say(TABLES[table.name], language) for table in tables]
    assert {bool(sheet.sheet_view.rightToLeft) for sheet in book} == {is_right_to_left}
    codebook = list(book[book.sheetnames[-1]].iter_rows(values_only=True))
    assert {row[1] for row in codebook if row[1]} == {column for table in tables for column in table.columns}
    assert "نسج الخيال" in str(codebook[1][2])
    assert any(str(row[2]).startswith("فجوة واضحة: ") and "Clear gap: " in str(row[3]) for row in codebook)


@pytest.mark.parametrize("kind", list(KINDS))
def test_every_column_is_explained_in_both_languages(questionnaire: Questionnaire, kind: str) -> None:
    result = KINDS[kind].result(questionnaire)
    for table in export_tables(Exported(result, questionnaire, PARTNER)):
        for column in table.columns:
            said = [explanation(table.name, column, language=language, limits=result.thresholds) for language in BOTH]
            assert len(set(said)) == len(BOTH)


@pytest.mark.parametrize("kind", list(EXPORTS))
def test_the_same_figures_give_the_same_bytes(questionnaire: Questionnaire, kind: str) -> None:
    first, second = (made(kind, STANDARD.result(questionnaire), questionnaire) for _ in range(2))
    assert first == second


def test_json_is_the_results_document(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    assert json.loads(made("json", result, questionnaire)) == to_plain(result)


def test_a_first_edition_is_called_one(questionnaire: Questionnaire) -> None:
    old = replace(STANDARD.result(questionnaire), method=1)
    codebook = load_workbook(BytesIO(made("xlsx", old, questionnaire)))["Codebook"]
    assert "first edition" in str(codebook["D2"].value)
    assert tables_of(old, questionnaire)["review"][0]["method"] == 1
