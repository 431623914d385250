"""Passkeys on the server: each thing that must be right about a browser's answer is wrong once."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine, update

from surveyapp.core.conduct.roles import Role
from surveyapp.settings import Settings, load_settings
from surveyapp.store import audit
from surveyapp.store.passkeys import CHALLENGE_LIFE
from surveyapp.store.rows import PasskeyRow, RecoveryCodeRow, StaffRow, StaffSessionRow
from surveyapp.web.factory import create_app
from surveyapp.workflow.accounts import keeping_staff
from surveyapp.workflow.accounts.limiting import ACCOUNT_LIMIT
from surveyapp.workflow.accounts.passkeys import MOST, find_site
from tests.conftest import SECRET
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.authenticator import Device, read_words
from tests.web.filling import shown_fields
from tests.web.staff import EMAIL, PASSWORD, let_in, make_staff, sign_in
from tests.web.test_second_factor import Phone, choose, give_code

pytestmark = pytest.mark.slow
NEW, ADD, SHOW = "/staff/account/passkeys/new", "/staff/account/passkeys", "/staff/sign-in/passkey"
OTHER = "other@example.org"


IN_PRODUCTION = {"public_url": "http://localhost", "is_production": True}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Flask:
    """The app under a name, in production, where administrators must have a second factor."""
    folder = tmp_path_factory.mktemp("instance")
    settings = load_settings({"DATABASE_URL": "sqlite://", "SECRET_KEY": SECRET}, folder)
    app = create_app(replace(settings, **IN_PRODUCTION))
    app.test_client_class = ReadingClient
    return app


@pytest.fixture
def named(made: Flask, settings: Settings, engine: Engine) -> Flask:
    made.extensions |= {"surveyapp.engine": engine, "surveyapp.settings": replace(settings, **IN_PRODUCTION)}
    return made


@pytest.fixture
def officer(engine: Engine) -> int:
    return make_staff(engine, role=Role.ADMINISTRATOR)


@pytest.fixture
def client(named: Flask, engine: Engine, officer: int) -> ReadingClient:
    """A browser in which an administrator with an app for codes is signed in."""
    client = named.test_client()
    let_in(client, engine, officer)
    client.phone, _ = choose(client)
    return client


def ask_to_make(client: ReadingClient, **typed: str) -> dict:
    page = client.post(NEW, data=shown_fields(client.page(NEW)) | {"name": "phone", "current": PASSWORD} | typed)
    return _asked(client, page, "data-make")


def add(client: ReadingClient, device: Device, options: dict | None = None) -> int:
    """Add a passkey; return the status."""
    answer = device.make(options or ask_to_make(client))
    token = shown_fields(client.page(NEW))["csrf_token"]
    return client.post(ADD, data={"csrf_token": token, "name": "phone", "answer": answer}).status_code


def ask_to_show(client: ReadingClient) -> dict:
    token = shown_fields(client.page("/staff/sign-in"))["csrf_token"]
    return _asked(client, client.post(SHOW, data={"csrf_token": token}), "data-show")


def show(client: ReadingClient, answer: str) -> int:
    token = shown_fields(client.page("/staff/sign-in"))["csrf_token"]
    return client.post(SHOW, data={"csrf_token": token, "answer": answer}).status_code


def half_signed_in(app: Flask, email: str = EMAIL) -> ReadingClient:
    browser = app.test_client()
    sign_in(browser, email)
    return browser


def _asked(client: ReadingClient, answer: object, attribute: str) -> dict:
    assert answer.status_code == 200, answer.text
    return json.loads(BeautifulSoup(answer.text, "html.parser").select_one("#passkey")[attribute])


def test_a_passkey_signs_an_administrator_in(client: ReadingClient, named: Flask, engine: Engine) -> None:
    device = Device()
    options = ask_to_make(client)
    assert options["authenticatorSelection"]["userVerification"] == "required"
    assert options["rp"]["id"] == "localhost"
    assert EMAIL.encode() not in read_words(options["user"]["id"])
    assert add(client, device, options) == 303
    browser = half_signed_in(named)
    assert browser.get("/staff/").status_code == 303
    assert show(browser, device.show(ask_to_show(browser))) == 303
    assert browser.get("/staff/").status_code == 200
    with writing(engine) as session:
        assert session.query(PasskeyRow).one().sign_count == 1
        done = [one.action for one in audit.list_entries(session)]
    assert done[:2] == ["sign_in.done", "staff.passkey_added"]


WRONG_WHEN_MADE = {
    "another site's page": {"origin": "https://localhost.evil.example"},
    "another port": {"origin": "http://localhost:8080"},
    "another site's name": {"host": "evil.example"},
    "nobody verified": {"verifies": False},
}


@ON_SQLITE
@pytest.mark.parametrize("wrong", WRONG_WHEN_MADE.values(), ids=WRONG_WHEN_MADE)
@pytest.mark.alike(2)
def test_what_is_wrong_when_it_is_made_is_not_kept(client: ReadingClient, engine: Engine, wrong: dict) -> None:
    assert add(client, Device(**wrong)) == 422
    with writing(engine) as session:
        assert session.query(PasskeyRow).count() == 0


@ON_SQLITE
@pytest.mark.parametrize("wrong", WRONG_WHEN_MADE.values(), ids=WRONG_WHEN_MADE)
@pytest.mark.alike(2)
def test_what_is_wrong_when_it_is_shown_lets_nobody_in(client: ReadingClient, named: Flask, wrong: dict) -> None:
    device = Device()
    add(client, device)
    browser = half_signed_in(named)
    assert show(browser, replace(device, **wrong).show(ask_to_show(browser))) == 422
    assert browser.get("/staff/").status_code == 303


@ON_SQLITE
def test_a_challenge_is_answered_once(client: ReadingClient, named: Flask) -> None:
    device = Device()
    options = ask_to_make(client)
    assert add(client, device, options) == 303
    assert add(client, Device(), options) == 422
    browser = half_signed_in(named)
    answer = device.show(ask_to_show(browser))
    assert show(browser, answer) == 303
    browser = half_signed_in(named)
    assert show(browser, answer) == 422
    ask_to_show(browser)
    assert show(browser, answer) == 422


@ON_SQLITE
def test_a_challenge_is_for_the_browser_that_was_asked(client: ReadingClient, named: Flask) -> None:
    device = Device()
    add(client, device)
    asked, other = half_signed_in(named), half_signed_in(named)
    options = ask_to_show(asked)
    ask_to_show(other)
    assert show(other, device.show(options)) == 422
    assert show(asked, device.show(options)) == 303


@ON_SQLITE
def test_a_challenge_is_answered_soon(client: ReadingClient, named: Flask, engine: Engine) -> None:
    device = Device()
    add(client, device)
    browser = half_signed_in(named)
    options = ask_to_show(browser)
    with writing(engine) as session:
        session.execute(
            update(StaffSessionRow).values(challenged_at=datetime.now(UTC) - CHALLENGE_LIFE - timedelta(seconds=1))
        )
    assert show(browser, device.show(options)) == 422


@ON_SQLITE
def test_a_passkey_is_good_for_its_own_account(client: ReadingClient, named: Flask, engine: Engine) -> None:
    device = Device()
    add(client, device)
    other = named.test_client()
    let_in(other, engine, make_staff(engine, OTHER))
    choose(other)
    add(other, Device())
    browser = half_signed_in(named, OTHER)
    assert show(browser, device.show(ask_to_show(browser))) == 422


@ON_SQLITE
def test_another_key_under_a_known_name_is_refused(client: ReadingClient, named: Flask) -> None:
    device = Device()
    add(client, device)
    browser = half_signed_in(named)
    assert show(browser, Device(id=device.id).show(ask_to_show(browser))) == 422


@ON_SQLITE
def test_a_counter_that_goes_back_is_refused_and_recorded(client: ReadingClient, named: Flask, engine: Engine) -> None:
    device = Device()
    add(client, device)
    copy = replace(device)
    for _ in range(2):
        browser = half_signed_in(named)
        assert show(browser, device.show(ask_to_show(browser))) == 303
    browser = half_signed_in(named)
    assert show(browser, copy.show(ask_to_show(browser))) == 422
    with writing(engine) as session:
        assert [one.action for one in audit.list_entries(session)][1] == "staff.passkey_doubted"


@ON_SQLITE
def test_a_device_that_counts_nothing_is_taken(client: ReadingClient, named: Flask) -> None:
    """As passkeys that are kept on several devices do."""
    device = Device(count=-1)
    device.count = 0
    add(client, device)
    for _ in range(2):
        device.count = -1
        browser = half_signed_in(named)
        assert show(browser, device.show(ask_to_show(browser))) == 303


@ON_SQLITE
@pytest.mark.parametrize(
    "answer", ["x", "[]", "{}", '{"id": 1}', "[" * 5000, '{"rawId": "AA", "id": "AA", "response": {}}']
)
@pytest.mark.alike(2)
def test_nonsense_is_refused(client: ReadingClient, named: Flask, answer: str) -> None:
    add(client, Device())
    browser = half_signed_in(named)
    ask_to_show(browser)
    assert show(browser, answer) == 422
    ask_to_make(client)
    token = shown_fields(client.page(NEW))["csrf_token"]
    assert client.post(ADD, data={"csrf_token": token, "name": "x", "answer": answer}).status_code == 422


@ON_SQLITE
def test_failures_count(client: ReadingClient, named: Flask) -> None:
    device = Device()
    add(client, device)
    browser = half_signed_in(named)
    for _ in range(ACCOUNT_LIMIT):
        ask_to_show(browser)
        assert show(browser, "x") == 422
    assert show(browser, device.show(ask_to_show(browser))) == 422
    assert give_code(browser, client.phone.code()).status_code == 422


@ON_SQLITE
def test_adding_and_removing_want_the_password(client: ReadingClient, engine: Engine) -> None:
    wrong = client.post(NEW, data=shown_fields(client.page(NEW)) | {"name": "phone", "current": "wrong horse"})
    assert wrong.status_code == 422
    add(client, Device())
    with writing(engine) as session:
        path = f"{ADD}/{session.query(PasskeyRow.id).scalar()}/remove"
    assert client.post(path, data=shown_fields(client.page(path)) | {"current": "wrong horse"}).status_code == 422
    assert client.post(path, data=shown_fields(client.page(path)) | {"current": PASSWORD}).status_code == 303
    assert client.get(path).status_code == 404


@ON_SQLITE
def test_nobody_reaches_the_passkey_of_another(client: ReadingClient, named: Flask, engine: Engine) -> None:
    add(client, Device())
    with writing(engine) as session:
        path = f"{ADD}/{session.query(PasskeyRow.id).scalar()}/remove"
    other = named.test_client()
    let_in(other, engine, make_staff(engine, OTHER))
    assert other.get(path).status_code == 404
    token = shown_fields(other.page("/staff/account"))["csrf_token"]
    assert other.post(path, data={"csrf_token": token, "current": PASSWORD}).status_code == 404


@ON_SQLITE
def test_there_are_not_too_many(client: ReadingClient) -> None:
    assert [add(client, Device()) for _ in range(MOST + 1)] == [303] * MOST + [422]


@ON_SQLITE
def test_codes_and_recovery_codes_go_on(client: ReadingClient, named: Flask, engine: Engine) -> None:
    with writing(engine) as session:
        before = session.query(RecoveryCodeRow.code_hash).all()
    add(client, Device())
    with writing(engine) as session:
        assert session.query(RecoveryCodeRow.code_hash).all() == before
    browser = half_signed_in(named)
    phone: Phone = client.phone
    assert give_code(browser, phone.code()).status_code == 303


@ON_SQLITE
@pytest.mark.parametrize("drop", ["by its owner", "by an administrator"])
def test_without_a_second_factor_there_is_no_passkey(
    client: ReadingClient, named: Flask, engine: Engine, officer: int, drop: str
) -> None:
    add(client, Device())
    path = "/staff/account/second-factor/drop"
    if drop == "by its owner":
        client.post(path, data=shown_fields(client.page(path)) | {"current": PASSWORD})
    else:
        with writing(engine) as session:
            keeping_staff.drop_second_factor(session, officer)
    with writing(engine) as session:
        assert session.query(PasskeyRow).count() == 0
        assert session.query(StaffRow).one().factor_sealed is None
    browser = named.test_client()
    let_in(browser, engine, officer)
    token = shown_fields(browser.page("/staff/account/second-factor"))["csrf_token"]
    for asked in (NEW, ADD):
        answer = browser.post(asked, data={"csrf_token": token, "name": "x", "answer": "x", "current": PASSWORD})
        assert answer.status_code == 303


@ON_SQLITE
@pytest.mark.parametrize(
    ("public_url", "host"),
    [
        ("https://reviews.example.org", "reviews.example.org"),
        ("https://reviews.example.org:8443", "reviews.example.org"),
        ("http://localhost:8000", "localhost"),
        ("http://127.0.0.1:8000", None),
        ("https://192.0.2.1", None),
        ("https://[2001:db8::1]", None),
        ("http://reviews.example.org", None),
    ],
)
def test_passkeys_need_a_name_and_a_safe_line(settings: Settings, public_url: str, host: str | None) -> None:
    site = find_site(replace(settings, public_url=public_url))
    assert (site and (site.host, site.origin)) == (host and (host, public_url))


@ON_SQLITE
@pytest.mark.parametrize("language", ["ar", "en"])
def test_where_there_can_be_none_the_page_says_why(app: Flask, engine: Engine, officer: int, language: str) -> None:
    client = app.test_client()
    let_in(client, engine, officer)
    choose(client)
    page = client.page(f"/staff/account?lang={language}").select_one("#passkeys")
    assert "127.0.0.1" in page.get_text()
    assert page.select("a") == []
    assert client.get(NEW).status_code == 303
