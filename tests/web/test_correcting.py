"""Before opening, who somebody on a list is can be corrected and moved, a review deleted, and a title asked about."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine
from werkzeug.test import TestResponse

from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.store import audit, recipients
from surveyapp.store.engine import new_session
from surveyapp.workflow.invitations import inviting, writing_letters
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import ON_SQLITE
from tests.inviting import do, invite_people, live_tokens, open_now, person, recipient_ids
from tests.languages import AR, EN
from tests.pages import ReadingClient
from tests.web.filling import press, press_on
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


@pytest.fixture
def review(engine: Engine, prepare: Callable[..., Prepared], keys: Keys) -> Prepared:
    """A review in preparation, with two people at the partner, one of them by letter."""
    prepared = prepare(is_open=False, people=0)
    invite_people(engine, prepared, [person(0), person(1, address="")], keys=keys)
    return prepared


def listed(engine: Engine, review: Prepared, side: Side = Side.PARTNER) -> set[Person]:
    with new_session(engine) as session:
        return {one.person for one in recipients.list_recipients(session, review.review_id, side=side)}


def page_of(engine: Engine, review: Prepared, called: str) -> str:
    return f"/staff/reviews/{review.review_id}/invitations/people/{recipient_ids(engine, review)[called]}"


def test_name_role_and_language_are_corrected_and_the_link_stays(
    staff: ReadingClient, engine: Engine, review: Prepared, keys: Keys
) -> None:
    at, before = page_of(engine, review, "p0@example.org"), live_tokens(engine, review, keys)
    assert staff.page(at).select_one(f"a[href='{at}/correct']")
    done = press(staff, f"{at}/correct", {"name": "Laila", "role": "Nurse", "language": "en"})
    assert (done.status_code, live_tokens(engine, review, keys)) == (303, before)
    assert listed(engine, review) == {Person("Laila", "Nurse", "p0@example.org", EN), person(1, address="")}
    refused = press(staff, f"{at}/correct?lang=en", {"name": "", "email": ""})
    assert refused.status_code == 422
    with new_session(engine) as session:
        assert [one.action for one in audit.list_entries(session, action="invitation.corrected")] == [
            "invitation.corrected"
        ]


def test_another_address_gets_another_link(staff: ReadingClient, engine: Engine, review: Prepared, keys: Keys) -> None:
    """The letter may have been printed: whoever holds it does not read what is begun behind the mailed link."""
    at, before = page_of(engine, review, "ليلى 1"), live_tokens(engine, review, keys)
    taken = press(staff, f"{at}/correct?lang=en", {"email": "p0@example.org"})
    link = BeautifulSoup(taken.text, "lxml").select_one(".error-summary a")
    assert (taken.status_code, link["href"]) == (422, "#email")
    assert press(staff, f"{at}/correct", {"email": "new@example.org"}).status_code == 303
    assert len(before - live_tokens(engine, review, keys)) == 1
    assert press(staff, f"{page_of(engine, review, 'new@example.org')}/correct", {"email": ""}).status_code == 303
    assert listed(engine, review) == {person(0), person(1, address="")}


def test_somebody_moves_to_the_other_side(staff: ReadingClient, engine: Engine, review: Prepared, keys: Keys) -> None:
    at, before = page_of(engine, review, "p0@example.org"), live_tokens(engine, review, keys)
    other = [Person("ليلى 0", "", "", AR)]
    do(engine, inviting.invite_people, review.review_id, side=Side.PRCS, people=other, keys=keys)
    asked = press(staff, f"{at}/correct", {"side": "prcs"})
    moved = press_on(staff, asked, f"{at}/correct", {question_of(asked): "different"})
    assert moved.location.endswith("/invitations#prcs")
    assert listed(engine, review) == {person(1, address="")}
    assert listed(engine, review, Side.PRCS) == {person(0), *other}
    assert len(before & live_tokens(engine, review, keys, Side.PRCS)) == 0
    assert staff.get(f"{at}/correct").status_code == 404


def question_of(reply: TestResponse) -> str:
    """Return the field of the one question whether people of one name are one."""
    (name,) = {one["name"] for one in BeautifulSoup(reply.text, "lxml").select("[name^=same-]")}
    assert reply.status_code == 422
    return name


def test_a_letter_to_another_name_ends_and_one_name_is_asked_about(
    staff: ReadingClient, engine: Engine, review: Prepared, keys: Keys
) -> None:
    invite_people(engine, review, [person(2, address="")], keys=keys)
    at, before = f"{page_of(engine, review, 'ليلى 1')}/correct?lang=en", live_tokens(engine, review, keys)
    assert press(staff, at, {"role": "Nurse"}).status_code == 303
    assert live_tokens(engine, review, keys) == before
    press(staff, at, {"name": "Samir"})
    assert len(before - live_tokens(engine, review, keys)) == 1
    assert "leads nowhere now" in staff.get("/staff/?lang=en").text
    asked = press(staff, at, {"name": "ليلى  2"})
    assert {one.name for one in listed(engine, review)} == {"ليلى 0", "Samir", "ليلى 2"}
    assert press_on(staff, asked, at, {question_of(asked): "different"}).status_code == 303
    assert press(staff, at, {"role": "Medic"}).status_code == 303  # what was said is not asked again
    press(staff, at, {"name": "Samir"})
    asked = press(staff, at, {"name": "ليلى 2"})
    press_on(staff, asked, at, {question_of(asked): "one"})
    assert listed(engine, review) == {person(0), person(2, address="")}


def test_nobody_is_corrected_after_opening(staff: ReadingClient, engine: Engine, review: Prepared) -> None:
    at = page_of(engine, review, "p0@example.org")
    open_now(engine, review)
    assert staff.get(f"{at}/correct").status_code == 409
    assert press(staff, "/staff/rounds", {"name": "X"}, to=f"{at}/correct").status_code == 409


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_review_is_deleted_after_its_page_has_said_what_goes(
    staff: ReadingClient, engine: Engine, review: Prepared, keys: Keys, language: str
) -> None:
    path = f"/staff/reviews/{review.review_id}"
    assert staff.page(f"{path}/change").select_one(f"a[href='{path}/delete']")
    shown = staff.page(f"{path}/delete?lang={language}")
    assert len(shown.select("main li")) == 4
    do(engine, writing_letters.take_letters, review.review_id, side=Side.PARTNER, keys=keys)
    assert len(staff.page(f"{path}/delete").select("main li")) == 5
    assert staff.page("/staff/rounds/2026/delete").select("main form") == []
    assert press(staff, f"{path}/delete", {}).location == "/staff/rounds/2026"
    assert staff.get(path).status_code == 404
    assert press(staff, "/staff/rounds/2026/delete", {}).location == "/staff/rounds"
    assert staff.get("/staff/rounds/2026").status_code == 404


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_title_given_twice_is_asked_about(staff: ReadingClient, language: str) -> None:
    path, title = f"/staff/rounds?lang={language}", {"title_en": "Review 2031", "title_ar": "استعراض ٢٠٣١"}
    assert not staff.page(path).select("[name=another]")
    assert press(staff, path, title).location == "/staff/rounds/review-2031"
    asked = press(staff, path, {"title_en": "review  2031", "title_ar": ""})
    page = BeautifulSoup(asked.text, "lxml")
    assert (asked.status_code, page.select_one(".error-summary a")["href"]) == (422, "#another")
    assert press_on(staff, asked, path, {"another": "y"}).location == "/staff/rounds/review-2031-2"
    assert press(staff, "/staff/rounds/review-2031-2/edit", {"title_ar": "استعراض 2031"}).status_code == 422
    assert press(staff, "/staff/rounds/review-2031-2/edit", {"title_en": "Review 2032"}).status_code == 303
