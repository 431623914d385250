"""What programs are answered."""

import csv
import io
import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import Engine, event

from surveyapp.core.conduct.roles import Right, Role
from surveyapp.core.text.days import day_of
from surveyapp.settings import load_settings
from surveyapp.store import audit, invitations
from surveyapp.store.engine import new_session
from surveyapp.store.visits import find_visit
from surveyapp.web.factory import create_app
from surveyapp.workflow.accounts.pacing import AT_ONCE
from surveyapp.workflow.keys import token_hash
from tests.cli.shells import QuickShell
from tests.conftest import SECRET
from tests.databases import TIMEZONE, SqliteMaker
from tests.demonstrated import frozen_demonstration
from tests.web.programs import ask, check_problem, make_token, validator
from tests.web.staff import let_in, make_staff

CLOSED, OPEN = 5, 8


@pytest.fixture(scope="module")
def house(sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The app on the demonstration."""
    settings = {"DATABASE_URL": frozen_demonstration(sqlite_maker), "SECRET_KEY": SECRET}
    app = create_app(load_settings(settings, tmp_path_factory.mktemp("instance")))
    yield app
    engine_of(app).dispose()


def engine_of(app: Flask) -> Engine:
    engine: Engine = app.extensions["surveyapp.engine"]
    return engine


@pytest.fixture
def token(house: Flask) -> str:
    return make_token(engine_of(house))


def pages(app: Flask, token: str, query: str = "") -> list[list[int]]:
    """Return the ids on every page of the list."""
    found, cursor = [], ""
    while True:
        page = ask(app, token, f"/api/v1/reviews?limit=3{query}{cursor}").json
        validator("ReviewPage").validate(page)
        found.append([review["id"] for review in page["reviews"]])
        if page["next"] is None:
            return found
        cursor = f"&cursor={page['next']}"


@pytest.mark.wide
def test_reviews_are_listed_page_by_page(house: Flask, token: str) -> None:
    assert pages(house, token) == [[1, 2, 3], [4, 5, 6], [7, 8]]
    assert pages(house, make_token(engine_of(house), reviews={8, 2, 3})) == [[2, 3, 8]]
    assert pages(house, make_token(engine_of(house), reviews=set())) == [[]]


@pytest.mark.parametrize(
    ("query", "chosen"),
    [
        pytest.param("&state=open", lambda one: one["state"] == "open", id="state"),
        pytest.param("&round=demo-2025", lambda one: one["round"] == "demo-2025", id="round"),
        pytest.param("&partner=example-society", lambda one: one["partner"] == "example-society", id="partner"),
        pytest.param(
            "&partner=example-society&state=closed",
            lambda one: (one["partner"], one["state"]) == ("example-society", "closed"),
            id="both",
        ),
        pytest.param("&round=nothing", lambda one: False, id="none"),
    ],
)
def test_reviews_are_filtered(house: Flask, token: str, query: str, chosen: Callable[[dict], bool]) -> None:
    every = ask(house, token, "/api/v1/reviews").json["reviews"]
    assert [id_ for page in pages(house, token, query) for id_ in page] == [one["id"] for one in every if chosen(one)]


def test_a_list_takes_as_many_queries_however_long(house: Flask, token: str) -> None:
    statements: list[str] = []
    event.listen(engine_of(house), "before_cursor_execute", lambda *args: statements.append(args[2]))
    counts = []
    for query, length in (("limit=2&cursor=6", 2), ("limit=8", 8)):  # the eighth is open: answers are counted
        statements.clear()
        assert len(ask(house, token, f"/api/v1/reviews?{query}").json["reviews"]) == length
        counts.append(sum(" program" not in one for one in statements))  # how often a token asks is kept by the moment
    assert counts[0] == counts[1]


def test_one_review_is_shown_as_in_the_list(house: Flask, token: str) -> None:
    one = ask(house, token, f"/api/v1/reviews/{CLOSED}").json
    validator("Review").validate(one)
    assert one in ask(house, token, "/api/v1/reviews").json["reviews"]
    assert one["demonstration"] is True
    results = ask(house, token, f"/api/v1/reviews/{CLOSED}/results").json
    of_closed = {"turnout": "enough", "as_of": None}
    assert one["sides"] == {side: told | of_closed for side, told in results["sides"].items()}


def test_of_an_open_review_answers_are_told_in_steps_as_of_a_day(house: Flask, token: str) -> None:
    sides = ask(house, token, f"/api/v1/reviews/{OPEN}").json["sides"]
    today = day_of(datetime.now(UTC), TIMEZONE).isoformat()
    told = {"answering": "individual", "as_of": today, "responses": None}
    assert sides == {
        "prcs": told | {"invited": 6, "turnout": "fewer"},
        "partner": told | {"invited": 9, "turnout": "enough"},
    }
    validator("Review").validate(ask(house, token, f"/api/v1/reviews/{OPEN}").json)


def test_results_are_what_the_command_prints(house: Flask, token: str) -> None:
    answer = ask(house, token, f"/api/v1/reviews/{CLOSED}/results")
    validator("Results").validate(answer.json)
    settings = house.extensions["surveyapp.settings"]
    assert answer.text == QuickShell(settings.instance, settings.database_url).say(f"flask results {CLOSED} --json")
    with new_session(engine_of(house)) as session:
        taken = [(one.author, audit.read_details(one)) for one in audit.list_entries(session, limit=2)]
    assert [details for _, details in taken] == [{"kind": "results"}] * 2
    assert {author.partition(":")[0] for author, _ in taken} == {"cli", "program"}


@pytest.mark.parametrize("what", ["results", "export.json", "export.csv"])
def test_there_are_no_results_before_closing(house: Flask, token: str, what: str) -> None:
    refused = ask(house, token, f"/api/v1/reviews/{OPEN}/{what}")
    assert (refused.status_code, refused.json["code"], refused.json["state"]) == (409, "no_results_yet", "open")


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_figures_are_taken_as_a_file(house: Flask, kind: str) -> None:
    token = make_token(engine_of(house), Right.SEE_RESULTS, name=f"taker-of-{kind}")
    answer = ask(house, token, f"/api/v1/reviews/{CLOSED}/export.{kind}?lang=ar")
    assert answer.headers["Content-Disposition"] == f'attachment; filename="example-society-demo-2026.{kind}"'
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))
        assert rows[0][0] == "demonstration"
        assert len(rows) > 100
    elif kind == "json":
        validator("Results").validate(answer.json)
    else:
        assert answer.data.startswith(b"PK")
    with new_session(engine_of(house)) as session:
        entry = audit.list_entries(session, limit=1)[0]
    assert (entry.action, entry.review_id, entry.author) == ("results.exported", CLOSED, f"program:taker-of-{kind}")
    assert ask(house, token, f"/api/v1/reviews/{CLOSED}/export.pdf").status_code == 404


def test_invitations_are_two_numbers_a_side(house: Flask, token: str) -> None:
    said = ask(house, token, f"/api/v1/reviews/{OPEN}/invitations").json
    validator("Invitations").validate(said)
    assert said["sides"] == ask(house, token, f"/api/v1/reviews/{OPEN}").json["sides"]
    refused = ask(house, token, f"/api/v1/reviews/{OPEN}/invitations", method="POST", json={"side": "prcs"})
    assert (refused.status_code, refused.json["code"]) == (409, "may_not_invite")


def test_links_are_made_before_opening(app: Flask, engine: Engine, prepare: Callable[..., object]) -> None:
    review_id = prepare(people=3, is_open=False).review_id
    token, path = make_token(engine, Right.RUN_REVIEWS, name="maker"), f"/api/v1/reviews/{review_id}/invitations"
    made = ask(app, token, path, method="POST", json={"side": "partner", "count": 4})
    assert made.status_code == 201
    validator("Links").validate(made.json)
    paper = ask(app, token, path, method="POST", json={"side": "partner", "paper": True}).json
    assert ask(app, token, path).json["sides"]["partner"]["invited"] == 3 + 4 + 1
    base = app.extensions["surveyapp.settings"].public_url
    with new_session(engine) as session:
        tokens = [link.removeprefix(f"{base}/r/") for link in made.json["links"]]
        visits = [find_visit(session, token_hash(one)) for one in tokens]
        assert {(visit.review.id, visit.side) for visit in visits} == {(review_id, "partner")}
        assert invitations.is_on_paper(session, token_hash(paper["links"][0].removeprefix(f"{base}/paper/")))
        entries = audit.list_entries(session, author="program:maker")
    assert [entry.action for entry in entries] == ["invitation.made"] * 2


@pytest.mark.parametrize(
    ("body", "faults"),
    [
        pytest.param({}, [("side", "missing")], id="no side"),
        pytest.param({"side": "both"}, [("side", "bad_value")], id="no such side"),
        pytest.param({"side": ["prcs"]}, [("side", "bad_value")], id="a list"),
        pytest.param({"side": "prcs", "count": True}, [("count", "bad_value")], id="a truth for a number"),
        pytest.param({"side": "prcs", "count": 1.0}, [("count", "bad_value")], id="a fraction"),
        pytest.param({"side": "prcs", "count": 10**40}, [("count", "bad_value")], id="a number too large"),
        pytest.param({"side": "prcs", "count": 0}, [("count", "bad_value")], id="none"),
        pytest.param({"side": "prcs", "paper": 1}, [("paper", "bad_value")], id="a number for a truth"),
        pytest.param(
            {"email": "a@example.org", "count": 5001},
            [("count", "bad_value"), ("email", "unknown_name"), ("side", "missing")],
            id="all faults in one go",
        ),
    ],
)
def test_a_body_is_refused_value_by_value(house: Flask, token: str, body: object, faults: list) -> None:
    refused = ask(house, token, f"/api/v1/reviews/{OPEN}/invitations", method="POST", json=body)
    assert (refused.status_code, refused.json["code"]) == (422, "bad_input")
    assert [(one["name"], one["code"]) for one in refused.json["errors"]] == faults
    assert {one["in"] for one in refused.json["errors"]} == {"body"}


@pytest.mark.parametrize(
    "query",
    [
        *("limit=0", "limit=201", "limit=x", "limit=٣", "limit=", "cursor=0", "cursor=-1", "cursor=99999999999"),
        *("state=lost", "round=A%20B", "round=%00", "round=%ff", "state=open&state=closed", "rond=2026"),
    ],
)
def test_a_query_is_refused(house: Flask, token: str, query: str) -> None:
    refused = ask(house, token, f"/api/v1/reviews?{query}")
    assert (refused.status_code, refused.json["code"]) == (422, "bad_input")


BAD_BODIES = {
    "no JSON": b"side=prcs",
    "a list": b"[]",
    "cut in the middle": b'{"side": "pr',
    "no number": b'{"side": "prcs", "count": NaN}',
    "a name twice": b'{"side": "prcs", "side": "partner"}',
    "no text": b'{"side": "\xff"}',
    "deep": b"[" * 100_000,
    "a number of five thousand digits": b'{"side": "prcs", "count": ' + b"9" * 5000 + b"}",
}


@pytest.mark.parametrize("body", BAD_BODIES.values(), ids=BAD_BODIES.keys())
def test_a_malformed_body_is_refused(house: Flask, token: str, body: bytes) -> None:
    path, kind = f"/api/v1/reviews/{OPEN}/invitations", "application/json"
    refused = ask(house, token, path, method="POST", data=body, content_type=kind)
    assert (refused.status_code, refused.json["code"]) == (400, "malformed")


@pytest.mark.parametrize(
    ("more", "status", "code"),
    [
        pytest.param({"data": {"side": "prcs"}}, 415, "not_json", id="a form"),
        pytest.param({"data": b"{}", "content_type": "text/plain"}, 415, "not_json", id="text"),
        pytest.param({"data": b" " * 300_000, "content_type": "application/json"}, 413, "too_large", id="too large"),
        pytest.param(
            {"data": b"{}", "content_type": "application/json", "environ_overrides": {"CONTENT_LENGTH": "3"}},
            *(400, "malformed"),
            id="cut on the way",
        ),
        pytest.param(
            {"data": b"{}", "content_type": "application/json", "headers": {"Transfer-Encoding": "chunked"}},
            *(411, "no_length"),
            id="of unknown length",
        ),
        pytest.param({"method": "DELETE"}, 405, "bad_method", id="a method"),
        pytest.param({"base_url": "http://elsewhere.example"}, 400, "unknown_host", id="a host"),
    ],
)
def test_a_request_is_refused(house: Flask, token: str, more: dict, status: int, code: str) -> None:
    refused = ask(house, token, f"/api/v1/reviews/{OPEN}/invitations", **({"method": "POST"} | more))
    assert (refused.status_code, refused.json["code"]) == (status, code)
    assert status != 405 or {"GET", "POST"} <= set(refused.headers["Allow"].split(", "))


@pytest.mark.parametrize("review_id", ["99", "0", "2147483648", "9" * 40])
def test_there_is_no_such_review(house: Flask, token: str, review_id: str) -> None:
    for what in ("", "/results", "/export.csv", "/invitations"):
        assert ask(house, token, f"/api/v1/reviews/{review_id}{what}").status_code == 404


@pytest.mark.slow
def test_a_browser_is_no_program(house: Flask) -> None:
    """Whoever is signed in gets nothing here by it, and a token opens no page."""
    client = house.test_client()
    let_in(client, engine_of(house), make_staff(engine_of(house), role=Role.ADMINISTRATOR))
    assert client.get("/staff/").status_code == 200
    answer = client.get("/api/v1/reviews")
    assert (answer.status_code, answer.json["code"]) == (401, "no_token")
    token = make_token(engine_of(house))
    page = house.test_client().get("/staff/", headers={"Authorization": f"Bearer {token}"})
    assert page.status_code == 303


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Basic YTpi", "Bearer a=b", "Bearer \u00e9", "bearer x y", "Token x"]
)
def test_a_header_that_is_no_token_lets_nobody_in(house: Flask, header: str) -> None:
    refused = ask(house, None, "/api/v1/reviews", headers={"Authorization": header})
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"].startswith('Bearer realm="surveyapp"')


def test_a_language_is_asked_for_and_not_remembered(house: Flask, token: str) -> None:
    ask(house, token, f"/api/v1/reviews/{CLOSED}/export.csv?lang=en")
    ask(house, token, "/api/v1/nothing?lang=en")


@pytest.mark.slow
def test_a_program_that_asks_too_often_waits(house: Flask, token: str) -> None:
    statuses = [ask(house, token, "/api/v1/openapi.json").status_code for _ in range(AT_ONCE)]
    for _ in range(AT_ONCE):  # it gets some back while it asks
        refused = ask(house, token, "/api/v1/openapi.json")
        if refused.status_code == 429:
            break
    assert set(statuses) == {200}
    assert (refused.status_code, refused.json["code"], refused.headers["Retry-After"]) == (
        429,
        "too_many_requests",
        "1",
    )
    assert ask(house, make_token(engine_of(house)), "/api/v1/openapi.json").status_code == 200


def test_a_fault_of_ours_is_a_problem_without_a_word_of_it(house: Flask, token: str) -> None:
    view = house.view_functions["api.review"]

    def fail(review_id: int) -> str:
        raise RuntimeError("secret")

    fail.__dict__.update(view.__dict__)
    house.view_functions["api.review"] = fail
    try:
        refused = ask(house, token, f"/api/v1/reviews/{CLOSED}")
    finally:
        house.view_functions["api.review"] = view
    assert (refused.status_code, refused.json["code"]) == (500, "failed")
    assert "secret" not in refused.text


def test_a_database_that_does_not_answer_is_a_problem(house: Flask, sqlite_maker: SqliteMaker, tmp_path) -> None:
    app = create_app(load_settings({"DATABASE_URL": f"sqlite:///{tmp_path}/none/x.db", "SECRET_KEY": SECRET}, tmp_path))
    refused = ask(app, "surveyapp_x", "/api/v1/reviews")
    check_problem(refused)
    assert (refused.status_code, refused.json["code"]) == (503, "unavailable")


def test_no_answer_tells_of_a_person(house: Flask, token: str) -> None:
    """What is said of a review in progress is two numbers a side, wherever it is said."""
    for path in ("", f"/{OPEN}", f"/{OPEN}/invitations"):
        text = json.dumps(ask(house, token, f"/api/v1/reviews{path}").json)
        assert "@" not in text.replace("code-of-good-partnership@", "")
        assert "/r/" not in text
