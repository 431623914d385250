"""What a chart says in words."""

from dataclasses import replace

import pytest

from surveyapp.charts.describe import describe_overview, describe_priorities, describe_section
from surveyapp.charts.labels import LABELS
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import Reading, Why, Withheld
from surveyapp.core.review import Answering
from surveyapp.core.sides import Language
from tests.charts.builder import AR, EN, middle_tier, nothing_shown, only, review_result, without_controls


def overview(result: object, questionnaire: Questionnaire, language: Language = EN) -> str:
    return without_controls(describe_overview(result, questionnaire=questionnaire, language=language).description)


def topic(result: object, questionnaire: Questionnaire, language: Language = EN) -> str:
    return without_controls(
        describe_section(result, "integrity", questionnaire=questionnaire, language=language).description
    )


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (EN, "Ensure integrity, what PRCS does: PRCS 4.1, Partner 3.1, gap +1.0 (gap). "),
        (EN, "Ensure integrity, what the partner does: PRCS 3.0, Partner 3.8, gap −0.8 (gap). "),
        (AR, "كفالة النزاهة، ما تقوم به الجمعية: الجمعية 4.1، الجهة الشريكة 3.1، الفجوة +1.0 (فجوة). "),
    ],
)
def test_the_finding_is_said_in_words(questionnaire: Questionnaire, language: Language, expected: str) -> None:
    result = review_result(questionnaire)
    assert expected in overview(result, questionnaire, language)
    assert expected in topic(result, questionnaire, language)


def test_readings_are_counted_first(questionnaire: Questionnaire) -> None:
    result = only(questionnaire, (4.1, 3.2), (3.0, 3.8), (3.5, 3.5))
    assert overview(result, questionnaire).startswith("Gap: 2; Similar views: 1. ")


def test_statements_are_told_with_both_means(questionnaire: Questionnaire) -> None:
    said = topic(review_result(questionnaire), questionnaire)
    assert "What PRCS does: “We hold to humanitarian principles even under pressure" in said
    assert "”: PRCS 4.0, Partner 2.8." in said


@pytest.mark.parametrize("language", [EN, AR])
def test_nothing_withheld_is_told_but_that_and_why(questionnaire: Questionnaire, language: Language) -> None:
    for make in (middle_tier, nothing_shown):
        said = topic(make(questionnaire), questionnaire, language)
        assert LABELS[language].statements in said
        assert LABELS[language].withheld.lower() in said
    assert not any(digit in topic(nothing_shown(questionnaire), questionnaire, language) for digit in "0124567")
    assert LABELS[language].overall_note.rstrip(".") in overview(middle_tier(questionnaire), questionnaire, language)


def test_one_agreed_answer_is_called_that(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)
    assert "gap −0.8 (one agreed answer)" in topic(result, questionnaire)


@pytest.mark.parametrize("language", [EN, AR])
def test_demonstration_data_is_called_that_first(questionnaire: Questionnaire, language: Language) -> None:
    result = review_result(questionnaire, demonstration=True)
    for said in (overview(result, questionnaire, language), topic(result, questionnaire, language)):
        assert said.startswith(LABELS[language].demonstration + ". ")


def test_chosen_topics_are_told_by_rank_or_why_not(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire)
    told = describe_priorities(result, questionnaire=questionnaire, language=EN).description
    assert told.startswith("Ensure integrity (PRCS: 4, Partner: 2). Ownership (PRCS: 1, Partner: 3). ")
    none = replace(result, priorities=())
    assert describe_priorities(none, questionnaire=questionnaire, language=EN).description == "Nobody chose a topic."
    hidden = replace(none, withheld=(Withheld("priorities", "", Why.FEW_FOR_DETAIL),))
    told = describe_priorities(hidden, questionnaire=questionnaire, language=EN).description
    assert told == "Withheld: fewer than 5 people answered."


@pytest.mark.parametrize("language", list(Language))
def test_every_reading_and_reason_has_its_words(language: Language) -> None:
    labels = LABELS[language]
    assert set(labels.readings) == set(Reading)
    assert set(labels.why) == set(Why)
    assert len(set(labels.readings.values())) == len(Reading)
