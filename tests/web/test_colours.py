"""Every colour of a page is named once, for light and for dark, and stands out enough from what lies behind it."""

import re
from pathlib import Path

import pytest

from surveyapp.web.static_files import ROOT as STATIC

SHEET = (STATIC / "app.css").read_text(encoding="utf-8")
COLOUR = r"--([a-z-]+):(#[0-9a-f]{3,6})"
LIGHT, DARK = (dict(re.findall(COLOUR, block)) for block in re.findall(r":root[^{]*\{([^}]*)\}", SHEET)[:2])
SURFACES = ("paper", "ground")
TEXT = [
    *((ink, surface) for ink in ("ink", "soft", "navy", "warn", "mark") for surface in SURFACES),
    *((ink, "tint") for ink in ("ink", "soft", "navy")),
    ("on-navy", "navy"),
    ("on-invented", "invented"),
    *(("ink", surface) for surface in ("added", "removed")),
]
CONTROLS = [(line, surface) for line in ("edge", "navy", "warn", "mark") for surface in SURFACES]


def contrast(one: str, other: str) -> float:
    """Return WCAG's contrast of two colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("named", [pytest.param(LIGHT, id="light"), pytest.param(DARK, id="dark")])
def test_text_and_controls_stand_out(named: dict[str, str]) -> None:
    assert set(named) == set(LIGHT), "a colour is missing where all is dark"
    found = {(one, other): contrast(named[one], named[other]) for one, other in TEXT + CONTROLS}
    assert {pair: ratio for pair, ratio in found.items() if ratio < (4.5 if pair in TEXT else 3)} == {}


@pytest.mark.parametrize("sheet", sorted(STATIC.glob("*.css")), ids=lambda sheet: sheet.stem)
def test_every_colour_has_a_name(sheet: Path) -> None:
    """One that has none stays light where all else is dark."""
    used = re.sub(r"--[a-z-]+:[^;]*;", "", sheet.read_text(encoding="utf-8"))
    assert (
        re.findall(r"#[0-9a-f]{3,8}\b|\b(?:rgb|hsl)a?\([^)]*\)|(?<![-\w])(?:black|white|gr[ae]y|red)(?![-\w])", used)
        == []
    )


def test_the_meetings_screen_is_lit_in_the_same_colours() -> None:
    """It may be dim or bright whatever the machine is set to, and then has every colour of that light."""
    room = (STATIC / "room.css").read_text(encoding="utf-8")
    lit = {
        light: dict(re.findall(COLOUR, re.search(rf"\.{light}\)\{{([^}}]*)", room)[1])) for light in ("bright", "dim")
    }
    assert lit == {"bright": LIGHT, "dim": DARK}


def test_paper_is_always_light() -> None:
    assert re.search(r"@media screen and \(prefers-color-scheme:dark\)", SHEET)
    assert SHEET.count("prefers-color-scheme") == 1
