"""A few simulated reviews: the intervals hold the truth as often as they say, of one statement as of two."""

import random
from statistics import fmean

import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from tools.simulate import detailed, few
from tools.simulate.population import centre_for, expected_rating


@pytest.fixture(scope="module")
def row(questionnaire: Questionnaire) -> detailed.Row:
    return detailed.simulate(questionnaire, random.Random(1), sizes=(8, 8), reviews=20)


@pytest.mark.wide
def test_intervals_hold_the_truth(row: detailed.Row) -> None:
    """Neither wider nor narrower than 90 %, whether a facet has one statement or two that one person rated alike."""
    assert 0.89 < row.coverage() < 0.945
    assert abs(row.coverage(1) - row.coverage(2)) < 0.03


@pytest.mark.wide
def test_chance_does_what_is_said_of_it(row: detailed.Row) -> None:
    assert row.holds
    assert row.clear_by_chance < 0.5


def test_some_real_gaps_are_found_and_few_false_ones(row: detailed.Row) -> None:
    assert 0.15 < row.found < 0.4
    assert row.false < 0.12


def test_of_three_people_too(questionnaire: Questionnaire) -> None:
    kinds = few.simulate(questionnaire, random.Random(1), sizes=(3, 3), reviews=4).kinds
    assert len(kinds) == 9
    assert 0.9 < fmean(kind.coverage for kind in kinds) < 0.99


@pytest.mark.parametrize(("expected", "spread"), [(1.5, 0.6), (3.0, 1.0), (4.5, 1.2)])
def test_centres_give_what_is_to_be_expected(expected: float, spread: float) -> None:
    assert expected_rating(centre_for(expected, spread), spread) == pytest.approx(expected)


def test_the_truth_is_what_many_people_tick() -> None:
    """Ends of the scale and all: the mean of many draws, and not the centre that they are drawn about."""
    rng, centre, spread = random.Random(1), 4.6, 1.0
    draws = [min(5, max(1, round(rng.gauss(centre, spread)))) for _ in range(20_000)]
    assert fmean(draws) == pytest.approx(expected_rating(centre, spread), abs=0.02)
    assert expected_rating(centre, spread) < 4.4
