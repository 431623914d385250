"""A topic in words: its facets or, of a few people, the whole, with scores, sentence and flags."""

from dataclasses import replace

import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.summary import Line
from surveyapp.core.results import Reading
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.rounding import written
from surveyapp.words.naming import Names
from surveyapp.words.readings import comparison_sentence
from surveyapp.words.topics import said_of, stands_alone
from tests.invented import KINDS, PARTNER, PROTECTED, STANDARD, THREE_A_SIDE, THREE_AND_NINE, leaning, polar
from tests.languages import EN

PRCS, NORCROSS = "PRCS", "Norwegian Red Cross"


def named(questionnaire: Questionnaire) -> Names:
    return Names(questionnaire, PARTNER, EN)


def test_every_facet_is_said_with_both_scores(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire)
    for section in result.sections:
        said = said_of(result, section, names=named(questionnaire))
        assert [one.facet for one in said] == [*Facet]
        for one in said:
            scores = [written(one.comparison.sides[side].mean) for side in Side]
            assert [one.scores[side] for side in Side] == scores
            text = without_controls(one.sentence)
            assert PRCS in text
            assert NORCROSS in text
            assert all(score in text for score in scores)
            assert all(without_controls(flag).startswith("On the ") for flag in one.flags)


def test_statements_in_flags_name_the_organisation(questionnaire: Questionnaire) -> None:
    result = STANDARD.result(questionnaire, sheets=polar(questionnaire))
    flags = [
        (one.facet, without_controls(flag))
        for section in result.sections
        for one in said_of(result, section, names=named(questionnaire))
        for flag in one.flags
        if "divided" in flag
    ]
    assert flags
    subjects = {Facet.PRCS: PRCS, Facet.PARTNER: NORCROSS}
    assert all(subjects[facet] in flag.partition("“")[2] for facet, flag in flags if facet in subjects)


def test_a_division_without_a_gap_is_said_with_the_side_that_is_divided(questionnaire: Questionnaire) -> None:
    result, names = STANDARD.result(questionnaire, sheets=polar(questionnaire)), named(questionnaire)
    section = next(one for one in result.sections if one.facets[Facet.JOINT].reading is Reading.DIVIDED)
    joint = section.facets[Facet.JOINT]
    said = {
        split: without_controls(comparison_sentence(names, Line(section, Facet.JOINT, replace(joint, split=split))))
        for split in ((Side.PRCS,), (Side.PARTNER,), (Side.PRCS, Side.PARTNER))
    }
    begins = [f"people at {PRCS} are", f"people at {NORCROSS} are", "people are divided on both sides"]
    for words, begin in zip(said.values(), begins, strict=True):
        assert words.startswith(f"On the joint work, {begin}")
        assert "; no gap shows (" in words


@pytest.mark.parametrize("kind", ["standard", "protected", "organisation"])
def test_nothing_is_said_of_a_topic_as_a_whole(questionnaire: Questionnaire, kind: str) -> None:
    result = KINDS[kind].result(questionnaire)
    assert not stands_alone(result)
    assert all(
        one.facet is not None
        for section in result.sections
        for one in said_of(result, section, names=named(questionnaire))
    )


def test_of_three_people_a_topic_is_said_as_a_whole(questionnaire: Questionnaire) -> None:
    result = THREE_A_SIDE.result(questionnaire)
    assert stands_alone(result)
    for section in result.sections:
        assert [one.facet for one in said_of(result, section, names=named(questionnaire))] == [None]


def test_of_three_and_nine_the_whole_comes_before_the_facets_of_the_nine(questionnaire: Questionnaire) -> None:
    result = THREE_AND_NINE.result(questionnaire)
    for section in result.sections:
        first, *facets = said_of(result, section, names=named(questionnaire))
        assert first.facet is None
        assert {(one.scores[Side.PRCS], one.sentence, one.gap) for one in facets} <= {("", "", "")}


def test_a_protected_score_at_an_end_says_so_and_has_no_interval(questionnaire: Questionnaire) -> None:
    sheets = leaning(questionnaire, {("integrity", Facet.PARTNER): (2, 5)}, people=(9, 8))
    result = PROTECTED.result(questionnaire, sheets=sheets)
    said = [one for section in result.sections for one in said_of(result, section, names=named(questionnaire))]
    ends = [one for one in said if one.sentence and "≥" in "".join(one.scores.values())]
    assert ends
    assert all(
        without_controls(f"{one.scores[side]}") in without_controls(one.sentence) for one in ends for side in Side
    )
    assert {one.interval for one in said} == {""}
    assert {one.gap for one in said if all("≥" in score for score in one.scores.values())} == {"not known"}
    near = [one for one in said if one.reading.startswith("Both rate it")]
    assert near
    assert all("at or near" in one.reading and "at or near" in one.sentence for one in near)
