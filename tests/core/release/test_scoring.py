import math
from fractions import Fraction

import pytest

from surveyapp.core.answers import AnswerSheet
from surveyapp.core.release.scoring import Marks, ScoreTally, marks, person_score, reversals, scores_needed
from surveyapp.core.sides import About, PromptKey, Side
from tests.core.building import answer, joint, mirrored, questionnaire, ratings, scale, section

KEYS = tuple(PromptKey(name, About.SELF) for name in "abcd")


def sheet(row: str) -> AnswerSheet:
    return AnswerSheet(Side.PRCS, ratings(KEYS, row))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("5445", 4.5, id="all answered"),
        pytest.param("4-43", 11 / 3, id="one don't-know is left out of the mean"),
        pytest.param("4x43", 11 / 3, id="so is one that does not apply"),
        pytest.param("4.43", 11 / 3, id="so is one that was skipped"),
        pytest.param("52--", 3.5, id="half is enough"),
        pytest.param("5---", None, id="under half has no score"),
        pytest.param("5x..", None, id="under half has none whatever the rest is"),
        pytest.param("....", None, id="nothing answered"),
    ],
)
def test_person_score(row: str, expected: float | None) -> None:
    assert person_score(sheet(row), KEYS) == expected


def test_person_score_reverses() -> None:
    assert person_score(sheet("5441"), KEYS, reversed_from={"d": 6}) == 4.5


def test_person_score_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="at least one rating"):
        person_score(sheet("5445"), ())


@pytest.mark.parametrize(("asked", "needed"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (0, 1)])
def test_half_is_rounded_up(asked: int, needed: int) -> None:
    assert scores_needed(asked) == needed


def test_the_three_ways_without_a_score_are_told_apart() -> None:
    assert marks([answer(one) for one in "4-x."], (0, 0, 0, 0)) == Marks(scored=1, total=4, dont_know=1)


def test_reversals_know_the_scale_of_each_section() -> None:
    asked = questionnaire(
        section("one", mirrored("late", reverse=True), joint("fair")),
        section("two", joint("slow", reverse=True), on="short"),
        scales=(scale(), scale("short", top=3)),
    )
    assert reversals(asked) == {"late": 6, "slow": 4}


def test_a_side_is_the_mean_of_its_persons() -> None:
    tally = ScoreTally(4)
    for row in ("5445", "4444", "5544", "4-43", "443-", "5---"):
        tally.add(marks([answer(one) for one in row], (0, 0, 0, 0)))
    assert tally.values() == [11 / 3, 11 / 3, 4.0, 4.5, 4.5]
    assert (tally.n, tally.exact_mean, tally.dont_know_share) == (5, Fraction(61, 15), 5 / 24)
    assert tally.sd == math.sqrt(Fraction(7, 40))


def test_a_side_without_scores_has_no_figures() -> None:
    tally = ScoreTally(4)
    assert (tally.n, tally.mean, tally.sd, tally.dont_know_share) == (0, None, None, None)
