"""The fonts that are shipped: whole for charts, cut for pages, with their licence."""

import hashlib
from pathlib import Path

from fontTools.ttLib import TTFont

from tools import subset_fonts

ROOT = Path(__file__).parents[2]
WEB = ROOT / "surveyapp" / "web" / "static" / "fonts"


def test_web_fonts_are_what_the_tool_makes() -> None:
    assert subset_fonts.kept_files() == subset_fonts.wanted_files()


def test_web_fonts_carry_their_own_hash_and_weigh_little() -> None:
    for path in WEB.glob("*.woff2"):
        data = path.read_bytes()
        assert path.name.split(".")[1] == hashlib.sha256(data).hexdigest()[:8]
        assert len(data) < 26_000


def test_every_letter_of_pages_and_charts_is_in_the_web_fonts() -> None:
    files = [ROOT / "questionnaires" / "code-of-good-partnership.yaml", *ROOT.glob("translations/**/*.po")]
    used = set("".join(path.read_text(encoding="utf-8") for path in files))
    for path in WEB.glob("*.woff2"):
        known = set(TTFont(path).getBestCmap())
        assert {char for char in used if char.isprintable() and ord(char) not in known} == set()


def test_the_licence_lies_beside_the_fonts() -> None:
    for folder in (WEB, ROOT / "surveyapp" / "fonts"):
        assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")
