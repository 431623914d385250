"""People from a list, in the browser: shown first with every fault by its row, invited all or not at all."""

from collections.abc import Callable
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from surveyapp.core.conduct.review import Answering, AnsweringBySide
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.store import recipients
from surveyapp.store.engine import new_session
from surveyapp.workflow.invitations import inviting
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.inviting import do, open_now
from tests.languages import AR, EN
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
LIST = "الاسم,البريد,الوظيفة,اللغة\nليلى,laila@example.org,مديرة,ar\nOla,ola@example.org,,English\nرامي,,سائق,\n"


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


@pytest.fixture
def review(prepare: Callable[..., Prepared]) -> Prepared:
    return prepare(is_open=False)


def at(review: Prepared) -> str:
    return f"/staff/reviews/{review.review_id}/invitations/partner/list"


def send(client: ReadingClient, review: Prepared, text: str | bytes, *, language: str = "en") -> TestResponse:
    token = client.page(at(review)).select_one("input[name=csrf_token]")["value"]
    fields = {
        "csrf_token": token,
        "people": FileStorage(BytesIO(text if isinstance(text, bytes) else text.encode()), "list.csv"),
    }
    return client.post(f"{at(review)}?lang={language}", data=fields)


def enter(client: ReadingClient, review: Prepared, shown: TestResponse) -> TestResponse:
    fields = BeautifulSoup(shown.text, "lxml").select("main form input[type=hidden]")
    return client.post(f"{at(review)}/enter", data={field["name"]: field["value"] for field in fields})


def people(engine: Engine, review: Prepared) -> list[Person]:
    with new_session(engine) as session:
        return [one.person for one in recipients.list_recipients(session, review.review_id, side=Side.PARTNER)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_list_is_shown_and_then_invited(
    staff: ReadingClient, engine: Engine, review: Prepared, language: str
) -> None:
    shown = send(staff, review, LIST, language=language)
    assert (shown.status_code, people(engine, review)) == (200, [])
    assert enter(staff, review, shown).location.endswith("/invitations#partner")
    assert people(engine, review) == [
        Person("Ola", "", "ola@example.org", EN),
        Person("رامي", "سائق", "", Language(language)),
        Person("ليلى", "مديرة", "laila@example.org", AR),
    ]
    again = enter(staff, review, shown)  # pressed twice
    assert (again.status_code, len(people(engine, review))) == (422, 3)


def test_faults_are_shown_by_row_and_nobody_is_invited(
    staff: ReadingClient, engine: Engine, review: Prepared, keys: Keys
) -> None:
    listed = [Person("", "", "known@example.org", AR)]
    do(engine, inviting.invite_people, review.review_id, side=Side.PRCS, people=listed, keys=keys)
    rows = ("A,known@example.org,", ",,ar", "B,b@,", "C,c@example.org,zz", "D,d@example.org,", "E,D@example.org,")
    text = "\n".join(("name,email,language", *rows))
    shown = send(staff, review, text)
    rows = BeautifulSoup(shown.text, "lxml").select("tbody tr")
    assert shown.status_code == 422
    assert [row.th.get_text() for row in rows] == ["2", "3", "4", "5", "7"]
    said = [[cell.get_text() for cell in row.find_all("td")][:2] for row in rows]
    assert said == [
        ["", "known@example.org"],
        ["name", ""],
        ["email", "b@"],
        ["language", "zz"],
        ["", "d@example.org"],
    ]
    assert people(engine, review) == []


@pytest.mark.parametrize(
    ("text", "status"),
    [
        pytest.param("", 422, id="nothing"),
        pytest.param("nom,age\nA,3\n", 422, id="a column that is none"),
        pytest.param("name,email\n", 422, id="no rows"),
        pytest.param("name\n" + "x" * 200_000, 413, id="too large"),
    ],
)
def test_what_is_no_list_is_refused(staff: ReadingClient, review: Prepared, text: str, status: int) -> None:
    assert send(staff, review, text).status_code == status


def test_a_side_with_one_form_takes_one_person(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared]
) -> None:
    review = prepare(is_open=False, people=0, answering=AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION))
    refused = enter(staff, review, send(staff, review, LIST))
    assert (refused.status_code, people(engine, review)) == (422, [])
    assert "has one link" in refused.text


def test_the_empty_table_comes_back_as_a_list(staff: ReadingClient, review: Prepared) -> None:
    for language, first in (("ar", "الاسم"), ("en", "name")):
        table = staff.get(f"{at(review)}/empty.csv?lang={language}").get_data().decode("utf-8-sig")
        assert table.startswith(first)
        assert send(staff, review, table + "A,,,\r\n").status_code == 200


def test_no_list_is_taken_after_opening(staff: ReadingClient, engine: Engine, review: Prepared) -> None:
    shown = send(staff, review, LIST)
    open_now(engine, review)
    assert enter(staff, review, shown).status_code == 409
    assert people(engine, review) == []
    assert staff.get(at(review)).status_code == 409


def test_how_a_list_was_read_is_told(staff: ReadingClient, review: Prepared) -> None:
    shown = send(staff, review, LIST.replace("الوظيفة", "Telephone").encode("cp1256"), language="ar")
    page = BeautifulSoup(shown.text, "lxml").main
    told = page.select_one("[role=note]").get_text()
    assert (shown.status_code, "Windows-1256" in told, "Telephone" in told) == (200, True, True)
