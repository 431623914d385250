"""Whatever people wrote, and wherever it is shown: no page, chart or file holds what hides or reorders."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from io import StringIO

import pytest
from bs4 import BeautifulSoup
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import nodes
from markupsafe import Markup
from sqlalchemy import Engine, update

from surveyapp.core.conduct.roles import Role
from surveyapp.core.results import Comments
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Text
from surveyapp.core.wire import canonical_json
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.store.results import get_result
from surveyapp.store.rows import ResultRow, Row
from surveyapp.web.access import is_programs
from surveyapp.web.showing import say_on_page, show
from surveyapp.workflow.keys import Keys
from tests.conftest import ROOT, Prepared
from tests.databases import ON_SQLITE, writing
from tests.hostile import HOSTILE, WRITTEN, hidden_in
from tests.web.every_address import NOW, World, make_world, read_addresses
from tests.web.staff import let_in, make_staff

pytestmark = ON_SQLITE
BESIDE = {"vouching": {"answered_at": NOW}, "opening": {"confirmed_on": NOW.date()}}
"""What goes with the words of a row."""
TEMPLATES = ROOT / "surveyapp" / "web" / "templates"


@pytest.fixture
def world(app: Flask, engine: Engine, keys: Keys, prepare: Callable[..., Prepared]) -> World:
    """What exists, and everywhere that people write there stands something hostile."""
    world = make_world(engine, keys, prepare, staff_id=make_staff(engine, role=Role.ADMINISTRATOR))
    shared, texts = world["review_id"][-1], Text({"ar": f"{HOSTILE} ش", "en": HOSTILE})
    with new_session(engine) as session:
        result = get_result(session, shared)
    comments = tuple(Comments("integrity", side, (HOSTILE, f"={HOSTILE}")) for side in Side)
    with writing(engine) as session:
        for name, columns in WRITTEN.items():
            if name not in {"audit", "result"}:
                table = Row.metadata.tables[name]
                said = {one: texts if name in {"partner", "round", "round_words"} else HOSTILE for one in columns}
                session.execute(update(table).values(said | BESIDE.get(name, {})))
        session.execute(update(ResultRow).values(document=canonical_json(replace(result, comments=comments))))
        audit.record(session, "round.renamed", round=HOSTILE)
    return world


@pytest.fixture
def staff(app: Flask, engine: Engine, world: World) -> FlaskClient:
    client = FlaskClient(app, app.response_class)
    let_in(client, engine, world["staff_id"][0])
    return client


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "each"),
    [("ar", 3), *(pytest.param(*one, marks=pytest.mark.wide) for one in (("ar", 1), ("en", 3)))],
)
def test_no_address_shows_what_hides(app: Flask, world: World, staff: FlaskClient, language: str, each: int) -> None:
    """Every address, or one of ``each``."""
    found, seen = {}, 0
    for path in read_addresses(app, world)[::each]:
        if is_programs(path) or path.endswith((".pdf", ".pptx", ".xlsx", ".yaml")):
            continue
        response = staff.get(f"{path}?lang={language}", base_url="http://localhost")
        text = shown_part(response.get_data(as_text=True), response.mimetype)
        seen += "ABCDEF[2JGHIJ" in text
        if hidden := hidden_in(text.removeprefix("\ufeff")):
            found[path] = hidden
    assert found == {}
    assert seen > 15 // each


def shown_part(text: str, kind: str) -> str:
    """Return all that is shown, names of controls and drawings too; but not what stands in somebody's own field."""
    if kind != "text/html":
        return re.sub("[\u200e\u200f]", "", text) if kind == "image/svg+xml" else text
    page = BeautifulSoup(text, "lxml")
    for one in page.select("textarea, input"):
        one.decompose()
    for one in page.select("svg text, svg tspan"):
        one.string = re.sub("[\u200e\u200f]", "", one.get_text())  # by which a drawn line keeps its direction
    return str(page)


@pytest.mark.slow
def test_files_for_spreadsheets_neither_hide_nor_count(world: World, staff: FlaskClient) -> None:
    shared = world["review_id"][-1]
    token = BeautifulSoup(staff.get(f"/staff/reviews/{shared}/results").text, "lxml").select_one("[name=csrf_token]")
    made = staff.post(f"/staff/reviews/{shared}/export.csv", data={"csrf_token": token["value"]})
    assert made.status_code == 200
    cells = [cell for row in csv.reader(StringIO(made.text.removeprefix("\ufeff"))) for cell in row]
    assert "'=ABCDEF[2JGHIJ" in cells
    assert hidden_in("".join(cells), also="\u2066\u2068\u2069") == []


def test_what_stands_in_a_field_stays_as_it_was_typed(app: Flask, world: World, staff: FlaskClient) -> None:
    form = BeautifulSoup(staff.get("/staff/?q=a%E2%80%AEb").text, "lxml")
    assert form.select_one("input[name=q]")["value"] == "a\u202eb"
    assert "\u202e" not in form.main.get_text()


def test_every_expression_of_every_template_is_cleaned(app: Flask) -> None:
    assert app.jinja_env.finalize is show
    assert app.jinja_env.from_string("{{ a }}{{ 3 }}{{ b }}").render(a="x\u202e\x1by", b=Markup("<b>")) == "xy3<b>"
    assert say_on_page("%(a)s <i>", {"a": "<\u202e>"}) == Markup("&lt;&gt; <i>")
    with app.test_request_context():
        said = app.jinja_env.from_string("{{ _('Questions? Write to %(a)s', a=a) }}").render(a="x\u202ey")
    assert "xy" in said


def trees(app: Flask) -> list[tuple[str, nodes.Template]]:
    paths = sorted(TEMPLATES.rglob("*.html"))
    return [(str(one.relative_to(TEMPLATES)), app.jinja_env.parse(one.read_text(encoding="utf-8"))) for one in paths]


@pytest.mark.slow
def test_nothing_gets_round_the_cleaning(app: Flask) -> None:
    """Markup is not looked into: nothing but charts is called safe, and nothing is joined to a sentence."""
    wrong = []
    for name, tree in trees(app):
        for one in tree.find_all(nodes.Filter):
            if one.name == "safe" and not is_chart(one.node):
                wrong.append((name, one.lineno, "safe"))
        for one in tree.find_all(nodes.Concat):
            if any(one.find_all(nodes.Call)) and not all(
                isinstance(part, nodes.Call | nodes.Const) for part in one.nodes
            ):
                wrong.append((name, one.lineno, "~"))
        wrong += [(name, one.lineno, "autoescape") for one in tree.find_all(nodes.ScopedEvalContextModifier)]
    assert wrong == []


def is_chart(node: nodes.Node) -> bool:
    held = node.node if isinstance(node, nodes.Getitem) else node
    return isinstance(held, nodes.Name) and held.name in {"chart", "charts"}
