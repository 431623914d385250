from surveyapp.core.questionnaire import Thresholds
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import (
    ClosingCell,
    Gap,
    OverallScore,
    Reading,
    ReviewResult,
    SideScore,
    StatementCell,
    Why,
)
from surveyapp.core.review import AnsweringBySide, Policy
from surveyapp.core.sides import Facet, Side
from tests.core.building import (
    INDIVIDUALS,
    SECTIONS,
    computed,
    even_sheets,
    joint,
    organisation,
    questionnaire,
    review,
    section,
    sheets_of,
)

ASKED = questionnaire()


def result_of(prcs: list[str], partner: list[str], *, answering: AnsweringBySide = INDIVIDUALS) -> ReviewResult:
    sheets = sheets_of(ASKED, Side.PRCS, prcs, closing={"overall": 4}, priorities=("integrity",))
    sheets += sheets_of(ASKED, Side.PARTNER, partner, closing={"overall": 3}, priorities=("integrity",))
    return computed(ASKED, sheets, of=review(policy=Policy.PROTECTED, answering=answering))


def even(points: str) -> list[str]:
    return [point * 9 for point in points]


def test_only_coarse_means_are_shown() -> None:
    result = result_of(even("55555"), even("432222"))
    cells = result.sections[0].statements[0].facets[Facet.PRCS]
    assert (cells.prcs, cells.partner, cells.split) == (StatementCell(mean=4.0), StatementCell(mean=2.5), ())
    facet = result.sections[0].facets[Facet.PRCS]
    assert facet.sides == {Side.PRCS: SideScore(mean=4.0), Side.PARTNER: SideScore(mean=2.5)}
    assert (facet.gap, facet.reading) == (Gap(value=1.5), Reading.GAP_UNCLEAR)
    overall = result.sections[0].overall
    assert overall.sides == {Side.PRCS: OverallScore(mean=4.0), Side.PARTNER: OverallScore(mean=2.5)}
    assert (overall.gap, overall.reading) == (Gap(value=1.5), Reading.GAP_UNCLEAR)
    assert {(i.sides[Side.PRCS], i.gap) for i in result.indices.values()} == {(SideScore(), Gap())}
    assert result.closing["overall"] == dict.fromkeys(Side, ClosingCell())
    assert (result.priorities, result.cuts) == ((), ())
    assert result.thresholds == Thresholds(5, 5, 5)


def test_what_the_policy_hides_is_named_once() -> None:
    result = result_of(even("55555"), even("4322"))
    assert {(note.what, note.code) for note in result.withheld if note.side is Side.PRCS} == {
        (what, Why.PROTECTED) for what in (What.INDICES, What.SPREAD, What.DISTRIBUTIONS, What.CLOSING, What.CUTS)
    }
    assert {note.why for note in result.withheld if note.side is Side.PARTNER} == {"fewer than 5 people answered"}
    assert {(note.what, note.code) for note in result.withheld if note.side is None} == {
        (What.GAPS, Why.FEW_PEOPLE),
        (What.PRIORITIES, Why.FEW_PEOPLE),
    }


def test_four_people_show_only_that_they_answered() -> None:
    result = result_of(even("55555"), even("4322"))
    assert result.sides[Side.PARTNER].responses == 4
    facet = result.sections[0].facets[Facet.JOINT]
    assert facet.sides[Side.PARTNER] == SideScore()
    assert (facet.gap, facet.reading) == (Gap(), Reading.TOO_FEW)


def test_a_cell_that_four_rated_is_withheld_and_the_facet_is_made_of_the_rest() -> None:
    rows = ["5" * 9] * 4 + ["-" + "3" * 8]
    result = result_of(rows, even("33333"))
    section_result = result.sections[0]
    assert section_result.statements[0].facets[Facet.PRCS].prcs == StatementCell()
    assert section_result.facets[Facet.PRCS].sides[Side.PRCS] == SideScore(mean=4.0)
    assert [(n.what, n.code, n.statement) for n in result.withheld if n.section == "integrity"] == [
        (What.STATEMENTS, Why.FEW_RATED, "honest")
    ]


def test_a_principle_needs_half_of_its_cells() -> None:
    rows = ["5" * 9] * 4 + ["---33" + "3" * 4]
    result = result_of(rows, even("33333"))
    overall = result.sections[0].overall
    assert (overall.sides[Side.PRCS], overall.gap, overall.reading) == (OverallScore(), Gap(), Reading.TOO_FEW)
    assert result.sections[0].facets[Facet.PRCS].sides[Side.PRCS] == SideScore()
    assert result.sections[0].facets[Facet.JOINT].sides[Side.PRCS] == SideScore(mean=4.0)


def test_a_principle_needs_two_cells() -> None:
    asked = questionnaire(section("one", joint("only")), SECTIONS[0])
    sheets = even_sheets(asked, Side.PRCS, "44444") + even_sheets(asked, Side.PARTNER, "44444")
    result = computed(asked, sheets, of=review(policy=Policy.PROTECTED))
    assert result.sections[0].overall.sides[Side.PRCS] == OverallScore()
    assert result.sections[0].facets[Facet.JOINT].reading is Reading.SHARED_STRENGTH
    assert result.sections[0].facets[Facet.PRCS].reading is None


def test_reverse_wording_is_turned_before_blurring() -> None:
    asked = questionnaire(section("one", joint("late", reverse=True), joint("fair")))
    sheets = sheets_of(asked, Side.PRCS, ["24"] * 5) + sheets_of(asked, Side.PARTNER, ["24"] * 5)
    result = computed(asked, sheets, of=review(policy=Policy.PROTECTED))
    assert result.sections[0].statements[0].facets[Facet.JOINT].prcs == StatementCell(mean=4.0)


def test_one_agreed_answer_is_shown_as_it_is() -> None:
    result = result_of(even("55555"), even("3"), answering=organisation(Side.PARTNER))
    facet = result.sections[0].facets[Facet.PRCS]
    assert facet.sides == {Side.PRCS: SideScore(mean=4.0), Side.PARTNER: SideScore(1, 3.0, None, 0.0)}
    assert (facet.gap, facet.reading) == (Gap(value=1.0), Reading.TOO_FEW)
    assert result.closing["overall"][Side.PARTNER] == ClosingCell(1, 3.0, (0, 0, 1, 0, 0))
    assert not [note for note in result.withheld if note.side is Side.PARTNER]
