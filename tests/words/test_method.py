"""The method on one page and the key to its words: only what is true of the review at hand, with its own limits."""

from dataclasses import replace

import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.languages import Language
from surveyapp.words.meanings import meanings
from surveyapp.words.method import SOURCES, edition_note, method_paragraphs, rounding_note
from tests.invented import KINDS, ORGANISATION, PROTECTED, STANDARD, THREE_A_SIDE, leaning
from tests.languages import AR, EN


def told(questionnaire: Questionnaire, result: ReviewResult, language: Language = EN) -> str:
    return without_controls(" ".join(method_paragraphs(questionnaire, result, language)))


def key(questionnaire: Questionnaire, result: ReviewResult, language: Language = EN) -> dict[str, str]:
    return {one.name: without_controls(one.text) for one in meanings(result, questionnaire, language)}


@pytest.mark.parametrize("kind", list(KINDS))
def test_both_languages_say_as_much(questionnaire: Questionnaire, kind: str) -> None:
    result = KINDS[kind].result(questionnaire)
    english, arabic = (method_paragraphs(questionnaire, result, language) for language in (EN, AR))
    assert len(english) == len(arabic)
    assert english[-1] == arabic[-1] == SOURCES
    assert all(one != two for one, two in zip(english[:-1], arabic[:-1], strict=True))
    assert [one.text for one in meanings(result, questionnaire, EN)] != [
        one.text for one in meanings(result, questionnaire, AR)
    ]
    assert len(meanings(result, questionnaire, EN)) == len(meanings(result, questionnaire, AR))


def test_limits_are_those_in_force(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    scoring = replace(questionnaire.scoring, flag_gap_at=0.7, shared_strength_min=4.2, level=0.8, alike_within=1.2)
    other = replace(questionnaire, scoring=scoring, disclosure=replace(questionnaire.disclosure, min_detail=6))
    method, words = told(other, result), " ".join(key(other, result).values())
    assert "0.7 points or more" in method
    assert "80% interval" in method
    assert "from 5 on, statements" in method  # of the review, which may differ from the version's
    assert ("4.2 or higher" in words, "within 1.2 points" in words, "0.7 points or more" in words) == (True,) * 3
    assert f"a correlation of {result.pooled.within}" in method


def test_a_protected_review_speaks_its_own_words(questionnaire: Questionnaire) -> None:
    result = PROTECTED.result(questionnaire, sheets=leaning(questionnaire, {}, people=(9, 8)))
    method, words = told(questionnaire, result), key(questionnaire, result)
    assert "4.0 may be 5, and 2.0 may be 1" in rounding_note(questionnaire, result, EN)
    assert rounding_note(questionnaire, result, EN) in method
    assert "6–10: in steps of 0.25, from 2.0 to 4.0; 11 or more: in steps of 0.1, from 1.5 to 4.5" in method
    assert "two colleagues" in method
    assert list(words) == [
        "Possible gap",
        "Both rate it at or near high",
        "Both rate it at or near low",
        "No gap seen; the scores are too coarse to say more",
    ]
    assert "0.5 points and the coarser step together" in words["Possible gap"]
    assert "SE is" not in method


def test_only_what_the_review_can_say_is_explained(questionnaire: Questionnaire) -> None:
    agreed = ORGANISATION.result(questionnaire, sheets=leaning(questionnaire, {}, people=(6, 1)))
    few = THREE_A_SIDE.result(questionnaire, sheets=leaning(questionnaire, {}, people=(3, 3)))
    assert list(key(questionnaire, agreed)) == ["One agreed answer", "Opinions divided", "Many don’t know"]
    assert "interval; 90%" not in told(questionnaire, agreed)
    assert "Opinions divided within a side" not in key(questionnaire, few)
    assert f"for the whole review: {few.pooled.spread} points" in told(questionnaire, few)
    assert "Cliff" not in told(questionnaire, few).removesuffix(SOURCES)
    assert rounding_note(questionnaire, few, EN) == ""


def test_a_first_edition_is_said_to_be_one(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    old = replace(result, method=1)
    assert edition_note(result, EN) == ""
    assert method_paragraphs(questionnaire, old, AR)[0] == edition_note(old, AR) != ""
