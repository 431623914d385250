"""Scores of persons, of which only broad means of three or four people leave, in tenths."""

from fractions import Fraction

import pytest

from surveyapp.core.release.counting import count_sides
from surveyapp.core.release.scoring import broad_score, person_scores, pooled_spread, reversals
from surveyapp.core.results import BroadScore
from surveyapp.core.sides import About, Facet, PromptKey, Side
from tests.core.building import facet_rows, joint, mirrored, questionnaire, scale, section

ASKED = questionnaire(section("one", *map(mirrored, "abcd")))
KEYS = tuple(PromptKey(name, About.SELF) for name in "abcd")


def scores_of(*rows: str, mirrors: dict[str, int] | None = None) -> list[Fraction]:
    sheets = facet_rows(ASKED, Side.PRCS, rows, facet=Facet.PRCS)
    return person_scores(count_sides(ASKED, sheets)[Side.PRCS], KEYS, mirrors=mirrors or {})


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("5445", "9/2", id="all answered"),
        pytest.param("4-43", "11/3", id="one don't-know is left out of the mean"),
        pytest.param("4x43", "11/3", id="so is one that does not apply"),
        pytest.param("4.43", "11/3", id="so is one that was skipped"),
        pytest.param("52--", "7/2", id="half is enough"),
        pytest.param("5---", None, id="under half has no score"),
        pytest.param("5x..", None, id="under half has none whatever the rest is"),
        pytest.param("....", None, id="nothing answered"),
    ],
)
def test_the_score_of_a_person(row: str, expected: str | None) -> None:
    assert scores_of(row) == ([] if expected is None else [Fraction(expected)])


def test_a_reverse_worded_rating_is_turned() -> None:
    assert scores_of("5441", mirrors={"d": 6}) == [Fraction(9, 2)]


def test_scores_stand_in_an_order_that_says_nothing() -> None:
    assert scores_of("5555", "1111", "3333") == [1, 3, 5]


def test_reversals_know_the_scale_of_each_section() -> None:
    asked = questionnaire(
        section("one", mirrored("late", reverse=True), joint("fair")),
        section("two", joint("slow", reverse=True), on="short"),
        scales=(scale(), scale("short", top=3)),
    )
    assert reversals(asked) == {"late": 6, "slow": 4}


@pytest.mark.parametrize(
    ("scores", "expected"),
    [
        pytest.param(("3", "4", "4"), BroadScore(3, 3.7), id="a third is rounded"),
        pytest.param(("3", "3", "4", "4.2"), BroadScore(4, 3.6), id="3.55 goes up"),
        pytest.param(("5", "5", "5"), BroadScore(3, 5.0), id="all alike"),
    ],
)
def test_a_broad_score_is_the_mean_of_persons_in_tenths(scores: tuple[str, ...], expected: BroadScore) -> None:
    assert broad_score([Fraction(one) for one in scores]) == expected


def persons(*scores: str) -> list[Fraction]:
    return [Fraction(one) for one in scores]


@pytest.mark.parametrize(
    ("groups", "expected"),
    [
        pytest.param([], None, id="no broad score, no spread"),
        pytest.param([persons("3", "3", "3")], 0.3, id="of one mind: three tenths at least"),
        pytest.param([persons("3", "3.25", "3.5")], 0.3, id="a quarter of a point counts as three tenths"),
        pytest.param([persons("2", "3", "4")], 1.0, id="one point stays one"),
        pytest.param([persons("2", "3", "4.01")], 1.1, id="a little more is rounded up"),
        pytest.param([persons("2", "3", "4"), persons("3", "3", "3", "3")], 0.8, id="the mean of variances, 0.5"),
        pytest.param([persons("2", "3", "4")] * 3 + [persons("1", "3", "5")], 1.4, id="topics weigh the same: 1.75"),
    ],
)
def test_one_spread_for_the_review_is_rounded_up(groups: list[list[Fraction]], expected: float | None) -> None:
    assert pooled_spread(groups) == expected
