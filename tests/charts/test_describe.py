"""What a chart says in words: readings, sentences that name both organisations, flags, chance."""

from dataclasses import replace

import pytest

from surveyapp.charts.describe import STATEMENTS, AltText, describe_overview, describe_priorities, describe_section
from surveyapp.core.conduct.review import Answering
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import Reading, ReviewResult, Why, Withheld
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language
from surveyapp.words import demonstration
from surveyapp.words.catalogue import say
from surveyapp.words.topics import WHOLE_ALONE
from surveyapp.words.withheld import WITHHELD_WITHIN
from tests.charts.builder import (
    AR,
    EN,
    NORCROSS,
    NOTHING,
    middle_tier,
    nothing_shown,
    only,
    protected,
    review_result,
    with_facet,
    without_controls,
)


def overview(result: ReviewResult, questionnaire: Questionnaire, language: Language = EN) -> str:
    return said(describe_overview(result, questionnaire=questionnaire, language=language, partner=NORCROSS))


def topic(
    result: ReviewResult, questionnaire: Questionnaire, language: Language = EN, *, section_id: str = "integrity"
) -> str:
    words = describe_section(result, section_id, questionnaire=questionnaire, language=language, partner=NORCROSS)
    return said(words)


def priorities(result: ReviewResult, questionnaire: Questionnaire) -> str:
    return said(describe_priorities(result, questionnaire=questionnaire, language=EN, partner=NORCROSS))


def said(words: AltText) -> str:
    return without_controls(words.description)


def test_a_gap_between_scores_at_one_end_is_not_said_to_be_nothing(questionnaire: Questionnaire) -> None:
    shown = topic(protected(questionnaire, ((4.0, 4.0), (3.0, 3.0), (4.0, 2.0))), questionnaire)
    assert [shown.count(words) for words in ("Gap not known", "Gap 0.0", "Gap +2.0")] == [1, 1, 1], shown


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        (EN, "PRCS rates its own conduct higher (4.1) than Norwegian Red Cross does (3.1). "),
        (EN, "Norwegian Red Cross rates its own conduct higher (3.8) than PRCS does (3.0). "),
        (AR, "تقييم الجمعية لأدائها أعلى (4.1) من تقييم الصليب الأحمر النرويجي له (3.1). "),
    ],
)
def test_the_finding_is_a_sentence_that_names_both(
    questionnaire: Questionnaire, language: Language, expected: str
) -> None:
    result = review_result(questionnaire)
    assert expected in overview(result, questionnaire, language)
    assert expected in topic(result, questionnaire, language)


def test_a_topic_tells_reading_sentence_gap_and_flags_in_this_order(questionnaire: Questionnaire) -> None:
    result = with_facet(review_result(questionnaire), "integrity", Facet.PRCS, unseen=(Side.PRCS,))
    assert (
        "What PRCS does: Clear gap. PRCS rates its own conduct higher (4.1) than Norwegian Red Cross does (3.1). "
        "Gap +1.0 (+0.4 to +1.7). On the conduct of PRCS, people at Norwegian Red Cross are divided: “PRCS acts "
        "without delay when a concern is raised about misconduct, including misuse of resources”. On the conduct of "
        "PRCS, many answers at PRCS are “I don’t know”. What the partner does: Clear gap. "
    ) in topic(result, questionnaire)


def test_readings_are_counted_first_then_chance_then_each_reading_with_its_sentences(
    questionnaire: Questionnaire,
) -> None:
    result = only(questionnaire, (4.1, 3.2), (3.0, 3.8), (3.5, 3.5))
    told = overview(result, questionnaire)
    assert told.startswith("Clear gap: 2; Views are alike: 1. ")
    order = ("chance alone would put about 9 that far apart", "Clear gap. Respect and", "Views are alike. Respect and")
    assert [told.index(words) for words in order] == sorted(told.index(words) for words in order)


def test_flags_are_told_beside_the_reading(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire)
    told = overview(with_facet(result, "integrity", Facet.JOINT, unseen=(Side.PRCS,)), questionnaire)
    assert "Ensure integrity: On the joint work, many answers at PRCS are “I don’t know”." in told
    assert "Ensure integrity: On the conduct of PRCS, people at Norwegian Red Cross are divided: “PRCS acts" in told
    assert "Ensure integrity: PRCS rates its own conduct higher" in told
    assert "many people" not in overview(result, questionnaire)


def test_statements_are_told_by_name_with_both_means(questionnaire: Questionnaire) -> None:
    told = topic(review_result(questionnaire), questionnaire)
    assert "What PRCS does: “PRCS holds to humanitarian principles even under pressure" in told
    assert "What the partner does: “Norwegian Red Cross holds to humanitarian principles" in told
    assert "”: PRCS 4.0, Norwegian Red Cross 2.8." in told


@pytest.mark.parametrize("language", [EN, AR])
def test_nothing_withheld_is_told_but_that_and_why(questionnaire: Questionnaire, language: Language) -> None:
    for result in (middle_tier(questionnaire, n=(4, 3)), nothing_shown(questionnaire)):
        told = topic(result, questionnaire, language)
        assert say(STATEMENTS, language) in told
        assert say(WITHHELD_WITHIN, language) in told
    assert not any(digit in topic(nothing_shown(questionnaire), questionnaire, language) for digit in "0124567")
    assert say(WHOLE_ALONE, language).rstrip(".") in overview(middle_tier(questionnaire), questionnaire, language)


def test_a_reason_is_told_once_where_it_holds_for_all(questionnaire: Questionnaire) -> None:
    assert overview(nothing_shown(questionnaire), questionnaire) == "Withheld: fewer than 3 people answered."


def test_the_side_that_may_be_shown_has_its_score(questionnaire: Questionnaire) -> None:
    told = overview(only(questionnaire, (4.1, 3.2), (3.0, None), NOTHING), questionnaire)
    assert "Withheld. Respect and empower vulnerable people, what the partner does; Respect and" in told
    assert "what the partner does: PRCS 3.0, Norwegian Red Cross withheld." in told


def test_few_people_are_told_of_topics_as_a_whole_and_others_never(questionnaire: Questionnaire) -> None:
    whole = "Over conduct and joint work together, PRCS gives a higher score (4.1) than Norwegian Red Cross (3.2)."
    assert whole in overview(middle_tier(questionnaire), questionnaire)
    told = topic(middle_tier(questionnaire), questionnaire)
    assert told.startswith("Topic as a whole: Clear gap. ")
    assert "What PRCS does: withheld: fewer than 5 people answered. PRCS 4.1, Norwegian Red Cross withheld. " in told
    for told in (
        overview(review_result(questionnaire), questionnaire),
        topic(review_result(questionnaire), questionnaire),
    ):
        assert "whole" not in told
        assert "together" not in told.replace("Work together", "").replace("we do together", "")


def test_one_agreed_answer_is_called_that(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire, n=(6, 1), half_width=None, answering=Answering.ORGANISATION)
    assert "What the partner does: One agreed answer. Norwegian Red Cross rates" in topic(result, questionnaire)
    assert "chance" not in overview(result, questionnaire)


def test_protected_speaks_its_own_words(questionnaire: Questionnaire) -> None:
    first = questionnaire.sections[0].id
    told = topic(protected(questionnaire), questionnaire, section_id=first)
    assert "What PRCS does: Possible gap. PRCS rates its own conduct higher (≥ 4.0) than Norwegian Red Cross" in told
    assert "What the partner does: Both rate it at or near high. " in told
    assert "”: PRCS ≤ 2.0, Norwegian Red Cross ≤ 2.0." in told
    assert told.endswith("no gap is called clear, and no interval is given.")


@pytest.mark.parametrize("language", [EN, AR])
def test_a_result_of_the_first_edition_says_so(questionnaire: Questionnaire, language: Language) -> None:
    words = {EN: "first edition of the method", AR: "الطبعة الأولى من المنهجية"}[language]
    for tell in (overview, topic):
        assert words in tell(review_result(questionnaire, method=1), questionnaire, language)
        assert words not in tell(review_result(questionnaire), questionnaire, language)


@pytest.mark.parametrize("language", [EN, AR])
def test_demonstration_data_is_called_that_first(questionnaire: Questionnaire, language: Language) -> None:
    result = review_result(questionnaire, demonstration=True)
    for told in (overview(result, questionnaire, language), topic(result, questionnaire, language)):
        assert told.startswith(say(demonstration.IN_SHORT, language) + ". ")


def test_topics_are_told_in_the_documents_order_with_votes_and_what_weighs_most(questionnaire: Questionnaire) -> None:
    result = review_result(questionnaire)
    told = priorities(result, questionnaire)
    assert told.startswith(
        "Rank 1: Ensure integrity; PRCS 4 of 6, Norwegian Red Cross 2 of 5. Clear gap. PRCS rates its own conduct "
        "higher (4.1) than Norwegian Red Cross does (3.1). Rank 2: Open communication; PRCS 1 of 6"
    )
    assert "No rank: Cooperate with actors outside the Movement; PRCS 0 of 6, Norwegian Red Cross 0 of 5. Poss" in told
    turned = replace(result, priorities=result.priorities[::-1])
    assert priorities(turned, questionnaire).index("Rank 1") > priorities(turned, questionnaire).index("Rank 2")


def test_without_votes_it_is_told_why(questionnaire: Questionnaire) -> None:
    none = replace(review_result(questionnaire), priorities=())
    assert priorities(none, questionnaire) == "People were not asked to choose topics."
    hidden = replace(none, withheld=(Withheld("priorities", "", Why.FEW_FOR_DETAIL),))
    assert priorities(hidden, questionnaire) == "Withheld: fewer than 5 people answered."


def test_every_reading_is_told(questionnaire: Questionnaire) -> None:
    """One that the overview left out would be a comparison that nobody hears of."""
    pairs = ((4.1, 3.2), (3.4, 4.0), (3.5, 3.5)), ((4.5, 4.4), (2.5, 2.4), (3.2, 3.6))
    result = review_result(questionnaire, pairs=pairs)
    result = with_facet(result, questionnaire.sections[0].id, Facet.JOINT, reading=Reading.DIVIDED, split=(Side.PRCS,))
    told = overview(result, questionnaire)
    names = {"Clear gap", "Possible gap", "Opinions divided within a side", "Both rate it high", "Both rate it low"}
    assert [name for name in (*names, "No gap seen; too few answers to say more") if f"{name}: " not in told] == []
    shown = sum(len(one.facets) for one in result.sections)
    assert sum(int(part.rsplit(": ")[1]) for part in told.split(". ")[0].replace("; too", ", too").split("; ")) == shown
