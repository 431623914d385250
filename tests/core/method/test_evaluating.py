"""Scores of facets and indices from cells alone, and every figure of the worked example."""

import pytest
from scipy import stats as scipy_stats

from surveyapp.core.conduct.review import Answering
from surveyapp.core.results import (
    BroadScore,
    Chance,
    FacetResult,
    Gap,
    Index,
    Pooled,
    Reading,
    SideScore,
    StatementCell,
)
from surveyapp.core.sides import Facet, Side
from tests.core.building import computed, facet_rows, joint, mirrored, questionnaire, section, sheets_of
from tests.core.method.releasing import Cells, asked_in, cell, ticked

WORKED = questionnaire(section("worked", *[mirrored(name) for name in ("first", "second", "third", "fourth")]))
PRCS_ROWS = ("5445", "4444", "5544", "4-43", "443-", "5---")
PARTNER_ROWS = ("3343", "2333", "4334", "32-2", "4443")


def joint_facet(cells: Cells, place: int = 0) -> FacetResult:
    return cells.evaluated().sections[place].facets[Facet.JOINT]


def test_the_worked_example() -> None:
    sheets = facet_rows(WORKED, Side.PRCS, PRCS_ROWS, facet=Facet.PRCS)
    sheets += facet_rows(WORKED, Side.PARTNER, PARTNER_ROWS, facet=Facet.PRCS)
    result = computed(WORKED, sheets)
    facet = result.sections[0].facets[Facet.PRCS]
    assert facet.sides == {Side.PRCS: SideScore(4.1, 4, 5 / 24), Side.PARTNER: SideScore(3.2, 4, 1 / 20)}
    gap = facet.gap
    assert (gap.value, gap.level, gap.q) == (0.9, 0.9, gap.p)
    assert [round(one or 0, 4) for one in (gap.low, gap.high, gap.df, gap.p)] == [0.3625, 1.4375, 19.3845, 0.0092]
    assert round(gap.se or 0, 6) == 0.311164
    assert (facet.reading, facet.unseen, facet.split) == (Reading.CLEAR_GAP, (), ())
    assert result.pooled == Pooled(within=0.4, between=0.5)
    assert result.chance == Chance(comparisons=1, apart=1, expected=0, clear=1)


def test_the_worked_example_needs_nothing_but_its_cells() -> None:
    rows = (("555444", "4544", "44443", "5443"), ("32434", "33324", "4334", "33324"))
    names = ("first", "second", "third", "fourth")
    own, theirs = ({name: cell(*ticked(row)) for name, row in zip(names, side, strict=True)} for side in rows)
    gap = joint_facet(Cells(asked_in(names), own, theirs, people=(6, 5), pooled=Pooled(within=0.4))).gap
    assert [round(one or 0, 4) for one in (gap.low, gap.high, gap.df, gap.p)] == [0.3625, 1.4375, 19.3845, 0.0092]


def test_the_worked_example_s_first_statement() -> None:
    sheets = facet_rows(WORKED, Side.PRCS, PRCS_ROWS, facet=Facet.PRCS)
    sheets += facet_rows(WORKED, Side.PARTNER, PARTNER_ROWS, facet=Facet.PRCS)
    pair = computed(WORKED, sheets).sections[0].statements[0].facets[Facet.PRCS]
    assert pair.prcs == StatementCell(6, 4.5, (0, 0, 0, 3, 3), 6, 0, 0, 0, 0.75)
    assert pair.partner == StatementCell(5, 3.2, (0, 1, 2, 2, 0), 2, 0, 0, 0, 0.6)
    assert (pair.split, pair.cliffs_delta) == ((), 0.8)
    assert pair.p == 20 / 462


def test_each_side_s_words_about_itself_meet_the_other_s_about_it() -> None:
    """Each side rates itself one step above what the other sees: both conduct gaps are 1, and nothing averages them."""
    asked = questionnaire(section("one", mirrored("a"), mirrored("b"), joint("c")))
    rows = ["55" + "44" + "3"] * 5
    only = computed(asked, sheets_of(asked, Side.PRCS, rows) + sheets_of(asked, Side.PARTNER, rows)).sections[0]
    assert only.overall is None
    assert {facet: shown.gap.value for facet, shown in only.facets.items()} == {
        Facet.PRCS: 1.0,
        Facet.PARTNER: -1.0,
        Facet.JOINT: 0.0,
    }


def test_statements_weigh_the_same_however_many_people_rated_each() -> None:
    """Twenty people at 4 and three at 1: the facet is 2.5, and no mean of people, who would give 3.6."""
    cells = {"a": cell(0, 0, 0, 20, 0), "b": cell(3, 0, 0, 0, 0)}
    assert joint_facet(Cells(asked_in(("a", "b")), cells, cells, people=(20, 20))).sides[Side.PRCS].mean == 2.5


@pytest.mark.parametrize(
    ("asked", "released", "statements"),
    [
        pytest.param(1, 1, 1, id="one of one"),
        pytest.param(1, 0, None, id="none of one"),
        pytest.param(2, 1, 1, id="one of two"),
        pytest.param(3, 1, None, id="one of three"),
        pytest.param(3, 2, 2, id="two of three: half is rounded up"),
        pytest.param(4, 2, 2, id="two of four"),
        pytest.param(5, 2, None, id="two of five"),
        pytest.param(5, 3, 3, id="three of five"),
    ],
)
def test_a_facet_needs_half_of_its_statements(asked: int, released: int, statements: int | None) -> None:
    names = [f"s{number}" for number in range(asked)]
    cells = {name: cell(0, 0, 5, 0, 0) for name in names[:released]}
    found = joint_facet(Cells(asked_in(tuple(names)), cells, {name: cell(0, 0, 5, 0, 0) for name in names}))
    assert found.sides[Side.PRCS] == (SideScore() if statements is None else SideScore(3.0, statements, 0.0))
    assert (found.reading is Reading.TOO_FEW, found.gap.value is None) == (statements is None, statements is None)


def test_a_withheld_cell_does_not_count() -> None:
    cells = {"a": cell(0, 0, 0, 0, 8), "b": StatementCell()}
    found = joint_facet(Cells(asked_in(("a", "b")), cells, cells))
    assert found.sides[Side.PRCS] == SideScore(5.0, 1, 0.0)


def test_a_facet_that_a_section_does_not_ask_about_is_empty() -> None:
    asked = asked_in(("a",))
    facet = Cells(asked, {"a": cell(0, 0, 8, 0, 0)}, {"a": cell(0, 0, 8, 0, 0)}).evaluated().sections[0].facets
    assert facet[Facet.PRCS] == FacetResult(dict.fromkeys(Side, SideScore()), Gap(), None)


HIDDEN = [
    pytest.param(cell(0, 0, 9, 7, 0), cell(0, 2, 17, 1, 0), 0.4, Reading.ALIKE, id="3.4375 and 2.95: hidden 0.4875"),
    pytest.param(cell(0, 0, 0, 13, 7), cell(0, 0, 5, 43, 2), 0.5, Reading.POSSIBLE_GAP, id="4.35 and 3.94: 0.41"),
    pytest.param(cell(0, 0, 1, 19, 0), cell(0, 0, 1, 19, 0), 0.0, Reading.BOTH_HIGH, id="3.95 is four"),
    pytest.param(cell(0, 0, 3, 47, 0), cell(0, 0, 3, 47, 0), 0.0, Reading.ALIKE, id="3.94 is not"),
    pytest.param(cell(0, 1, 45, 3, 0), cell(0, 1, 45, 3, 0), 0.0, Reading.BOTH_LOW, id="3.04 is three"),
    pytest.param(cell(0, 0, 19, 1, 0), cell(0, 0, 19, 1, 0), 0.0, Reading.ALIKE, id="3.05 is not"),
]


@pytest.mark.parametrize(("prcs", "partner", "gap", "reading"), HIDDEN)
def test_no_hidden_decimal_decides(prcs: StatementCell, partner: StatementCell, gap: float, reading: Reading) -> None:
    people = (prcs.n or 0, partner.n or 0)
    result = Cells(asked_in(("a",)), {"a": prcs}, {"a": partner}, people=people).evaluated(false_discovery=1e-9)
    facet = result.sections[0].facets[Facet.JOINT]
    assert (facet.gap.value, facet.reading) == (gap, reading)
    assert facet.gap.p == pytest.approx(2 * scipy_stats.t.sf(abs(gap) / facet.gap.se, facet.gap.df))


def test_an_index_is_the_mean_of_facets_as_they_are_released() -> None:
    """3.04, 3.04 and 3.14 are 3.0, 3.0 and 3.1: a reader who adds them up comes to 3.0, not to the hidden 3.07."""
    low, high = cell(0, 1, 46, 3, 0), cell(0, 0, 43, 7, 0)
    cells = {"a": low, "b": low, "c": high}
    result = Cells(asked_in(("a",), ("b",), ("c",)), cells, cells, people=(50, 50)).evaluated()
    assert [one.facets[Facet.JOINT].sides[Side.PRCS].mean for one in result.sections] == [3.0, 3.0, 3.1]
    assert result.indices[Facet.JOINT].sides[Side.PRCS] == BroadScore(None, 3.0)


def test_topics_weigh_the_same_in_an_index_however_many_statements_each_asks() -> None:
    cells = {name: cell(0, 0, 0, 0, 8) for name in "abc"} | {"d": cell(0, 0, 8, 0, 0)}
    result = Cells(asked_in(("a", "b", "c"), ("d",)), cells, cells).evaluated()
    assert result.indices[Facet.JOINT].sides[Side.PRCS] == BroadScore(None, 4.0)


def test_an_index_leaves_out_topics_that_are_not_given() -> None:
    cells = {"a": cell(0, 0, 0, 0, 8), "b": cell(0, 0, 8, 0, 0)}
    result = Cells(asked_in(("a",), ("b", "c", "d")), cells, cells).evaluated()
    assert result.sections[1].facets[Facet.JOINT].sides[Side.PRCS] == SideScore()
    assert result.indices[Facet.JOINT].sides[Side.PRCS] == BroadScore(None, 5.0)


def test_an_index_of_nothing_is_empty() -> None:
    result = Cells(asked_in(("a",)), {}, {}).evaluated()
    assert result.indices[Facet.JOINT] == Index(dict.fromkeys(Side, BroadScore()), Gap())


def test_an_index_s_error_counts_both_correlations() -> None:
    """Two topics of two statements: half of the pairs across topics, by the plain formula."""
    one, other = cell(0, 1, 3, 3, 1), cell(0, 0, 2, 4, 2)
    cells = {"a": one, "b": other, "c": one, "d": other}
    pooled = Pooled(within=0.6, between=0.2)
    result = Cells(asked_in(("a", "b"), ("c", "d")), cells, cells, pooled=pooled).evaluated()
    gap = result.indices[Facet.JOINT].gap
    spreads = [6 / 7, 4 / 7]
    mean = sum(spreads) / 2
    sds = [((6 * mean + 7 * s) / 13) ** 0.5 for s in (*spreads, *spreads)]
    squared = 0.0
    for i in range(4):
        for j in range(4):
            r = 1 if i == j else 0.6 if i // 2 == j // 2 else 0.2
            squared += r * sds[i] * sds[j] / 8 / 16
    assert (gap.value, gap.q) == (0.0, None)
    assert (gap.se, gap.df) == pytest.approx(((2 * squared) ** 0.5, 26))


def test_indices_are_no_comparisons_that_chance_is_counted_over() -> None:
    cells = {"a": cell(0, 0, 4, 4, 0)}
    result = Cells(asked_in(("a",)), cells, cells).evaluated()
    assert result.indices[Facet.JOINT].gap.p is not None
    assert result.chance is not None
    assert result.chance.comparisons == 1


@pytest.mark.parametrize(
    ("people", "has_interval"),
    [((8, 6), True), ((8, 5), False)],
    ids=["as many as the questionnaire asks for", "one fewer"],
)
def test_an_interval_needs_as_many_people_as_the_questionnaire_says(
    people: tuple[int, int], has_interval: bool
) -> None:
    cells = {"a": cell(0, 0, 2, 3, 0)}
    result = Cells(asked_in(("a",)), cells, cells, people=people).evaluated(min_n=6)
    facet = result.sections[0].facets[Facet.JOINT]
    assert (facet.gap.se is not None, facet.gap.value) == (has_interval, 0.0)
    assert facet.reading is (Reading.ALIKE if has_interval else Reading.UNSETTLED)
    assert (result.chance is not None) == has_interval


def test_a_statement_s_delta_and_p_are_those_of_scores_and_not_of_ticks() -> None:
    asked = questionnaire(section("one", joint("late", reverse=True)))
    own, theirs = cell(5, 3, 0, 0, 0, is_reverse=True), cell(0, 0, 0, 4, 4, is_reverse=True)
    pair = Cells(asked, {"late": own}, {"late": theirs}).evaluated().sections[0].statements[0].facets[Facet.JOINT]
    assert (pair.cliffs_delta, pair.prcs.mean, pair.partner.mean) == (1.0, 4.625, 1.5)
    assert pair.p == pytest.approx(2 / 12870)


def test_one_agreed_answer_has_neither_delta_nor_p() -> None:
    ways = (Answering.INDIVIDUAL, Answering.ORGANISATION)
    cells = Cells(
        asked_in(("a",)), {"a": cell(0, 0, 0, 8, 0)}, {"a": cell(0, 0, 1, 0, 0)}, people=(8, 1), answering=ways
    )
    pair = cells.evaluated().sections[0].statements[0].facets[Facet.JOINT]
    assert (pair.cliffs_delta, pair.p) == (None, None)
