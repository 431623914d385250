"""What the second questionnaire's answers come to: its own scales, limits, directions and sizes, worked out by hand."""

import json
from dataclasses import astuple
from fractions import Fraction
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

import surveyapp.core
from surveyapp.catalogue.files import list_remarks, read_questionnaire
from surveyapp.core import wire
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.cells import release_in
from surveyapp.core.method.evaluating import evaluate
from surveyapp.core.method.judging import comparisons_in
from surveyapp.core.results import Reading, ReviewResult
from surveyapp.core.sides import About, Facet, PromptKey, Side, about_for
from surveyapp.core.text.rounding import tenth
from tests.invented import KINDS, Invented
from tests.questionnaires import FROZEN_FILE, SECOND_FILE
from tests.questionnaires.conftest import INVENTED

SCHEMA = json.loads((Path(surveyapp.core.__file__).parent / "results.schema.json").read_text(encoding="utf-8"))


def points_of(sheets: list[AnswerSheet], side: Side, key: PromptKey) -> list[int]:
    given = (sheet.ratings.get(key) for sheet in sheets if sheet.side is side)
    return [one for one in given if isinstance(one, int)]


def test_it_has_nothing_in_common_with_the_shipped_one(second: Questionnaire) -> None:
    """Or it would not find what assumes the shipped one."""
    frozen = read_questionnaire(FROZEN_FILE.read_bytes(), name="frozen.yaml")
    names = [
        {section.id for section in one.sections}
        | {question.id for question in one.closing}
        | set(one.scales)
        | {part.id for part in one.parts}
        | {statement.id for section in one.sections for statement in section.statements}
        for one in (frozen, second)
    ]
    assert names[0] & names[1] == set()
    assert [(scale.top, len(scale.non_answers)) for scale in second.scales.values()] == [(7, 2), (7, 1), (4, 0)]
    assert [len(section.statements) for section in second.sections] == [1, 5, 3, 2]
    facets = [{about.facet_for(Side.PRCS) for about in About if section.keys(about)} for section in second.sections]
    assert facets == [{Facet.PRCS, Facet.PARTNER}, set(Facet), set(Facet), {Facet.JOINT}]
    figures = [[*astuple(one.scoring), *astuple(one.disclosure)] for one in (frozen, second)]
    assert [one for one, other in zip(*figures, strict=True) if one == other] == []
    assert list_remarks(SECOND_FILE.read_bytes(), name="second.yaml") == ()


def test_its_means_are_those_of_its_points_turned_where_it_is_worded_the_other_way_round(
    second: Questionnaire, result: ReviewResult
) -> None:
    sheets, seen = INVENTED.sheets(second), 0
    for section, shown in zip(second.sections, result.sections, strict=True):
        for statement, found in zip(section.statements, shown.statements, strict=True):
            for facet, pair in found.facets.items():
                for side in Side:
                    given = points_of(sheets, side, PromptKey(statement.id, about_for(side, facet)))
                    cell = pair.of(side)
                    assert cell.distribution == tuple(given.count(point) for point in range(1, 8))
                    scores = [8 - point for point in given] if statement.reverse else given
                    assert cell.mean == pytest.approx(sum(scores) / len(scores), abs=0.05)
                    assert cell.favourable == sum(one >= second.scale_of(section).favourable_min for one in scores)
                    seen += statement.reverse
    assert seen == 2 * 3


def test_a_score_is_the_mean_of_means_in_tenths(second: Questionnaire, result: ReviewResult) -> None:
    shown = next(one for one in result.sections if one.id == "field_work")
    for facet, scores in shown.facets.items():
        for side in Side:
            means = [one.facets[facet].of(side).mean for one in shown.statements if facet in one.facets]
            exact = [Fraction(mean) for mean in means if mean is not None]
            assert scores.sides[side].mean == pytest.approx(tenth(sum(exact) / len(exact)), abs=0.1)


def test_a_reading_goes_by_its_own_limits(second: Questionnaire, result: ReviewResult) -> None:
    seen = set()
    for _, one in (found for section in result.sections for found in comparisons_in(section)):
        if one.gap.value is None:
            assert one.reading is None  # such a facet is not asked
            continue
        scores, size = [one.sides[side].mean for side in Side], abs(one.gap.value)
        assert (one.gap.level, one.gap.low is None) == (0.8, False)
        seen.add(one.reading)
        if size >= 0.8:
            assert one.reading in {Reading.CLEAR_GAP, Reading.POSSIBLE_GAP}
            assert (one.reading is Reading.CLEAR_GAP) == (one.gap.q <= 0.05)
        elif one.reading is Reading.BOTH_HIGH:
            assert min(scores) >= 5.5
        elif one.reading is Reading.BOTH_LOW:
            assert max(scores) <= 3.5
        elif one.reading is Reading.ALIKE:
            assert max(-one.gap.low, one.gap.high) <= 1.5
    assert {Reading.CLEAR_GAP, Reading.POSSIBLE_GAP, Reading.BOTH_HIGH, Reading.ALIKE} <= seen


def test_its_closing_questions_have_cells_of_their_own_scales(second: Questionnaire, result: ReviewResult) -> None:
    sheets = INVENTED.sheets(second)
    assert list(result.closing) == ["health", "again"]
    for name, top in (("health", 4), ("again", 7)):
        for side in Side:
            given = [sheet.closing[name] for sheet in sheets if sheet.side is side]
            cell = result.closing[name][side]
            assert cell.distribution == tuple(given.count(point) for point in range(1, top + 1))


@pytest.mark.parametrize(
    ("people", "shows_wholes", "shows_statements"),
    [
        ((8, 7), False, True),
        ((6, 6), False, True),
        ((5, 5), True, False),
        ((4, 4), True, False),
        ((3, 3), False, False),
    ],
)
def test_its_own_numbers_of_people_decide(
    second: Questionnaire, people: tuple[int, int], shows_wholes: bool, shows_statements: bool
) -> None:
    """From 4 a side topics of four ratings or more, from 6 statements; of one or two ratings a topic stays hidden."""
    found = Invented(*people).result(second)
    wholes = [one.id for one in found.sections if one.overall and one.overall.gap.value is not None]
    assert wholes == (["field_work", "information"] if shows_wholes else [])
    cells = [pair.prcs.mean for one in found.sections for s in one.statements for pair in s.facets.values()]
    assert any(mean is not None for mean in cells) == shows_statements


@pytest.mark.parametrize("kind", [*KINDS, "8 v 7"])
def test_a_document_keeps_to_the_schema_and_follows_from_what_it_releases(second: Questionnaire, kind: str) -> None:
    found = (INVENTED if kind == "8 v 7" else KINDS[kind]).result(second)
    text = wire.canonical_json(found)
    Draft202012Validator(SCHEMA).validate(json.loads(text))
    again = wire.from_plain(ReviewResult, json.loads(text))
    assert wire.canonical_json(evaluate(second, release_in(again))) == text
