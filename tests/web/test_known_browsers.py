"""A stranger's failures keep nobody out: not from a browser that was used before, nor from a mailed link."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.mail import MailKind
from surveyapp.settings import Settings
from surveyapp.store.rows import OutboxRow, SignInFailureRow, StaffRow
from surveyapp.web.factory import create_app
from surveyapp.workflow.accounts import known_browsers, one_time_links
from surveyapp.workflow.accounts.limiting import ACCOUNT_LIMIT, SOURCE_LIMIT, WINDOW
from surveyapp.workflow.keys import Keys
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.filling import fill, shown_fields
from tests.web.staff import EMAIL, PASSWORD, let_in, make_staff, sign_in
from tests.web.test_second_factor import choose, give_code

OFFICE, AWAY = "203.0.113.7", "198.51.100.9"
WRONG = "wrong horse battery"
SAYS = {"en": "the link that comes by e-mail always works", "ar": "فالرابط الذي يصل بالبريد الإلكتروني"}


@pytest.fixture(autouse=True)
def officer(engine: Engine) -> int:
    return make_staff(engine)


def browser(app: Flask, address: str = OFFICE) -> ReadingClient:
    client = app.test_client()
    client.environ_base["REMOTE_ADDR"] = address
    return client


def fail(client: ReadingClient, times: int) -> None:
    for _ in range(times):
        assert sign_in(client, password=WRONG).status_code == 422


def used_before(app: Flask) -> ReadingClient:
    """A browser in which somebody signed in, and out again."""
    client = browser(app)
    assert sign_in(client).status_code == 303
    client.delete_cookie("staff")
    return client


def test_a_strangers_failures_bar_no_browser_that_was_used_before(app: Flask) -> None:
    """The attack: twelve wrong passwords from elsewhere, and the right one from the owner's own browser."""
    known = used_before(app)
    fail(browser(app, AWAY), 12)
    assert sign_in(known).status_code == 303


@pytest.mark.slow
@ON_SQLITE
@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_elsewhere_the_right_password_is_refused_and_the_link_is_named(app: Flask, language: str) -> None:
    fail(browser(app, AWAY), 12)
    refused = sign_in(browser(app), path=f"/staff/sign-in?lang={language}")
    assert refused.status_code == 422
    assert SAYS[language] in refused.text
    nobody = sign_in(browser(app), "nobody@example.org", path=f"/staff/sign-in?lang={language}")
    assert SAYS[language] in nobody.text


@ON_SQLITE
def test_the_mailed_link_works_while_the_account_is_barred(app: Flask, engine: Engine, keys: Keys) -> None:
    fail(browser(app, AWAY), 12)
    client = browser(app, AWAY)  # where even the address is spent
    with writing(engine) as session:
        source = keys.source_hash(AWAY)
        session.add_all(SignInFailureRow(source=source, at=datetime.now(UTC)) for _ in range(SOURCE_LIMIT))
    assert sign_in(client).status_code == 422
    assert _ask(app, client) == 200
    chosen = fill(client, f"/staff/sign-in/{_mailed_key(engine, keys)}", {}).location
    assert chosen == "/staff/account/password"
    assert client.get("/staff/").status_code == 200


@pytest.mark.slow
@ON_SQLITE
def test_the_mailed_link_and_a_code_work_while_somebody_goes_on_failing(
    app: Flask, engine: Engine, keys: Keys, officer: int
) -> None:
    client = browser(app)
    let_in(client, engine, officer)
    phone, _ = choose(client)
    client = browser(app)
    _ask(app, client)
    fill(client, f"/staff/sign-in/{_mailed_key(engine, keys)}", {})
    fail(browser(app, AWAY), 12)
    for _ in range(ACCOUNT_LIMIT - 1):
        assert give_code(client, "000000").status_code == 422
    assert give_code(client, phone.code()).status_code == 303


@ON_SQLITE
def test_codes_are_not_guessed_by_one_who_reads_the_mail(app: Flask, engine: Engine, keys: Keys, officer: int) -> None:
    client = browser(app)
    let_in(client, engine, officer)
    phone, _ = choose(client)
    client = browser(app)
    _ask(app, client)
    fill(client, f"/staff/sign-in/{_mailed_key(engine, keys)}", {})
    for _ in range(ACCOUNT_LIMIT):
        give_code(client, "000000")
    assert give_code(client, phone.code()).status_code == 422


@pytest.mark.slow
@ON_SQLITE
def test_a_known_browser_may_fail_ten_times_and_bars_nobody_else(app: Flask, engine: Engine) -> None:
    known = used_before(app)
    fail(known, ACCOUNT_LIMIT)
    assert sign_in(known).status_code == 422
    assert sign_in(browser(app, AWAY)).status_code == 303
    with writing(engine) as session:
        assert session.query(StaffRow).one().failures == 0
        session.query(SignInFailureRow).update({"at": datetime.now(UTC) - WINDOW - timedelta(minutes=1)})
    assert sign_in(known).status_code == 303


@ON_SQLITE
@pytest.mark.wide
def test_a_new_password_makes_other_browsers_strangers(app: Flask) -> None:
    lost, kept = used_before(app), browser(app)
    sign_in(kept)
    path, new = "/staff/account/password", "anchor velvet tundra"
    assert kept.post(path, data=shown_fields(kept.page(path)) | {"current": PASSWORD, "new": new}).status_code == 303
    kept.delete_cookie("staff")
    fail(browser(app, AWAY), 12)
    assert sign_in(lost, password=new).status_code == 422
    assert sign_in(kept, password=new).status_code == 303


@ON_SQLITE
def test_a_mark_fits_one_account_for_half_a_year(app: Flask, engine: Engine, keys: Keys) -> None:
    now = datetime.now(UTC)
    mark = known_browsers.make_mark(EMAIL, password_hash="x", now=now, keys=keys)

    def fits(shown: str = mark, *, email: str = EMAIL, kept: str | None = "x", later: timedelta = timedelta()) -> bool:
        return (
            known_browsers.find_browser(shown, email=email, password_hash=kept, now=now + later, keys=keys) is not None
        )

    assert fits(email=f" {EMAIL.upper()}")
    assert fits(later=known_browsers.LIFE - timedelta(days=1))
    wrong = (
        fits(later=known_browsers.LIFE),
        fits(email="other@example.org"),
        fits(kept="y"),
        fits(kept=None),
        fits(mark.replace(".", ".0", 1)),
        fits(mark[:-1]),
        fits(""),
        fits("٣.é.x"),
        fits("."),
    )
    assert not any(wrong)


@ON_SQLITE
def test_the_mark_is_given_once_all_was_proved(app: Flask, engine: Engine, officer: int, settings: Settings) -> None:
    client = browser(app)
    let_in(client, engine, officer)
    phone, _ = choose(client)
    client = browser(app)
    sign_in(client)
    assert client.get_cookie("known") is None
    give_code(client, phone.code())
    assert client.get_cookie("known") is not None
    with writing(engine) as session:
        key = one_time_links.give_link(session, officer, now=datetime.now(UTC))
    other = browser(app)
    fill(other, f"/staff/sign-in/{key}", {})
    assert other.get_cookie("known") is None


@ON_SQLITE
def test_behind_https_the_cookie_is_this_hosts_alone(settings: Settings) -> None:
    app = create_app(replace(settings, public_url="https://localhost"))
    app.test_client_class = ReadingClient
    app.config["WTF_CSRF_ENABLED"] = False
    answer = app.test_client().post(
        "/staff/sign-in", data={"email": EMAIL, "password": PASSWORD}, base_url="https://localhost"
    )
    (cookie,) = [one for one in answer.headers.getlist("Set-Cookie") if one.startswith("__Host-known=")]
    for part in ("Secure", "HttpOnly", "Path=/", "SameSite=Lax", "Max-Age=15552000"):
        assert part in cookie
    app.extensions["surveyapp.engine"].dispose()


@ON_SQLITE
def test_a_mailbox_is_not_flooded_and_a_link_not_replaced(app: Flask, engine: Engine) -> None:
    for number in range(12):
        _ask(app, browser(app, f"198.51.100.{number}"))
    with writing(engine) as session:
        assert session.query(OutboxRow).filter_by(kind=MailKind.PASSWORD).count() == 1


def _ask(app: Flask, client: ReadingClient) -> int:
    path = "/staff/sign-in/forgotten"
    token = shown_fields(client.page("/staff/sign-in"))["csrf_token"]
    return client.post(path, data={"csrf_token": token, "email": EMAIL}).status_code


def _mailed_key(engine: Engine, keys: Keys) -> str:
    with writing(engine) as session:
        row = session.query(OutboxRow).filter_by(kind=MailKind.PASSWORD).one()
        return keys.token(row.id, row.nonce)
