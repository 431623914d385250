"""The meeting's screen without scripts: a form a topic, both texts where two wrote, and the page that ends it."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import Engine, select

from surveyapp.core.conduct.mail import MailKind
from surveyapp.core.conduct.partnership import FocalPoint
from surveyapp.core.conduct.roles import Role
from surveyapp.core.sides import Side
from surveyapp.mail.compose import Office, compose
from surveyapp.store import outbox, reviews
from surveyapp.store.rows import StaffSessionRow
from surveyapp.workflow.keys import Keys
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import closing
from surveyapp.workflow.writing_mails import prepare_mail
from tests.databases import ON_SQLITE, writing
from tests.languages import AR, EN
from tests.pages import ReadingClient
from tests.web.filling import shown_fields
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE  # what is written is tried on both databases in tests/workflow
NOW = datetime.now(UTC)
TODAY = NOW.date()
LATER = TODAY + timedelta(days=90)
FORM = "form.now"
ACTION = {
    "new-words": "نشرة شهرية مشتركة",
    "new-prcs_lead": "رنا",
    "new-partner_lead": "Kari",
    "new-due": "2030-03-01",
    "new-facet": "partner",
}


@pytest.fixture
def closed(prepare: Callable[..., object], engine: Engine) -> int:
    review_id = prepare(people=3).review_id
    with writing(engine) as session:
        closing.close_review(session, review_id, now=NOW)
    return review_id


@pytest.fixture
def at(closed: int, engine: Engine) -> str:
    with writing(engine) as session:
        closing.share_review(session, closed, now=NOW)
    return f"/staff/reviews/{closed}/meeting"


@pytest.fixture
def staff(client: ReadingClient, engine: Engine) -> ReadingClient:
    let_in(client, engine, make_staff(engine))
    client.get("/staff/?lang=en")
    return client


def keep(client: ReadingClient, at: str, fields: dict[str, str], *, page: BeautifulSoup | None = None):
    path = f"{at}/topics/integrity"
    return client.post(path, data=shown_fields(page or client.page(path), FORM) | fields)


def test_before_sharing_the_screen_leads_to_it(staff: ReadingClient, closed: int) -> None:
    page = staff.page(f"/staff/reviews/{closed}/meeting")
    assert page.select_one(f'main a[href="/staff/reviews/{closed}/share"]')
    for to in ("topics/integrity", "topics/integrity/now", "end"):
        assert staff.get(f"/staff/reviews/{closed}/meeting/{to}").status_code == 409


def test_every_address_of_a_meeting_carries_on_what_a_window_asked_for(staff: ReadingClient, at: str) -> None:
    asked = "?lang=en&light=dim&follow=1"
    for path in (at, f"{at}/topics/integrity", f"{at}/end"):
        page = staff.page(f"{path}{asked}&light=none&other=1")
        leads = [one["href"] for one in page.select(f'a[href^="{at}"]')] + [one["action"] for one in page.select(FORM)]
        assert leads
        assert {one.rpartition("?")[2] for one in leads} == {asked[1:]}
        toggle = page.select_one("a.follow")
        assert (toggle["href"], toggle["aria-current"], toggle.has_attr("hidden")) == (
            "?lang=en&light=dim",
            "true",
            True,
        )
    assert staff.page(f"{at}?lang=en&light=none").select_one("a.follow")["href"] == "?lang=en&follow=1"


def test_a_topic_is_written_and_its_action_gets_a_card_of_its_own(staff: ReadingClient, at: str) -> None:
    agreed = {"score-prcs": "3.5", "score-joint": "differ", "words": "One\ntwo", "lesson": "Earlier"}
    assert keep(staff, at, agreed | ACTION).status_code == 303
    page = staff.page(f"{at}/topics/integrity")
    kept = shown_fields(page, FORM)
    assert {name: kept[name] for name in agreed} == agreed
    assert {one.removeprefix("1-"): kept[one] for one in kept if one.startswith("1-")} == {
        name.removeprefix("new-"): said for name, said in (ACTION | {"new-evidence": ""}).items()
    }
    assert not kept["new-words"]
    assert "Saved at" in page.select_one(".kept").get_text()
    assert page.select_one('a[rel="next"]')
    assert "Recorded" in staff.page(at).get_text()
    assert keep(staff, at, {"taken-back": "1"}).status_code == 303
    assert "1-words" not in shown_fields(staff.page(f"{at}/topics/integrity"), FORM)


@pytest.mark.slow
def test_two_who_write_at_once_see_both_texts(staff: ReadingClient, at: str) -> None:
    keep(staff, at, {"words": "long\r\n" * 40})
    mine = staff.page(f"{at}/topics/integrity")
    assert keep(staff, at, {"words": "theirs"}).status_code == 303
    response = keep(staff, at, {"words": "mine", "score-prcs": "4", "lesson": "x" * 1001}, page=mine)
    assert response.status_code == 409
    page = BeautifulSoup(response.text, "lxml")
    assert "theirs" in page.find(id="said-words").get_text()
    assert "shorten it" in page.find(id="said-lesson").get_text()
    assert (page.find(id="words").text.strip(), page.find(id="lesson").text.strip()) == ("mine", "x" * 1001)
    shown = shown_fields(page, FORM)
    assert shown["score-prcs"] == "4"
    browsers = shown_fields(mine, FORM)["words"].replace("\n", "\r\n")
    assert (
        keep(staff, at, {"words": browsers, "score-prcs": "4.5"}, page=mine).status_code == 409
    )  # the score, not the words
    assert keep(staff, at, {"words": browsers, "score-joint": "2"}, page=mine).status_code == 303
    assert keep(staff, at, {"lesson": ""}, page=page).status_code == 303
    assert shown_fields(staff.page(f"{at}/topics/integrity"), FORM)["words"] == "mine"
    assert staff.post(f"{at}/topics/integrity", data=shown | {"shown": '{"words":"mi'}).status_code == 400


def test_a_screen_is_told_of_what_is_new_and_nothing_else(staff: ReadingClient, at: str, engine: Engine) -> None:
    path = f"{at}/topics/integrity/now"
    first = staff.get(path).json
    known = {"If-None-Match": f'"{first["version"]}"'}
    assert staff.get(path, headers=known).status_code == 304
    token = shown_fields(staff.page(f"{at}/topics/integrity"), FORM)["csrf_token"]
    sent = {"csrf_token": token, "words": "new", "score-partner": "9", "shown": '{"unknown":""}'}
    told = staff.post(f"{at}/topics/integrity", data=sent, headers={"Accept": "application/json"}).json
    assert (told["fields"]["words"], list(told["faults"]), told["clashes"]) == ("new", ["score-partner"], {})
    assert staff.get(path, headers=known).json["fields"]["words"] == "new"
    with writing(engine) as session:
        row = session.scalars(select(StaffSessionRow)).one()
        row.seen_at = before = row.seen_at - timedelta(minutes=20)
    assert staff.get(f"{path}?by-itself=1").status_code == 200
    with writing(engine) as session:
        assert session.scalars(select(StaffSessionRow)).one().seen_at == before
    staff.get(path)
    with writing(engine) as session:
        assert session.scalars(select(StaffSessionRow)).one().seen_at > before


def test_who_may_only_look_sees_the_same_and_cannot_write(client: ReadingClient, at: str, engine: Engine) -> None:
    let_in(client, engine, make_staff(engine, role=Role.VIEWER))
    page = client.page(f"{at}/topics/integrity")
    assert page.select_one("fieldset.fields").has_attr("disabled")
    assert keep(client, at, {"words": "x"}, page=page).status_code == 403
    assert not client.page(f"{at}/end").select("main form")


def sign_off(client: ReadingClient, at: str, **fields: str):
    token = shown_fields(client.page("/staff/"))["csrf_token"]
    signed = {"prcs_name": "رنا", "partner_name": "Kari", "signed_on": str(TODAY), "follow_up_on": str(LATER)}
    return client.post(f"{at}/end/sign-off", data={"csrf_token": token, **signed, **fields})


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.alike(1)
def test_the_end_is_signed_off_and_mailed_to_both_sides(
    staff: ReadingClient, mailing: ReadingClient, at: str, engine: Engine, keys: Keys, language: str
) -> None:
    review_id = int(at.split("/")[3])
    with writing(engine) as session:
        partner_id = reviews.get_review(session, review_id).partner.id
        points = [
            FocalPoint(Side.PRCS, "Rana", "rana@prcs.example", AR),
            FocalPoint(Side.PARTNER, "Kari", "k@n.example", EN),
        ]
        keeping.set_focal_points(session, partner_id, points=points, now=NOW)
    staff.get(f"/staff/?lang={language}")
    assert sign_off(staff, at).status_code == 422
    keep(staff, at, {"score-prcs": "3.5", "words": "A sentence.", "new-words": "half"})
    assert sign_off(staff, at).status_code == 422
    keep(staff, at, ACTION)
    assert sign_off(staff, at, follow_up_on=str(TODAY)).status_code == 422
    assert sign_off(staff, at, partner_name=" ").status_code == 422
    token = shown_fields(staff.page("/staff/"))["csrf_token"]
    assert staff.post(f"{at}/end/mail", data={"csrf_token": token}).status_code == 409
    assert sign_off(staff, at).status_code == 303
    assert keep(staff, at, {"words": "late"}).status_code == 409
    page = staff.page(f"{at}/end")
    assert all(one in page.select_one("#mail").get_text() for one in ("rana@prcs.example", "k@n.example"))
    assert staff.post(f"{at}/end/mail", data={"csrf_token": token}).location.endswith("#mail")
    office = Office("reviews@prcs.example", "", "https://r.example", (AR, EN))
    with writing(engine) as session:
        later = datetime.now(UTC)
        claimed = iter(lambda: outbox.claim(session, "worker", now=later), None)
        queued = [one for one in claimed if one.kind is MailKind.AGREED]
        mails = [compose(prepare_mail(session, one, now=later, keys=keys), office) for one in queued]
    assert sorted(mail["To"] for mail in mails) == ["Kari <k@n.example>", "Rana <rana@prcs.example>"]
    for mail in mails:
        said = mail.get_body(("plain",)).get_content()
        assert [said.count(one) for one in ("A sentence.", "نشرة شهرية مشتركة", "1 March 2030", "3.5")] == [2, 2, 1, 2]
