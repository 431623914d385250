"""The policy ``protected``: blurred means of cells that five people rated, and what is made of those alone."""

import pytest

from surveyapp.core.conduct.review import AnsweringBySide, Policy
from surveyapp.core.form.answers import Comment
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import (
    BroadScore,
    ClosingCell,
    Gap,
    Pooled,
    Reading,
    ReviewResult,
    SideScore,
    StatementCell,
    Why,
)
from surveyapp.core.sides import Facet, Side
from tests.core.building import (
    INDIVIDUALS,
    THRESHOLDS,
    computed,
    even_sheets,
    joint,
    organisation,
    questionnaire,
    review,
    scale,
    section,
    sheets_of,
)

ASKED = questionnaire()


def result_of(
    prcs: list[str],
    partner: list[str],
    *,
    answering: AnsweringBySide = INDIVIDUALS,
    thresholds: Thresholds = THRESHOLDS,
) -> ReviewResult:
    sheets = sheets_of(ASKED, Side.PRCS, prcs, closing={"overall": 4}, priorities=("integrity",))
    sheets += sheets_of(ASKED, Side.PARTNER, partner, closing={"overall": 3}, priorities=("integrity",))
    return computed(ASKED, sheets, of=review(policy=Policy.PROTECTED, answering=answering, thresholds=thresholds))


def even(points: str) -> list[str]:
    return [point * 9 for point in points]


def test_only_coarse_means_are_shown_and_what_follows_from_them() -> None:
    result = result_of(even("55555"), even("432222"))
    pair = result.sections[0].statements[0].facets[Facet.PRCS]
    assert (pair.prcs, pair.partner) == (StatementCell(mean=4.0, step=0.5), StatementCell(mean=2.5, step=0.25))
    assert (pair.split, pair.cliffs_delta, pair.p) == ((), None, None)
    facet = result.sections[0].facets[Facet.PRCS]
    assert facet.sides == {Side.PRCS: SideScore(4.0, 2, None), Side.PARTNER: SideScore(2.5, 2, None)}
    assert (facet.gap, facet.reading, facet.unseen, facet.split) == (Gap(1.5), Reading.POSSIBLE_GAP, (), ())
    assert result.sections[0].overall is None
    assert {(i.sides[Side.PRCS], i.gap) for i in result.indices.values()} == {(BroadScore(), Gap())}
    assert result.closing["overall"] == dict.fromkeys(Side, ClosingCell())
    assert (result.priorities, result.cuts, result.chance, result.pooled) == ((), (), None, Pooled())
    assert result.thresholds == Thresholds(5, 5, 5)


@pytest.mark.parametrize(
    ("people", "cell"),
    [
        pytest.param("33444", StatementCell(mean=3.5, step=0.5), id="five people, 3.6: halves"),
        pytest.param("334444", StatementCell(mean=3.75, step=0.25), id="six people, 3.67: quarters"),
        pytest.param("3344443334", StatementCell(mean=3.5, step=0.25), id="ten people: quarters"),
        pytest.param("33444433343", StatementCell(mean=3.5, step=0.1), id="eleven people, 3.45: tenths"),
        pytest.param("5" * 11, StatementCell(mean=4.5, step=0.1), id="eleven of one mind: four and a half"),
        pytest.param("1" * 5, StatementCell(mean=2.0, step=0.5), id="five of one mind: two"),
    ],
)
def test_the_step_goes_by_how_many_rated_it_and_is_said(people: str, cell: StatementCell) -> None:
    assert result_of(even(people), []).sections[0].statements[0].facets[Facet.PRCS].prcs == cell


def test_the_step_is_that_of_who_rated_and_not_of_who_answered() -> None:
    rows = ["4" * 9] * 5 + ["-" + "4" * 8] * 6
    pairs = [one.facets[Facet.PRCS].prcs for one in result_of(rows, []).sections[0].statements[:2]]
    assert pairs == [StatementCell(mean=4.0, step=0.5), StatementCell(mean=4.0, step=0.1)]


@pytest.mark.parametrize(
    ("prcs", "partner", "reading"),
    [
        pytest.param("44444", "33333", Reading.POSSIBLE_GAP, id="a point of halves"),
        pytest.param("44444", "34344", Reading.UNSETTLED, id="4.0 and 3.5 of halves"),
        pytest.param("44444", "333333", Reading.POSSIBLE_GAP, id="a point of halves and quarters"),
        pytest.param("55555", "44444", Reading.BOTH_HIGH, id="4 and 4, which may be a point apart"),
        pytest.param("11111", "22222", Reading.BOTH_LOW, id="2 and 2, likewise"),
        pytest.param("33444", "33444", Reading.UNSETTLED, id="the same, and yet not alike"),
        pytest.param("1" * 20, "5" * 20, Reading.POSSIBLE_GAP, id="twenty never and twenty always: no clear gap"),
    ],
)
def test_its_own_words(prcs: str, partner: str, reading: Reading) -> None:
    assert result_of(even(prcs), even(partner)).sections[0].facets[Facet.JOINT].reading is reading


def test_what_the_policy_hides_is_named_once() -> None:
    result = result_of(even("55555"), even("4322"))
    assert {(note.what, note.code) for note in result.withheld if note.side is Side.PRCS} == {
        (what, Why.PROTECTED) for what in (What.INDICES, What.DISTRIBUTIONS, What.CLOSING, What.CUTS)
    }
    assert {note.why for note in result.withheld if note.side is Side.PARTNER} == {"fewer than 5 people answered"}
    assert {(note.what, note.code) for note in result.withheld if note.side is None} == {
        (What.GAPS, Why.FEW_PEOPLE),
        (What.PRIORITIES, Why.FEW_PEOPLE),
    }
    both = result_of(even("55555"), even("43222"))
    assert {(note.what, note.code) for note in both.withheld if note.side is None} == {
        (What.GAP_DETAIL, Why.PROTECTED),
        (What.PRIORITIES, Why.PROTECTED),
    }


@pytest.mark.parametrize(
    ("people", "thresholds"),
    [
        pytest.param("4322", THRESHOLDS, id="four people"),
        pytest.param("4322", Thresholds(3, 3, 5), id="four people, detail lowered"),
        pytest.param("4322222", Thresholds(3, 8, 8), id="seven people, where it takes eight"),
    ],
)
def test_too_few_people_show_only_that_they_answered(people: str, thresholds: Thresholds) -> None:
    """There are no broad scores: of people too few for cells this policy shows nothing."""
    result = result_of(even("55555555"), even(people), thresholds=thresholds)
    assert result.sides[Side.PARTNER].responses == len(people)
    facet = result.sections[0].facets[Facet.JOINT]
    assert result.sections[0].overall is None
    assert facet.sides[Side.PARTNER] == SideScore()
    assert (facet.gap, facet.reading) == (Gap(), Reading.TOO_FEW)


def test_a_cell_that_four_rated_is_withheld_and_the_facet_is_made_of_the_rest() -> None:
    rows = ["5" * 9] * 4 + ["-" + "3" * 8]
    result = result_of(rows, even("33333"))
    first = result.sections[0]
    assert first.statements[0].facets[Facet.PRCS].prcs == StatementCell()
    assert first.facets[Facet.PRCS].sides[Side.PRCS] == SideScore(4.0, 1, None)
    assert [(n.what, n.code, n.statement) for n in result.withheld if n.section == "integrity"] == [
        (What.STATEMENTS, Why.FEW_RATED, "honest")
    ]


def test_a_facet_needs_half_of_its_cells() -> None:
    rows = ["5" * 9] * 4 + ["-" * 2 + "3" * 7]
    facet = result_of(rows, even("33333")).sections[0].facets[Facet.PRCS]
    assert (facet.sides[Side.PRCS], facet.gap, facet.reading) == (SideScore(), Gap(), Reading.TOO_FEW)


def test_a_facet_is_the_mean_of_its_blurred_cells() -> None:
    """3.5 and 2.0, where the means are 3.4 and 1.0."""
    asked = questionnaire(section("one", joint("a"), joint("b")))
    sheets = sheets_of(asked, Side.PRCS, ["31", "31", "31", "41", "41"])
    result = computed(asked, sheets, of=review(policy=Policy.PROTECTED))
    assert result.sections[0].facets[Facet.JOINT].sides[Side.PRCS].mean == 2.8


def test_reverse_wording_is_turned_before_blurring() -> None:
    asked = questionnaire(section("one", joint("late", reverse=True), joint("fair")))
    sheets = sheets_of(asked, Side.PRCS, ["24"] * 5) + sheets_of(asked, Side.PARTNER, ["24"] * 5)
    result = computed(asked, sheets, of=review(policy=Policy.PROTECTED))
    assert result.sections[0].statements[0].facets[Facet.JOINT].prcs == StatementCell(mean=4.0, step=0.5)


def test_a_longer_scale_keeps_farther_from_its_ends() -> None:
    asked = questionnaire(section("one", joint("a"), on="ten"), scales=[scale(), scale("ten", top=9)])
    result = computed(asked, sheets_of(asked, Side.PRCS, ["9"] * 5), of=review(policy=Policy.PROTECTED))
    assert result.sections[0].statements[0].facets[Facet.JOINT].prcs == StatementCell(mean=7.0, step=0.5)


def test_one_agreed_answer_is_shown_as_it_is() -> None:
    result = result_of(even("55555"), even("3"), answering=organisation(Side.PARTNER))
    facet = result.sections[0].facets[Facet.PRCS]
    assert facet.sides == {Side.PRCS: SideScore(4.0, 2, None), Side.PARTNER: SideScore(3.0, 2, 0.0)}
    assert (facet.gap, facet.reading) == (Gap(1.0), Reading.TOO_FEW)
    assert result.indices[Facet.JOINT].sides == {Side.PRCS: BroadScore(), Side.PARTNER: BroadScore(None, 3.0)}
    assert result.closing["overall"][Side.PARTNER] == ClosingCell(1, 3.0, (0, 0, 1, 0, 0))
    assert not [note for note in result.withheld if note.side is Side.PARTNER]


def test_comments_are_shown_of_as_many_people_as_cells() -> None:
    said = {"integrity": Comment("words", share=True)}
    for people, shown in (("55555", 1), ("5555", 0)):
        sheets = even_sheets(ASKED, Side.PRCS, people, comments=said)
        assert len(computed(ASKED, sheets, of=review(policy=Policy.PROTECTED)).comments) == shown
