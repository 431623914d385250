"""Days, moments and spans as each language writes them."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from surveyapp.core.text.languages import Language
from surveyapp.words.dates import day_text, moment_text, span_text
from tests.languages import AR, EN

LAST = date(2030, 12, 31)


@pytest.mark.parametrize(
    ("language", "day", "moment", "span"),
    [
        pytest.param(EN, "31 December 2030", "31 December 2030 18:05", "24 hours", id="English"),
        pytest.param(AR, "31 كانون الأول 2030", "31 كانون الأول 2030 18:05", "24 ساعة", id="Arabic"),
    ],
)
def test_each_language_has_its_own_months_and_hours(language: Language, day: str, moment: str, span: str) -> None:
    assert day_text(LAST, language) == day
    assert moment_text(datetime(2030, 12, 31, 18, 5, tzinfo=UTC), language) == moment
    assert span_text(timedelta(days=1), language) == span


def test_a_moment_is_told_by_the_clock_that_it_is_in() -> None:
    noon = datetime(2030, 12, 31, 12, tzinfo=UTC)
    assert moment_text(noon.astimezone(timezone(timedelta(hours=14))), EN) == "1 January 2031 02:00"
