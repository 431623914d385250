"""Answers collected elsewhere, at the desk: checked first, imported as shown, taken back until closing."""

from collections.abc import Callable
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from surveyapp.core.conduct.roles import Role
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.store.responses import read_sheets
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from surveyapp.workflow.reviews import closing
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.importing import NOW, SIDE, state_of, write
from tests.pages import ReadingClient
from tests.web.filling import shown_fields
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE


class Desk:
    """An officer's browser on the page where one review's answers are imported."""

    def __init__(self, client: ReadingClient, review_id: int) -> None:
        self.client, self.path = client, f"/staff/reviews/{review_id}/collected"

    def check(self, data: bytes, side: Side = SIDE, *, name: str = "answers.csv") -> TestResponse:
        fields = shown_fields(self.client.page(self.path), "form.card") | {"side": side.value}
        return self.client.post(self.path, data=fields | {"answers": (BytesIO(data), name)})

    def press(self, shown: TestResponse, then: str, **decided: str) -> TestResponse:
        """Send the form of a page that shows what was checked, with what is decided."""
        fields = shown_fields(BeautifulSoup(shown.text, "lxml"), "main form")
        return self.client.post(f"{self.path}/enter", data=fields | decided | {"then": then})


@pytest.fixture
def prepared(prepare: Callable[..., Prepared]) -> Prepared:
    return prepare(people=6)


@pytest.fixture
def desk(app: Flask, engine: Engine, prepared: Prepared) -> Desk:
    client = app.test_client()
    let_in(client, engine, make_staff(engine, role=Role.COORDINATOR))
    return Desk(client, prepared.review_id)


def faults_on(shown: TestResponse) -> list[list[str]]:
    page = BeautifulSoup(shown.text, "lxml")
    return [[" ".join(cell.get_text().split()) for cell in row.select("th, td")] for row in page.select("tbody tr")]


def test_a_table_is_checked_imported_and_taken_back(
    desk: Desk, engine: Engine, prepared: Prepared, questionnaire: Questionnaire
) -> None:
    sheets = demonstration_sheets(questionnaire, "any", cast=CASTS[0], side=SIDE)[:3]
    before = state_of(engine)
    desk.client.get("/?lang=en")
    shown = desk.check(write(questionnaire, sheets))
    assert (shown.status_code, "3 people’s answers would be stored" in shown.text) == (200, True)
    assert state_of(engine) == before
    assert desk.press(shown, "check").status_code == 200
    assert state_of(engine) == before
    assert desk.press(shown, "import").location == f"{desk.path}#imports"
    with new_session(engine) as session:
        stored = list(read_sheets(session, prepared.review_id))
    assert ([one in sheets for one in stored], len(stored)) == ([True] * 3, 3)
    undo = desk.client.page(desk.path).select_one("#imports form")
    done = {"csrf_token": undo.select_one("[name=csrf_token]")["value"]}
    assert desk.client.post(undo["action"], data=done).status_code == 303
    after = state_of(engine)
    assert (after["links"], after["counts"][0]) == (before["links"], 0)
    page = desk.client.page(desk.path)
    assert (page.select("#imports form"), "undone" in page.select_one("#imports").get_text()) == ([], True)
    assert desk.client.post(undo["action"], data=done).status_code == 409
    with new_session(engine) as session:
        told = [entry.action for entry in audit.list_entries(session, action="answers")]
    assert told == ["answers.import_undone", "answers.imported"]


def test_faults_stand_by_row_and_column_and_nothing_is_stored(
    desk: Desk, engine: Engine, questionnaire: Questionnaire
) -> None:
    sheets = demonstration_sheets(questionnaire, "any", cast=CASTS[0], side=SIDE)[:2]
    table = write(questionnaire, sheets).replace(b"\r\n5,", b"\r\n77,")
    rows = table.decode("utf-8-sig").splitlines()
    broken = "\n".join([rows[0], rows[1], ",".join(["nonsense", *rows[2].split(",")[1:]])])
    before = state_of(engine)
    shown = desk.check(broken.encode())
    assert shown.status_code == 422
    (fault,) = faults_on(shown)
    assert (fault[0].split()[-1], fault[1].split()[0], "nonsense" in fault[2]) == ("3", "A", True)
    assert state_of(engine) == before
    assert desk.check(b"\x00\x01", name="picture.png").status_code == 422
    assert desk.check(write(questionnaire, sheets), side=Side.PRCS).status_code in {200, 422}


def test_what_is_in_doubt_is_decided_on_the_page(desk: Desk, engine: Engine, questionnaire: Questionnaire) -> None:
    sheet = demonstration_sheets(questionnaire, "any", cast=CASTS[0], side=SIDE)[0]
    twice = desk.check(write(questionnaire, [sheet, sheet]))
    assert (twice.status_code, [row[0].split()[-1] for row in faults_on(twice)]) == (422, ["3"])
    asked = [one["name"] for one in BeautifulSoup(twice.text, "lxml").select("main select")]
    assert asked == ["alike"]
    assert "--alike" not in twice.text
    assert desk.press(twice, "import").status_code == 422  # nothing was decided
    decided = desk.press(twice, "check", alike="skip")
    assert (decided.status_code, state_of(engine)["counts"][0]) == (200, 0)
    assert desk.press(decided, "import").status_code == 303
    assert state_of(engine)["counts"][0] == 1


def test_too_many_rows_are_refused_and_a_closed_review_takes_none(
    desk: Desk, engine: Engine, prepared: Prepared, questionnaire: Questionnaire
) -> None:
    sheets = [one for cast in CASTS for one in demonstration_sheets(questionnaire, "any", cast=cast, side=SIDE)][:7]
    table = write(questionnaire, sheets, {"_uuid": [f"uuid:{n}" for n in range(len(sheets))]})
    assert len(sheets) == 7
    refused = desk.check(table)
    assert (refused.status_code, state_of(engine)["counts"][0]) == (422, 0)
    for kind in ("csv", "xlsx"):
        empty = desk.client.get(f"{desk.path}/{SIDE}/empty.{kind}")
        assert (empty.status_code, f"-{SIDE}-empty-table-" in empty.headers["Content-Disposition"]) == (200, True)
    fields = shown_fields(desk.client.page(desk.path), "form.card")
    with writing(engine) as session:
        closing.close_review(session, prepared.review_id, now=NOW)
    late = desk.client.post(desk.path, data=fields | {"answers": (BytesIO(table), "a.csv")})
    assert (late.status_code, desk.client.get(desk.path).status_code) == (409, 409)
