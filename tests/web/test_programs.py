"""The tokens of programs, as an administrator keeps them in a browser."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import Engine

from surveyapp.core.conduct.roles import PROGRAMS_RIGHTS, Role
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.web.people.program_forms import RIGHT_NAMES
from tests.databases import ON_SQLITE
from tests.pages import ReadingClient
from tests.web.programs import ask
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
KEEPER, PATH = "keeper@example.org", "/staff/people/programs"


@pytest.fixture
def desk(client: ReadingClient, engine: Engine) -> ReadingClient:
    """An administrator's browser."""
    let_in(client, engine, make_staff(engine, KEEPER, role=Role.ADMINISTRATOR))
    return client


def send(client: ReadingClient, path: str = PATH, **fields: object):
    token = client.page(PATH).select_one("input[name=csrf_token]")["value"]
    chosen = {"name": "sheet", "rights": ["see_results"], "reviews": ["all"], "days": "30"} | fields
    return client.post(path, data={"csrf_token": token, **chosen})


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_token_is_shown_once_and_lets_in(
    app: Flask, desk: ReadingClient, engine: Engine, prepare: Callable[..., object], language: str
) -> None:
    first, second = prepare(people=1).review_id, prepare(people=1).review_id
    made = send(desk, f"{PATH}?lang={language}", reviews=[str(second)])
    token = made.text.partition("<code>")[2].partition("</code>")[0]
    assert made.headers["Cache-Control"] == "no-store"
    assert [one["id"] for one in ask(app, token, "/api/v1/reviews").json["reviews"]] == [second]
    assert ask(app, token, f"/api/v1/reviews/{first}").status_code == 403
    assert ask(app, token, f"/api/v1/reviews/{second}/invitations").status_code == 403
    listed = desk.get(f"{PATH}?lang={language}").text
    assert "sheet" in listed
    assert token not in listed
    with new_session(engine) as session:
        entry = audit.list_entries(session, limit=1)[0]
    assert (entry.action, entry.author) == ("program.created", KEEPER)


def test_a_program_is_revoked(app: Flask, desk: ReadingClient) -> None:
    token = send(desk).text.partition("<code>")[2].partition("</code>")[0]
    assert ask(app, token, "/api/v1/reviews").status_code == 200
    assert send(desk, f"{PATH}/sheet/revoke").status_code == 303
    assert ask(app, token, "/api/v1/reviews").json["code"] == "revoked_token"
    page = desk.page(f"{PATH}?lang=en")
    assert page.select_one("tbody td:nth-of-type(3)").get_text() == "revoked"
    assert page.select_one("tbody button") is None
    assert send(desk, f"{PATH}/nothing/revoke").status_code == 404


def test_every_right_of_programs_has_a_name(desk: ReadingClient) -> None:
    assert set(RIGHT_NAMES) == set(PROGRAMS_RIGHTS)
    assert len(desk.page(PATH).select("input[name=rights]")) == len(PROGRAMS_RIGHTS)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    ("fields", "field"),
    [
        pytest.param({"name": ""}, "name", id="no name"),
        pytest.param({"name": "A sheet"}, "name", id="no short name"),
        pytest.param({"name": "taken"}, "name", id="a name that is taken"),
        pytest.param({"rights": []}, "rights", id="no right"),
        pytest.param({"rights": ["keep_people"]}, "rights", id="a right for people only"),
        pytest.param({"reviews": []}, "reviews", id="no review"),
        pytest.param({"reviews": ["99"]}, "reviews", id="no such review"),
        pytest.param({"days": "4000"}, "days", id="too long"),
    ],
)
@pytest.mark.alike(6)
def test_what_is_refused_says_where(desk: ReadingClient, fields: dict, field: str, language: str) -> None:
    send(desk, name="taken")
    refused = send(desk, f"{PATH}?lang={language}", **fields)
    assert refused.status_code == 422
    assert f'id="{field}-error"' in refused.text
