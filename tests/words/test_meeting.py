"""The topics for the meeting in words: votes of both sides apart, the clearest reading, ranks as released."""

from dataclasses import replace

import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.summary import order_of_talk
from surveyapp.core.results import Reading
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language
from surveyapp.words.meeting import topics_for_meeting
from surveyapp.words.naming import Names
from tests.invented import KINDS, PARTNER, PROTECTED, STANDARD, THREE_A_SIDE, Invented, leaning
from tests.languages import BOTH, EN

NOTE = "Not chosen, but a clear gap"


def named(questionnaire: Questionnaire, language: Language = EN) -> Names:
    return Names(questionnaire, PARTNER, language)


def test_topics_stand_as_released_with_both_sides_votes(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    topics = topics_for_meeting(result, named(questionnaire))
    assert [(one.section, one.rank) for one in topics] == [(row.section, row.rank) for row in result.priorities]
    votes = [(f"{row.prcs} of 6", f"{row.partner} of 5") for row in result.priorities]
    assert [(one.votes[Side.PRCS], one.votes[Side.PARTNER]) for one in topics] == votes


def test_a_clear_gap_that_nobody_chose_is_ranked_and_said(questionnaire: Questionnaire) -> None:
    apart = {(topic, Facet.PARTNER): (2, 5) for topic in ("integrity", "relevance")}
    result = Invented(8, 8).result(questionnaire, sheets=leaning(questionnaire, apart))
    noted = [one for one in topics_for_meeting(result, named(questionnaire)) if one.note]
    assert [(one.section, one.note) for one in noted] == [(topic, NOTE) for topic, _ in apart]
    assert all(one.said.comparison.reading is Reading.CLEAR_GAP for one in noted)
    chosen = tuple(replace(row, prcs=int(row.section == "integrity")) for row in result.priorities)
    noted = [one for one in topics_for_meeting(replace(result, priorities=chosen), named(questionnaire)) if one.note]
    assert [one.section for one in noted] == ["relevance"]


@pytest.mark.parametrize("kind", [PROTECTED, THREE_A_SIDE], ids=["protected", "three a side"])
def test_without_votes_topics_stand_by_what_the_gaps_say(questionnaire: Questionnaire, kind: Invented) -> None:
    result = kind.result(questionnaire)
    topics = topics_for_meeting(result, named(questionnaire))
    assert [one.section for one in topics] == order_of_talk(result)
    assert {(one.rank, *one.votes.values(), one.note) for one in topics} == {(None, "", "", "")}


@pytest.mark.parametrize("kind", list(KINDS))
def test_each_topic_has_its_clearest_sentence_in_both_languages(questionnaire: Questionnaire, kind: str) -> None:
    result = KINDS[kind].result(questionnaire)
    for language in BOTH:
        for topic in topics_for_meeting(result, named(questionnaire, language)):
            section = next(one for one in result.sections if one.id == topic.section)
            compared = [one for one in [section.overall, *section.facets.values()] if one and one.gap.value is not None]
            assert (topic.said is None) == (not compared)
            assert topic.said is None or named(questionnaire, language).of(Side.PARTNER) in topic.said.sentence
