"""The fonts that are shipped: whole for charts, cut for pages, with their licence."""

import hashlib
from pathlib import Path

import matplotlib as mpl
import pytest
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import USE_MY_METRICS

from surveyapp.charts.page import as_line
from surveyapp.charts.style import text_width
from surveyapp.fonts import letters
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


def test_a_glyph_that_takes_its_room_from_a_part_has_as_much_room() -> None:
    """Browsers go by the part: half a ligature that pointed to the whole one left a gap before it."""
    differing = []
    for path in (*WEB.glob("*.woff2"), *letters.FOLDER.glob("*.ttf")):
        font = TTFont(path)
        rooms = font["hmtx"].metrics
        for name in font.getGlyphOrder():
            glyph = font["glyf"][name]
            parts = [one for one in glyph.components if one.flags & USE_MY_METRICS] if glyph.isComposite() else []
            differing += [(path.name, name) for one in parts if rooms[one.glyphName][0] != rooms[name][0]]
    assert differing == []


def test_the_licence_lies_beside_the_fonts() -> None:
    for folder in (WEB, letters.FOLDER, letters.MORE):
        assert "SIL Open Font License, Version 1.1" in (folder / "OFL.txt").read_text(encoding="utf-8")


def test_it_is_known_which_font_has_which_letter() -> None:
    files = [*letters.MORE.glob("*.ttf"), Path(mpl.get_data_path(), "fonts", "ttf", "DejaVuSans.ttf")]
    found = {font["name"].getDebugName(1): frozenset(map(chr, font.getBestCmap())) for font in map(TTFont, files)}
    own = [frozenset(map(chr, TTFont(path).getBestCmap())) for path in letters.FOLDER.glob("*.ttf")]
    assert {letters.OWN: frozenset.intersection(*own), **found} == letters.letters_of()
    assert letters.families()[0] == letters.OWN
    assert letters.families()[-1] == letters.LAST
    assert sum(path.stat().st_size for path in letters.MORE.iterdir()) < 6_000_000


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("العربية and English − 4.5", "العربية and English − 4.5", id="our own letters"),
        pytest.param("Ελληνικά, українська, עברית, 中文, 繁體, 日本語, 한국어", None, id="other scripts"),
        pytest.param("👍🏽 ❤️ 👨‍👩‍👧 🇵🇸 1️⃣ ✓ → ⇒ x̌", None, id="signs and what is joined of them"),
        pytest.param("𓀀 and አ", "[U+13000] and [U+12A0]", id="letters that no font has"),
        pytest.param("中\u0301", "中[U+0301]", id="a sign on a letter of another font"),
    ],
)
def test_what_no_font_has_is_written_as_its_number(text: str, shown: str | None) -> None:
    assert letters.with_numbers(text) == (shown or text)
    assert as_line(text, is_rtl=False).lstrip("\u200e") == (shown or text)
    assert text_width(text, 10) > 0  # and matplotlib warns of nothing


def test_numbers_are_told_with_names_and_only_needed_fonts_are_taken() -> None:
    assert letters.numbers_in("[U+13000] [U+E000] [U+]") == {"U+13000": "EGYPTIAN HIEROGLYPH A001", "U+E000": ""}
    assert letters.families_of("\u2066−0.8\u2069 نص") == (letters.OWN, letters.LAST)
    assert letters.families_of("中 👍") == (letters.OWN, "Noto Sans SC", "Noto Emoji", letters.LAST)
