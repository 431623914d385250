"""Whatever a visitor puts into an address or a method: an answer, a way to the other language, and nothing changed."""

import inspect
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import cycle
from urllib.parse import parse_qsl, urlencode, urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from flask import Flask, url_for
from flask.testing import FlaskClient
from sqlalchemy import Engine, text
from werkzeug.routing import MapAdapter
from werkzeug.test import TestResponse

from surveyapp.core.conduct.roles import Role
from surveyapp.store.rows import Row
from surveyapp.web.access import is_programs
from surveyapp.workflow.keys import Keys
from tests.conftest import Prepared
from tests.databases import ON_SQLITE, writing
from tests.web.every_address import World, addresses_of, make_world, read_addresses
from tests.web.programs import make_token
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
SITE = "http://localhost"
KEYWORDS = sorted({*inspect.signature(url_for).parameters, *inspect.signature(MapAdapter.build).parameters})
"""What Flask and Werkzeug take by name when they build an address."""

NAMES = [*KEYWORDS, "lang", "review_id", "token", "static", "x[]", "\x00", "&", "a b", "\u202e"]
QUERIES = {
    "each name, with a word": [(name, "x") for name in NAMES],
    "each name twice": [(name, value) for name in NAMES for value in ("POST", "//elsewhere.example/")],
    "each name, with nothing and with NUL": [(name, value) for name in NAMES for value in ("", "\x00")],
}
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND")


@pytest.fixture
def world(app: Flask, engine: Engine, keys: Keys, prepare: Callable[..., Prepared]) -> World:
    return make_world(engine, keys, prepare, staff_id=make_staff(engine, role=Role.ADMINISTRATOR))


@pytest.fixture
def nobody(app: Flask) -> FlaskClient:
    """A browser in which nobody is signed in; what it gets has no page to be read, of HEAD say."""
    return FlaskClient(app, app.response_class)


@pytest.fixture
def staff(app: Flask, engine: Engine, world: World) -> FlaskClient:
    """An administrator's browser."""
    client = FlaskClient(app, app.response_class)
    let_in(client, engine, world["staff_id"][0])
    return client


def ask(client: FlaskClient, path: str, token: str, query: list[tuple[str, str]]) -> TestResponse:
    headers = {"Authorization": f"Bearer {token}"} if is_programs(path) else {}
    return client.get(f"{path}?{urlencode(query)}", headers=headers)


def faults_of(response: TestResponse, path: str, query: list[tuple[str, str]]) -> Iterator[str]:
    """Yield what is wrong with an answer: a fault of ours, or a switch of languages that leads elsewhere."""
    if response.status_code >= 500:
        yield f"{response.status_code}"
    if response.mimetype != "text/html":
        return
    for link in BeautifulSoup(response.get_data(as_text=True), "lxml").select("a.switch"):
        led = urlsplit(urljoin(f"{SITE}{path}?{urlencode(query)}", str(link["href"])))
        if f"{led.scheme}://{led.netloc}{led.path}" != f"{SITE}{path}":
            yield f"leads to {led.netloc}{led.path}"
        kept = [pair for pair in query if pair[0] != "lang"] + [("lang", link["hreflang"])]
        if parse_qsl(led.query, keep_blank_values=True) != kept or led.fragment:
            yield f"asks for {led.query}"


@pytest.mark.slow
@pytest.mark.parametrize("kind", QUERIES)
@pytest.mark.parametrize("is_staff", [False, True], ids=["nobody", "staff"])
@pytest.mark.alike(2)
def test_no_query_is_taken_for_an_argument_of_ours(
    app: Flask, engine: Engine, world: World, nobody: FlaskClient, staff: FlaskClient, is_staff: bool, kind: str
) -> None:
    client, query, wrong = (staff if is_staff else nobody), QUERIES[kind], {}
    for path in read_addresses(app, world)[[*QUERIES].index(kind) :: len(QUERIES)]:  # each in one of three ways
        response = ask(client, path, make_token(engine), query)
        wrong |= {(path, fault): 1 for fault in faults_of(response, path, query)}
    assert list(wrong) == []


@pytest.mark.slow
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.alike(6)
def test_no_single_name_is_taken_for_an_argument_of_ours(app: Flask, name: str) -> None:
    for path in ("/", "/privacy", "/staff/sign-in", "/nothing", "//elsewhere.example/%2e%2e"):
        for value in ("x", "POST", "//elsewhere.example/"):
            query = [(name, value)]
            response = app.test_client().get(f"{path}?{urlencode(query)}", base_url=SITE)
            if not response.location:
                assert list(faults_of(response, path.replace("%2e", "."), query)) == []


@pytest.mark.slow
@pytest.mark.wide
def test_a_method_that_an_address_does_not_know_is_refused_as_such(
    app: Flask, engine: Engine, world: World, nobody: FlaskClient, staff: FlaskClient
) -> None:
    adapter, found, clients = app.url_map.bind("localhost"), {}, cycle([nobody, staff, staff])
    tried = sorted({path for rule in app.url_map.iter_rules() for path in some(app, rule, world)})
    for path in tried:
        known = adapter.allowed_methods(path)
        headers = {"Authorization": f"Bearer {make_token(engine)}"} if is_programs(path) else {}
        unknown = [one for one in METHODS if one not in known]
        for method, client in zip(unknown, clients, strict=False):
            response = client.open(path, method=method, headers=headers)
            allowed = set(filter(None, response.headers.get("Allow", "").split(", ")))
            if (response.status_code, allowed) != (405, set(known)):
                found[method, path] = (response.status_code, allowed)
    assert found == {}
    assert len(tried) > 100


def some(app: Flask, rule: object, world: World) -> list[str]:
    """Return one address of a rule; of what is posted to, arguments that nothing needs to exist for."""
    unknown = {"key_hash": ["00"], "action_id": [1], **world}
    return list(addresses_of(app, rule, unknown))[:1]


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, but for what a GET may change."""
    with engine.connect() as connection:
        tables = {one.name: one for one in Row.metadata.sorted_tables}
        return {name: [row_of(name, row) for row in connection.execute(one.select())] for name, one in tables.items()}


MAY_CHANGE = {"staff_session": {"seen_at"}, "program": {"spent", "used_at"}}
"""When somebody who is signed in was last seen, which ends idle sessions; how often a program asked."""


def row_of(name: str, row: object) -> tuple[object, ...]:
    return tuple(value for column, value in row._mapping.items() if column not in MAY_CHANGE.get(name, ()))


@pytest.mark.slow
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.alike(1)
def test_looking_changes_nothing(app: Flask, engine: Engine, world: World, staff: FlaskClient, method: str) -> None:
    with writing(engine) as session:
        long_ago = datetime.now(UTC) - timedelta(minutes=9)
        session.execute(text("UPDATE staff_session SET seen_at = :then"), {"then": long_ago.isoformat(" ")[:26]})
    token = make_token(engine)
    before, changed, answered = everything(engine), [], 0
    for path in read_addresses(app, world)[:: 1 if method == "GET" else 3]:
        if is_programs(path) and path.endswith(("/results", ".csv")):
            continue  # decision 12: it is written down which program took figures away, which has no button to press
        headers = {"Authorization": f"Bearer {token}"} if is_programs(path) else {}
        answered += staff.open(path, method=method, headers=headers).status_code == 200
        after = everything(engine)
        changed += [(path, table) for table in after if after[table] != before[table]]
        before = after
    assert changed == []
    assert answered > (60 if method == "GET" else 20)
