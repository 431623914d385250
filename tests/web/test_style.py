"""What pages are made of: each macro is shown, in both directions, and buttons have no looks of their own."""

import re
from pathlib import Path

from sqlalchemy import Engine

from surveyapp.core.conduct.roles import Role
from tests.conftest import ROOT
from tests.databases import ON_SQLITE
from tests.pages import ReadingClient
from tests.web.staff import let_in, make_staff

TEMPLATES = ROOT / "surveyapp" / "web" / "templates"
OF_THE_FORM = {"rating", "choice", "choices", "text", "clear", "option", "code", "picks", "offered", "errors", "csrf"}
"""Shown with a questionnaire's own fields by its preview, or within another macro."""
LOOKS = {"button", "primary", "quiet", "clear", "switch"}
FOR_SCRIPTS = {"print", "copies", "erase", "screen-only", "visually-hidden"}
LOGIC = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}", re.DOTALL)


def classes_of_buttons(path: Path) -> set[str]:
    """Return the classes of every button of a template, and of every link that looks like one."""
    found: set[str] = set()
    for tag, rest in re.findall(r"<(button|a)\b([^>]*)>", LOGIC.sub("", path.read_text())):
        named = re.search(r'class="([^"]*)"', rest)
        classes = set(named[1].split()) if named else set()
        found |= classes if tag == "button" or "button" in classes else set()
    return found


def test_every_macro_is_shown() -> None:
    """One that is new stands on the page too."""
    macros = set(re.findall(r"{% macro (\w+)", (TEMPLATES / "macros.html").read_text()))
    shown = set(re.findall(r"ui\.(\w+)\(", (TEMPLATES / "style" / "sheet.html").read_text()))
    assert macros - OF_THE_FORM == shown


def test_buttons_have_one_of_the_known_looks() -> None:
    found = {str(path.relative_to(TEMPLATES)): classes_of_buttons(path) for path in TEMPLATES.rglob("*.html")}
    assert {path: other for path, classes in found.items() if (other := classes - LOOKS - FOR_SCRIPTS)} == {}


@ON_SQLITE
def test_the_page_shows_them_from_right_to_left_and_from_left_to_right(client: ReadingClient, engine: Engine) -> None:
    let_in(client, engine, make_staff(engine, role=Role.COORDINATOR))
    for language in ("ar", "en"):
        page = client.page(f"/staff/style?lang={language}")
        sheets = page.select(".sheet")
        assert [sheet["dir"] for sheet in sheets] == ["rtl", "ltr"]
        shown = [{part for part in PARTS if sheet.select(part)} for sheet in sheets]
        assert shown == [PARTS, PARTS]


PARTS = {"progress", "details", ".error-summary", ".card", ".note", ".done-line", ".empty", ".facts", "table.cards"}
PARTS |= {".spaces"}
