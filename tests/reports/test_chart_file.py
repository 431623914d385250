"""A chart as a file: the same wherever it is opened, and it says of whom and when it is."""

import io
from dataclasses import replace
from xml.etree import ElementTree as ET

import pikepdf
import pytest

from surveyapp.charts import on_demand
from surveyapp.charts.on_demand import Chart
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.reports.chart_file import make_chart_pdf
from surveyapp.words.naming import Names
from surveyapp.words.sources import review_source
from tests.invented import STANDARD
from tests.languages import AR, EN
from tests.reports.packs import plain, text_of
from tests.reports.reading import read_aloud

SVG = "{http://www.w3.org/2000/svg}"


def chart_of(questionnaire: Questionnaire, language: Language) -> Chart:
    review, result = STANDARD.review(questionnaire), STANDARD.result(questionnaire)
    names = on_demand.ReviewNames(questionnaire=questionnaire, language=language, partner=review.partner.name)
    source = review_source(result, review, Names(**names))
    return replace(on_demand.priorities(result, **names), source=source)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (EN, "Norwegian Red Cross · Review 2026 · answered: PRCS 6, Norwegian Red Cross 5 · deadline: 1 July 2026"),
        (AR, "الصليب الأحمر النرويجي · استعراض 2026 · المجيبون: الجمعية 6، الصليب الأحمر النرويجي 5"),
    ],
    ids=["English", "Arabic"],
)
def test_a_chart_as_pdf_is_tagged_and_says_what_it_is_of(
    questionnaire: Questionnaire, language: Language, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    chart = chart_of(questionnaire, language)
    pdf = make_chart_pdf(chart)
    assert caplog.messages == []
    assert plain(said) in text_of(pdf)
    assert without_controls(chart.source).startswith(said)
    alt = chart.describe()
    assert [spoken.text for spoken in read_aloud(pdf)] == [alt.description]
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert (str(document.Root.Lang), len(document.pages)) == (language.code, 1)
        assert alt.title in document.Root.Metadata.read_bytes().decode()
    assert make_chart_pdf(chart) == pdf


def test_a_chart_as_svg_needs_no_font_and_stands_over_what_it_is_of(questionnaire: Questionnaire) -> None:
    chart = chart_of(questionnaire, EN)
    root, without = (ET.fromstring(one.to_svg_file()) for one in (chart, replace(chart, source="")))  # noqa: S314
    assert list(root.iter(f"{SVG}text")) == []
    assert root.findtext(f"{SVG}desc") == chart.describe().description
    assert float(root.attrib["height"].removesuffix("pt")) > float(without.attrib["height"].removesuffix("pt")) + 20
