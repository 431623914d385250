"""Days as people type them."""

from datetime import date

import pytest

from surveyapp.core.days import read_day
from surveyapp.core.errors import InputError


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("2026-12-31", id="as a browser sends it"),
        pytest.param("٢٠٢٦-١٢-٣١", id="Arabic-Indic digits"),
        pytest.param("۳۱/۱۲/۲۰۲۶", id="Persian digits, day first"),
        pytest.param(" \u200f31.12.2026\u200f ", id="marks around it"),
        pytest.param("2026/12/31", id="slashes, year first"),
    ],
)
def test_days_are_read(typed: str) -> None:
    assert read_day(typed) == date(2026, 12, 31)


@pytest.mark.parametrize(
    "typed",
    ["", "tomorrow", "31-12-26", "2026-02-30", "2026-13-01", "0000-01-01", "9999-12-31", "1026-12-31", "2026-12-31T10"],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(InputError, match="bad_day"):
        read_day(typed)
