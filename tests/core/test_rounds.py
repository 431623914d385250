"""Two rounds of one partnership: what is compared, with what interval, and what is greyed out."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from surveyapp.core.comparability import Answered, Basis
from surveyapp.core.movements import Course, Movement, course_of, gap_movement, score_movement
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import Gap, OverallScore, Reading, SideScore, StatementCell
from surveyapp.core.review import Policy, Review
from surveyapp.core.rounds import RoundMoves, compare_rounds
from surveyapp.core.sides import Facet, Side, Text
from surveyapp.core.statement import MirroredStatement
from tests.core.building import (
    SCORING,
    SECTIONS,
    computed,
    even_sheets,
    joint,
    mirrored,
    organisation,
    questionnaire,
    review,
    scale,
    section,
    sheets_of,
    text,
)

ASKED = questionnaire()
OLD = ("545454444", "444444444", "535353533", "434343434", "333333333")
NEW = ("212121212", "222222222", "232323232", "121212121", "313131313", "222111222")
PARTNER = ("434343434", "444444444", "343434343", "333333333", "454545454")


def answered(
    asked: Questionnaire, prcs: Sequence[str], partner: Sequence[str], *, of: Review | None = None
) -> Answered:
    sheets = sheets_of(asked, Side.PRCS, prcs) + sheets_of(asked, Side.PARTNER, partner)
    return Answered(computed(asked, sheets, of=of), asked)


def even(asked: Questionnaire, prcs: str, partner: str, *, of: Review | None = None) -> Answered:
    sheets = even_sheets(asked, Side.PRCS, prcs) + even_sheets(asked, Side.PARTNER, partner)
    return Answered(computed(asked, sheets, of=of), asked)


def between(old: Questionnaire, new: Questionnaire) -> RoundMoves:
    return compare_rounds(even(old, "55544", "33344"), even(new, "44433", "33344"))


def bases(moves: RoundMoves) -> dict[str, Basis]:
    return {statement.id: statement.basis for one in moves.sections for statement in one.statements}


@pytest.fixture(scope="module")
def moves() -> RoundMoves:
    return compare_rounds(answered(ASKED, OLD, PARTNER), answered(ASKED, NEW, PARTNER))


def test_a_statement_moves_as_welch_says(moves: RoundMoves) -> None:
    """The first character of each row is what PRCS ticked of its own honesty."""
    from scipy import stats as scipy_stats

    theirs = scipy_stats.ttest_ind([2, 2, 2, 1, 3, 2], [5, 4, 5, 4, 3], equal_var=False)
    ends = theirs.confidence_interval(0.9)
    moved = moves.sections[0].statements[0].facets[Facet.PRCS][Side.PRCS]
    assert (moved.low, moved.high, moved.df) == pytest.approx((ends.low, ends.high, theirs.df), rel=1e-12)
    assert (moved.old, moved.new, moved.value) == (4.2, 2.0, -2.2)
    assert (moved.level, moved.is_clear) == (0.9, True)


def test_a_side_s_score_moves_as_welch_says(moves: RoundMoves) -> None:
    """Characters one and two are both of PRCS's own conduct."""
    from scipy import stats as scipy_stats

    persons = [[(int(row[0]) + int(row[1])) / 2 for row in rows] for rows in (NEW, OLD)]
    theirs = scipy_stats.ttest_ind(*persons, equal_var=False)
    ends = theirs.confidence_interval(0.9)
    moved = moves.sections[0].facets[Facet.PRCS].sides[Side.PRCS]
    spreads = [scipy_stats.tstd(one) for one in persons]
    assert min(spreads) > SCORING.sd_floor
    assert (moved.low, moved.high, moved.df) == pytest.approx((ends.low, ends.high, theirs.df), rel=1e-12)


def test_a_gap_moves_as_welch_over_all_four_groups_says(moves: RoundMoves) -> None:
    rounds = (answered(ASKED, OLD, PARTNER), answered(ASKED, NEW, PARTNER))
    scores = [one.result.sections[0].facets[Facet.PRCS].sides[side] for one in rounds for side in Side]
    parts = [(max(score.sd, 0.25) ** 2 / score.n, score.n - 1) for score in scores]
    squared = sum(part for part, _ in parts)
    df = squared**2 / sum(part**2 / degrees for part, degrees in parts)
    gap = moves.sections[0].facets[Facet.PRCS].gap
    from scipy import stats as scipy_stats

    reach = scipy_stats.t.ppf(0.95, df) * squared**0.5
    assert (gap.low, gap.high, gap.df) == pytest.approx((gap.value - reach, gap.value + reach, df), rel=1e-9)
    assert gap.value == pytest.approx(gap.new - gap.old)


def test_an_overall_score_has_a_gap_s_interval_and_none_of_its_own(moves: RoundMoves) -> None:
    """Its spread is not released, but the error of its gap is."""
    overall = moves.sections[0].overall
    assert overall.sides[Side.PRCS].value is not None
    assert (overall.sides[Side.PRCS].low, overall.gap.low is None) == (None, False)


def test_readings_stand_side_by_side(moves: RoundMoves) -> None:
    assert moves.sections[0].facets[Facet.PRCS].readings == (Reading.SIMILAR, Reading.GAP)
    assert moves.indices[Facet.PRCS].readings == (None, None)


REWORDED = MirroredStatement("honest", Text(ar="honest", en="We are honest"), text("honest"))


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        pytest.param(questionnaire(), Basis.SAME, id="nothing"),
        pytest.param(
            questionnaire(section("integrity", REWORDED, *SECTIONS[0].statements[1:]), SECTIONS[1]),
            Basis.WORDING,
            id="one voice in one language",
        ),
        pytest.param(
            questionnaire(
                section("integrity", mirrored("honest", reverse=True), *SECTIONS[0].statements[1:]), SECTIONS[1]
            ),
            Basis.WORDING,
            id="the direction",
        ),
        pytest.param(questionnaire(scales=[scale(top=4)]), Basis.WORDING, id="the scale"),
        pytest.param(replace(questionnaire(), reference_period_months=6), Basis.WORDING, id="the period asked about"),
        pytest.param(
            questionnaire(replace(SECTIONS[0], title=text("uprightness"), hint=text("so")), SECTIONS[1]),
            Basis.SAME,
            id="the heading alone",
        ),
        pytest.param(
            questionnaire(
                replace(SECTIONS[0], statements=SECTIONS[0].statements[1:]),
                replace(SECTIONS[1], statements=(*SECTIONS[1].statements, SECTIONS[0].statements[0])),
            ),
            Basis.SAME,
            id="its section",
        ),
        pytest.param(
            questionnaire(replace(SECTIONS[0], statements=SECTIONS[0].statements[1:]), SECTIONS[1]),
            Basis.REMOVED,
            id="it went",
        ),
    ],
)
def test_a_statement_is_compared_while_it_was_asked_alike(changed: Questionnaire, expected: Basis) -> None:
    there, back = between(ASKED, changed), between(changed, ASKED)
    assert bases(there)["honest"] is expected
    assert bases(back)["honest"] is (Basis.ADDED if expected is Basis.REMOVED else expected)


def test_what_was_reworded_is_drawn_and_not_compared() -> None:
    reworded = questionnaire(section("integrity", REWORDED, *SECTIONS[0].statements[1:]), SECTIONS[1])
    moves = between(ASKED, reworded)
    first, second = moves.sections
    expected = Movement(old=4.6, new=3.6)
    assert first.statements[0].facets[Facet.PRCS][Side.PRCS] == expected
    assert first.facets[Facet.PRCS].sides[Side.PRCS] == expected
    assert (first.facets[Facet.PRCS].basis, first.facets[Facet.PRCS].course) == (Basis.WORDING, None)
    assert (first.overall.basis, moves.indices[Facet.PRCS].basis) == (Basis.WORDING, Basis.WORDING)
    assert first.statements[1].facets[Facet.PRCS][Side.PRCS].value == -1.0
    assert first.facets[Facet.JOINT].basis is Basis.SAME  # the joint statement is as it was
    assert second.overall.basis is Basis.SAME


def test_sections_that_went_stand_last_with_what_they_were() -> None:
    moves = between(questionnaire(section("gone", joint("past")), *SECTIONS), ASKED)
    assert [one.id for one in moves.sections] == ["integrity", "diversity", "gone"]
    assert moves.sections[2].facets[Facet.JOINT].basis is Basis.REMOVED
    assert moves.sections[2].facets[Facet.JOINT].gap == Movement(old=1.2)
    assert moves.sections[2].statements[0].facets[Facet.JOINT][Side.PRCS] == Movement(old=4.6)


def test_few_people_move_without_interval() -> None:
    """Below five people neither spreads nor degrees of freedom are released."""
    moves = compare_rounds(even(ASKED, "5544", "33344"), even(ASKED, "44433", "33344"))
    overall = moves.sections[0].overall
    assert (overall.gap.value, overall.gap.low, overall.gap.is_clear) == (pytest.approx(-0.9), None, False)
    assert overall.course is Course.UNCLEAR
    assert moves.sections[0].facets[Facet.PRCS].sides[Side.PRCS] == Movement(None, 3.6)


def test_one_agreed_answer_moves_without_interval() -> None:
    of = review(answering=organisation(Side.PARTNER))
    moves = compare_rounds(even(ASKED, "55544", "3", of=of), even(ASKED, "44433", "4", of=of))
    assert moves.sections[0].facets[Facet.PRCS].sides[Side.PARTNER] == Movement(3.0, 4.0, 1.0)
    assert moves.sections[0].facets[Facet.PRCS].gap.low is None


def test_blurred_means_are_not_compared_with_plain_ones() -> None:
    blurred = review(policy=Policy.PROTECTED)
    mixed = compare_rounds(even(ASKED, "55555", "33333"), even(ASKED, "55555", "33333", of=blurred))
    assert mixed.sections[0].facets[Facet.PRCS].sides[Side.PRCS] == Movement(5.0, 4.0)
    assert mixed.sections[0].facets[Facet.PRCS].basis is Basis.POLICY
    alike = compare_rounds(even(ASKED, "55555", "33333", of=blurred), even(ASKED, "44444", "33333", of=blurred))
    assert alike.sections[0].facets[Facet.PRCS].sides[Side.PRCS] == Movement(4.0, 4.0, 0.0)


def test_two_partners_are_no_two_rounds() -> None:
    one, other = even(ASKED, "55544", "33344"), even(ASKED, "44433", "33344")
    stranger = replace(other.result, review=replace(other.result.review, partner="ifrc"))
    with pytest.raises(ValueError, match="one partnership"):
        compare_rounds(one, replace(other, result=stranger))


GAP = Gap(value=1.0, low=0.6, high=1.4, level=0.9, df=10.0)


@pytest.mark.parametrize(
    ("old", "new", "course"),
    [
        pytest.param(1.0, 0.2, Course.NARROWER, id="nearer"),
        pytest.param(0.2, 1.0, Course.WIDER, id="farther"),
        pytest.param(-0.2, -1.0, Course.WIDER, id="farther below zero"),
        pytest.param(1.0, -0.2, Course.NARROWER, id="over zero, by less than a gap"),
        pytest.param(1.0, -0.9, Course.TURNED, id="the other way round"),
        pytest.param(-0.4, 0.4, Course.TURNED, id="over zero, as far"),
        pytest.param(-0.1, 0.7, Course.TURNED, id="from nothing to a gap on the other side"),
        pytest.param(1.0, 0.6, Course.UNCLEAR, id="by less than half a point"),
    ],
)
def test_what_became_of_a_gap(old: float, new: float, course: Course) -> None:
    gaps = [replace(GAP, value=value, low=value - 0.1, high=value + 0.1) for value in (old, new)]
    assert course_of(gap_movement(*gaps, scoring=SCORING), SCORING) is course


def test_half_a_point_is_half_a_point() -> None:
    moved = score_movement(SideScore(50, 4.6, 0.1), SideScore(50, 4.1, 0.1), scoring=SCORING)
    assert (moved.value, moved.is_clear) == (-0.5, True)


def test_half_a_point_within_the_noise_is_unclear() -> None:
    moved = gap_movement(GAP, replace(GAP, value=0.4, low=-0.1, high=0.9), scoring=SCORING)
    assert (moved.low < -0.5 < moved.high, moved.high > 0, moved.is_clear) == (True, True, False)


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(SideScore(), SideScore(5, 3.0, 1.0, 0.0), Movement(None, 3.0), id="withheld before"),
        pytest.param(SideScore(5, 3.0, 1.0), SideScore(), Movement(3.0), id="withheld now"),
        pytest.param(OverallScore(5, 3.0), OverallScore(5, 4.0), Movement(3.0, 4.0, 1.0), id="no spread released"),
        pytest.param(StatementCell(mean=3.0), StatementCell(mean=4.0), Movement(3.0, 4.0, 1.0), id="means alone"),
        pytest.param(SideScore(2, 3.0, 1.0), SideScore(5, 4.0, 1.0), Movement(3.0, 4.0, 1.0), id="fewer than min_n"),
    ],
)
def test_a_movement_has_what_both_rounds_release(old: SideScore, new: SideScore, expected: Movement) -> None:
    assert score_movement(old, new, scoring=SCORING) == expected
