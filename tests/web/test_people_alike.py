"""People of one name whom no address tells apart: each page asks, and stores nothing until it is answered."""

from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine
from werkzeug.datastructures import FileStorage
from werkzeug.test import TestResponse

from surveyapp.core.conduct.review import Answering, AnsweringBySide
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.store import recipients
from surveyapp.store.engine import new_session
from surveyapp.workflow.invitations import inviting, withdrawing
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.inviting import do, recipient_ids
from tests.languages import AR
from tests.pages import ReadingClient
from tests.web.filling import press, write_people
from tests.web.staff import let_in, make_staff

WRITTEN = {"prcs": "سمير\nليلى <laila@example.org>", "partner": "رنا\nKari\nرنا\nkari", "partner_language": "en"}


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


@pytest.fixture
def review(prepare: Callable[..., Prepared]) -> Prepared:
    return prepare(is_open=False, people=0)


def at(review: Prepared) -> str:
    return f"/staff/reviews/{review.review_id}/invitations"


def called(engine: Engine, review: Prepared) -> dict[str, list[str]]:
    with new_session(engine) as session:
        listed = {side: recipients.list_recipients(session, review.review_id, side=side) for side in Side}
    return {side.value: [one.person.called for one in people] for side, people in listed.items()}


def questions(response: TestResponse) -> dict[str, str]:
    """Return each question's field, by what it asks; none is answered beforehand."""
    page = BeautifulSoup(response.text, "lxml")
    asked = {one.legend.get_text(): one["id"] for one in page.select("fieldset[id^=same-]")}
    assert not page.select("fieldset[id^=same-] input[checked]")
    assert all(len(page.select(f"fieldset#{field} input[type=radio]")) == 2 for field in asked.values())
    return asked


def sent_again(client: ReadingClient, response: TestResponse, path: str, answers: dict[str, str]) -> TestResponse:
    """Send the form that came back, as it came back, with ``answers``."""
    form = BeautifulSoup(response.text, "lxml").select_one("main form[method=post]")
    kept = {one["name"]: one.get("value", "") for one in form.select("input[type=hidden]")}
    kept |= {one["name"]: one.get_text().removeprefix("\n") for one in form.select("textarea")}
    kept |= {one["name"]: one["value"] for one in form.select("input[type=text], input[type=email]")}
    kept |= {one["name"]: one.select_one("option[selected]")["value"] for one in form.select("select")}
    return client.post(path, data=kept | answers)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.alike(2)
def test_written_lines_are_asked_about_name_by_name(
    staff: ReadingClient, engine: Engine, review: Prepared, language: str
) -> None:
    path = f"{at(review)}/write"
    asked = press(staff, f"{path}?lang={language}", WRITTEN)
    found = questions(asked)
    assert (asked.status_code, called(engine, review)) == (422, {"prcs": [], "partner": []})
    assert [["رنا" in said, "Kari" in said] for said in found] == [[True, False], [False, True]]
    summary = BeautifulSoup(asked.text, "lxml").select(".error-summary a")
    assert [link["href"] for link in summary] == [f"#{field}" for field in found.values()]
    rana, kari = found.values()
    half = sent_again(staff, asked, path, {rana: "different"})
    assert (half.status_code, called(engine, review)) == (422, {"prcs": [], "partner": []})
    wrong = sent_again(staff, asked, path, {rana: "different", kari: "perhaps"})
    assert (wrong.status_code, called(engine, review)) == (422, {"prcs": [], "partner": []})
    assert sent_again(staff, asked, path, {rana: "different", kari: "one"}).status_code == 303
    assert called(engine, review) == {"prcs": ["سمير", "ليلى"], "partner": ["Kari", "رنا", "رنا"]}


def test_the_same_lines_again_are_asked_about(staff: ReadingClient, engine: Engine, review: Prepared) -> None:
    """Salma and Yara, sent twice: one person each, unless somebody says otherwise; who was left out may come later."""
    path, lines = f"{at(review)}/write", {"prcs": "", "partner": "Yara\nSalma"}
    assert write_people(staff, path, lines).status_code == 303
    again = press(staff, path, lines)
    asked = questions(again)
    assert (again.status_code, len(asked)) == (422, 2)
    assert sent_again(staff, again, path, dict.fromkeys(asked.values(), "one")).status_code == 303
    assert called(engine, review)["partner"] == ["Salma", "Yara"]
    later = press(staff, path, {"prcs": "", "partner": "Yara"})
    assert sent_again(staff, later, path, dict.fromkeys(questions(later).values(), "different")).status_code == 303
    assert called(engine, review)["partner"] == ["Salma", "Yara", "Yara"]


@pytest.mark.parametrize(("answer", "count"), [("different", 2), ("one", 1)])
def test_one_more_of_a_name_is_asked_about(
    staff: ReadingClient, engine: Engine, review: Prepared, keys: Keys, answer: str, count: int
) -> None:
    listed = [Person("رنا", "", "", AR)]
    do(engine, inviting.invite_people, review.review_id, side=Side.PARTNER, people=listed, keys=keys)
    path, typed = f"{at(review)}/partner/new", {"name": "رنا", "role": "مديرة", "email": ""}
    asked = press(staff, path, typed)
    (field,) = questions(asked).values()
    page = BeautifulSoup(asked.text, "lxml")
    assert [page.select_one(f"#{name}")["value"] for name in ("name", "role")] == ["رنا", "مديرة"]
    assert sent_again(staff, asked, path, {field: answer}).status_code == 303
    assert len(called(engine, review)["partner"]) == count
    assert press(staff, f"{at(review)}/prcs/new", typed).status_code == 303  # somebody else, on the other side


@pytest.mark.parametrize(("answer", "count"), [("different", 3), ("one", 2)])
def test_a_file_is_asked_about_before_it_is_entered(
    staff: ReadingClient, engine: Engine, review: Prepared, answer: str, count: int
) -> None:
    path = f"{at(review)}/partner/list"
    token = staff.page(path).select_one("input[name=csrf_token]")["value"]
    file = FileStorage(BytesIO("name,email\nرنا,\nرنا,rana@example.org\nLina,\n".encode()), "list.csv")
    shown = staff.post(path, data={"csrf_token": token, "people": file})
    (field,) = questions(shown).values()
    assert (shown.status_code, BeautifulSoup(shown.text, "lxml").select(".error-summary")) == (200, [])
    unanswered = sent_again(staff, shown, f"{path}/enter", {})
    assert (unanswered.status_code, called(engine, review)["partner"]) == (422, [])
    assert list(questions(unanswered).values()) == [field]
    assert sent_again(staff, unanswered, f"{path}/enter", {field: answer}).status_code == 303
    assert len(called(engine, review)["partner"]) == count
    assert "rana@example.org" in recipient_ids(engine, review)


def test_an_organisation_may_write_its_person_down_twice(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared]
) -> None:
    review = prepare(is_open=False, people=0, answering=AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION))
    path = f"{at(review)}/write"
    asked = press(staff, path, {"prcs": "A\nB", "partner": "رنا\nرنا"})
    (field,) = questions(asked).values()
    assert sent_again(staff, asked, path, {field: "different"}).status_code == 422
    assert called(engine, review) == {"prcs": [], "partner": []}
    assert sent_again(staff, asked, path, {field: "one"}).status_code == 303
    assert called(engine, review)["partner"] == ["رنا"]


def test_whoever_was_withdrawn_may_be_written_down_again(
    staff: ReadingClient, engine: Engine, review: Prepared, keys: Keys
) -> None:
    """On every page, without a question: nobody of that name or address is listed any more."""
    ways = (
        (write_people, f"{at(review)}/write", {"prcs": "", "partner": "رنا <rana@example.org>\nسمير"}),
        (press, f"{at(review)}/partner/new", {"name": "رنا", "email": "rana@example.org"}),
        (press, f"{at(review)}/partner/new", {"name": "سمير", "email": ""}),
    )
    for send, path, typed in ways:
        assert send(staff, path, typed).status_code == 303
        for person in list(recipient_ids(engine, review).values()):
            do(engine, withdrawing.withdraw, review.review_id, recipient_id=person, keys=keys, now=datetime.now(UTC))
        assert called(engine, review)["partner"] == []
    token = staff.page(f"{at(review)}/partner/list").select_one("input[name=csrf_token]")["value"]
    file = FileStorage(BytesIO("name,email\nرنا,rana@example.org\nسمير,\n".encode()), "list.csv")
    shown = staff.post(f"{at(review)}/partner/list", data={"csrf_token": token, "people": file})
    assert (shown.status_code, questions(shown)) == (200, {})
    assert sent_again(staff, shown, f"{at(review)}/partner/list/enter", {}).status_code == 303
    assert called(engine, review)["partner"] == ["رنا", "سمير"]
