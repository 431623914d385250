"""One table says how everything looks: what cannot import it agrees with it, and what can has no colour of its own."""

import re
from pathlib import Path

import pytest

from surveyapp import tokens
from surveyapp.charts import style
from tests.conftest import ROOT
from tests.web.test_colours import DARK, LIGHT, SHEET, contrast

SURVEYAPP = ROOT / "surveyapp"
PRINTS = sorted((SURVEYAPP / "reports" / "templates").glob("*.typ"))
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|luma\(\d+%?\)|rgb\(\"[^)]*\)")
SPACING = re.compile(r"(?<![\w-])(?:padding|margin|(?:row-|column-)?gap)[\w-]*:[^;}]*")
CORNER = re.compile(r"border-radius:([.\d]+rem)\b")


def test_style_sheets_have_the_same_colours_corners_and_spaces() -> None:
    assert (dict(tokens.LIGHT), dict(tokens.DARK)) == (LIGHT, DARK)
    assert dict(re.findall(r"--(round\w*):([^;]+);", SHEET)) == tokens.ROUND
    assert dict(re.findall(r"--(space-\d):([^;]+);", SHEET)) == tokens.SPACE
    distances = SPACING.findall((SURVEYAPP / "web" / "static" / "desk.css").read_text())
    assert [one for one in distances if re.search(r"\d(rem|px)", one)] == []
    named = {
        path.name: set(tokens.ROUND.values()) & set(CORNER.findall(path.read_text()))
        for path in (SURVEYAPP / "web" / "static").glob("*.css")
    }
    assert {name: corners for name, corners in named.items() if corners} == {}


def test_charts_and_mails_have_the_same_colours_and_type() -> None:
    drawn = (style.INK, style.GREY, style.RULE, style.PALE, style.BLUE, style.PAPER)
    assert drawn == tuple(tokens.PRINT.values())
    assert (style.TITLE, style.HEAD, style.BODY, style.NOTE) == tokens.TYPE
    for path in (SURVEYAPP / "mail" / "templates" / "message.html", SURVEYAPP / "charts" / "style.py"):
        assert COLOUR.findall(path.read_text()) == [], path


@pytest.mark.parametrize("path", PRINTS, ids=lambda path: path.stem)
def test_prints_have_the_same_greys(path: Path) -> None:
    allowed = {f"luma({grey}%)" for grey in (*tokens.FAINT, *tokens.HAIR)}
    assert set(COLOUR.findall(path.read_text())) - allowed == set()


def test_what_is_printed_and_mailed_can_be_read() -> None:
    """Pages are computed in ``test_colours.py``."""
    white = tokens.PRINT["paper"]
    greys = [f"#{round(2.55 * grey):02x}" + f"{round(2.55 * grey):02x}" * 2 for grey in tokens.FAINT]
    inks = [*(tokens.PRINT[name] for name in ("ink", "grey", "blue")), *greys]
    assert [ink for ink in inks if contrast(ink, white) < 4.5] == []
