"""What frames every page of staff: the menu that marks where one is, the trail, and the line of what was done."""

from collections.abc import Callable

import pytest
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
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
    assert staff.page("/staff/?lang=en").select(".done-line") == []
    extend("2099-05-02")
    staff.delete_cookie("staff")
    sign_in(staff, ADMINISTRATOR)
    assert staff.page("/staff/?lang=en").select(".done-line") == []
