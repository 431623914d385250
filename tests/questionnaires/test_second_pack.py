"""The meeting pack, charts and exports of the second questionnaire: the right words and figures in the right places."""

import csv
import json
import re
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from surveyapp.charts import on_demand
from surveyapp.core.conduct.actions import Action, Meeting, Promise
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.core.wire import canonical_json, to_plain
from surveyapp.reports.exports.files import make_export
from surveyapp.reports.extraction import mend_extraction
from surveyapp.reports.pack.content import MeetingPack, Size
from surveyapp.reports.pack.making import TEMPLATE, pack_data
from surveyapp.reports.typst import ACCESSIBLE, compile_pdf
from tests.invented import PARTNER
from tests.languages import AR, BOTH, EN
from tests.questionnaires.conftest import INVENTED
from tests.reports.packs import plain, text_of
from tests.sampling import sampled

PROMISED = Promise("field_work", "Carry lamps", "Rana Khalid", "Kari Nordmann", date(2026, 3, 1), "Seen on site")
IN_BOTH = pytest.mark.parametrize("language", BOTH)


@pytest.fixture(scope="module")
def packs(second: Questionnaire, result: ReviewResult) -> dict[Language, MeetingPack]:
    meeting = Meeting(actions=(Action(1, PROMISED),))
    review = INVENTED.review(second)
    days, size = (date(2026, 7, 2), date(2026, 8, 1)), Size.EVERYTHING
    return {one: MeetingPack(review, second, result, meeting, None, (one,), *days, size) for one in BOTH}


@pytest.fixture(scope="module")
def sheets(packs: dict[Language, MeetingPack]) -> dict[Language, list[dict]]:
    return {language: pack_data(pack)["sheets"] for language, pack in packs.items()}


def blocks(sheets: list[dict], kind: str, of: str) -> list[dict]:
    """Return the blocks of a kind on the sheets of a kind."""
    return [block for sheet in sheets if sheet["kind"] == of for block in sheet["blocks"] if block["kind"] == kind]


def words(cell: object) -> str:
    return without_controls(cell if isinstance(cell, str) else cell["text"])


def statement_rows(table: dict) -> Iterator[tuple[str, list[str]]]:
    """Yield each statement of the annex with the cells of a side: side, people, mean, counts, …."""
    for row in table["rows"]:
        if isinstance(row[0], dict) and "rows" in row[0]:
            name, *cells = row
            said = words(name)
            yield said, [words(cell) for cell in cells[:-2]]
        else:
            yield said, [words(cell) for cell in row]


@IN_BOTH
def test_the_annex_has_a_table_for_each_scale_under_the_topics_rated_on_it(
    second: Questionnaire, sheets: dict[Language, list[dict]], language: Language
) -> None:
    tables = blocks(sheets[language], "table", "annex")[1:]
    titles = [
        second.find_section(one).title.in_(language) for one in ("readiness", "information", "field_work", "learning")
    ]
    comma = "، " if language is AR else ", "
    assert [one["text"] for one in blocks(sheets[language], "heading", "annex")] == [
        comma.join(titles[:2]),
        comma.join(titles[2:]),
    ]
    for scale, table, listed in zip(
        ("often7", "agree7"), tables, blocks(sheets[language], "text", "annex"), strict=True
    ):
        asked = second.scales[scale]
        assert listed["text"].endswith(comma.join(f"{p.value} {p.label.in_(language)}" for p in asked.points))
        head = [words(cell) for cell in table["head"]]
        assert head[4:-3] == [*"1234567", *(one.label.in_(language) for one in asked.non_answers)]
        assert len(table["widths"]) == len(head)
        assert {len(cells) for _, cells in statement_rows(table)} == {len(head) - 3}


def test_the_annex_has_the_counts_of_the_document_under_its_heads(
    result: ReviewResult, sheets: dict[Language, list[dict]]
) -> None:
    often, agree = blocks(sheets[EN], "table", "annex")[1:]
    for table, name, section, statement, facet in (
        (often, "Norwegian Red Cross sends figures of needs within a day.", "information", "sends_figures", "partner"),
        (agree, "Both sides look back together on every response.", "learning", "looks_back", "joint"),
    ):
        shown = next(one for one in result.sections if one.id == section)
        pair = next(one for one in shown.statements if one.id == statement).facets[facet]
        rows = [cells for said, cells in statement_rows(table) if said == name]
        for side, (who, people, mean, *counts, _agreement) in zip(Side, rows, strict=True):
            cell = pair.of(side)
            others = [cell.dont_know, cell.not_applicable][: 2 if table is often else 1]
            assert who == ("PRCS" if side is Side.PRCS else "Norwegian Red Cross")
            assert (people, mean) == (str(cell.n), f"{cell.mean:.1f}")
            assert counts == [str(one) for one in (*cell.distribution, *others)]


@IN_BOTH
def test_a_statement_worded_the_other_way_round_says_so_beside_its_figures(
    second: Questionnaire, result: ReviewResult, sheets: dict[Language, list[dict]], language: Language
) -> None:
    marked = "عبارة معكوسة" if language is AR else "Worded the other way round"
    tables = blocks(sheets[language], "table", "annex")[1:]
    named = {said for table in tables for said, _ in statement_rows(table)}
    assert len([said for said in named if marked in said]) == 3
    chart = on_demand.topic(result, "field_work", questionnaire=second, language=language, partner=PARTNER)
    assert chart.describe().description.count(marked) == 3
    drawn = chart.to_svg(prefix="t-", is_titled=False)
    assert sum(marked in line for line in re.findall(r"<text[^>]*>([^<]*)", drawn)) == 3


def test_the_words_are_explained_with_the_files_own_limits(sheets: dict[Language, list[dict]]) -> None:
    terms, _withheld = blocks(sheets[EN], "terms", "how")
    said = {one["term"]: without_controls(one["text"]) for one in terms["terms"]}
    assert "0.8 points or more" in said["Possible gap"]
    assert "no more than 5% are expected" in said["Clear gap"]
    assert "5.5 or higher" in said["Both rate it high"]
    assert "3.5 or lower" in said["Both rate it low"]
    assert "80% interval of the gap is within 1.5 points" in said["Views are alike"]
    assert "agreement of 0.1 or less" in said["Opinions divided"]
    assert "25% or more" in said["Many don’t know"]
    (method,) = blocks(sheets[EN], "method", "method")
    told = without_controls(" ".join(method["texts"]))
    for figure in ("counts as 0.40 at", "at least 4 people", "has a 80% interval", "0.8 points or more", "from 6 on"):
        assert figure in told


@IN_BOTH
def test_the_action_plan_has_the_files_own_columns(
    second: Questionnaire, sheets: dict[Language, list[dict]], language: Language
) -> None:
    (table,) = blocks(sheets[language], "table", "plan")
    labels = [column.label.in_(language) for column in second.meeting_form.action_plan_columns]
    assert (table["head"], len(table["widths"])) == (labels, 5)
    first, *blank = table["rows"]
    assert first[:3] == ["Carry lamps", "Rana Khalid", "Kari Nordmann"]
    assert first[4] == ""
    assert {tuple(row) for row in blank} == {("",) * 5}


@IN_BOTH
def test_a_topic_has_all_of_its_statements_under_the_facets_that_are_asked_about(
    second: Questionnaire, result: ReviewResult, sheets: dict[Language, list[dict]], language: Language
) -> None:
    topics = {sheet["place"]: sheet["blocks"] for sheet in sheets[language] if sheet["kind"] == "principle"}
    for section in result.sections:
        shown = [one for one in topics[f"{language}-{section.id}"] if one["kind"] == "facet"]
        asked = [[one for one in section.statements if facet in one.facets] for facet in Facet]
        assert [len(one["statements"]) for one in shown] == [len(ones) for ones in asked if ones]
        labels = [point.label.in_(language) for point in second.scale_of(second.find_section(section.id)).points]
        assert all([label["words"] for label in one["labels"]] == labels for one in shown)


@pytest.mark.slow
def test_the_pack_is_accessible_and_found_in_the_pdf(second: Questionnaire, packs: dict[Language, MeetingPack]) -> None:
    for language, pack in packs.items():
        made, warnings = compile_pdf(TEMPLATE, pack_data(pack), standards=[ACCESSIBLE])
        assert warnings == []
        text = text_of(mend_extraction(made))
        for section in second.sections:
            assert plain(section.title.in_(language)) in text
        form = second.meeting_form
        for own in (form.action_plan_title, form.lesson, form.still_differ, form.signatures, form.follow_up_date):
            assert plain(own.in_(language)) in text


@sampled(
    {"name": ["overview", "priorities", "readiness", "field_work", "information", "learning"], "language": BOTH},
    together=1,
)
@pytest.mark.alike(2)
def test_every_chart_has_the_points_of_its_own_scale(
    second: Questionnaire, result: ReviewResult, name: str, language: Language
) -> None:
    names = {"questionnaire": second, "language": language, "partner": PARTNER}
    whole = {"overview": on_demand.overview, "priorities": on_demand.priorities}
    chart = whole[name](result, **names) if name in whole else on_demand.topic(result, name, **names)
    drawn = without_controls(chart.to_svg(prefix="t-", is_titled=True)).replace("\u00a0", " ")
    if name != "priorities":
        asked = [one for one in second.sections if name in ("overview", one.id)]
        for scale in {second.scale_of(one) for one in asked}:
            for point in scale.points:
                assert f"{point.value} {point.label.in_(language)}" in drawn
        others = set(second.scales.values()) - {second.scale_of(one) for one in asked}
        assert not [p for scale in others for p in scale.points if f"{p.value} {p.label.in_(language)}" in drawn]
    assert chart.to_png().startswith(b"\x89PNG")


def test_exports_have_a_column_for_each_point_and_say_what_is_turned(
    second: Questionnaire, result: ReviewResult
) -> None:
    names = {"questionnaire": second, "partner": PARTNER, "language": EN}
    book = load_workbook(BytesIO(make_export("xlsx", result, **names)))
    head, *rows = book["Statements"].iter_rows(values_only=True)
    held = [dict(zip(head, row, strict=True)) for row in rows]
    assert [name for name in head if name.startswith("point_")] == [f"point_{n}" for n in range(1, 8)]
    assert {row["statement"] for row in held if row["reverse"]} == {"changes_tasks_alone", "work_done_twice"}
    for row in held:
        section = next(one for one in result.sections if one.id == row["section"])
        pair = next(one for one in section.statements if one.id == row["statement"]).facets[row["facet"]]
        assert tuple(row[f"point_{n}"] for n in range(1, 8)) == pair.of(Side(row["side"])).distribution
    head, *rows = book["Closing questions"].iter_rows(values_only=True)
    assert {(row[0], row[head.index("point_4")] is None, row[head.index("point_5")] is None) for row in rows} == {
        ("health", False, True),
        ("again", False, False),
    }
    scores = [row[:4] for row in book["Scores and gaps"].iter_rows(values_only=True)]
    assert [(row[0], row[3]) for row in scores if row[0] in ("readiness", "learning")] == [
        ("readiness", "prcs"),
        ("readiness", "partner"),
        ("learning", "joint"),
    ]
    explained = {(row[0], row[1]) for row in book["Codebook"].iter_rows(values_only=True)}
    assert ("Statements", "point_7") in explained


def test_the_document_and_its_table_of_figures_say_the_same(second: Questionnaire, result: ReviewResult) -> None:
    names = {"questionnaire": second, "partner": PARTNER, "language": AR}
    assert canonical_json(to_plain(result)) == canonical_json(json.loads(make_export("json", result, **names)))
    table = list(csv.DictReader(StringIO(make_export("csv", result, **names).decode("utf-8-sig"))))
    limits = {row["column"]: row["value"] for row in table if row["table"] == "review"}
    assert (limits["min_side"], limits["min_detail"], limits["min_cell"]) == ("4", "6", "7")
