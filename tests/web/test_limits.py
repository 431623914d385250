"""How often signing in may fail: by account, by address, on every machine; and whom that never touches."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import Engine, text

from surveyapp.settings import Settings
from surveyapp.store import audit
from surveyapp.store.rows import SignInFailureRow
from surveyapp.web.factory import create_app
from surveyapp.workflow.accounts.limiting import SOURCE_LIMIT
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.filling import shown_fields
from tests.web.staff import EMAIL, make_staff, sign_in

OFFICE, HOME = "203.0.113.7", "198.51.100.9"


@pytest.fixture(autouse=True)
def officer(engine: Engine) -> int:
    return make_staff(engine)


def come_from(client: ReadingClient, address: str) -> ReadingClient:
    client.environ_base["REMOTE_ADDR"] = address
    return client


def fail_from(engine: Engine, app: Flask, address: str, times: int) -> None:
    """Let sign-ins have failed, without the time that passwords take."""
    with writing(engine) as session:
        source = app.extensions["surveyapp.keys"].source_hash(address)
        session.add_all(SignInFailureRow(source=source, at=datetime.now(UTC)) for _ in range(times))


@ON_SQLITE
def test_an_address_is_barred_whatever_the_account(app: Flask, client: ReadingClient, engine: Engine) -> None:
    come_from(client, OFFICE)
    fail_from(engine, app, OFFICE, SOURCE_LIMIT - 1)
    assert sign_in(client, "nobody@example.org").status_code == 422
    assert sign_in(client).status_code == 422
    assert sign_in(come_from(app.test_client(), HOME)).status_code == 303


@ON_SQLITE
def test_all_machines_count_together(app: Flask, settings: Settings, engine: Engine) -> None:
    other = create_app(settings)
    other.test_client_class = ReadingClient
    fail_from(engine, other, OFFICE, SOURCE_LIMIT)
    assert sign_in(come_from(app.test_client(), OFFICE)).status_code == 422
    other.extensions["surveyapp.engine"].dispose()


def test_an_address_is_forgotten_after_a_while(app: Flask, client: ReadingClient, engine: Engine) -> None:
    fail_from(engine, app, OFFICE, SOURCE_LIMIT)
    with writing(engine) as session:
        session.query(SignInFailureRow).update({"at": datetime.now(UTC) - timedelta(minutes=16)})
    assert sign_in(come_from(client, OFFICE)).status_code == 303
    with writing(engine) as session:
        assert session.query(SignInFailureRow).count() == 0


@ON_SQLITE
def test_no_address_is_stored(app: Flask, client: ReadingClient, engine: Engine) -> None:
    sign_in(come_from(client, OFFICE), password="wrong horse battery")
    with writing(engine) as session:
        row = session.execute(text("SELECT * FROM sign_in_failure")).one()
    assert OFFICE.encode() not in bytes(row.source)
    keys = app.extensions["surveyapp.keys"]
    assert keys.source_hash("2001:db8::1") == keys.source_hash("2001:db8::ffff")
    assert keys.source_hash("2001:db8::1") != keys.source_hash("2001:db8:1::1")
    assert keys.source_hash(f"::ffff:{OFFICE}") == keys.source_hash(OFFICE)


@ON_SQLITE
@pytest.mark.parametrize(("proxies", "status"), [(0, 303), (1, 422), (2, 303)])
def test_the_address_is_the_one_before_the_proxies(
    settings: Settings, engine: Engine, app: Flask, proxies: int, status: int
) -> None:
    """A client may write what it likes before what the proxies add."""
    from dataclasses import replace

    behind = create_app(replace(settings, proxies=proxies))
    behind.test_client_class = ReadingClient
    fail_from(engine, app, OFFICE, SOURCE_LIMIT)
    client = behind.test_client()
    client.environ_base |= {"REMOTE_ADDR": "127.0.0.1", "HTTP_X_FORWARDED_FOR": f"{HOME}, {OFFICE}"}
    assert sign_in(client).status_code == status
    behind.extensions["surveyapp.engine"].dispose()


@ON_SQLITE
def test_respondents_are_never_limited(
    app: Flask, client: ReadingClient, engine: Engine, prepare: Callable[..., object]
) -> None:
    fail_from(engine, app, OFFICE, 10 * SOURCE_LIMIT)
    path = prepare().path() + "/profile"
    come_from(client, OFFICE)
    assert client.post(path, data=shown_fields(client.page(path))).status_code == 303


@ON_SQLITE
def test_failures_are_recorded_without_an_unknown_address(client: ReadingClient, engine: Engine) -> None:
    sign_in(client, "nobody@example.org")
    sign_in(client, password="wrong horse battery")
    sign_in(client)
    client.post("/staff/sign-out", data=shown_fields(client.page("/staff/")))
    with writing(engine) as session:
        entries = audit.list_entries(session, action="sign_in")
    found = [(entry.author, entry.action, entry.details) for entry in reversed(entries)]
    assert found == [
        ("visitor", "sign_in.failed", "{}"),
        ("visitor", "sign_in.failed", f'{{"email":"{EMAIL}"}}'),
        (EMAIL, "sign_in.done", '{"by_link":false}'),
        (EMAIL, "sign_in.ended", "{}"),
    ]
