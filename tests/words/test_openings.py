"""What opens the talk about a topic: of which facets each question speaks, and that it fits what was answered."""

from dataclasses import replace

import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import FacetResult, Gap, Reading, ReviewResult, SectionResult
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language
from surveyapp.words.naming import Names
from surveyapp.words.openings import openings
from tests.invented import ORGANISATION, PARTNER, STANDARD, THREE_A_SIDE, TWO_A_SIDE
from tests.languages import AR, EN

DOES, THEIRS, JOINT = "What PRCS does", "What the partner does", "What we do together"


def names(questionnaire: Questionnaire, language: Language = EN) -> Names:
    return Names(questionnaire, PARTNER, language)


def read_as(
    questionnaire: Questionnaire,
    *readings: Reading,
    split: tuple[Facet, ...] = (),
    unseen: tuple[Facet, ...] = (),
) -> SectionResult:
    """Return a topic whose facets have these readings, in order, and these flags; later gaps are larger."""
    section = STANDARD.result(questionnaire).sections[0]
    facets = {
        facet: FacetResult(
            section.facets[facet].sides,
            Gap(0.5 + number / 10),
            reading,
            (Side.PRCS,) if facet in unseen else (),
            (Side.PARTNER,) if facet in split else (),
        )
        for number, (facet, reading) in enumerate(zip(Facet, readings, strict=True))
    }
    return replace(section, facets=facets)


def kinds(questionnaire: Questionnaire, section: SectionResult) -> list[tuple[tuple[str, ...], str]]:
    """Return the openings with each prompt under its name in the questionnaire."""
    known = {text["en"]: name for name, text in questionnaire.discussion_prompts.items()}
    return [(one.about, known[one.prompt]) for one in openings(names(questionnaire), section)]


CLEAR, POSSIBLE, DIVIDED, ALIKE, LOW = (
    Reading.CLEAR_GAP,
    Reading.POSSIBLE_GAP,
    Reading.DIVIDED,
    Reading.ALIKE,
    Reading.BOTH_LOW,
)


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        pytest.param({"readings": (ALIKE, CLEAR, POSSIBLE)}, [((THEIRS,), "clear_gap")], id="the weightiest speaks"),
        pytest.param(
            {"readings": (CLEAR, ALIKE, CLEAR)}, [((DOES, JOINT), "clear_gap")], id="all facets of one reading"
        ),
        pytest.param(
            {"readings": (DIVIDED, LOW, ALIKE), "split": (Facet.PRCS,)}, [((DOES,), "divided")], id="divided once"
        ),
        pytest.param(
            {"readings": (CLEAR, DIVIDED, ALIKE), "split": (Facet.PRCS, Facet.PARTNER), "unseen": (Facet.JOINT,)},
            [((DOES,), "clear_gap"), ((DOES, THEIRS), "divided"), ((JOINT,), "unseen")],
            id="flags have questions of their own",
        ),
    ],
)
def test_each_question_names_its_facets(questionnaire: Questionnaire, section: dict, expected: list) -> None:
    readings = section.pop("readings")
    assert kinds(questionnaire, read_as(questionnaire, *readings, **section)) == expected


def test_one_agreed_answer_has_questions_that_fit_it(questionnaire: Questionnaire) -> None:
    flag = questionnaire.scoring.flag_gap_at
    for section in ORGANISATION.result(questionnaire).sections:
        said = openings(names(questionnaire), section)
        sizes = {
            questionnaire.facets[facet]["en"]: abs(one.gap.value)
            for facet, one in section.facets.items()
            if one.gap.value is not None
        }
        is_apart = max(sizes.values()) >= flag
        assert said[0].prompt.startswith("One agreed answer is shown beside a score that is")
        assert ("not close to it" in said[0].prompt) is is_apart
        assert set(said[0].about) == {name for name, size in sizes.items() if (size >= flag) is is_apart}
        assert not [one for one in said if "Too few" in one.prompt]


def test_a_topic_as_a_whole_names_no_facet(questionnaire: Questionnaire) -> None:
    for section in THREE_A_SIDE.result(questionnaire).sections:
        assert [one.about for one in openings(names(questionnaire), section)] == [()]


def test_too_few_people_talk_without_scores(questionnaire: Questionnaire) -> None:
    for section in TWO_A_SIDE.result(questionnaire).sections:
        assert kinds(questionnaire, section) == [((), "too_few")]


def test_an_older_version_has_questions_under_older_names(questionnaire: Questionnaire) -> None:
    older = {"clear_gap": "gap", "divided": "split", "unseen": "unseen"}
    prompts = {older[name]: text for name, text in questionnaire.discussion_prompts.items() if name in older}
    old = replace(questionnaire, discussion_prompts=prompts)
    section = read_as(questionnaire, CLEAR, ALIKE, ALIKE, split=(Facet.JOINT,))
    assert kinds(old, section) == [((DOES,), "gap"), ((JOINT,), "split")]


def test_both_languages_ask_as_much(questionnaire: Questionnaire) -> None:
    result: ReviewResult = STANDARD.result(questionnaire)
    for section in result.sections:
        english, arabic = (openings(names(questionnaire, one), section) for one in (EN, AR))
        assert [len(one.about) for one in english] == [len(one.about) for one in arabic]
        assert not {one.prompt for one in english} & {one.prompt for one in arabic}
