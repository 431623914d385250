"""Everybody's accounts, as an administrator keeps them in a browser."""

from collections.abc import Callable
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from sqlalchemy import Engine, event

from surveyapp.core.conduct.mail import MailKind
from surveyapp.core.conduct.roles import Role
from surveyapp.store import audit, people
from surveyapp.store.rows import OutboxRow, StaffRow
from tests.databases import ON_SQLITE, writing
from tests.pages import ReadingClient
from tests.web.filling import fill
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
KEEPER, PERSON = "keeper@example.org", "person@example.org"


@pytest.fixture
def keeper(engine: Engine) -> int:
    return make_staff(engine, KEEPER, role=Role.ADMINISTRATOR)


@pytest.fixture
def person(engine: Engine) -> int:
    return make_staff(engine, PERSON, role=Role.VIEWER)


@pytest.fixture
def desk(mailing: ReadingClient, engine: Engine, keeper: int) -> ReadingClient:
    """An administrator's browser, of an installation that sends mail."""
    let_in(mailing, engine, keeper)
    return mailing


def press(client: ReadingClient, staff_id: int, what: str, **fields: object):
    token = client.page(f"/staff/people/{staff_id}").select_one("input[name=csrf_token]")["value"]
    return client.post(f"/staff/people/{staff_id}/{what}", data={"csrf_token": token, **fields})


def test_somebody_is_invited(desk: ReadingClient, engine: Engine, app: Flask) -> None:
    answer = fill(desk, "/staff/people", {"email": "New@Example.org", "role": "coordinator", "language": "en"})
    assert answer.status_code == 303
    with writing(engine) as session:
        mail = session.query(OutboxRow).one()
        assert (mail.kind, mail.address, mail.language) == (MailKind.ACCOUNT, "new@example.org", "en")
        account = session.query(StaffRow).filter_by(email="new@example.org").one()
        assert account.link_expires_at - mail.queued_at == timedelta(hours=24)
        link = f"/staff/sign-in/{app.extensions['surveyapp.keys'].token(mail.id, mail.nonce)}"
    newcomer = app.test_client()
    assert fill(newcomer, link, {}).location == "/staff/account/password"
    assert newcomer.page("/staff/account/password").find(id="current") is None
    assert fill(newcomer, "/staff/account/password", {"new": "anchor velvet tundra"}).status_code == 303
    assert "new@example.org" in desk.get("/staff/people?lang=en").text


@pytest.mark.parametrize("email", ["nobody", KEEPER.upper(), "", "x" * 300 + "@example.org"])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_address_that_cannot_be_taken_is_said(desk: ReadingClient, email: str, language: str) -> None:
    answer = fill(desk, f"/staff/people?lang={language}", {"email": email, "role": "viewer", "language": "ar"})
    assert answer.status_code == 422
    assert 'id="email-error"' in answer.text


def test_a_new_role_ends_sessions(app: Flask, desk: ReadingClient, engine: Engine, person: int) -> None:
    theirs = app.test_client()
    let_in(theirs, engine, person)
    assert press(desk, person, "role", role="coordinator").status_code == 303
    assert theirs.get("/staff/").status_code == 303
    assert press(desk, person, "role", role="king").status_code == 422
    with writing(engine) as session:
        assert people.get_staff(session, person).role is Role.COORDINATOR
        entry = audit.list_entries(session, action="staff.role_changed")[0]
    assert (entry.author, audit.read_details(entry)) == (
        KEEPER,
        {"email": PERSON, "before": "viewer", "role": "coordinator"},
    )


def test_a_closed_account_lets_nobody_in(app: Flask, desk: ReadingClient, engine: Engine, person: int) -> None:
    theirs = app.test_client()
    let_in(theirs, engine, person)
    press(desk, person, "close")
    assert theirs.get("/staff/").status_code == 303
    let_in(theirs, engine, person)
    assert theirs.get("/staff/").status_code == 303
    press(desk, person, "reopen")
    assert theirs.get("/staff/").status_code == 200


@pytest.mark.slow
def test_a_facilitator_reaches_what_is_given(
    app: Flask, desk: ReadingClient, engine: Engine, person: int, prepare: Callable[..., object]
) -> None:
    reviews = [str(prepare().review_id) for _ in range(3)]
    press(desk, person, "role", role="facilitator")
    theirs = app.test_client()
    let_in(theirs, engine, person)
    for given in (reviews[:2], reviews[2:], []):
        assert press(desk, person, "reviews", reviews=given).status_code == 303
        reached = {one: theirs.get(f"/staff/reviews/{one}").status_code for one in reviews}
        assert reached == {one: 200 if one in given else 403 for one in reviews}
        ticked = desk.page(f"/staff/people/{person}").select("input[name=reviews][checked]")
        assert [box["value"] for box in ticked] == given
    assert press(desk, person, "reviews", reviews="99").status_code == 422


def test_sessions_are_ended_by_an_administrator(app: Flask, desk: ReadingClient, engine: Engine, person: int) -> None:
    theirs = app.test_client()
    let_in(theirs, engine, person)
    press(desk, person, "sessions/end")
    assert theirs.get("/staff/").status_code == 303
    assert desk.get("/staff/").status_code == 200


def test_a_link_is_mailed(desk: ReadingClient, engine: Engine, person: int) -> None:
    assert press(desk, person, "link").status_code == 200
    with writing(engine) as session:
        assert session.query(OutboxRow).one().address == PERSON


def test_where_no_mail_is_sent_a_link_is_shown(
    app: Flask, client: ReadingClient, engine: Engine, keeper: int, person: int
) -> None:
    let_in(client, engine, keeper)
    shown = press(client, person, "link")
    link = BeautifulSoup(shown.text, "lxml").select_one("code").get_text()
    assert link.startswith("http://127.0.0.1:8000/staff/sign-in/")
    assert link not in client.get(f"/staff/people/{person}").text
    assert fill(app.test_client(), urlsplit(link).path, {}).status_code == 303


@pytest.mark.parametrize(("what", "fields"), [("close", {}), ("role", {"role": "coordinator"})])
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_last_administrator_stays(
    desk: ReadingClient, engine: Engine, keeper: int, what: str, fields: dict[str, str], language: str
) -> None:
    assert press(desk, keeper, f"{what}?lang={language}", **fields).status_code == 409
    assert desk.get("/staff/people").status_code == 200
    make_staff(engine, "second@example.org", role=Role.ADMINISTRATOR)
    assert press(desk, keeper, what, **fields).status_code == 303
    assert desk.get("/staff/people").status_code in {303, 403}


def test_a_closed_administrator_does_not_count(desk: ReadingClient, engine: Engine, keeper: int) -> None:
    second = make_staff(engine, "second@example.org", role=Role.ADMINISTRATOR)
    press(desk, second, "close")
    assert press(desk, keeper, "close").status_code == 409


def test_an_unknown_account_is_not_there(desk: ReadingClient) -> None:
    assert desk.get("/staff/people/999").status_code == 404


def test_listing_takes_a_fixed_number_of_queries(desk: ReadingClient, engine: Engine) -> None:
    """However many accounts there are."""
    app_engine = desk.application.extensions["surveyapp.engine"]
    counted = []
    event.listen(app_engine, "before_cursor_execute", lambda *_: counted.append(1))
    numbers = []
    for number in range(3):
        make_staff(engine, f"facilitator{number}@example.org", role=Role.FACILITATOR)
        counted.clear()
        desk.get("/staff/people")
        numbers.append(len(counted))
    assert numbers[0] == numbers[2]
    with writing(engine) as session:
        assert session.query(StaffRow).count() == 4
