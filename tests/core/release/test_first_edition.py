"""Documents sealed under the first edition: their cells stay, what was made of persons' scores is read nowhere."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from surveyapp.core import wire
from surveyapp.core.conduct.review import Policy, Review
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.cells import release_in
from surveyapp.core.method.evaluating import evaluate
from surveyapp.core.release.disclosure import What
from surveyapp.core.release.first_edition import read_sealed
from surveyapp.core.results import BroadScore, Gap, Pooled, Reading, ReviewResult, SideScore, StatementCell, Why
from surveyapp.core.sides import Facet, Side
from tests.core.building import (
    computed,
    even_sheets,
    joint,
    many_sheets,
    organisation,
    questionnaire,
    review,
    section,
    sheets_of,
)

ASKED = questionnaire()
NOTHING = dict.fromkeys(("value", "low", "high", "level", "df", "cliffs_delta", "p", "hodges_lehmann"))
PERSONS = {"n": 4, "mean": 3.1415, "sd": 0.9, "dont_know_share": 0.1}
"""What the first edition said of a side's persons."""


def sealed(result: ReviewResult, *, persons: dict[str, Any] = PERSONS) -> dict[str, Any]:
    """Return a document as the first edition wrote it, with ``persons`` wherever it spoke of persons."""
    plain = wire.to_plain(result)
    compared = {"sides": {side.value: persons for side in Side}, "gap": NOTHING, "reading": "similar"}
    for one in plain["sections"]:
        one |= {"overall": compared, "facets": dict.fromkeys(Facet, compared)}
        for pair in (pair for statement in one["statements"] for pair in statement["facets"].values()):
            del pair["cliffs_delta"], pair["p"], pair["prcs"]["step"], pair["partner"]["step"]
    plain["indices"] = dict.fromkeys(Facet, compared)
    return {name: value for name, value in plain.items() if name not in {"method", "pooled", "chance"}}


def shown(sheets: Sequence[AnswerSheet], *, of: Review | None = None, asked: Questionnaire = ASKED) -> ReviewResult:
    return read_sealed(sealed(computed(asked, sheets, of=of)), asked)


def test_a_document_of_this_edition_is_shown_as_it_is() -> None:
    result = computed(ASKED, many_sheets(ASKED, 30))
    assert read_sealed(wire.to_plain(result), ASKED) == result


FIVE = even_sheets(ASKED, Side.PRCS, "44433") + even_sheets(ASKED, Side.PARTNER, "33555")


@pytest.mark.parametrize(("policy", "sheets"), [(Policy.STANDARD, many_sheets(ASKED, 40)), (Policy.PROTECTED, FIVE)])
def test_cells_stay_and_everything_else_is_worked_out_from_them(policy: Policy, sheets: list[AnswerSheet]) -> None:
    """With half for both correlations, since none was measured."""
    result = computed(ASKED, sheets, of=review(policy=policy))
    found = read_sealed(sealed(result), ASKED)
    again = replace(release_in(result), method=1, pooled=Pooled(), withheld=found.withheld)
    assert found == evaluate(ASKED, again)
    assert found.method == 1


@pytest.mark.parametrize("policy", Policy)
def test_no_figure_of_persons_is_read_of_five_people_or_more(policy: Policy) -> None:
    result = computed(ASKED, many_sheets(ASKED, 40), of=review(policy=policy))
    other = {"n": 9, "mean": 1.0, "sd": 0.0, "dont_know_share": 1.0}
    assert read_sealed(sealed(result, persons=other), ASKED) == read_sealed(sealed(result), ASKED)


def test_of_a_few_people_the_means_of_persons_are_shown_in_tenths_without_interval() -> None:
    result = shown(even_sheets(ASKED, Side.PRCS, "5544") + even_sheets(ASKED, Side.PARTNER, "33334"))
    overall = result.sections[0].overall
    assert overall is not None
    assert overall.sides == {Side.PRCS: BroadScore(4, 3.1), Side.PARTNER: BroadScore(None, 3.2)}
    assert (overall.gap, overall.reading) == (Gap(-0.1), Reading.UNSETTLED)
    assert result.indices[Facet.JOINT].sides[Side.PRCS] == BroadScore(4, 3.1)
    assert result.chance is None


def test_cuts_are_shown_in_tenths() -> None:
    sheets = even_sheets(ASKED, Side.PRCS, "33345", profile={"role": "field"})
    plain = sealed(computed(ASKED, sheets))
    plain["cuts"][0]["groups"][0]["sections"] = {"integrity": 3.65, "diversity": None}
    assert read_sealed(plain, ASKED).cuts[0].groups[0].sections == {"integrity": 3.7, "diversity": None}


@pytest.mark.parametrize(
    ("people", "step"),
    [
        pytest.param("44444", 0.5, id="4.0, of halves"),
        pytest.param("444433", 0.25, id="3.75, of quarters"),
        pytest.param("33444433343", 0.5, id="3.5, which may be of tenths, is taken for one of halves"),
        pytest.param("33444434343", 0.5, id="likewise"),
        pytest.param("33444444343", 0.1, id="3.6, of tenths"),
    ],
)
def test_a_blurred_mean_has_the_coarsest_step_that_fits(people: str, step: float) -> None:
    """The step was not said. Too coarse a one makes no gap of what is none."""
    cell = shown(even_sheets(ASKED, Side.PRCS, people), of=review(policy=Policy.PROTECTED)).sections[0].statements[0]
    assert cell.facets[Facet.PRCS].prcs.step == step


def test_one_agreed_answer_is_as_it_was() -> None:
    agreed = sheets_of(ASKED, Side.PARTNER, ["--" + "3" * 7])
    result = shown(even_sheets(ASKED, Side.PRCS, "55443") + agreed, of=review(answering=organisation(Side.PARTNER)))
    facets = result.sections[0].facets
    assert (facets[Facet.JOINT].sides[Side.PARTNER], facets[Facet.JOINT].reading) == (
        SideScore(3.0, 1, 0.0),
        Reading.TOO_FEW,
    )
    assert facets[Facet.PARTNER].sides[Side.PARTNER] == SideScore(None, None, 1.0)
    assert {note.what for note in result.withheld} == {What.CLOSING}


def test_what_is_withheld_is_named_as_cells_have_it() -> None:
    """A topic as a whole is no figure of five people or more; a spread is none at all; facets go by their cells."""
    asked = questionnaire(section("one", joint("a"), joint("b"), joint("c")))
    rows = ["4--"] * 4 + ["444"]
    result = computed(asked, sheets_of(asked, Side.PRCS, rows) + sheets_of(asked, Side.PARTNER, ["444"] * 5))
    plain = sealed(result)
    note = {"why": "so", "code": "few_rated", "side": "prcs", "statement": None, "facet": None, "by": None}
    plain["withheld"] += [{**note, "what": what, "section": "one"} for what in ("overall", "spread", "facets")]
    found = read_sealed(plain, asked)
    assert found.sections[0].statements[1].facets[Facet.JOINT].prcs == StatementCell()
    assert sorted((one.what, one.code, one.statement or "") for one in found.withheld if one.section == "one") == [
        (What.FACETS, Why.FEW_STATEMENTS, ""),
        (What.STATEMENTS, Why.FEW_RATED, "b"),
        (What.STATEMENTS, Why.FEW_RATED, "c"),
    ]


def test_the_votes_are_ranked_as_they_are_now() -> None:
    sheets = even_sheets(ASKED, Side.PRCS, "44444", priorities=("diversity",))
    sheets += even_sheets(ASKED, Side.PARTNER, "44444", priorities=("diversity",))
    assert [(one.section, one.rank) for one in shown(sheets).priorities] == [("diversity", 1), ("integrity", None)]


@pytest.mark.parametrize("plain", [{}, {"review": {}}, {"method": 2}, {"thresholds": None}])
def test_what_is_no_document_is_refused(plain: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError, KeyError, AttributeError)):
        read_sealed(plain, ASKED)
