"""One's own account, and a password that was forgotten."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.mail import MailKind
from surveyapp.settings import Settings
from surveyapp.store.rows import OutboxRow, StaffRow, StaffSessionRow
from surveyapp.web.factory import create_app
from surveyapp.workflow.accounts import keeping_staff
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.filling import fill, shown_fields
from tests.web.staff import EMAIL, PASSWORD, let_in, make_staff, sign_in

pytestmark = ON_SQLITE
FRESH = "anchor velvet tundra"
FORGOTTEN, CHANGE = "/staff/sign-in/forgotten", "/staff/account/password"


@pytest.fixture(autouse=True)
def officer(engine: Engine) -> int:
    return make_staff(engine)


def mailed_links(engine: Engine, app: Flask) -> list[str]:
    """Return the one-time links that wait to be mailed, the oldest first."""
    keys = app.extensions["surveyapp.keys"]
    with writing(engine) as session:
        rows = session.query(OutboxRow).order_by(OutboxRow.queued_at).all()
        assert {(row.kind, row.address) for row in rows} <= {(MailKind.PASSWORD, EMAIL)}
        return [f"/staff/sign-in/{keys.token(row.id, row.nonce)}" for row in rows]


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
def test_without_an_app_the_page_says_how_one_comes_to_passkeys(
    client: ReadingClient, settings: Settings, engine: Engine, officer: int, language: str
) -> None:
    """At a number no passkey is possible; at a name the app comes first."""
    let_in(client, engine, officer)
    said = client.page(f"/staff/account?lang={language}").select_one("#passkeys").get_text()
    assert ("127.0.0.1" in said, "PUBLIC_URL" in said) == (True, True)
    named = create_app(replace(settings, public_url="http://localhost:8000"))
    named.test_client_class = ReadingClient
    visitor = named.test_client()
    let_in(visitor, engine, officer)
    section = visitor.page(f"/staff/account?lang={language}").select_one("#passkeys")
    named.extensions["surveyapp.engine"].dispose()
    assert ("PUBLIC_URL" in section.get_text(), section.select("a")) == (False, [])
    first = {
        "en": "Set up two-step verification with the app first",
        "ar": "فعّلوا أولاً التحقق بخطوتين بواسطة التطبيق",
    }
    assert first[language] in section.get_text()


@pytest.mark.slow
def test_a_forgotten_password_is_chosen_anew(mailing: ReadingClient, engine: Engine, app: Flask) -> None:
    assert fill(mailing, FORGOTTEN, {"email": f" {EMAIL.upper()} "}).status_code == 200
    (link,) = mailed_links(engine, app)
    mailing.get(link)
    assert fill(mailing, link, {}).location == CHANGE
    assert fill(mailing, CHANGE, {"new": FRESH}).status_code == 303
    assert fill(mailing, link, {}).status_code == 422
    mailing.delete_cookie("staff")
    assert sign_in(mailing).status_code == 422
    assert sign_in(mailing, password=FRESH).status_code == 303


def test_nobody_learns_which_addresses_have_accounts(mailing: ReadingClient, engine: Engine, app: Flask) -> None:
    answers = {fill(mailing, FORGOTTEN, {"email": address}).data for address in (EMAIL, "nobody@example.org")}
    assert len(answers) == 1
    assert len(mailed_links(engine, app)) == 1


def test_nobody_is_flooded_with_mails(mailing: ReadingClient, engine: Engine, app: Flask) -> None:
    for _ in range(3):
        fill(mailing, FORGOTTEN, {"email": EMAIL})
    assert len(mailed_links(engine, app)) == 1


def test_a_mailed_link_lasts_an_hour(mailing: ReadingClient, engine: Engine, app: Flask) -> None:
    fill(mailing, FORGOTTEN, {"email": EMAIL})
    (link,) = mailed_links(engine, app)
    with writing(engine) as session:
        row = session.query(StaffRow).one()
        assert timedelta(minutes=59) < row.link_expires_at - datetime.now(UTC) <= timedelta(hours=1)
        row.link_expires_at -= timedelta(hours=1)
    assert fill(mailing, link, {}).status_code == 422


def test_a_closed_account_gets_no_link(mailing: ReadingClient, engine: Engine, app: Flask, officer: int) -> None:
    make_staff(engine, "other@example.org")
    with writing(engine) as session:
        keeping_staff.close_staff(session, officer, now=datetime.now(UTC))
    assert fill(mailing, FORGOTTEN, {"email": EMAIL}).status_code == 200
    assert mailed_links(engine, app) == []


def test_without_a_mail_server_an_administrator_is_named(client: ReadingClient) -> None:
    assert client.page(FORGOTTEN).find("form") is None


def test_a_new_password_ends_every_other_session(
    app: Flask, client: ReadingClient, engine: Engine, officer: int
) -> None:
    other = app.test_client()
    let_in(client, engine, officer)
    let_in(other, engine, officer)
    before = client.get_cookie("staff").value
    assert fill(client, CHANGE, {"current": PASSWORD, "new": FRESH}).status_code == 303
    assert client.get_cookie("staff").value != before
    assert (client.get("/staff/").status_code, other.get("/staff/").status_code) == (200, 303)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("typed", "field"),
    [
        pytest.param({"current": "wrong horse battery", "new": FRESH}, "current", id="wrong password"),
        pytest.param({"current": PASSWORD, "new": "short"}, "new", id="too short"),
        pytest.param({"current": PASSWORD, "new": "officer example 2026"}, "new", id="the address's own parts"),
        pytest.param({"current": PASSWORD, "new": "k7 zq" * 26}, "new", id="too long"),
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_is_not_taken_is_said(
    client: ReadingClient, engine: Engine, officer: int, typed: dict[str, str], field: str, language: str
) -> None:
    let_in(client, engine, officer)
    answer = fill(client, f"{CHANGE}?lang={language}", typed)
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert typed["new"] not in answer.text
    client.delete_cookie("staff")
    assert sign_in(client).status_code == 303


def test_wrong_passwords_count_here_too(client: ReadingClient, engine: Engine, officer: int) -> None:
    """A browser left open is no place to guess."""
    let_in(client, engine, officer)
    with writing(engine) as session:
        session.query(StaffRow).one().failures = 9
        session.query(StaffRow).one().failures_since = datetime.now(UTC)
    fill(client, CHANGE, {"current": "wrong horse battery", "new": FRESH})
    assert fill(client, CHANGE, {"current": PASSWORD, "new": FRESH}).status_code == 422


def test_sessions_are_ended_by_their_owner(app: Flask, client: ReadingClient, engine: Engine, officer: int) -> None:
    browsers = [app.test_client() for _ in range(3)]
    for browser in (*browsers, client):
        let_in(browser, engine, officer)
    stranger = app.test_client()
    let_in(stranger, engine, make_staff(engine, "other@example.org"))
    page = client.page("/staff/account")
    assert len(page.select("#sessions li")) == 4
    token = page.select_one("input[name=csrf_token]")["value"]
    ends = [form["action"] for form in page.select("#sessions li form")]
    theirs = stranger.page("/staff/account").select_one("input[name=csrf_token]")["value"]
    assert stranger.post(ends[0], data={"csrf_token": theirs}).status_code == 303
    assert len(client.page("/staff/account").select("#sessions li")) == 4
    client.post(ends[0], data={"csrf_token": token})
    assert [browser.get("/staff/").status_code for browser in browsers].count(303) == 1
    client.post("/staff/account/sessions/end", data={"csrf_token": token})
    assert [browser.get("/staff/").status_code for browser in (*browsers, client)] == [303, 303, 303, 200]


def test_the_session_that_signs_in_is_new(client: ReadingClient, engine: Engine, officer: int) -> None:
    """Neither a staff session nor a form's token that was there before goes on."""
    let_in(client, engine, officer)
    form = shown_fields(client.page("/staff/sign-in"))
    before = client.get_cookie("staff").value
    sign_in(client)
    assert client.get_cookie("staff").value != before
    assert client.post("/staff/sign-out", data=form).status_code == 400


def test_ended_sessions_are_forgotten(client: ReadingClient, engine: Engine, officer: int) -> None:
    let_in(client, engine, officer)
    with writing(engine) as session:
        session.query(StaffSessionRow).one().seen_at -= timedelta(hours=1)
    sign_in(client)
    with writing(engine) as session:
        assert session.query(StaffSessionRow).count() == 1
