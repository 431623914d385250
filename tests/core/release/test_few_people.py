"""Three or four people, from their answers on: broad scores in tenths, one spread, and nothing else."""

import pytest

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
    SECTIONS,
    THRESHOLDS,
    computed,
    even_sheets,
    joint,
    mirrored,
    organisation,
    questionnaire,
    review,
    section,
    sheets_of,
)

ASKED = questionnaire(*SECTIONS, section("trust", mirrored("keeps"), mirrored("tells"), joint("open_talk")))
"""Three sections, so that every facet has four ratings or more."""


def result_of(prcs: str, partner: str, *, thresholds: Thresholds = THRESHOLDS) -> ReviewResult:
    sheets = even_sheets(ASKED, Side.PRCS, prcs, closing={"overall": 4}, priorities=("integrity",))
    sheets += even_sheets(ASKED, Side.PARTNER, partner, closing={"overall": 3}, priorities=("diversity",))
    return computed(ASKED, sheets, of=review(thresholds=thresholds))


def kinds(result: ReviewResult, side: Side | None) -> dict[str, Why]:
    return {note.what: note.code for note in result.withheld if note.side is side and note.section is None}


def test_four_people_show_broad_scores_and_nothing_else() -> None:
    result = result_of("5544", "33334")
    for one in result.sections:
        assert one.overall is not None
        assert one.overall.sides == {Side.PRCS: BroadScore(4, 4.5), Side.PARTNER: BroadScore(None, 3.2)}
        assert {facet.sides[Side.PRCS] for facet in one.facets.values()} == {SideScore()}
        assert {(facet.gap, facet.reading) for facet in one.facets.values()} == {(Gap(), None)}
        assert {cells.prcs for statement in one.statements for cells in statement.facets.values()} == {StatementCell()}
        assert {(cells.cliffs_delta, cells.p) for s in one.statements for cells in s.facets.values()} == {(None, None)}
    assert {index.sides[Side.PRCS] for index in result.indices.values()} == {BroadScore(4, 4.5)}
    assert result.closing["overall"][Side.PRCS] == ClosingCell()
    assert result.priorities == ()
    assert kinds(result, Side.PRCS) == dict.fromkeys(
        (What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS), Why.FEW_FOR_DETAIL
    )
    assert kinds(result, None) == dict.fromkeys((What.FACET_GAPS, What.PRIORITIES), Why.FEW_FOR_DETAIL)


def test_a_topic_s_gap_has_the_review_s_one_spread() -> None:
    """5, 5, 4 and 4 have the variance 1/3 in each of three topics: 0.577…, up to 0.6; the larger side is five."""
    result = result_of("5544", "33334")
    assert result.pooled.spread == 0.6
    gap = result.sections[0].overall.gap if result.sections[0].overall else Gap()
    assert (gap.value, gap.df) == (1.3, 7.0)
    assert gap.se == pytest.approx(0.6 * (1 / 4 + 1 / 5) ** 0.5)
    assert result.indices[Facet.JOINT].gap.se == gap.se


def test_three_against_nine() -> None:
    """The nine have cells: their topic is the mean of those, their facets are shown, and no gap of them."""
    rows = ["445544444" + "34334"] * 6 + ["4455444.." + "34334"] * 3
    sheets = even_sheets(ASKED, Side.PRCS, "345") + sheets_of(ASKED, Side.PARTNER, rows)
    result = computed(ASKED, sheets)
    diversity = result.sections[1]
    assert diversity.overall is not None
    assert diversity.overall.sides == {Side.PRCS: BroadScore(3, 4.0), Side.PARTNER: BroadScore(None, 4.0)}
    gap = diversity.overall.gap  # four cells, of which nine rated two and six two
    assert gap.se == pytest.approx(1.0 * (1 / 3 + 1 / 7.5) ** 0.5)
    assert gap.df == pytest.approx(3 + 7.5 - 2)
    assert diversity.facets[Facet.JOINT].sides == {Side.PRCS: SideScore(), Side.PARTNER: SideScore(4.0, 2, 0.0)}
    assert (diversity.facets[Facet.JOINT].gap, diversity.facets[Facet.JOINT].reading) == (Gap(), None)
    assert (result.pooled.spread, result.chance is None) == (1.0, False)


def test_the_spread_is_that_of_persons_and_not_of_ratings() -> None:
    """All ticks vary, and all three people average the same in every topic."""
    rows = ["24333" + "2433" + "24333", "42333" + "4233" + "42333", "33333" + "3333" + "33333"]
    result = computed(ASKED, sheets_of(ASKED, Side.PRCS, rows) + even_sheets(ASKED, Side.PARTNER, "333"))
    assert result.pooled == Pooled(spread=0.3)


def test_who_rated_under_half_of_a_topic_has_no_score_there() -> None:
    rows = ["5" * 14, "4" * 14, "4" * 14, "1" * 5 + "3..." + "4" * 5]
    result = computed(ASKED, sheets_of(ASKED, Side.PRCS, rows) + even_sheets(ASKED, Side.PARTNER, "3333"))
    scores = [one.overall.sides[Side.PRCS] for one in result.sections if one.overall]
    assert scores == [BroadScore(4, 3.5), BroadScore(3, 4.3), BroadScore(4, 4.3)]


def test_a_score_that_two_people_have_is_withheld() -> None:
    rows = ["5" * 14, "4" * 14, "4" * 5 + "...." + "4" * 5]
    result = computed(ASKED, sheets_of(ASKED, Side.PRCS, rows) + even_sheets(ASKED, Side.PARTNER, "3333"))
    overall = result.sections[1].overall
    assert overall is not None
    assert (overall.sides[Side.PRCS], overall.gap, overall.reading) == (BroadScore(), Gap(), Reading.TOO_FEW)
    assert [(n.what, n.code, n.side) for n in result.withheld if n.section == "diversity"] == [
        (What.OVERALL, Why.FEW_RATED, Side.PRCS)
    ]


def test_a_few_people_do_not_show_a_topic_of_three_ratings() -> None:
    asked = questionnaire(section("short", mirrored("a"), joint("b")), SECTIONS[0])
    sheets = even_sheets(asked, Side.PRCS, "444") + even_sheets(asked, Side.PARTNER, "33333")
    result = computed(asked, sheets)
    short = result.sections[0].overall
    assert short is not None
    assert (set(short.sides.values()), short.gap, short.reading) == ({BroadScore()}, Gap(), None)
    assert [(n.what, n.code, n.side) for n in result.withheld if n.section == "short"] == [
        (What.OVERALL, Why.FEW_RATINGS, side) for side in Side
    ]
    assert {index.sides[Side.PRCS].n for index in result.indices.values()} == {None}
    assert [(n.code, n.facet) for n in result.withheld if n.what == What.INDICES] == [
        (Why.FEW_RATINGS, facet) for facet in Facet
    ]


def test_detail_may_be_lowered_to_three() -> None:
    result = result_of("554", "333", thresholds=Thresholds(3, 3, 5))
    assert result.sections[0].overall is None
    assert result.sections[0].facets[Facet.PRCS].gap.df is not None
    assert result.sections[0].statements[0].facets[Facet.PRCS].prcs.distribution == (0, 0, 0, 1, 2)
    assert (result.pooled.spread, result.withheld) == (None, ())


def test_don_t_knows_of_a_few_are_in_nothing() -> None:
    rows = ["44--4" + "4" * 9] * 3
    with_them, without = (
        computed(ASKED, sheets_of(ASKED, Side.PRCS, some) + even_sheets(ASKED, Side.PARTNER, "33333"))
        for some in (rows, [row.replace("-", ".") for row in rows])
    )
    assert with_them == without


@pytest.mark.parametrize(
    ("prcs", "gap", "reading"),
    [
        pytest.param("5454", Gap(1.5), Reading.TOO_FEW, id="four people"),
        pytest.param("54", None, Reading.TOO_FEW, id="two people"),
    ],
)
def test_one_agreed_answer_beside_a_few_people(prcs: str, gap: Gap | None, reading: Reading) -> None:
    sheets = even_sheets(ASKED, Side.PRCS, prcs) + even_sheets(ASKED, Side.PARTNER, "3")
    result = computed(ASKED, sheets, of=review(answering=organisation(Side.PARTNER)))
    overall, facet = result.sections[0].overall, result.sections[0].facets[Facet.PRCS]
    assert (facet.sides[Side.PARTNER].mean, facet.gap) == (3.0, Gap())
    assert (overall and overall.gap, overall and overall.reading) == ((gap, reading) if gap else (None, None))
    assert facet.reading is (None if gap else Reading.TOO_FEW)
