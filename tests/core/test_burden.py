"""How long a form takes: told from its statements, in steps that somebody can promise."""

import pytest

from surveyapp.core.instrument.burden import minutes_for


@pytest.mark.parametrize(("statements", "minutes"), [(1, 5), (32, 5), (33, 10), (57, 15), (65, 15), (80, 20)])
def test_the_nearest_five_minutes_are_told_and_never_none(statements: int, minutes: int) -> None:
    assert minutes_for(statements) == minutes
