"""Signing in, and what is closed to whoever has not."""

from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Right, Role
from surveyapp.core.errors import InputError
from surveyapp.store.rows import StaffRow, StaffSessionRow
from surveyapp.web.access import needs
from surveyapp.workflow.accounts import keeping_staff
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.filling import shown_fields
from tests.web.staff import EMAIL, PASSWORD, make_staff, sign_in

pytestmark = ON_SQLITE
NOW = datetime.now(UTC)


@pytest.fixture
def officer(engine: Engine) -> int:
    return make_staff(engine)


@pytest.mark.usefixtures("officer")
def test_signing_in_leads_where_one_wanted_to_go(client: ReadingClient) -> None:
    wanted = client.get("/staff/?lang=en").location
    response = sign_in(client, path=wanted)
    assert (response.status_code, response.location) == (303, "/staff/?lang=en")
    cookie = next(c for c in response.headers.getlist("Set-Cookie") if c.startswith("staff="))
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert EMAIL in client.get("/staff/").text


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/staff/\\evil", "/r/x", ""])
def test_signing_in_never_leads_away(client: ReadingClient, target: str) -> None:
    assert sign_in(client, path=f"/staff/sign-in?next={target}").location == "/staff/"


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("email", "password"),
    [
        pytest.param(EMAIL, "wrong horse battery", id="wrong password"),
        pytest.param("nobody@example.org", PASSWORD, id="unknown address"),
        pytest.param("", "", id="nothing"),
        pytest.param(EMAIL, "x" * 500, id="far too long"),
    ],
)
def test_a_wrong_sign_in_says_so_and_keeps_the_address(client: ReadingClient, email: str, password: str) -> None:
    response = sign_in(client, email, password)
    assert response.status_code == 422
    assert 'role="alert"' in response.text
    assert f'value="{email}"' in response.text
    assert "x" * 500 not in response.text
    assert client.get("/staff/").status_code == 303


@pytest.mark.usefixtures("officer")
def test_ten_failures_close_the_account_for_a_while(client: ReadingClient, engine: Engine) -> None:
    for _ in range(10):
        sign_in(client, password="wrong horse battery")
    assert sign_in(client).status_code == 422
    with writing(engine) as session:
        row = session.query(StaffRow).one()
        row.failures_since = NOW - timedelta(minutes=16)
    assert sign_in(client).status_code == 303


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("column", "age"), [("seen_at", timedelta(minutes=31)), ("began_at", timedelta(hours=11))], ids=["idle", "long"]
)
def test_sessions_end(client: ReadingClient, engine: Engine, column: str, age: timedelta) -> None:
    sign_in(client)
    assert client.get("/staff/").status_code == 200
    with writing(engine) as session:
        setattr(session.query(StaffSessionRow).one(), column, NOW - age)
    assert client.get("/staff/").status_code == 303


@pytest.mark.usefixtures("officer")
def test_signing_out_ends_the_session_on_the_server(client: ReadingClient) -> None:
    sign_in(client)
    cookie = client.get_cookie("staff").value
    client.post("/staff/sign-out", data=shown_fields(client.page("/staff/")))
    client.set_cookie("staff", cookie)
    assert client.get("/staff/").status_code == 303


def test_a_link_signs_in_once_and_only_when_pressed(client: ReadingClient, engine: Engine) -> None:
    with writing(engine) as session:
        key = keeping_staff.create_staff(session, EMAIL, role=Role.ADMINISTRATOR, password=None, now=NOW)
    path = f"/staff/sign-in/{key}"
    client.get(path)
    client.get(path)
    fields = shown_fields(client.page(path))
    assert client.post(path, data=fields).location == "/staff/account/password"
    assert client.get("/staff/").status_code == 200
    assert client.post(path, data=shown_fields(client.page(path))).status_code == 422


def test_forms_of_other_sites_are_refused(client: ReadingClient) -> None:
    response = client.post("/staff/sign-in", data={"email": EMAIL, "password": PASSWORD})
    assert response.status_code == 400


@pytest.mark.parametrize(
    ("email", "password", "code"),
    [
        pytest.param("nobody", PASSWORD, "bad_email", id="no address"),
        pytest.param(EMAIL, "short", "bad_password", id="short password"),
    ],
)
def test_accounts_are_checked(session, email: str, password: str, code: str) -> None:
    with pytest.raises(InputError, match=code):
        keeping_staff.create_staff(session, email, role=Role.VIEWER, password=password, now=NOW)


@pytest.mark.usefixtures("officer")
def test_a_page_that_names_no_right_is_closed_to_everybody(own_app: Flask) -> None:
    own_app.add_url_rule("/staff/forgotten", view_func=lambda: "secret", endpoint="forgotten")
    own_app.add_url_rule("/staff/people-only", view_func=needs(Right.KEEP_PEOPLE)(lambda: "secret"), endpoint="only")
    client = own_app.test_client()
    sign_in(client)
    for path in ("/staff/forgotten", "/staff/people-only"):
        assert client.get(path).status_code == 403
    assert client.get("/staff/nowhere").status_code == 404


@pytest.mark.usefixtures("officer")
@pytest.mark.parametrize(
    ("path", "back"),
    [
        pytest.param("/staff/rounds", "/staff/rounds", id="one view answers both"),
        pytest.param("/paper/abc?time=second", "/paper/abc?time=second", id="another view shows the page"),
        pytest.param("/paper/abc/differences", None, id="an address that shows no page"),
    ],
)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_who_sends_a_form_after_being_signed_out_is_told_and_led_back(
    client: ReadingClient, path: str, back: str | None, language: str
) -> None:
    token = shown_fields(client.page("/staff/sign-in"))["csrf_token"]
    wanted = client.post(path, data={"csrf_token": token}).location
    assert parse_qs(urlsplit(wanted).query).get("next", [None]) == [back]
    page = client.page(f"{wanted}&lang={language}")
    says = {"ar": "انتهى دخولكم", "en": "You were signed out"}[language]
    assert page.select_one("main [role=alert]").get_text(strip=True).startswith(says)
    assert sign_in(client, path=wanted).location == (back or "/staff/")


def test_nothing_is_said_to_be_lost_by_who_only_looked(client: ReadingClient) -> None:
    token = shown_fields(client.page("/staff/sign-in"))["csrf_token"]
    for wanted in (
        client.get("/staff/rounds").location,
        client.post("/staff/sign-out", data={"csrf_token": token}).location,
    ):
        assert client.page(wanted).select("main [role=alert]") == []
