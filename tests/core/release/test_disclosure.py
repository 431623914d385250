"""How many people it takes before a figure is shown, and that whatever is not shown is named with its reason."""

import pytest

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.method.standing import Standing, Tier
from surveyapp.core.release.disclosure import LEAST, SENTENCES, What, limits_in_force, sentence, why_not_narrow
from surveyapp.core.results import (
    BroadScore,
    ClosingCell,
    Gap,
    Pooled,
    Priority,
    Reading,
    ReviewResult,
    SideScore,
    StatementCell,
    Why,
)
from surveyapp.core.sides import Facet, Side
from tests.core.building import (
    THRESHOLDS,
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


def result_of(prcs: str, partner: str, *, thresholds: Thresholds = THRESHOLDS) -> ReviewResult:
    sheets = even_sheets(ASKED, Side.PRCS, prcs, closing={"overall": 4}, priorities=("integrity",))
    sheets += even_sheets(ASKED, Side.PARTNER, partner, closing={"overall": 3}, priorities=("diversity",))
    return computed(ASKED, sheets, of=review(thresholds=thresholds))


def kinds(result: ReviewResult, side: Side | None) -> dict[str, Why]:
    return {note.what: note.code for note in result.withheld if note.side is side and note.section is None}


def test_every_reason_has_its_sentence_and_every_policy_its_minimum() -> None:
    assert set(SENTENCES) == set(Why)
    assert set(LEAST) == set(Policy)


@pytest.mark.parametrize(
    ("why", "words"),
    [
        (Why.FEW_PEOPLE, "fewer than 3 people answered"),
        (Why.FEW_FOR_DETAIL, "fewer than 5 people answered"),
        (Why.FEW_RATED, "fewer than 3 people rated it"),
        (Why.FEW_STATEMENTS, "fewer than half of its statements can be shown"),
        (Why.FEW_RATINGS, "too few people answered to show a topic with fewer than 4 ratings"),
        (Why.SMALL_GROUP, "a group, or those left over, would number fewer than 6"),
        (Why.PROTECTED, "the protected rules of this review do not show it"),
    ],
)
def test_a_sentence_has_the_number_in_force(why: Why, words: str) -> None:
    assert sentence(why, Thresholds(3, 5, 6)) == words


@pytest.mark.parametrize(
    ("given", "policy", "expected"),
    [
        pytest.param((3, 5, 5), Policy.STANDARD, (3, 5, 5), id="as the questionnaire says"),
        pytest.param((1, 1, 1), Policy.STANDARD, (3, 3, 3), id="never fewer than three"),
        pytest.param((3, 3, 5), Policy.STANDARD, (3, 3, 5), id="detail lowered to three by both sides"),
        pytest.param((3, 2, 5), Policy.STANDARD, (3, 3, 5), id="detail lowered below what a score needs"),
        pytest.param((6, 5, 5), Policy.STANDARD, (6, 6, 6), id="detail and cuts never need fewer than a score"),
        pytest.param((3, 3, 3), Policy.PROTECTED, (5, 5, 5), id="protected: never fewer than five"),
        pytest.param((3, 8, 9), Policy.PROTECTED, (8, 8, 9), id="protected: one number for scores and cells"),
        pytest.param((3, 8, 5), Policy.PROTECTED, (8, 8, 8), id="protected: nor do cuts need fewer"),
        pytest.param((7, 5, 5), Policy.PROTECTED, (7, 7, 7), id="protected: a questionnaire may ask for more"),
    ],
)
def test_limits_in_force(given: tuple[int, int, int], policy: Policy, expected: tuple[int, int, int]) -> None:
    assert limits_in_force(Thresholds(*given), policy) == Thresholds(*expected)
    asked = computed(ASKED, [], of=review(policy=policy, thresholds=Thresholds(*given)))
    assert asked.thresholds == Thresholds(*expected)


@pytest.mark.parametrize(
    ("standing", "n", "expected"),
    [
        pytest.param(Standing(Tier.NUMBER), 2, Why.FEW_PEOPLE, id="two people"),
        pytest.param(Standing(Tier.BROAD), 4, Why.FEW_FOR_DETAIL, id="four people"),
        pytest.param(Standing(Tier.CELLS), 3, None, id="five people of whom three rated it"),
        pytest.param(Standing(Tier.CELLS), 2, Why.FEW_RATED, id="five people of whom two rated it"),
        pytest.param(Standing(Tier.CELLS), 0, Why.FEW_RATED, id="nobody looks like two"),
        pytest.param(Standing(Tier.CELLS, is_attributed=True), 0, None, id="an organisation that does not know"),
    ],
)
def test_why_a_cell_is_withheld(standing: Standing, n: int, expected: Why | None) -> None:
    assert why_not_narrow(standing, n=n, limits=THRESHOLDS) is expected


@pytest.mark.parametrize(
    ("min_side", "min_detail", "people", "rated", "shows_broad", "shows_cell"),
    [
        pytest.param(3, 5, 2, 2, False, False, id="below both"),
        pytest.param(3, 5, 3, 3, True, False, id="between the two"),
        pytest.param(3, 5, 5, 3, False, True, id="at detail, three rated it"),
        pytest.param(3, 5, 5, 2, False, False, id="at detail, two rated it"),
        pytest.param(3, 3, 3, 3, False, True, id="detail lowered"),
        pytest.param(4, 7, 3, 3, False, False, id="a stricter questionnaire, three"),
        pytest.param(4, 7, 6, 6, True, False, id="a stricter questionnaire, six"),
        pytest.param(4, 7, 7, 4, False, True, id="a stricter questionnaire, seven of whom four rated it"),
        pytest.param(4, 7, 7, 3, False, False, id="a stricter questionnaire, seven of whom three rated it"),
    ],
)
def test_what_both_numbers_allow(
    min_side: int, min_detail: int, people: int, rated: int, shows_broad: bool, shows_cell: bool
) -> None:
    rows = ["4" * 9] * rated + ["-" + "4" * 8] * (people - rated)
    sheets = sheets_of(ASKED, Side.PRCS, rows) + even_sheets(ASKED, Side.PARTNER, "3" * 9)
    result = computed(ASKED, sheets, of=review(thresholds=Thresholds(min_side, min_detail, 5)))
    first = result.sections[0]
    assert (first.overall is not None and first.overall.sides[Side.PRCS].mean is not None) == shows_broad
    assert (first.statements[0].facets[Facet.PRCS].prcs.mean is not None) == shows_cell


def test_two_people_show_only_that_they_answered() -> None:
    result = result_of("54", "33333")
    assert result.sides[Side.PRCS].responses == 2
    for one in result.sections:
        assert one.overall is None
        assert {facet.sides[Side.PRCS] for facet in one.facets.values()} == {SideScore()}
        assert {(facet.gap, facet.reading) for facet in one.facets.values()} == {(Gap(), Reading.TOO_FEW)}
        assert {cells.prcs for statement in one.statements for cells in statement.facets.values()} == {StatementCell()}
    assert {(index.sides[Side.PRCS], index.gap) for index in result.indices.values()} == {(BroadScore(), Gap())}
    assert result.closing["overall"][Side.PRCS] == ClosingCell()
    assert (result.priorities, result.chance) == ((), None)
    assert kinds(result, None) == {What.GAPS: Why.FEW_PEOPLE, What.PRIORITIES: Why.FEW_PEOPLE}


def test_five_people_are_shown_beside_two_who_are_not() -> None:
    result = result_of("54", "33333")
    assert result.sections[0].facets[Facet.JOINT].sides[Side.PARTNER] == SideScore(3.0, 1, 0.0)
    assert result.indices[Facet.JOINT].sides[Side.PARTNER] == BroadScore(None, 3.0)
    assert result.closing["overall"][Side.PARTNER] == ClosingCell(5, 3.0, (0, 0, 5, 0, 0))
    assert kinds(result, Side.PARTNER) == {}
    assert kinds(result, Side.PRCS) == dict.fromkeys(
        (What.INDICES, What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS), Why.FEW_PEOPLE
    )


def test_two_who_rated_a_statement_look_like_nobody() -> None:
    row = "4" * 9
    rows = {"two": [row] * 2 + ["-" + row[1:]] * 6, "nobody": ["-" + row[1:]] * 8}
    shown = {}
    for name, given in rows.items():
        sheets = sheets_of(ASKED, Side.PRCS, given) + even_sheets(ASKED, Side.PARTNER, "33333")
        result = computed(ASKED, sheets)
        shown[name] = result.sections[0]
        assert [(n.what, n.code, n.statement, n.facet) for n in result.withheld if n.section == "integrity"] == [
            (What.STATEMENTS, Why.FEW_RATED, "honest", Facet.PRCS)
        ]
    assert shown["two"] == shown["nobody"]
    assert shown["two"].statements[0].facets[Facet.PRCS].prcs == StatementCell()


def test_a_cell_is_withheld_whole_and_the_facet_is_made_of_the_rest() -> None:
    """Not even its "don't know" counts in the share: who does not know is told by released cells alone."""
    rows = ["4" * 9] * 2 + ["-5" + "4" * 7] * 4
    sheets = sheets_of(ASKED, Side.PRCS, rows) + even_sheets(ASKED, Side.PARTNER, "33333")
    facet = computed(ASKED, sheets).sections[0].facets[Facet.PRCS]
    assert facet.sides[Side.PRCS] == SideScore(4.7, 1, 0.0)
    assert facet.unseen == ()


def test_a_facet_of_which_too_little_is_shown_is_too_few() -> None:
    rows = ["4" * 9] * 2 + ["4444444--"] * 4  # the last two ratings are the joint ones of "diversity"
    sheets = sheets_of(ASKED, Side.PRCS, rows) + even_sheets(ASKED, Side.PARTNER, "33333")
    result = computed(ASKED, sheets)
    facet = result.sections[1].facets[Facet.JOINT]
    assert (facet.sides[Side.PRCS], facet.sides[Side.PARTNER].mean) == (SideScore(), 3.0)
    assert (facet.gap, facet.reading) == (Gap(), Reading.TOO_FEW)
    assert [(n.what, n.code, n.statement) for n in result.withheld if n.facet is Facet.JOINT] == [
        (What.FACETS, Why.FEW_STATEMENTS, None),
        (What.STATEMENTS, Why.FEW_RATED, "equal"),
        (What.STATEMENTS, Why.FEW_RATED, "local"),
    ]


def organisation_result(prcs: str, *, agreed: str = "3" * 9) -> ReviewResult:
    sheets = even_sheets(ASKED, Side.PRCS, prcs, closing={"overall": 4}, priorities=("integrity",))
    sheets += sheets_of(ASKED, Side.PARTNER, [agreed], closing={"overall": 3}, priorities=("integrity",))
    return computed(ASKED, sheets, of=review(answering=organisation(Side.PARTNER)))


def test_one_agreed_answer_is_shown_with_a_gap_and_no_interval() -> None:
    result = organisation_result("54545")
    facet = result.sections[0].facets[Facet.PRCS]
    assert facet.sides[Side.PARTNER] == SideScore(3.0, 2, 0.0)
    assert (facet.gap, facet.reading) == (Gap(1.6), Reading.TOO_FEW)
    assert result.sections[0].overall is None
    assert result.indices[Facet.JOINT].gap == Gap(1.6)
    cell = result.sections[0].statements[0].facets[Facet.PRCS].partner
    assert (cell.n, cell.distribution, cell.agreement) == (1, (0, 0, 1, 0, 0), 1.0)
    assert result.closing["overall"][Side.PARTNER] == ClosingCell(1, 3.0, (0, 0, 1, 0, 0))
    assert result.priorities[0] == Priority("integrity", 5, 1, 1)
    assert (result.chance, result.pooled, result.withheld) == (None, Pooled(0.5, 0.5), ())


def test_an_organisation_that_does_not_know_says_so() -> None:
    result = organisation_result("54545", agreed="--" + "3" * 7)
    facet = result.sections[0].facets[Facet.PARTNER]
    assert facet.sides[Side.PARTNER] == SideScore(None, None, 1.0)
    assert (facet.gap, facet.reading, facet.unseen) == (Gap(), Reading.TOO_FEW, ())
    assert result.sections[0].statements[0].facets[Facet.PARTNER].partner.dont_know == 1
    assert result.withheld == ()


def test_two_answers_of_an_organisation_are_two_people() -> None:
    sheets = even_sheets(ASKED, Side.PRCS, "54545") + even_sheets(ASKED, Side.PARTNER, "33")
    result = computed(ASKED, sheets, of=review(answering=organisation(Side.PARTNER)))
    assert result.sections[0].facets[Facet.PRCS].sides[Side.PARTNER] == SideScore()


def test_an_index_that_rests_on_nothing_is_named() -> None:
    asked = questionnaire(section("one", joint("fair")), section("two", joint("equal")))
    sheets = sheets_of(asked, Side.PRCS, ["44", "44", "4-", "-4", "4-", "-."])
    sheets += sheets_of(asked, Side.PARTNER, ["4-", "44", "-4", "-4", "4-"])
    result = computed(asked, sheets, of=review(thresholds=Thresholds(4, 5, 5)))
    assert result.indices[Facet.JOINT].sides == {Side.PRCS: BroadScore(None, 4.0), Side.PARTNER: BroadScore()}
    assert [(n.code, n.side, n.facet) for n in result.withheld if n.what == What.INDICES] == [
        (Why.FEW_STATEMENTS, Side.PARTNER, Facet.JOINT)
    ]


def test_a_whole_topic_that_rests_on_too_little_is_named_where_it_is_given() -> None:
    """Beside four people the larger side has a score of each topic; it needs half of its cells."""
    rows = ["4" * 5 + "----", "4" * 5 + "4---", "4" * 9, "4" * 9, "4" * 5 + "4---"]
    sheets = even_sheets(ASKED, Side.PRCS, "5544") + sheets_of(ASKED, Side.PARTNER, rows)
    result = computed(ASKED, sheets)
    assert result.sections[1].overall is not None
    assert result.sections[1].overall.sides[Side.PARTNER] == BroadScore()
    assert [(n.code, n.side, n.section) for n in result.withheld if n.what == What.OVERALL] == [
        (Why.FEW_STATEMENTS, Side.PARTNER, "diversity")
    ]
