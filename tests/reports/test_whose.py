"""Who "us" is, wherever a statement is quoted that says so: nobody takes it for the reader's own organisation."""

from dataclasses import replace
from datetime import date

import pytest

from surveyapp.charts.describe import describe_overview, describe_section
from surveyapp.core.conduct.actions import Meeting
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Language
from surveyapp.reports.pack.content import MeetingPack, Size
from surveyapp.reports.pack.making import pack_data
from surveyapp.reports.pack.reader import Reader
from surveyapp.reports.slides.opening import summary
from surveyapp.reports.slides.topics import topics
from tests.invented import PARTNER, STANDARD, polar
from tests.languages import AR, EN

US = {EN: "“Us” and “our” in a statement", AR: "ضمير المتكلم في عبارة"}
DAY = date(2026, 7, 2)


def quotes(questionnaire: Questionnaire, *topics: str) -> ReviewResult:
    """Return a result of these topics, of which every statement is quoted: PRCS is divided over each."""
    result = STANDARD.result(questionnaire, sheets=polar(questionnaire))
    return replace(result, sections=tuple(one for one in result.sections if one.id in topics), priorities=())


@pytest.mark.slow
@pytest.mark.parametrize("language", [EN, AR])
@pytest.mark.parametrize(("topic", "says_us"), [("diversity", True), ("respect_empower", False)])
def test_us_is_explained_wherever_a_statement_says_it(
    questionnaire: Questionnaire, language: Language, topic: str, says_us: bool
) -> None:
    result = quotes(questionnaire, topic)
    pack = MeetingPack(STANDARD.review(questionnaire), questionnaire, result, Meeting(), None, (language,), DAY, DAY)
    of_chart = {"questionnaire": questionnaire, "language": language, "partner": PARTNER}
    (opening,), (of_topic,) = (list(make(Reader(pack, language))) for make in (summary, topics))
    told = {
        "handout": str(pack_data(replace(pack, size=Size.HANDOUT))),
        "summary": str(pack_data(replace(pack, chosen=frozenset({"summary"})))),
        "principle": str(pack_data(replace(pack, chosen=frozenset({topic})))),
        "slide": " ".join(line.whole for line in opening.lines),
        "its notes": " ".join(opening.notes),
        "a topic's notes": " ".join(of_topic.notes),
        "a chart": describe_overview(result, **of_chart).description,
        "a topic's chart": describe_section(result, topic, **of_chart).description,
        "the same in brief": describe_section(result, topic, **of_chart, is_brief=True).description,
    }
    assert {name: words.count(US[language]) for name, words in told.items()} == dict.fromkeys(told, int(says_us))
