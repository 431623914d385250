"""No section is called as a page, a chart or a sheet is: it would share its address, and could not be asked for."""

import re

import pytest
from flask import Flask

from surveyapp.catalogue.files import FaultyQuestionnaireError, read_questionnaire
from surveyapp.catalogue.references import RESERVED_SECTIONS
from surveyapp.reports.pack.making import SHEETS
from tests.questionnaires import SECOND_FILE

TAKES_A_SECTION = ("/r/<token>/", "/staff/reviews/<review_id>/results/")


def test_every_sheet_page_and_chart_is_reserved(made_app: Flask) -> None:
    rules = [re.sub(r"<[^:>]*:", "<", rule.rule) for rule in made_app.url_map.iter_rules()]
    beside = [rule.removeprefix(start) for start in TAKES_A_SECTION for rule in rules if rule.startswith(start)]
    names = {name for name in beside if re.fullmatch("[a-z]+", name)}
    assert {"check", "receipt", "cuts", "rounds", "method"} <= names
    assert names | set(SHEETS) <= RESERVED_SECTIONS


@pytest.mark.parametrize("name", ["cuts", "annex"])
def test_such_a_name_is_refused(name: str) -> None:
    text = SECOND_FILE.read_text(encoding="utf-8").replace("learning", name)
    with pytest.raises(FaultyQuestionnaireError, match=f"{name} is the name of a page; choose another"):
        read_questionnaire(text.encode(), name="second.yaml")
