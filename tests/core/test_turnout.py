"""Steps in place of numbers, by a review's own thresholds."""

from datetime import date

import pytest

from surveyapp.core.conduct.review import Answering
from surveyapp.core.conduct.turnout import Turnout, find_turnout, is_of
from surveyapp.core.instrument.questionnaire import Thresholds

USUAL = Thresholds(3, 5, 3)
TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("sent", "turnout"),
    [(0, "none"), (1, "fewer"), (2, "fewer"), (3, "some"), (4, "some"), (5, "enough"), (9, "enough"), (10, "all")],
)
def test_a_number_is_told_by_what_it_allows_to_show(sent: int, turnout: str) -> None:
    assert find_turnout(sent, invited=10, answering=Answering.INDIVIDUAL, thresholds=USUAL) == turnout


def test_where_both_thresholds_are_one_a_step_is_missing() -> None:
    both = Thresholds(5, 5, 5)
    found = [find_turnout(sent, invited=9, answering=Answering.INDIVIDUAL, thresholds=both) for sent in range(9)]
    assert found == [Turnout.NONE, *[Turnout.FEWER] * 4, *[Turnout.ENOUGH] * 4]


def test_an_agreed_form_was_sent_or_not() -> None:
    found = [find_turnout(sent, invited=1, answering=Answering.ORGANISATION, thresholds=USUAL) for sent in (0, 1)]
    assert found == [Turnout.NONE, Turnout.ALL]


@pytest.mark.parametrize(
    ("counted", "is_told"),
    [(None, False), (23, False), (24, True), (25, True), (26, False)],
    ids=["never", "yesterday", "today", "by a clock ahead", "by a clock far ahead"],
)
def test_what_was_counted_as_the_day_began_is_told_all_day(counted: int | None, *, is_told: bool) -> None:
    assert is_of(counted and date(2026, 11, counted), TODAY) is is_told
