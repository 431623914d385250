"""Every way in for answers to the second questionnaire: screen, paper, tables, Kobo, ODK. Each stores the same."""

from collections import Counter
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from openpyxl import load_workbook
from sqlalchemy import Engine

from surveyapp.catalogue.blank_tables import blank_workbook
from surveyapp.catalogue.columns import form_mark, xlsform_name
from surveyapp.catalogue.files import read_questionnaire, version_of
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.writing import to_yaml
from surveyapp.catalogue.xlsform_files import read_xlsform, write_xlsform
from surveyapp.core.conduct.roles import Role
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.form.draft import from_sheet
from surveyapp.core.form.marks import write_marks
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.reports.paper.blank_form import make_blank_form
from surveyapp.reports.paper.codes import item_codes
from surveyapp.store.engine import new_session
from surveyapp.store.responses import read_sheets
from surveyapp.words.asking import heads
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.reviews import opening
from tests.catalogue.filled import filled_rows, header, to_csv, to_xlsx
from tests.catalogue.xlsforms import Form
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.importing import NOW, take_in
from tests.languages import BOTH, text
from tests.pages import ReadingClient
from tests.questionnaires.conftest import INVENTED
from tests.reports.reading import read_aloud
from tests.reports.test_blank_form import form, letters, text_of_pages
from tests.web.filling import answer_whole_form, fill, shown_fields
from tests.web.staff import let_in, make_staff

KOBO = {"_id": "{n}", "_uuid": "00000000-0000-4000-8000-{n:0>12}", "_submission_time": "2026-11-24T09:0{n}:00"}
IN_BOTH = pytest.mark.parametrize("language", BOTH)


def sheets_of(questionnaire: Questionnaire, side: Side) -> list[AnswerSheet]:
    """Return what the people of a side answer."""
    return [sheet for sheet in INVENTED.sheets(questionnaire) if sheet.side is side]


def stored(engine: Engine) -> Sequence[AnswerSheet]:
    with new_session(engine) as session:
        return list(read_sheets(session, 1))


def are_the_same(found: Sequence[AnswerSheet], sheets: Sequence[AnswerSheet]) -> bool:
    """Say whether all of them were stored, in whatever order."""
    return len(found) == len(sheets) and all(one in sheets for one in found) and all(one in found for one in sheets)


@ON_SQLITE
@pytest.mark.parametrize("side", Side)
@IN_BOTH
def test_each_page_of_the_form_asks_its_own_questions_on_its_own_scale(
    client: ReadingClient, prepare: Callable[..., Prepared], second: Questionnaire, side: Side, language: Language
) -> None:
    partner = text(ar="جمعية نموذجية", en="Example Society")
    path = prepare(name=partner).path(side)
    for page in form_pages(second, side):
        shown = client.page(f"{path}/{page.id}?lang={language}")
        ratings = [field for field in page.fields if field.kind == "rating"]
        asked = [shown.find(id=field.name) for field in ratings]
        assert [box.legend.get_text() for box in asked] == [field.label.in_(language) for field in ratings]
        for field, box in zip(ratings, asked, strict=True):
            points, apart = (part.select("label") for part in box.select(".options"))
            assert [label.get_text() for label in points] == [p.label.in_(language) for p in field.scale.points]
            assert [label.get_text() for label in apart] == [p.label.in_(language) for p in field.scale.non_answers]
        if page.section:
            question = second.scale_of(page.section).question
            said = [one.get_text() for one in shown.select(".scale-question")]
            assert said == ([question.in_(language)] if question else [])
            headings = [one.get_text() for one in shown.select(".about")]
            names = [second.sides[Side.PRCS].full_name.in_(language), partner.in_(language)]
            own, other = names if side is Side.PRCS else reversed(names)
            about_words = heads(own, other, language)
            assert headings == [about_words[about] for about in dict.fromkeys(field.about for field in ratings)]
    closing = client.page(f"{path}/closing?lang={language}")
    assert len(closing.select('[name="talk_about"]')) == len(second.sections)


@ON_SQLITE
@pytest.mark.parametrize("side", Side)
def test_the_form_is_sent_and_stored(
    client: ReadingClient, engine: Engine, prepare: Callable[..., Prepared], second: Questionnaire, side: Side
) -> None:
    path, sheet = prepare().path(side), sheets_of(second, side)[0]
    answer_whole_form(client, path, second, sheet)
    assert stored(engine) == [sheet]


@ON_SQLITE
def test_a_point_or_a_topic_too_many_is_refused(client: ReadingClient, prepare: Callable[..., Prepared]) -> None:
    path = prepare().path()
    assert fill(client, f"{path}/closing", {"health": "5"}).status_code == 422
    assert fill(client, f"{path}/closing", {"talk_about": ["readiness", "field_work", "learning"]}).status_code == 422
    assert fill(client, f"{path}/field_work", {"brings_equipment.self": "na"}).status_code == 422
    assert fill(client, f"{path}/field_work", {"brings_equipment.self": "7"}).status_code == 303


@ON_SQLITE
def test_a_paper_form_is_keyed_by_its_codes(
    app: Flask, engine: Engine, prepare: Callable[..., Prepared], second: Questionnaire, keys: Keys
) -> None:
    prepared = prepare(is_open=False)
    with writing(engine) as session:
        (code,) = inviting.invite(session, prepared.review_id, side=Side.PARTNER, count=1, keys=keys, is_paper=True)
        opening.open_review(session, prepared.review_id, now=NOW)
    officer = app.test_client()
    let_in(officer, engine, make_staff(engine, role=Role.COORDINATOR))
    sheet, pages = sheets_of(second, Side.PARTNER)[1], form_pages(second, Side.PARTNER)
    draft = from_sheet(sheet, pages)
    page = officer.page(f"/paper/{code}?lang=en")
    shown = [label.b.get_text() for label in page.select("form.keying label")]
    assert shown == list(item_codes(second, Side.PARTNER).values())
    typed = {f"{p.id}:{f.name}": write_marks(f, draft.values(p).get(f.name, f.empty)) for p in pages for f in p.fields}
    typed = {name: value for name, value in typed.items() if value or not name.endswith(".share")}
    sent = officer.post(f"/paper/{code}", data=shown_fields(page, "form.keying") | typed)
    assert sent.status_code == 200
    check = officer.page(f"/paper/{code}/check")
    action = next(one for one in check.select("main form[method=post]") if one["action"].endswith("/check"))
    token = action.select_one("[name=csrf_token]")["value"]
    assert officer.post(action["action"], data={"csrf_token": token}).status_code == 200
    assert stored(engine) == [sheet]


@pytest.mark.slow
@pytest.mark.parametrize("side", Side)
@IN_BOTH
@pytest.mark.alike(2)
def test_the_paper_form_holds_everything_that_is_asked(
    second: Questionnaire, tmp_path: Path, side: Side, language: Language
) -> None:
    printed = make_blank_form(form(second, side, language.code))
    heard = [Counter(letters(piece.text)) for piece in read_aloud(printed)]
    for page in form_pages(second, side):
        for field in page.fields:
            assert field.kind == "share" or Counter(letters(field.label.in_(language))) in heard
    text = letters("".join(text_of_pages(printed, tmp_path)))
    labels = [option.label for scale in second.scales.values() for option in (*scale.points, *scale.non_answers)]
    assert [one for label in labels for one in label.in_(language).split() if letters(one) not in text] == []
    for option in second.scales["often7"].non_answers:
        assert letters(option.label.in_(language)) in text  # said once more at the head: it is an answer too


@ON_SQLITE
@pytest.mark.parametrize("kind", ["csv", "xlsx", "template"])
def test_a_table_is_taken_in(
    engine: Engine, prepare: Callable[..., Prepared], second: Questionnaire, kind: str
) -> None:
    prepare(people=8)
    sheets, pages = sheets_of(second, Side.PARTNER), form_pages(second, Side.PARTNER)
    rows, mark = filled_rows(pages, sheets), form_mark(f"{second.slug}@{version_of(second)}", Side.PARTNER)
    made = {
        "csv": lambda: to_csv([header(pages), *rows]),
        "xlsx": lambda: to_xlsx([header(pages), *rows]),
        "template": lambda: _filled_in(blank_workbook(pages, form=mark, languages=BOTH), rows),
    }
    take_in(engine, 1, made[kind]())
    assert are_the_same(stored(engine), sheets)


def _filled_in(template: bytes, rows: list[list[str]]) -> bytes:
    book, saved = load_workbook(BytesIO(template)), BytesIO()
    for row in rows:
        book["answers"].append(row)
    book.save(saved)
    return saved.getvalue()


@pytest.mark.parametrize("side", Side)
def test_it_goes_to_an_xlsform_and_comes_back(second: Questionnaire, side: Side) -> None:
    book = write_xlsform(second, side)
    again = read_questionnaire(to_yaml(read_xlsform(book, TableReport("q.xlsx"))), name="q.yaml")
    assert (again, version_of(again)) == (second, version_of(second))
    made = Form(book)
    assert made.warnings == []
    assert (made.form_id, made.version) == (f"emergency-teams_{side.value}", version_of(second))
    assert made.options[("closing", "talk_about")] == [section.id for section in second.sections]


@ON_SQLITE
@pytest.mark.parametrize("separator", ["/", "-"], ids=["Kobo", "ODK"])
def test_what_is_collected_with_the_xlsform_is_taken_in(
    engine: Engine, prepare: Callable[..., Prepared], second: Questionnaire, separator: str
) -> None:
    prepare(people=8)
    sheets, pages = sheets_of(second, Side.PARTNER), form_pages(second, Side.PARTNER)
    made = Form(write_xlsform(second, Side.PARTNER))
    people = []
    for sheet in sheets:
        draft, answers = from_sheet(sheet, pages), made.calculated()
        for page in pages:
            for field in page.fields:
                value = draft.values(page).get(field.name, "")
                answers[xlsform_name(page, field)] = value if isinstance(value, str) else " ".join(value)
        people.append(answers)
    take_in(engine, 1, to_csv(made.export(people, separator=separator, added=KOBO, split="both")))
    assert are_the_same(stored(engine), sheets)
