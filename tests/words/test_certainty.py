"""Differences, shares, intervals and probabilities are written alike everywhere."""

import pytest

from surveyapp.core.results import Gap
from surveyapp.core.text.bidi import without_controls
from surveyapp.words.certainty import gap_text, interval_text, p_text
from surveyapp.words.limits import percent
from surveyapp.words.rounds import signed
from tests.languages import AR, EN


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        pytest.param(0.9, "+0.9", id="plus where PRCS rates higher"),
        pytest.param(-0.8, "\u22120.8", id="a real minus"),
        pytest.param(0.0, "0.0", id="nothing has no sign"),
        pytest.param(-0.04, "0.0", id="what rounds to nothing has no sign"),
        pytest.param(0.05, "+0.1", id="halves go away from nothing"),
        pytest.param(-1.15, "\u22121.2", id="and do so below it"),
    ],
)
def test_a_difference_has_its_sign(value: float, expected: str) -> None:
    assert signed(value) == f"\u2066{expected}\u2069"


def test_percent_is_whole_and_isolated() -> None:
    assert percent(0.625) == "\u206663%\u2069"


@pytest.mark.parametrize(
    ("low", "high", "english", "arabic"),
    [
        pytest.param(0.3625, 1.4375, "+0.4 to +1.4", "من +0.4 إلى +1.4", id="both above zero"),
        pytest.param(-0.45, 1.2, "−0.5 to +1.2", "من −0.5 إلى +1.2", id="signed on both sides of zero"),
        pytest.param(-0.04, 0.04, "0.0 to 0.0", "من 0.0 إلى 0.0", id="no sign where nothing is left"),
        pytest.param(None, None, "", "", id="none"),
    ],
)
def test_an_interval_has_two_ends(low: float | None, high: float | None, english: str, arabic: str) -> None:
    told = [without_controls(interval_text(Gap(0.5, low, high), one)) for one in (EN, AR)]
    assert told == [english, arabic]


@pytest.mark.parametrize(
    ("p", "shown"),
    [(0.0092, "0.009"), (0.001, "0.001"), (0.00099, "< 0.001"), (0.0, "< 0.001"), (1.0, "1.000"), (None, "")],
)
def test_a_small_probability_is_never_printed_as_nothing(p: float | None, shown: str) -> None:
    assert without_controls(p_text(p)) == shown


def test_a_gap_stands_before_its_interval_where_it_has_one() -> None:
    told = [gap_text(gap, EN) for gap in (Gap(0.9, 0.2, 1.6), Gap(-0.8), Gap())]
    assert [words and without_controls(words) for words in told] == ["+0.9 (+0.2 to +1.6)", "−0.8", None]
