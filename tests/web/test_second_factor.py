"""The second factor: choosing one, signing in with it, losing it."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from surveyapp.settings import Settings
from surveyapp.store.rows import StaffRow, StaffSessionRow
from surveyapp.web.factory import create_app
from surveyapp.workflow.accounts import keeping_staff, one_time_links
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.filling import fill, shown_fields
from tests.web.staff import EMAIL, PASSWORD, let_in, make_staff, sign_in

pytestmark = ON_SQLITE
CHOOSE = "/staff/account/second-factor"
ARABIC_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


class Phone:
    """An app for codes; its clock may be off."""

    def __init__(self, secret: str) -> None:
        self._totp = pyotp.TOTP(secret)

    def code(self, *, steps: int = 0) -> str:
        """Return the code of a number of steps from now, at least two seconds before the next step."""
        time.sleep(max(time.time() % 30 - 28, 0))
        return self._totp.at(datetime.now(UTC) + timedelta(seconds=30 * steps))


def choose(client: ReadingClient, **typed: str) -> tuple[Phone, object]:
    """Choose a second factor as a person does; return the phone, and the answer."""
    page = client.page(CHOOSE)
    phone = Phone(page.select_one("code").get_text().replace(" ", ""))
    fields = shown_fields(page) | {"code": phone.code(steps=-1), "current": PASSWORD} | typed
    return phone, client.post(CHOOSE, data=fields)


def give_code(client: ReadingClient, code: str):
    return client.post("/staff/sign-in", data=shown_fields(client.page("/staff/sign-in")) | {"code": code})


@pytest.fixture
def officer(engine: Engine) -> int:
    return make_staff(engine)


@pytest.fixture
def enrolled(client: ReadingClient, engine: Engine, officer: int) -> tuple[Phone, list[str]]:
    """A phone and recovery codes; nobody is signed in."""
    let_in(client, engine, officer)
    phone, answer = choose(client)
    codes = re.findall(r"<code>([0-9a-z-]+)</code>", answer.text)
    assert len(codes) == 10
    client.delete_cookie("staff")
    return phone, codes


def test_a_code_is_asked_for_after_the_password(client: ReadingClient, enrolled: tuple[Phone, list[str]]) -> None:
    phone, _ = enrolled
    asked = sign_in(client, path="/staff/sign-in?next=/staff/account")
    assert asked.location == "/staff/account"
    assert client.get("/staff/account").location.startswith("/staff/sign-in")
    assert give_code(client, "000000").status_code == 422
    answer = client.post(
        "/staff/sign-in?next=/staff/account",
        data=shown_fields(client.page("/staff/sign-in")) | {"code": phone.code().translate(ARABIC_DIGITS)},
    )
    assert answer.location == "/staff/account"
    assert client.get("/staff/account").status_code == 200


def test_a_code_is_used_once(client: ReadingClient, enrolled: tuple[Phone, list[str]]) -> None:
    phone, _ = enrolled
    code = phone.code()
    sign_in(client)
    assert give_code(client, code).status_code == 303
    client.delete_cookie("staff")
    sign_in(client)
    assert give_code(client, code).status_code == 422
    assert give_code(client, phone.code(steps=-1)).status_code == 422
    assert give_code(client, phone.code(steps=2)).status_code == 422
    assert give_code(client, phone.code(steps=1)).status_code == 303


def test_a_recovery_code_is_used_once(client: ReadingClient, enrolled: tuple[Phone, list[str]]) -> None:
    _, codes = enrolled
    for status in (303, 422):
        client.delete_cookie("staff")
        sign_in(client)
        assert give_code(client, codes[0].upper()).status_code == status


@pytest.mark.slow
def test_codes_cannot_be_guessed(client: ReadingClient, enrolled: tuple[Phone, list[str]], engine: Engine) -> None:
    """A right password does not let the counting begin anew."""
    phone, _ = enrolled
    for _ in range(5):
        sign_in(client)
        for _ in range(2):
            give_code(client, "000000")
        client.delete_cookie("staff")
    assert sign_in(client).status_code == 422
    with writing(engine) as session:
        assert session.query(StaffRow).one().failures == 10
        session.query(StaffRow).one().failures = 9
    sign_in(client)
    give_code(client, "000000")
    assert give_code(client, phone.code()).status_code == 422


def test_half_a_session_ends(client: ReadingClient, enrolled: tuple[Phone, list[str]], engine: Engine) -> None:
    phone, _ = enrolled
    sign_in(client)
    fields = shown_fields(client.page("/staff/sign-in")) | {"code": phone.code()}
    with writing(engine) as session:
        session.query(StaffSessionRow).filter_by(awaits_code=True).one().began_at -= timedelta(minutes=11)
    assert client.post("/staff/sign-in", data=fields).status_code == 422
    assert client.page("/staff/sign-in").select_one("#email")


def test_the_secret_is_stored_encrypted(client: ReadingClient, engine: Engine, officer: int) -> None:
    let_in(client, engine, officer)
    secret = client.page(CHOOSE).select_one("code").get_text().replace(" ", "")
    assert secret == client.page(CHOOSE).select_one("code").get_text().replace(" ", "")
    assert len(secret) == 32
    choose(client)
    with writing(engine) as session:
        sealed = session.query(StaffRow).one().factor_sealed
    assert secret.encode() not in sealed


@pytest.mark.parametrize(
    "typed",
    [pytest.param({"code": "123456"}, id="wrong code"), pytest.param({"current": "wrong horse"}, id="wrong password")],
)
def test_choosing_wants_code_and_password(
    client: ReadingClient, engine: Engine, officer: int, typed: dict[str, str]
) -> None:
    let_in(client, engine, officer)
    _, answer = choose(client, **typed)
    assert answer.status_code == 422
    with writing(engine) as session:
        assert session.query(StaffRow).one().factor_sealed is None


def test_the_picture_is_served(client: ReadingClient, engine: Engine, officer: int) -> None:
    let_in(client, engine, officer)
    source = client.page(CHOOSE).select_one("img")["src"]
    picture = client.get(source)
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/svg+xml", "no-store")
    choose(client)
    assert client.get(source).status_code == 404


def test_choosing_and_dropping_end_other_sessions(
    app: Flask, client: ReadingClient, engine: Engine, officer: int
) -> None:
    other = app.test_client()
    let_in(client, engine, officer)
    let_in(other, engine, officer)
    choose(client)
    assert (client.get("/staff/").status_code, other.get("/staff/").status_code) == (200, 303)
    let_in(other, engine, officer)
    path = "/staff/account/second-factor/drop"
    assert client.post(path, data=shown_fields(client.page(path)) | {"current": "wrong horse"}).status_code == 422
    assert client.post(path, data=shown_fields(client.page(path)) | {"current": PASSWORD}).status_code == 303
    assert (client.get("/staff/").status_code, other.get("/staff/").status_code) == (200, 303)
    client.delete_cookie("staff")
    assert sign_in(client).location == "/staff/"
    assert client.get("/staff/").status_code == 200


def test_new_recovery_codes_replace_the_old(client: ReadingClient, enrolled: tuple[Phone, list[str]]) -> None:
    phone, codes = enrolled
    sign_in(client)
    give_code(client, phone.code())
    path = "/staff/account/recovery-codes"
    answer = client.post(path, data=shown_fields(client.page(path)) | {"current": PASSWORD})
    fresh = re.findall(r"<code>([0-9a-z-]+)</code>", answer.text)
    client.delete_cookie("staff")
    sign_in(client)
    assert give_code(client, codes[1]).status_code == 422
    assert give_code(client, fresh[1]).status_code == 303


@pytest.fixture
def strict(settings: Settings) -> Iterator[Callable[..., ReadingClient]]:
    """Return a function that gives a browser of an installation that asks for second factors."""
    made = []

    def browser(**changed: object) -> ReadingClient:
        app = create_app(replace(settings, public_url="http://localhost", **changed))
        app.test_client_class = ReadingClient
        made.append(app)
        return app.test_client()

    yield browser
    for app in made:
        app.extensions["surveyapp.engine"].dispose()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "changed", "is_required"),
    [
        (Role.VIEWER, {"requires_totp": True}, True),
        (Role.ADMINISTRATOR, {}, False),
        (Role.ADMINISTRATOR, {"is_production": True}, True),
        (Role.VIEWER, {"is_production": True}, False),
    ],
)
@pytest.mark.alike(2)
def test_who_must_have_one_sees_nothing_before(
    strict: Callable[..., ReadingClient],
    engine: Engine,
    role: Role,
    changed: dict[str, object],
    *,
    is_required: bool,
) -> None:
    client = strict(**changed)
    let_in(client, engine, make_staff(engine, role=role))
    for path in ("/staff/", "/staff/reviews/1/results"):
        answer = client.get(path)
        assert (answer.status_code == 303 and answer.location == CHOOSE) is is_required
    choose(client)
    assert client.get("/staff/").status_code == 200


def test_a_one_time_link_does_not_stand_for_a_code(
    client: ReadingClient, enrolled: tuple[Phone, list[str]], engine: Engine, officer: int
) -> None:
    phone, _ = enrolled
    with writing(engine) as session:
        key = one_time_links.give_link(session, officer, now=datetime.now(UTC))
    chosen = fill(client, f"/staff/sign-in/{key}", {}).location
    back = client.get(chosen).location
    assert back == f"/staff/sign-in?next={chosen}"
    assert fill(client, back, {"code": phone.code()}).location == chosen
    assert fill(client, chosen, {"new": "anchor velvet tundra"}).status_code == 303


def test_a_lost_phone(client: ReadingClient, enrolled: tuple[Phone, list[str]], engine: Engine, officer: int) -> None:
    with writing(engine) as session:
        keeping_staff.drop_second_factor(session, officer)
    assert sign_in(client, EMAIL).location == "/staff/"
    assert client.get("/staff/").status_code == 200
