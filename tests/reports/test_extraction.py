"""What a program takes out of a PDF in Arabic, and that nothing looks otherwise for it."""

import io
import re
import subprocess
from unicodedata import normalize

import pikepdf
import pytest
import typst

from surveyapp.core.text.bidi import without_controls
from surveyapp.fonts import letters
from surveyapp.reports.extraction import mend_extraction
from tests.reports.packs import taken_out


def made(words: str, weight: str = "regular") -> bytes:
    template = f'#set document(title: "x")\n#set text(font: "Vazirmatn", lang: "ar", weight: "{weight}")\n{words}'
    return typst.compile(template.encode(), font_paths=[str(letters.FOLDER)], ignore_system_fonts=True)


def drawn(pdf: bytes) -> bytes:
    return subprocess.run(["pdftoppm", "-r", "150"], input=pdf, capture_output=True, check=True).stdout


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("الاختلاف ولا الأمر والإطار الآن هؤلاء", id="lam and alef"),
        pytest.param("يُنسى ما لا يُكتب معاً دائماً عبّر عمّا", id="here and there a sign"),
        pytest.param("نَحْتَاجُ إِلَى التَّخْطِيطِ فِي وَقْتٍ أَبْكَرَ", id="signs on every letter"),
        pytest.param("(لا) ثم (ولا) ثم لا", id="brackets, which glyphs are numbered as"),
    ],
)
@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_arabic_is_taken_out_as_it_was_written_and_looks_as_before(words: str, weight: str) -> None:
    pdf = made(words, weight)
    mended = mend_extraction(pdf)
    assert normalize("NFC", without_controls(taken_out(mended)).strip()) == normalize("NFC", words)
    assert drawn(mended) == drawn(pdf)


def test_no_letter_is_said_twice_nor_is_a_line_turned_round_for_the_binding() -> None:
    """Of two letters beside each other that a page says, and not their font, browsers take out the first alone."""
    raw = made("دور ورد وَرَدَ")
    said = re.compile(rb"/ActualText<FEFF.{4}>>>BDC/ReversedChars")
    content = {}
    for name, pdf in (("raw", raw), ("mended", mend_extraction(raw))):
        with pikepdf.open(io.BytesIO(pdf)) as document:
            content[name] = document.pages[0].Contents.read_bytes()
            assert ("/Direction" in document.Root.get("/ViewerPreferences", {})) is (name == "raw")
    assert len(said.findall(content["raw"])) > len(said.findall(content["mended"])) == 0
