"""Which reading gives the prompt that opens a discussion (docs/method.md, section 4)."""

from dataclasses import replace

import pytest

from surveyapp.charts.view import prompt_reading
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import Reading, SectionResult
from surveyapp.core.sides import Facet
from tests.charts.builder import NOTHING, Pair, section_result

PEOPLE = {"prcs": 6, "partner": 5}
ALIKE, HIGH, LOW = (3.5, 3.5), (4.5, 4.4), (2.5, 2.4)
ABOVE, BELOW, PERHAPS = (4.5, 3.5), (3.2, 4.1), (4.0, 3.4)


def topic(questionnaire: Questionnaire, *pairs: Pair, **more: object) -> SectionResult:
    own, theirs, joint = pairs
    return section_result(questionnaire.sections[0], (own, theirs, joint), n=PEOPLE, **more)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ((ABOVE, BELOW, ALIKE), Reading.GAP),
        ((PERHAPS, ALIKE, HIGH), Reading.GAP_UNCLEAR),
        ((HIGH, LOW, ALIKE), Reading.SHARED_CONCERN),
        ((HIGH, ALIKE, ALIKE), Reading.SHARED_STRENGTH),
        ((ALIKE, NOTHING, NOTHING), Reading.SIMILAR),
    ],
)
def test_the_weightiest_facet_gives_the_prompt(
    questionnaire: Questionnaire, pairs: tuple[Pair, Pair, Pair], expected: Reading
) -> None:
    """The whole says something else every time, or nothing."""
    section = replace(topic(questionnaire, *pairs), overall=topic(questionnaire, BELOW, BELOW, BELOW).overall)
    if expected is Reading.GAP:
        section = replace(section, overall=replace(section.overall, reading=Reading.SIMILAR))
    assert prompt_reading(section, questionnaire.scoring) is expected


def test_what_many_do_not_know_comes_before_a_gap(questionnaire: Questionnaire) -> None:
    section = topic(questionnaire, ABOVE, ALIKE, ALIKE)
    unseen = replace(section.facets[Facet.JOINT], reading=Reading.UNSEEN)
    section = replace(section, facets={**section.facets, Facet.JOINT: unseen})
    assert prompt_reading(section, questionnaire.scoring) is Reading.UNSEEN


@pytest.mark.parametrize(("own", "expected"), [(ABOVE, Reading.GAP_UNCLEAR), (ALIKE, Reading.SIMILAR)])
def test_one_agreed_answer_is_talked_about_by_its_largest_gap(
    questionnaire: Questionnaire, own: Pair, expected: Reading
) -> None:
    section = topic(questionnaire, own, ALIKE, ALIKE, half_width=None, overall=ALIKE)
    assert prompt_reading(section, questionnaire.scoring) is expected


@pytest.mark.parametrize(("overall", "expected"), [(ABOVE, Reading.GAP), (NOTHING, None)])
def test_the_whole_speaks_where_it_is_alone(
    questionnaire: Questionnaire, overall: Pair, expected: Reading | None
) -> None:
    section = topic(questionnaire, NOTHING, NOTHING, NOTHING, overall=overall)
    assert prompt_reading(section, questionnaire.scoring) is expected
