"""PRCS goes by its short name, unless that would be the partner's as well."""

import pytest

from surveyapp.charts.dumbbell import overview_panels
from surveyapp.charts.view import View
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.words.naming import Names, told_apart
from tests.invented import STANDARD
from tests.languages import AR, EN, text

SHORT, FULL = "الجمعية", "جمعية الهلال الأحمر الفلسطيني"


@pytest.mark.parametrize(
    ("partner", "called"),
    [
        pytest.param("الصليب الأحمر النرويجي", SHORT, id="another noun"),
        pytest.param("جمعية الإغاثة الطبية", FULL, id="the same noun"),
        pytest.param("الجمعية الفلسطينية للثقافة", FULL, id="the short name itself"),
    ],
)
def test_no_name_of_prcs_could_mean_the_partner(questionnaire: Questionnaire, partner: str, called: str) -> None:
    name = text(ar=partner, en="Medical Relief")
    names = Names(questionnaire, name, AR)
    view = View(STANDARD.result(questionnaire), questionnaire, AR, name)
    what = f"ما تقوم به {called}"
    assert (names.alone(Side.PRCS), names.facet(Facet.PRCS), view.side_name(Side.PRCS)) == (called, what, called)
    assert overview_panels(view)[0].title == what
    assert names.facet(Facet.PARTNER) == questionnaire.facets[Facet.PARTNER]["ar"]
    told = told_apart(questionnaire, name)
    assert Names(told, name, AR).facet(Facet.PRCS) == what
    assert Names(told, name, EN).alone(Side.PRCS) == "PRCS"


def test_statements_name_prcs_in_full_where_its_short_name_is_the_partners(questionnaire: Questionnaire) -> None:
    names = Names(questionnaire, text(ar="أصدقاء", en="Friends of PRCS"), EN)
    asked = next(section for section in questionnaire.sections if Facet.PRCS in section.facets).statements[0]
    assert "Palestine Red Crescent Society" in without_controls(names.statement(asked, facet=Facet.PRCS))


def test_a_name_with_brackets_stands_in_no_round_ones(questionnaire: Questionnaire) -> None:
    asked = next(section for section in questionnaire.sections if Facet.PARTNER in section.facets).statements[0]
    names = Names(questionnaire, text(ar="جمعية وطنية (مثال)", en="National Society (example)"), AR)
    assert "(جمعية وطنية [مثال])" in without_controls(names.statement(asked, facet=Facet.PARTNER))
    english = Names(questionnaire, names.partner, EN)
    assert "National Society (example)" in without_controls(english.statement(asked, facet=Facet.PARTNER))
