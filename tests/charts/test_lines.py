"""Lines of two directions: as long as their column, each in its own order."""

import pytest

from surveyapp.charts.page import Page, as_line
from surveyapp.charts.printed import as_printed
from surveyapp.charts.style import text_width, wrapped
from surveyapp.core.text.languages import Language
from tests.charts.builder import without_controls
from tests.languages import AR, EN


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("IFRC الاتحاد", "\u200fIFRC الاتحاد", id="Latin first"),
        pytest.param("الاتحاد IFRC", "الاتحاد IFRC", id="Arabic first"),
        pytest.param("(3) IFRC الاتحاد", "\u200f(3) IFRC الاتحاد", id="digits and brackets are no letters"),
        pytest.param("IFRC", "IFRC", id="no Arabic at all"),
        pytest.param("4.1", "4.1", id="a number"),
        pytest.param("\u2068الجمعية\u2069 4.1", "\u200f\u2068الجمعية\u2069 4.1", id="nothing but a name and a number"),
        pytest.param("2.7).", "\u200f2.7).", id="a sentence ends with a number"),
        pytest.param("\u2066\u22120.9\u2069).", "\u200f\u2066\u22120.9\u2069).", id="the end of a sentence"),
    ],
)
def test_an_arabic_line_keeps_its_direction(text: str, expected: str) -> None:
    assert as_line(text, is_rtl=True) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("الهلال in Gaza", "\u200eالهلال in Gaza", id="an Arabic name first"),
        pytest.param("PRCS, الهلال", "PRCS, الهلال", id="Latin first"),
        pytest.param("4.1", "4.1", id="a number"),
    ],
)
def test_an_english_line_keeps_its_direction(text: str, expected: str) -> None:
    assert as_line(text, is_rtl=False) == expected


def test_lines_are_no_wider_than_their_column() -> None:
    text = "نتحرّك من دون إبطاء عندما تُثار مخاوف بشأن سوء السلوك، بما فيه إساءة استخدام الموارد."
    lines = wrapped(text, 40, size=11)
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert max(text_width(line, 11) for line in lines) <= 40


def test_a_word_wider_than_its_column_stands_alone() -> None:
    assert wrapped("a Donaudampfschifffahrtsgesellschaft b", 20, size=11) == [
        "a",
        "Donaudampfschifffahrtsgesellschaft",
        "b",
    ]


def test_a_name_that_goes_on_in_the_next_line_is_isolated_in_both() -> None:
    name = "\u2068International Federation of Red Cross and Red Crescent Societies\u2069"
    lines = wrapped(f"تقييم {name} للعمل المشترك", 40, size=10)
    assert len(lines) > 2
    assert [line.count("\u2068") - line.count("\u2069") for line in lines] == [0] * len(lines)
    assert without_controls(" ".join(lines)) == without_controls(f"تقييم {name} للعمل المشترك")


@pytest.mark.parametrize(
    ("text", "language", "is_rtl"),
    [
        pytest.param("IFRC الاتحاد", AR, True, id="Latin first on an Arabic page"),
        pytest.param("4.1 (الاتحاد)", AR, True, id="a number first on an Arabic page"),
        pytest.param("الهلال in Gaza", EN, False, id="an Arabic name first on an English page"),
        pytest.param("4.1", EN, False, id="a number"),
    ],
)
def test_a_printed_line_keeps_the_direction_of_its_page(text: str, language: Language, is_rtl: bool) -> None:
    page = Page(100, 20, language=language)
    page.text((10, 10), text, size=11)
    (line,) = as_printed(page.figure, prefix="c", is_rtl=page.is_mirrored)["lines"]
    assert (line["text"], line["is_rtl"]) == (text, is_rtl)
