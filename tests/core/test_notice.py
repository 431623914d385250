"""What a notice promises is what a result shows: for each number of people, under each policy and thresholds."""

from dataclasses import replace

import pytest

from surveyapp.core.conduct.review import Policy
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.release.shown import Shown, shown_by
from surveyapp.core.results import ReviewResult, StatementCell
from surveyapp.core.sides import Facet, Side
from tests.core.building import ROLES, computed, even_sheets, questionnaire, review

ASKED = questionnaire()
RULES = [
    pytest.param(Policy.STANDARD, Thresholds(3, 5, 5), id="standard"),
    pytest.param(Policy.STANDARD, Thresholds(3, 3, 5), id="details from three"),
    pytest.param(Policy.STANDARD, Thresholds(3, 7, 7), id="details from seven"),
    pytest.param(Policy.STANDARD, Thresholds(4, 5, 6), id="nothing below four"),
    pytest.param(Policy.PROTECTED, Thresholds(5, 5, 5), id="protected"),
    pytest.param(Policy.PROTECTED, Thresholds(5, 7, 5), id="protected, details from seven"),
]
PLENTY = 8


def result_of(sheets: list[AnswerSheet], policy: Policy, thresholds: Thresholds) -> ReviewResult:
    """Return the result of these answers on PRCS's side, and of eight people on the other."""
    others = even_sheets(ASKED, Side.PARTNER, "34343434")
    return computed(ASKED, [*sheets, *others], of=review(policy=policy, thresholds=thresholds))


def cells(result: ReviewResult) -> list[StatementCell]:
    return [one.facets[facet].of(Side.PRCS) for s in result.sections for one in s.statements for facet in one.facets]


def has_averages(result: ReviewResult) -> bool:
    found = [section.overall.sides[Side.PRCS].mean for section in result.sections if section.overall]
    return any(mean is not None for mean in found)


@pytest.mark.parametrize(("policy", "thresholds"), RULES)
def test_how_many_it_takes(policy: Policy, thresholds: Thresholds) -> None:
    shown = shown_by(policy, thresholds)
    for people in range(1, PLENTY + 1):
        said = {"integrity": Comment("Word for word.", share=True)}
        result = result_of(even_sheets(ASKED, Side.PRCS, "3" * people, comments=said), policy, thresholds)
        has_details = people >= shown.details_from
        assert any(entry.texts for entry in result.comments) is has_details
        assert [cell.mean is not None for cell in cells(result)] == [has_details] * len(cells(result))
        assert [cell.distribution is not None for cell in cells(result)] == [has_details and shown.has_counts] * len(
            cells(result)
        )
        if not has_details:
            assert has_averages(result) is (people >= shown.anything_from)


@pytest.mark.parametrize(("policy", "thresholds"), RULES)
def test_how_many_must_have_rated_a_statement(policy: Policy, thresholds: Thresholds) -> None:
    shown = shown_by(policy, thresholds)
    key = ASKED.sections[0].keys("self")[0]
    for raters in range(1, PLENTY + 1):
        sheets = even_sheets(ASKED, Side.PRCS, "3" * PLENTY)
        few = [replace(one, ratings={k: v for k, v in one.ratings.items() if k != key}) for one in sheets[raters:]]
        result = result_of([*sheets[:raters], *few], policy, thresholds)
        cell = result.sections[0].statements[0].facets[Facet.PRCS].of(Side.PRCS)
        assert (cell.mean is not None) is (raters >= shown.rated_by)


@pytest.mark.parametrize(("policy", "thresholds"), RULES)
def test_how_many_make_a_group(policy: Policy, thresholds: Thresholds) -> None:
    shown = shown_by(policy, thresholds)
    for size in range(1, PLENTY + 1):
        sheets = [
            replace(sheet, profile={"role": role})
            for role in ROLES[:2]
            for sheet in even_sheets(ASKED, Side.PRCS, "3" * size)
        ]
        result = result_of(sheets, policy, thresholds)
        groups = [group for cut in result.cuts if cut.side is Side.PRCS for group in cut.groups]
        assert bool(groups) is (shown.groups_of is not None and size >= max(shown.groups_of, shown.details_from / 2))


@pytest.mark.parametrize(
    ("policy", "thresholds", "said"),
    [
        pytest.param(Policy.STANDARD, Thresholds(3, 5, 5), Shown(3, 5, 3, 5, has_counts=True), id="standard"),
        pytest.param(Policy.STANDARD, Thresholds(3, 3, 5), Shown(None, 3, 3, 5, has_counts=True), id="no band"),
        pytest.param(Policy.PROTECTED, Thresholds(3, 4, 4), Shown(None, 5, 5, None, has_counts=False), id="raised"),
    ],
)
def test_the_numbers_are_those_in_force(policy: Policy, thresholds: Thresholds, said: Shown) -> None:
    assert shown_by(policy, thresholds) == said
