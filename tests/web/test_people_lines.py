"""Inviting both sides at once, a line each: all of it or nothing, and each fault beside its box."""

from collections.abc import Callable

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine

from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.review import Answering, AnsweringBySide
from surveyapp.core.sides import Side
from surveyapp.store import recipients, reviews
from surveyapp.store.engine import new_session
from surveyapp.workflow.partners import keeping
from tests.conftest import NOW, Prepared
from tests.databases import ON_SQLITE
from tests.inviting import do, open_now, queued
from tests.languages import EN
from tests.pages import ReadingClient
from tests.web.filling import press, press_on, write_people
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    return client


def at(review: Prepared) -> str:
    return f"/staff/reviews/{review.review_id}/invitations/write"


def invited(engine: Engine, review: Prepared) -> list[tuple[str, str, str]]:
    with new_session(engine) as session:
        listed = [one for side in Side for one in recipients.list_recipients(session, review.review_id, side=side)]
    return [(one.side.value, one.person.called, one.person.language.code) for one in listed]


def test_both_sides_are_invited_at_once(staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared]) -> None:
    review = prepare(is_open=False, people=0)
    written = {"prcs": "ليلى <laila@example.org>\nسمير", "partner": "Ola <ola@example.org>", "partner_language": "en"}
    shown = press(staff, f"{at(review)}?lang=en", written)
    listed = [one.get_text() for one in BeautifulSoup(shown.text, "lxml").select("#understood li")]
    assert (shown.status_code, invited(engine, review)) == (200, [])
    assert listed == ["ليلى – laila@example.org", "سمير – printed letter", "Ola – ola@example.org"]
    other = press_on(staff, shown, at(review), {"partner": "Per <per@example.org>"})
    assert (other.status_code, "per@example.org" in other.text, invited(engine, review)) == (200, True, [])
    assert press_on(staff, shown, at(review), {"look": "y"}).status_code == 200
    done = press_on(staff, shown, at(review), {})
    assert done.location == f"/staff/reviews/{review.review_id}#checklist"
    assert invited(engine, review) == [("prcs", "سمير", "ar"), ("prcs", "ليلى", "ar"), ("partner", "Ola", "en")]


def test_inviting_begins_in_one_place(staff: ReadingClient, prepare: Callable[..., Prepared]) -> None:
    """Other ways are named there, for each side, and each leads back."""
    review = prepare(is_open=False, people=0)
    listed = staff.page(at(review).removesuffix("/write"))
    links = [one["href"] for one in listed.select("main a") if "/invitations" in one["href"]]
    assert {one.partition("#")[0] for one in links} == {at(review)}
    ways = [one["href"] for one in staff.page(at(review)).select("#ways dd a")]
    assert [one for one in ways if not staff.page(one).select(f"nav a[href='{at(review)}']")] == [
        "/staff/rounds/2026/people"
    ]
    assert len(ways) == 4 * 2 + 1


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("written", "faulty"),
    [
        pytest.param({"prcs": "a@b.org", "partner": "Ola\nola@"}, ["partner"], id="a line of one side"),
        pytest.param({"prcs": "x@", "partner": "y@"}, ["prcs", "partner"], id="lines of both"),
        pytest.param({"prcs": "a@b.org", "partner": "a@b.org"}, [], id="one address on both sides"),
        pytest.param({"prcs": " ", "partner": "\n"}, [], id="nobody"),
        pytest.param({"prcs": "a@b.org", "prcs_language": "zz"}, ["prcs_language"], id="a language that is none"),
    ],
)
@pytest.mark.alike(4)
def test_what_cannot_be_read_invites_nobody(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared], written, faulty: list[str], language: str
) -> None:
    review = prepare(is_open=False, people=0)
    refused = press(staff, f"{at(review)}?lang={language}", written)
    page = BeautifulSoup(refused.text, "lxml")
    assert refused.status_code == 422
    assert [link["href"] for link in page.select(".error-summary a")] == [f"#{name}" for name in faulty]
    assert page.select(".error-summary li")
    assert page.select_one("#prcs").get_text().strip() == written["prcs"].strip()
    assert invited(engine, review) == []


@pytest.mark.parametrize("ticked", ["y", None], ids=["ticked", "not"])
def test_focal_points_are_asked_at_once_where_it_is_wished(
    staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared], ticked: str | None
) -> None:
    review = prepare(is_open=False, people=0)
    assert not staff.page(at(review)).select("[name=asks]")  # there is nobody to ask
    with new_session(engine) as session:
        partner = reviews.get_review(session, review.review_id).partner
    point = FocalPoint(Side.PARTNER, "Kari", "kari@example.org", EN)
    do(engine, keeping.set_focal_points, partner.id, points=[point], now=NOW)
    shown = press(staff, at(review), {"prcs": "a@b.org", "partner": "c@d.org", "asks": ticked})
    done = press_on(staff, shown, at(review), {})
    assert done.status_code == 303
    assert queued(engine) == ([("roster", "kari@example.org")] if ticked else [])


def test_an_organisation_has_one_line(staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared]) -> None:
    answering = AnsweringBySide(Answering.INDIVIDUAL, Answering.ORGANISATION)
    review = prepare(is_open=False, people=0, answering=answering)
    assert write_people(staff, at(review), {"prcs": "a@b.org", "partner": "c@d.org\ne@f.org"}).status_code == 422
    assert invited(engine, review) == []
    assert write_people(staff, at(review), {"prcs": "a@b.org", "partner": "c@d.org"}).status_code == 303


def test_nobody_is_added_after_opening(staff: ReadingClient, engine: Engine, prepare: Callable[..., Prepared]) -> None:
    review = prepare(is_open=False)
    open_now(engine, review)
    assert staff.get(at(review)).status_code == 409
    assert press(staff, "/staff/rounds", {"prcs": "a@b.org"}, to=at(review)).status_code == 409
