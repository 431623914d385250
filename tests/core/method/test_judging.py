"""The words of a whole review: what is clear depends on how many comparisons there are, never on what is hidden."""

from dataclasses import replace

import pytest
from scipy import stats as scipy_stats

from surveyapp.core.conduct.review import Answering, Policy
from surveyapp.core.method.judging import comparisons_in
from surveyapp.core.results import BroadScore, FacetResult, Gap, Pooled, Reading, ReviewResult, SideScore, StatementCell
from surveyapp.core.sides import Facet, Side
from tests.core.method.releasing import Cells, asked_in, blurred_cell, cell, ticked

HIGHER, LOWER = cell(*ticked("55544445")), cell(*ticked("33344433"))
LIKE, AS_LIKE = cell(*ticked("34343433")), cell(*ticked("34343443"))
CAMPS = cell(4, 0, 0, 0, 4)
"""Its mean is 3.0, its agreement -1."""


def review_of(*pairs: tuple[StatementCell, StatementCell], **rest: object) -> Cells:
    """Return a review of one joint statement a topic."""
    names = [f"s{number}" for number in range(len(pairs))]
    both = ({name: pair[side] for name, pair in zip(names, pairs, strict=True)} for side in (0, 1))
    return Cells(asked_in(*[(name,) for name in names]), *both, **rest)  # type: ignore[arg-type]


def joint_of(result: ReviewResult, place: int = 0) -> FacetResult:
    return result.sections[place].facets[Facet.JOINT]


def test_a_gap_that_is_clear_alone_is_possible_among_many() -> None:
    alone = joint_of(review_of((HIGHER, LOWER)).evaluated(false_discovery=0.001))
    among = joint_of(review_of((HIGHER, LOWER), *[(LIKE, AS_LIKE)] * 9).evaluated(false_discovery=0.001))
    assert (alone.reading, among.reading) == (Reading.CLEAR_GAP, Reading.POSSIBLE_GAP)
    assert alone.gap.value == among.gap.value == 1.1
    assert alone.gap.q == alone.gap.p
    assert among.gap.p is not None
    assert among.gap.q == pytest.approx(10 * among.gap.p)


def test_many_gaps_help_each_other() -> None:
    """Unlike Bonferroni's, the procedure does not ask more of each gap when all are alike."""
    many = review_of(*[(HIGHER, LOWER)] * 10).evaluated(false_discovery=0.001)
    assert {joint_of(many, place).reading for place in range(10)} == {Reading.CLEAR_GAP}


def test_q_is_taken_over_all_comparisons_of_the_review() -> None:
    result = review_of((HIGHER, LOWER), (LIKE, AS_LIKE), (HIGHER, LIKE), (LIKE, LOWER), (CAMPS, LOWER)).evaluated()
    gaps = [joint_of(result, place).gap for place in range(5)]
    theirs = scipy_stats.false_discovery_control([gap.p or 0 for gap in gaps], method="bh")
    assert [gap.q for gap in gaps] == pytest.approx(list(theirs))


def test_a_gap_without_interval_takes_no_part() -> None:
    """A cell that is withheld on one side leaves a comparison, and q, to the others."""
    result = review_of((HIGHER, LOWER), (HIGHER, StatementCell())).evaluated()
    assert joint_of(result).gap.q == joint_of(result).gap.p
    assert (joint_of(result, 1).gap, joint_of(result, 1).reading) == (Gap(), Reading.TOO_FEW)
    assert result.chance is not None
    assert result.chance.comparisons == 1


def test_a_side_that_is_split_on_one_statement_divides_the_facet() -> None:
    cells = {"a": CAMPS, "b": cell(0, 0, 8, 0, 0)}
    result = Cells(asked_in(("a", "b")), cells, {"a": cell(0, 0, 8, 0, 0), "b": cell(0, 0, 8, 0, 0)}).evaluated()
    assert (joint_of(result).reading, joint_of(result).split) == (Reading.DIVIDED, (Side.PRCS,))
    assert [statement.facets[Facet.JOINT].split for statement in result.sections[0].statements] == [(Side.PRCS,), ()]


def test_five_always_and_five_never_are_no_shared_concern() -> None:
    camps = cell(5, 0, 0, 0, 5)
    found = joint_of(review_of((camps, camps), people=(10, 10)).evaluated())
    assert (found.gap.value, found.reading, found.split) == (0.0, Reading.DIVIDED, (Side.PRCS, Side.PARTNER))


def test_a_split_side_with_a_gap_has_a_gap_and_a_flag() -> None:
    found = joint_of(review_of((CAMPS, cell(0, 0, 0, 0, 8))).evaluated())
    assert found.gap.value == -2.0
    assert (found.reading in {Reading.CLEAR_GAP, Reading.POSSIBLE_GAP}, found.split) == (True, (Side.PRCS,))


def test_many_who_do_not_know_stand_beside_a_gap_and_never_instead_of_it() -> None:
    unknown = cell(*ticked("55544445"), dont_know=4)
    found = joint_of(review_of((unknown, LOWER), people=(12, 8)).evaluated())
    assert (found.gap.value, found.reading, found.unseen) == (1.1, Reading.CLEAR_GAP, (Side.PRCS,))
    assert found.sides[Side.PRCS].dont_know_share == 4 / 12


@pytest.mark.parametrize(
    ("prcs", "partner", "gap", "reading"),
    [
        pytest.param(("4", "1/2"), ("7/2", "1/2"), 0.5, Reading.UNSETTLED, id="half a point of halves"),
        pytest.param(("4", "1/2"), ("3", "1/2"), 1.0, Reading.POSSIBLE_GAP, id="a point of halves"),
        pytest.param(("4", "1/4"), ("13/4", "1/4"), 0.7, Reading.UNSETTLED, id="3.25, which is 3.3, of quarters"),
        pytest.param(("15/4", "1/4"), ("3", "1/4"), 0.8, Reading.POSSIBLE_GAP, id="3.75, which is 3.8, of quarters"),
        pytest.param(("4", "1/4"), ("17/5", "1/10"), 0.6, Reading.UNSETTLED, id="quarters against tenths"),
        pytest.param(("4", "1/10"), ("17/5", "1/10"), 0.6, Reading.POSSIBLE_GAP, id="tenths against tenths"),
        pytest.param(("4", "1/10"), ("4", "1/2"), 0.0, Reading.BOTH_HIGH, id="at or near high"),
        pytest.param(("2", "1/4"), ("5/2", "1/4"), -0.5, Reading.BOTH_LOW, id="at or near low"),
        pytest.param(("7/2", "1/4"), ("7/2", "1/4"), 0.0, Reading.UNSETTLED, id="the same number is not alike"),
    ],
)
def test_blurred_cells_have_words_of_their_own(
    prcs: tuple[str, str], partner: tuple[str, str], gap: float, reading: Reading
) -> None:
    one = review_of((blurred_cell(*prcs), blurred_cell(*partner)), policy=Policy.PROTECTED, pooled=Pooled())
    result = one.evaluated()
    assert (joint_of(result).gap, joint_of(result).reading) == (Gap(gap), reading)
    assert result.chance is None


def test_the_coarser_step_is_that_of_any_cell_of_the_facet() -> None:
    prcs = {"a": blurred_cell("19/5", "1/10"), "b": blurred_cell("4", "1/2")}
    partner = {"a": blurred_cell("31/10", "1/10"), "b": blurred_cell("31/10", "1/10")}
    asked = asked_in(("a", "b"))
    result = Cells(asked, prcs, partner, policy=Policy.PROTECTED, pooled=Pooled()).evaluated()
    assert (joint_of(result).gap.value, joint_of(result).reading) == (0.8, Reading.UNSETTLED)


ORGANISATION = (Answering.INDIVIDUAL, Answering.ORGANISATION)


@pytest.mark.parametrize("policy", Policy)
def test_one_agreed_answer_has_a_gap_and_no_word_of_people(policy: Policy) -> None:
    own = HIGHER if policy is Policy.STANDARD else blurred_cell("4", "1/4")
    one = review_of((own, cell(0, 0, 1, 0, 0)), people=(8, 1), answering=ORGANISATION, policy=policy)
    found = joint_of(one.evaluated())
    assert (found.reading, found.gap) == (Reading.TOO_FEW, Gap(1.5 if policy is Policy.STANDARD else 1.0))


def test_an_organisation_that_does_not_know_has_a_share_and_no_flag() -> None:
    """A flag says that many people do not know; one agreed answer is not many."""
    nothing = cell(0, 0, 0, 0, 0, dont_know=1)
    cells = {"a": nothing, "b": cell(0, 0, 1, 0, 0), "c": nothing}
    one = Cells(asked_in(("a", "b"), ("c",)), {}, cells, people=(0, 1), answering=ORGANISATION)
    half, none = (joint_of(one.evaluated(), place) for place in (0, 1))
    assert half.sides[Side.PARTNER] == SideScore(3.0, 1, 0.5)
    assert none.sides[Side.PARTNER] == SideScore(None, None, 1.0)
    assert (half.unseen, none.unseen) == ((), ())


def test_a_topic_s_comparisons_are_its_facets_and_the_whole_where_it_is_given() -> None:
    many = review_of((LIKE, AS_LIKE)).evaluated()
    assert [facet for facet, _ in comparisons_in(many.sections[0])] == list(Facet)
    few = review_of((StatementCell(), AS_LIKE), people=(4, 8), topics={Side.PRCS: {"s0_topic": BroadScore(4, 3.5)}})
    assert [facet for facet, _ in comparisons_in(few.evaluated().sections[0])] == [None, *Facet]


def test_a_document_that_was_stored_keeps_the_order_of_facets() -> None:
    section = review_of((HIGHER, LOWER)).evaluated().sections[0]
    stored = replace(section, facets={facet: section.facets[facet] for facet in sorted(Facet)})
    assert [*stored.facets] != [*Facet]
    assert [facet for facet, _ in comparisons_in(stored)] == [*Facet]
