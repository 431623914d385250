"""Figures as text, and lines of two directions."""

import pytest

from surveyapp.charts.runs import visual_runs
from surveyapp.charts.style import text_width, wrapped
from surveyapp.charts.wording import as_line, difference, lowered, percent
from tests.charts.builder import without_controls


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(0.9, "+0.9", id="plus where PRCS rates higher"),
        pytest.param(-0.8, "\u22120.8", id="a real minus"),
        pytest.param(0.0, "0.0", id="nothing has no sign"),
        pytest.param(-0.04, "0.0", id="what rounds to nothing has no sign"),
        pytest.param(0.05000001, "+0.1", id="rounded up"),
    ],
)
def test_difference(value: float, expected: str) -> None:
    assert difference(value) == f"\u2066{expected}\u2069"


def test_percent_is_whole_and_isolated() -> None:
    assert percent(0.625) == "\u206662%\u2069"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("IFRC الاتحاد", "\u200fIFRC الاتحاد", id="Latin first"),
        pytest.param("الاتحاد IFRC", "الاتحاد IFRC", id="Arabic first"),
        pytest.param("(3) IFRC الاتحاد", "\u200f(3) IFRC الاتحاد", id="digits and brackets are no letters"),
        pytest.param("IFRC", "IFRC", id="no Arabic at all"),
        pytest.param("4.1", "4.1", id="a number"),
    ],
)
def test_an_arabic_line_keeps_its_direction(text: str, expected: str) -> None:
    assert as_line(text) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [("What PRCS does", "what PRCS does"), ("PRCS does", "PRCS does"), ("ما تقوم به", "ما تقوم به"), ("", "")],
)
def test_lowered_spares_abbreviations(words: str, expected: str) -> None:
    assert lowered(words) == expected


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


def test_runs_of_an_arabic_line_go_from_the_right() -> None:
    line = "الفجوة \u2066+0.9\u2069 (من \u20660.2\u2069 إلى \u20661.6\u2069)"
    assert [without_controls(run) for run in visual_runs(line)] == [
        ")",
        "1.6",
        " إلى ",
        "0.2",
        " (من ",
        "+0.9",
        "الفجوة ",
    ]


def test_a_line_without_arabic_needs_no_runs() -> None:
    assert visual_runs("\u2066+0.9\u2069 (\u20660.2\u2069 to \u20661.6\u2069)") == ["+0.9 (0.2 to 1.6)"]
