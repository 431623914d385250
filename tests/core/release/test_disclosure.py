import pytest

from surveyapp.core.questionnaire import Thresholds
from surveyapp.core.release.disclosure import (
    LEAST,
    SENTENCES,
    Standing,
    Tier,
    What,
    limits_in_force,
    sentence,
    standing_of,
    why_not_broad,
    why_not_narrow,
)
from surveyapp.core.results import (
    ClosingCell,
    Gap,
    OverallScore,
    Priority,
    Reading,
    ReviewResult,
    SideScore,
    StatementCell,
    Why,
)
from surveyapp.core.review import Answering, Policy
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

ASKED = questionnaire()
LONGER = questionnaire(*SECTIONS, section("trust", mirrored("keeps"), mirrored("tells"), joint("open_talk")))
"""Three sections, so that every facet has four ratings or more."""


def result_of(prcs: str, partner: str, *, thresholds: Thresholds = THRESHOLDS) -> ReviewResult:
    sheets = even_sheets(LONGER, Side.PRCS, prcs, closing={"overall": 4}, priorities=("integrity",))
    sheets += even_sheets(LONGER, Side.PARTNER, partner, closing={"overall": 3}, priorities=("diversity",))
    return computed(LONGER, sheets, of=review(thresholds=thresholds))


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
        (Why.FEW_RATINGS, "too few people answered to show a topic of fewer than 4 ratings"),
        (Why.SMALL_GROUP, "a group, or the people left over, would be fewer than 6 people"),
        (Why.PROTECTED, "the protected policy of this review does not show it"),
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
        pytest.param((6, 5, 5), Policy.STANDARD, (6, 6, 6), id="detail and cuts never need fewer than a score"),
        pytest.param((3, 3, 3), Policy.PROTECTED, (5, 5, 5), id="protected: never fewer than five"),
        pytest.param((3, 8, 9), Policy.PROTECTED, (5, 8, 9), id="protected: a questionnaire may ask for more"),
    ],
)
def test_limits_in_force(given: tuple[int, int, int], policy: Policy, expected: tuple[int, int, int]) -> None:
    assert limits_in_force(Thresholds(*given), policy) == Thresholds(*expected)


@pytest.mark.parametrize(
    ("people", "answering", "expected"),
    [
        (0, Answering.INDIVIDUAL, Standing(Tier.NUMBER)),
        (2, Answering.INDIVIDUAL, Standing(Tier.NUMBER)),
        (3, Answering.INDIVIDUAL, Standing(Tier.SCORES)),
        (4, Answering.INDIVIDUAL, Standing(Tier.SCORES)),
        (5, Answering.INDIVIDUAL, Standing(Tier.DETAIL)),
        (0, Answering.ORGANISATION, Standing(Tier.NUMBER)),
        (1, Answering.ORGANISATION, Standing(Tier.DETAIL, is_attributed=True)),
        (2, Answering.ORGANISATION, Standing(Tier.NUMBER)),
    ],
)
def test_standing(people: int, answering: Answering, expected: Standing) -> None:
    assert standing_of(people, answering=answering, limits=THRESHOLDS) == expected


@pytest.mark.parametrize(
    ("tier", "asked", "n", "broad", "narrow"),
    [
        pytest.param(Tier.NUMBER, 4, 2, Why.FEW_PEOPLE, Why.FEW_PEOPLE, id="two people"),
        pytest.param(Tier.SCORES, 4, 3, None, Why.FEW_FOR_DETAIL, id="three people, four ratings"),
        pytest.param(Tier.SCORES, 3, 3, Why.FEW_RATINGS, Why.FEW_FOR_DETAIL, id="three people, three ratings"),
        pytest.param(Tier.SCORES, 4, 2, Why.FEW_RATED, Why.FEW_FOR_DETAIL, id="three people of whom two have a score"),
        pytest.param(Tier.DETAIL, 1, 3, None, None, id="five people of whom three have a score"),
        pytest.param(Tier.DETAIL, 1, 2, Why.FEW_RATED, Why.FEW_RATED, id="five people of whom two have a score"),
        pytest.param(Tier.DETAIL, 1, 0, Why.FEW_RATED, Why.FEW_RATED, id="nobody looks like two"),
    ],
)
def test_why_not(tier: Tier, asked: int, n: int, broad: Why | None, narrow: Why | None) -> None:
    assert why_not_broad(Standing(tier), asked=asked, n=n, limits=THRESHOLDS) is broad
    assert why_not_narrow(Standing(tier), n=n, limits=THRESHOLDS) is narrow


def test_two_people_show_only_that_they_answered() -> None:
    result = result_of("54", "33333")
    assert result.sides[Side.PRCS].responses == 2
    for one in result.sections:
        assert one.overall.sides[Side.PRCS] == OverallScore()
        assert (one.overall.gap, one.overall.reading) == (Gap(), Reading.TOO_FEW)
        assert {facet.sides[Side.PRCS] for facet in one.facets.values()} == {SideScore()}
        assert {(facet.gap, facet.reading) for facet in one.facets.values()} == {(Gap(), Reading.TOO_FEW)}
        assert {cells.prcs for statement in one.statements for cells in statement.facets.values()} == {StatementCell()}
    assert {(index.sides[Side.PRCS], index.gap) for index in result.indices.values()} == {(SideScore(), Gap())}
    assert result.closing["overall"][Side.PRCS] == ClosingCell()
    assert result.priorities == ()
    assert kinds(result, None) == {What.GAPS: Why.FEW_PEOPLE, What.PRIORITIES: Why.FEW_PEOPLE}


def test_five_people_are_shown_beside_two_who_are_not() -> None:
    result = result_of("54", "33333")
    assert result.sections[0].overall.sides[Side.PARTNER] == OverallScore(5, 3.0)
    assert result.sections[0].facets[Facet.JOINT].sides[Side.PARTNER] == SideScore(5, 3.0, 0.0, 0.0)
    assert result.closing["overall"][Side.PARTNER] == ClosingCell(5, 3.0, (0, 0, 5, 0, 0))
    assert kinds(result, Side.PARTNER) == {}
    assert kinds(result, Side.PRCS) == dict.fromkeys(
        (What.OVERALL, What.INDICES, What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS),
        Why.FEW_PEOPLE,
    )


def test_four_people_show_broad_scores_and_nothing_else() -> None:
    result = result_of("5544", "33334")
    for one in result.sections:
        assert one.overall.sides[Side.PRCS] == OverallScore(4, 4.5)
        assert one.overall.gap == Gap(value=1.3, low=0.6, high=2.0, level=0.9)
        assert one.overall.reading is Reading.GAP
        assert {facet.sides[Side.PRCS] for facet in one.facets.values()} == {SideScore()}
        assert {(facet.gap, facet.reading) for facet in one.facets.values()} == {(Gap(), None)}
        assert {cells.prcs for statement in one.statements for cells in statement.facets.values()} == {StatementCell()}
    assert {index.sides[Side.PRCS] for index in result.indices.values()} == {SideScore(4, 4.5)}
    assert {index.gap for index in result.indices.values()} == {Gap(value=1.3, low=0.6, high=2.0, level=0.9)}
    assert result.closing["overall"][Side.PRCS] == ClosingCell()
    assert result.priorities == ()
    assert kinds(result, Side.PRCS) == dict.fromkeys(
        (What.SPREAD, What.FACETS, What.STATEMENTS, What.CLOSING, What.CUTS, What.COMMENTS), Why.FEW_FOR_DETAIL
    )
    assert kinds(result, None) == dict.fromkeys((What.FACET_GAPS, What.GAP_DETAIL, What.PRIORITIES), Why.FEW_FOR_DETAIL)


def test_the_reading_of_a_few_follows_the_rounded_interval() -> None:
    one = section("one", *[mirrored(f"s{i}") for i in range(10)])
    asked = questionnaire(one)
    prcs = sheets_of(asked, Side.PRCS, ["4" * 20, "4" * 20, "4" * 20])
    partner = sheets_of(asked, Side.PARTNER, ["3" * low + "4" * (20 - low) for low in (4, 14, 18)])
    overall = computed(asked, prcs + partner).sections[0].overall
    full = computed(asked, prcs + partner, of=review(thresholds=Thresholds(3, 3, 5))).sections[0].overall
    assert full.gap.low is not None
    assert 0 < full.gap.low < 0.1
    assert (full.reading, overall.gap.low, overall.reading) == (Reading.GAP, 0.0, Reading.GAP_UNCLEAR)


def test_a_few_people_do_not_show_a_topic_of_three_ratings() -> None:
    asked = questionnaire(section("short", mirrored("a"), joint("b")), SECTIONS[0])
    sheets = even_sheets(asked, Side.PRCS, "444") + even_sheets(asked, Side.PARTNER, "33333")
    result = computed(asked, sheets)
    short = result.sections[0].overall
    assert (short.sides[Side.PRCS], short.sides[Side.PARTNER]) == (OverallScore(), OverallScore(5, 3.0))
    assert (short.gap, short.reading) == (Gap(), None)
    assert [(n.what, n.code) for n in result.withheld if n.section == "short"] == [(What.OVERALL, Why.FEW_RATINGS)]
    assert {index.sides[Side.PRCS].n for index in result.indices.values()} == {None}


def test_detail_may_be_lowered_to_three() -> None:
    result = result_of("554", "333", thresholds=Thresholds(3, 3, 5))
    assert result.sections[0].facets[Facet.PRCS].gap.df is not None
    assert result.sections[0].statements[0].facets[Facet.PRCS].prcs.distribution == (0, 0, 0, 1, 2)
    assert result.withheld == ()


def test_two_who_rated_a_statement_look_like_nobody() -> None:
    row = "4" * 9
    rows = {"two": [row] * 2 + ["-" + row[1:]] * 6, "nobody": ["-" + row[1:]] * 8}
    shown = {}
    for name, given in rows.items():
        sheets = sheets_of(ASKED, Side.PRCS, given) + even_sheets(ASKED, Side.PARTNER, "33333")
        result = computed(ASKED, sheets)
        shown[name] = result.sections[0].statements[0]
        assert [(n.what, n.code, n.statement, n.facet) for n in result.withheld if n.section == "integrity"] == [
            (What.STATEMENTS, Why.FEW_RATED, "honest", Facet.PRCS)
        ]
    assert shown["two"] == shown["nobody"]
    assert shown["two"].facets[Facet.PRCS].prcs == StatementCell()


def test_a_facet_that_two_have_a_score_in_is_too_few() -> None:
    rows = ["4" * 9] * 2 + ["4444444--"] * 4  # the last two ratings are the joint ones of "diversity"
    sheets = sheets_of(ASKED, Side.PRCS, rows) + even_sheets(ASKED, Side.PARTNER, "33333")
    result = computed(ASKED, sheets)
    facet = result.sections[1].facets[Facet.JOINT]
    assert (facet.sides[Side.PRCS], facet.sides[Side.PARTNER].n) == (SideScore(), 5)
    assert (facet.gap, facet.reading) == (Gap(), Reading.TOO_FEW)
    assert [(n.what, n.code, n.statement) for n in result.withheld if n.facet is Facet.JOINT] == [
        (What.INDICES, Why.FEW_RATED, None),
        (What.FACETS, Why.FEW_RATED, None),
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
    assert facet.sides[Side.PARTNER] == SideScore(1, 3.0, None, 0.0)
    assert (facet.gap, facet.reading) == (Gap(value=1.6), Reading.TOO_FEW)
    assert result.sections[0].overall.gap == Gap(value=1.6)
    assert result.indices[Facet.JOINT].gap == Gap(value=1.6)
    cell = result.sections[0].statements[0].facets[Facet.PRCS].partner
    assert (cell.n, cell.distribution, cell.agreement) == (1, (0, 0, 1, 0, 0), 1.0)
    assert result.closing["overall"][Side.PARTNER] == ClosingCell(1, 3.0, (0, 0, 1, 0, 0))
    assert result.priorities[0] == Priority("integrity", 5, 1, 1)
    assert result.withheld == ()


def test_one_agreed_answer_beside_a_few_people() -> None:
    result = organisation_result("5454")
    overall, facet = result.sections[0].overall, result.sections[0].facets[Facet.PRCS]
    assert (overall.gap, overall.reading) == (Gap(value=1.5), Reading.TOO_FEW)
    assert (facet.sides[Side.PARTNER].mean, facet.gap, facet.reading) == (3.0, Gap(), None)


def test_one_agreed_answer_beside_two_people() -> None:
    overall = organisation_result("54").sections[0].overall
    assert (overall.sides[Side.PARTNER], overall.gap, overall.reading) == (
        OverallScore(1, 3.0),
        Gap(),
        Reading.TOO_FEW,
    )


def test_an_organisation_that_does_not_know_says_so() -> None:
    result = organisation_result("54545", agreed="--" + "3" * 7)
    facet = result.sections[0].facets[Facet.PARTNER]
    assert facet.sides[Side.PARTNER] == SideScore(0, None, None, 1.0)
    assert (facet.gap, facet.reading) == (Gap(), Reading.TOO_FEW)
    assert result.sections[0].statements[0].facets[Facet.PARTNER].partner.dont_know == 1


def test_don_t_knows_on_both_sides_of_five_make_a_topic_unseen() -> None:
    rows = ["4-4444444"] * 3 + ["444444444"] * 2
    sheets = sheets_of(ASKED, Side.PRCS, rows) + even_sheets(ASKED, Side.PARTNER, "33333")
    facets = computed(ASKED, sheets).sections[0].facets
    assert facets[Facet.PRCS].sides[Side.PRCS].dont_know_share == 0.3
    assert [facet.reading for facet in facets.values()] == [Reading.UNSEEN, Reading.GAP, Reading.GAP]


def test_don_t_knows_of_a_few_do_not_steer_the_reading() -> None:
    rows = ["44--44444", "44--44444", "44--44444"]
    sheets = sheets_of(ASKED, Side.PRCS, rows) + even_sheets(ASKED, Side.PARTNER, "33333")
    assert computed(ASKED, sheets).sections[0].overall.reading is Reading.GAP
