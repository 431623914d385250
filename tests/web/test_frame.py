"""What frames every page of staff: the menu that marks where one is, the trail, and the line of what was done."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import preparing
from surveyapp.workflow.reviews.publishing import publish
from tests.conftest import NOW, Prepared
from tests.databases import ON_SQLITE, writing
from tests.languages import text
from tests.pages import ReadingClient
from tests.web.filling import shown_fields
from tests.web.staff import let_in, make_staff, sign_in

pytestmark = ON_SQLITE
ADMINISTRATOR = "administrator@example.org"


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine, ADMINISTRATOR, role=Role.ADMINISTRATOR))
    return client


def test_the_menu_marks_the_section_and_the_trail_leads_up(
    staff: ReadingClient, prepare: Callable[..., Prepared]
) -> None:
    review = f"/staff/reviews/{prepare().review_id}"
    expected = {
        "/staff/": ([("Reviews", "page")], []),
        review: ([("Reviews", "true")], ["Reviews", "Review 2026"]),
        f"{review}/invitations": ([("Reviews", "true")], ["Reviews", "Review 2026", "Norwegian Red Cross"]),
        "/staff/partners": ([("Partners", "page")], []),
        "/staff/partners/import": ([("Partners", "true")], ["Partners"]),
        "/staff/people/programs": ([("Accounts", "true")], ["Accounts"]),
        "/staff/account": ([], []),
    }
    for path, told in expected.items():
        page = staff.page(f"{path}?lang=en")
        marked = [(a.get_text(), a["aria-current"]) for a in page.select(".nav [aria-current]")]
        assert (marked, [a.get_text() for a in page.select(".trail a")]) == told, path


def test_what_a_step_came_to_is_said_once_and_to_nobody_else(
    staff: ReadingClient, prepare: Callable[..., Prepared]
) -> None:
    path = f"/staff/reviews/{prepare().review_id}/extend"

    def extend(day: str) -> None:
        staff.post(f"{path}?lang=en", data=shown_fields(staff.page(path)) | {"closes": day})

    extend("2099-05-01")
    (line,) = staff.page("/staff/?lang=en").select(".done-line")
    assert line["role"] == "status"
    assert "1 May 2099" in line.get_text()
    assert (before := line.find_previous_sibling())
    assert before.name == "h1", "on a phone the title stays at the head of the screen"
    assert staff.page("/staff/?lang=en").select(".done-line") == []
    extend("2099-05-02")
    staff.delete_cookie("staff")
    sign_in(staff, ADMINISTRATOR)
    assert staff.page("/staff/?lang=en").select(".done-line") == []


def test_an_empty_installation_walks_through_its_first_steps(
    app: Flask, staff: ReadingClient, engine: Engine, questionnaire: Questionnaire
) -> None:
    """Each page leads to what is missing; nobody is offered a form that could not be saved."""

    def first() -> list[str]:
        return [a["href"] for a in staff.page("/staff/").select("main .primary")]

    assert first() == ["/staff/questionnaires/new"]
    missing = staff.page("/staff/partners/new")
    assert (missing.select("main form"), missing.select_one("main .primary")["href"]) == (
        [],
        "/staff/questionnaires/new",
    )
    with writing(engine) as session:
        publish(session, questionnaire, now=NOW)
    assert first() == ["/staff/partners/import"]
    with writing(engine) as session:
        keeping.create_partner(session, None, name=text(ar="بلدية", en="Municipality"), kind="ngo")
    assert first() == ["/staff/rounds#new"]
    with writing(engine) as session:
        preparing.create_round(session, "2027", title=text(ar="استعراض 2027", en="Review 2027"))
    assert first() == ["/staff/rounds/2027/reviews/new"]
    helper = app.test_client()
    let_in(helper, engine, make_staff(engine, "helper@example.org", role=Role.FACILITATOR))
    assert "No review is assigned to you yet." in helper.page("/staff/?lang=en").main.get_text()
