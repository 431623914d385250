"""What a PDF says its Arabic stands for, piece by piece; glyph 1 takes room, glyph 2 is a sign."""

import subprocess

import pytest
import typst

from surveyapp.core.text.bidi import without_controls
from surveyapp.fonts import letters
from surveyapp.reports.extraction import mend_content, mend_extraction

FONTS = {b"f0": frozenset({1})}


@pytest.mark.parametrize(
    ("drawn", "mended"),
    [
        pytest.param(rb"(\000\001)Tj", b"/Span<</MCID 3>>BDC", id="a letter stands for itself"),
        pytest.param(rb"(\000\002)Tj", b"/Span<</MCID 3/ActualText()>>BDC", id="a sign stands for nothing"),
        pytest.param(b"[-4.5<0002>]TJ", b"/Span<</MCID 3/ActualText()>>BDC", id="a sign in hexadecimal too"),
        pytest.param(rb"[(\000\002)5(\000\001)]TJ", b"/Span<</MCID 3>>BDC", id="letter and sign stand for both"),
    ],
)
def test_pieces_of_signs_alone_stand_for_nothing(drawn: bytes, mended: bytes) -> None:
    content = b"/Span<</MCID 3>>BDC /f0 11 Tf " + drawn + b" EMC"
    assert mend_content(content, FONTS) == content.replace(b"/Span<</MCID 3>>BDC", mended)


def test_what_a_sign_is_said_to_stand_for_is_taken_back() -> None:
    content = b"/Span<</MCID 3>>BDC /Span<</ActualText<FEFF062A064F>>>BDC /f0 11 Tf <0002>Tj EMC EMC"
    assert mend_content(content, FONTS) == content.replace(b"<FEFF062A064F>", b"()")


@pytest.mark.parametrize("weight", ["regular", "bold"])
def test_lam_and_alef_are_taken_out_as_they_were_written(weight: str) -> None:
    words = "الاختلاف ولا الأمر والإطار الآن هؤلاء"
    template = f'#set document(title: "x")\n#set text(font: "Vazirmatn", lang: "ar", weight: "{weight}")\n{words}'
    made = typst.compile(template.encode(), font_paths=[str(letters.FOLDER)], ignore_system_fonts=True)
    run = subprocess.run(["pdftotext", "-", "-"], input=mend_extraction(made), capture_output=True, check=True)
    assert without_controls(run.stdout.decode()).strip() == words
