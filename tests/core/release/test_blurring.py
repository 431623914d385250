from fractions import Fraction

import pytest

from surveyapp.core.release import blurring
from surveyapp.core.release.blurring import Coarseness, blurred
from tools.attackers.sums import Exposure, find_exposures


@pytest.mark.parametrize(
    ("total", "people", "expected"),
    [
        pytest.param(17, 5, "7/2", id="five people: halves"),
        pytest.param(5, 5, "2", id="five people: two at least"),
        pytest.param(25, 5, "4", id="five people: four at most"),
        pytest.param(19, 6, "13/4", id="six people: quarters"),
        pytest.param(50, 10, "4", id="ten people: four at most"),
        pytest.param(37, 11, "17/5", id="eleven people: tenths"),
        pytest.param(55, 11, "9/2", id="eleven people: four and a half at most"),
        pytest.param(13, 8, "2", id="eight people: two at least"),
        pytest.param(25, 8, "13/4", id="a half step goes up"),
    ],
)
def test_blurred(total: int, people: int, expected: str) -> None:
    assert blurred(Fraction(total, people), people=people, top=5) == Fraction(expected)


@pytest.mark.slow
@pytest.mark.parametrize("top", range(2, 12))
@pytest.mark.alike(5)
def test_nobodys_answer_can_be_worked_out(top: int) -> None:
    assert find_exposures(top, sizes=range(5, 61)) == []


def test_exact_means_would_give_answers_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blurring, "COARSENESS", (Coarseness(99, Fraction(1, 100), Fraction(0)),))
    assert Exposure(5, Fraction(5), None) in find_exposures(5, sizes=[5])
    assert Exposure(5, Fraction("4.2"), 1) in find_exposures(5, sizes=[5])
