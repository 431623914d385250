"""Arabic counts in six ways, and the catalogue's rule must give each number the form that was written for it."""

import pytest
from flask import Flask

from surveyapp.web.i18n import ngettext
from tests.databases import ON_SQLITE

pytestmark = ON_SQLITE


@pytest.mark.parametrize(
    ("number", "said"),
    [
        pytest.param(1, "استعراض واحد", id="one"),
        pytest.param(2, "استعراضان", id="two"),
        pytest.param(10, "10 استعراضات", id="three to ten"),
        pytest.param(11, "11 استعراضاً", id="from eleven"),
        pytest.param(99, "99 استعراضاً", id="to ninety-nine"),
        pytest.param(180, "180 استعراضاً", id="the last two digits count"),
        pytest.param(100, "100 استعراض", id="a hundred"),
        pytest.param(103, "103 استعراضات", id="a hundred and three"),
    ],
)
def test_each_number_has_its_form(app: Flask, number: int, said: str) -> None:
    with app.test_request_context("/?lang=ar"):
        assert ngettext("%(num)s review", "%(num)s reviews", number) == said
