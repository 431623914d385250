"""Partners from a list, in the browser: shown first, entered whole or not at all."""

from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from surveyapp.store import audit, partners
from surveyapp.store.engine import new_session
from surveyapp.web.carrying import UPLOAD_LIMIT
from surveyapp.workflow.partners import keeping
from tests.databases import ON_SQLITE, writing
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.filling import press
from tests.web.staff import EMAIL, let_in, make_staff

pytestmark = [ON_SQLITE, pytest.mark.usefixtures("version")]
DESK = "/staff/partners/import"
LIST = "name_ar,name_en,kind,contact,email\nبلدية,Town,ngo,رنا,rana@example.org\nجامعة,University,university,,\n"


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


def send(client: ReadingClient, text: str | bytes, *, name: str = "list.csv", language: str = "en") -> TestResponse:
    token = client.page(DESK).select_one("input[name=csrf_token]")["value"]
    data = text if isinstance(text, bytes) else text.encode()
    fields = {"csrf_token": token, "partners": FileStorage(BytesIO(data), name)}
    return client.post(f"{DESK}?lang={language}", data=fields)


def paste(client: ReadingClient, text: str) -> TestResponse:
    return press(client, DESK, {"pasted": text}, to=f"{DESK}/pasted")


def enter(client: ReadingClient, shown: TestResponse, **more: str) -> TestResponse:
    fields = BeautifulSoup(shown.text, "lxml").select("main form input[type=hidden]")
    return client.post(f"{DESK}/enter", data={field["name"]: field["value"] for field in fields} | more)


def names(engine: Engine) -> list[str]:
    with new_session(engine) as session:
        return [partner.name["en"] for partner in partners.list_partners(session)]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_list_is_shown_and_then_entered(staff: ReadingClient, engine: Engine, language: str) -> None:
    assert paste(staff, " ").status_code == 422
    long = paste(staff, "x" * (UPLOAD_LIMIT + 1))
    assert (long.status_code, "128" in long.text, long.text.count("x") > UPLOAD_LIMIT) == (422, True, True)
    pasted = paste(staff, LIST.replace(",", "\t"))
    assert [th.get_text() for th in BeautifulSoup(pasted.text, "lxml").select("tbody th")] == ["بلدية", "جامعة"]
    shown = send(staff, LIST, language=language)
    assert (shown.status_code, names(engine)) == (200, [])
    assert [th.get_text() for th in BeautifulSoup(shown.text, "lxml").select("tbody th")] == ["بلدية", "جامعة"]
    assert enter(staff, shown).location == "/staff/partners"
    assert names(engine) == ["Town", "University"]
    with new_session(engine) as session:
        points = partners.list_focal_points(session, [1, 2])
        told = [(entry.action, entry.author) for entry in audit.list_entries(session, action="partner")]
    assert [[p.email for p in points[n]] for n in (1, 2)] == [["rana@example.org"], []]
    assert sorted(told) == [("partner.contacts_set", EMAIL), ("partner.created", EMAIL), ("partner.created", EMAIL)]
    again = enter(staff, shown)  # pressed twice
    assert (again.status_code, names(engine)) == (422, ["Town", "University"])


@pytest.mark.parametrize("language", ["ar", "en"])
def test_faults_are_shown_by_row_and_nothing_is_entered(staff: ReadingClient, engine: Engine, language: str) -> None:
    with writing(engine) as session:
        keeping.create_partner(session, None, name=text(ar="جامعة", en="Birzeit"), kind="ngo")
        keeping.create_partner(session, None, name=text(ar="كلية", en="University"), kind="ngo")
    refused = send(staff, LIST + "قلعة,Castle,king,,\n", language=language)
    assert refused.status_code == 422
    page = BeautifulSoup(refused.text, "lxml")
    rows = [[cell.get_text() for cell in row.find_all(["th", "td"])][:3] for row in page.select("tbody tr")]
    assert rows == [["3", "", "University"], ["4", "kind", "king"]]
    assert not page.select("main form")
    pasted = BeautifulSoup(paste(staff, "Kind\nking\n").text, "lxml")
    assert pasted.select_one("main form textarea").get_text().strip() == "Kind\nking"
    assert names(engine) == ["Birzeit", "University"]


def test_what_came_between_is_seen_when_entering(staff: ReadingClient, engine: Engine) -> None:
    shown = send(staff, LIST)
    with writing(engine) as session:
        keeping.create_partner(session, None, name=text(ar="بلدية", en="Another"), kind="ngo")
    refused = enter(staff, shown)
    assert (refused.status_code, "Something has changed since" in refused.text) == (422, True)
    assert "Another → Town" in BeautifulSoup(refused.text, "lxml").fieldset.get_text()
    assert names(engine) == ["Another"]


@pytest.mark.parametrize(
    ("sent", "name"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0", "old.xls", id="an old workbook"),
        pytest.param(b"PK\x03\x04 no", "broken.xlsx", id="a broken workbook"),
        pytest.param(b"\xff\xfe", "utf16.csv", id="another encoding"),
        pytest.param(b"", "empty.csv", id="nothing"),
        pytest.param(b"", "", id="no file"),
    ],
)
def test_what_is_no_list_is_refused(staff: ReadingClient, engine: Engine, sent: bytes, name: str) -> None:
    assert send(staff, sent, name=name).status_code == 422
    assert names(engine) == []


def test_a_form_that_carries_nothing_is_none_of_ours(staff: ReadingClient) -> None:
    assert enter(staff, send(staff, LIST), document="*").status_code == 400


@pytest.mark.parametrize(("language", "first"), [("ar", "الاسم بالعربية"), ("en", "name_ar")])
def test_the_empty_table_comes_back_as_a_list(staff: ReadingClient, language: str, first: str) -> None:
    file = staff.get(f"{DESK}/empty.csv?lang={language}")
    assert file.data.decode("utf-8-sig").split(",")[0] == first
    refused = send(staff, file.data)
    assert (refused.status_code, "There are no rows below" in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("sent", "says"),
    [
        pytest.param(b"\xd0\xcf\x11\xe0", {"ar": "ليس جدولاً", "en": "This file is not a table"}, id="an old workbook"),
        pytest.param(b"%PDF-1.7", {"ar": "ليس جدولاً", "en": "This file is not a table"}, id="a PDF"),
        pytest.param(b"PK\x03\x04 no", {"ar": "ليس جدولاً", "en": "This file is not a table"}, id="a broken workbook"),
        pytest.param(
            f"قائمة الشركاء\n\n{LIST}".replace("name", "nom")
            .replace("kind", "x")
            .replace("contact,email", "y,z")
            .encode(),
            {"ar": "ثمة ما يسبق أسماء الأعمدة", "en": "There is something above the names"},
            id="a title",
        ),
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_no_table_is_told_once_in_the_readers_language(
    staff: ReadingClient, sent: bytes, says: dict[str, str], language: str
) -> None:
    page = BeautifulSoup(send(staff, sent, language=language).text, "lxml").main
    assert page.get_text().count(says[language]) == 1
    assert page.select("table, ul.faults") == []


def test_known_partners_change_where_that_is_ticked(staff: ReadingClient, engine: Engine) -> None:
    with writing(engine) as session:
        for ar, en in (("بلدية", "Town"), ("جامعة", "Univ."), ("كلية", "College")):
            keeping.create_partner(session, None, name=text(ar=ar, en=en), kind="ngo", places=["gaza"])
    shown = send(staff, LIST + "كلية,College,ngo,,\nقلعة,Castle,ngo,,\n")
    page = BeautifulSoup(shown.text, "lxml")
    told = [" ".join(one.get_text(" ").split()) for one in page.select(".change li")]
    assert "Univ. → University" in told[1]
    assert [one["value"] for one in page.select("input[name=change]")] == ["2", "3"]
    assert ("University" in names(engine), enter(staff, shown, change="3").status_code) == (False, 303)
    assert names(engine) == ["Town", "University", "College", "Castle"]
    with new_session(engine) as session:
        assert partners.get_partner(session, 2).places == ("gaza",)
        assert partners.list_focal_points(session, [1])[1] == []
    assert enter(staff, send(staff, LIST), all="y").status_code == 303
    with new_session(engine) as session:
        assert [one.email for one in partners.list_focal_points(session, [1])[1]] == ["rana@example.org"]
        changed = [entry.author for entry in audit.list_entries(session, action="partner.changed")]
    assert changed == [EMAIL]
    assert "nothing to enter" in send(staff, LIST).text


@pytest.mark.parametrize("language", ["ar", "en"])
def test_how_a_list_was_read_is_told_before_it_is_entered(staff: ReadingClient, language: str) -> None:
    table = "شركاؤنا,,,\n" + LIST.replace("name_en", "Phone").replace("Town", "059").replace("University", "")
    page = BeautifulSoup(send(staff, table.encode("cp1256"), language=language).text, "lxml").main
    told = page.select_one("[role=note]").get_text()
    assert ("Phone" in told, "Windows-1256" in told, "2" in told, len(page.select("tbody tr"))) == (True, True, True, 2)
