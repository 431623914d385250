"""What a PDF says its Arabic stands for, piece by piece; glyph 1 takes room, glyph 2 is a sign."""

import pytest

from surveyapp.reports.extraction import mend_content, with_ligatures

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


def test_ligatures_are_named_by_one_character() -> None:
    assert with_ligatures("بدلاً ولا الأمر") == "بد\ufefbً و\ufefb ا\ufef7مر"
    content = b"/Span<</MCID 3>>BDC /Span<</ActualText<FEFF06440627064B>>>BDC /f0 11 Tf <0001>Tj EMC EMC"
    assert mend_content(content, FONTS) == content.replace(b"06440627", b"FEFB")
