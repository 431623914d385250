"""Two rounds of one partnership: what is compared, with what interval, and what is greyed out."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from scipy import stats as scipy_stats

from surveyapp.core.comparison.comparability import Answered, Basis
from surveyapp.core.comparison.movements import Course, Movement
from surveyapp.core.comparison.rounds import RoundMoves, compare_rounds
from surveyapp.core.conduct.review import Policy, Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.statement import MirroredStatement
from surveyapp.core.method.stats import Error
from surveyapp.core.method.uncertainty import Noise, noise_of, spread_of
from surveyapp.core.release.first_edition import read_sealed
from surveyapp.core.results import Reading, StatementCell
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.rounding import tenths_apart
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
from tests.core.release.test_first_edition import sealed
from tests.languages import text as worded

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


def noise_in(one: Answered) -> Noise:
    cells = [
        pair.of(side) for s in one.result.sections for t in s.statements for pair in t.facets.values() for side in Side
    ]
    return noise_of(cells, pooled=one.result.pooled, scoring=SCORING)


def error_of(one: Answered, *topics: Sequence[StatementCell]) -> Error:
    """Return the error of a score made of these cells, topic by topic."""
    return noise_in(one).error([[part for cell in topic if (part := spread_of(cell))] for topic in topics])


def ends(value: float, errors: Sequence[Error]) -> tuple[float, float, float]:
    squared = sum(error.squared for error in errors)
    df = squared**2 / sum(error.squared**2 / error.df for error in errors)
    reach = scipy_stats.t.ppf(0.95, df) * squared**0.5
    return value - reach, value + reach, df


def shown(found: Movement) -> tuple[float | None, float | None, float | None]:
    return found.low, found.high, found.df


BOTH = (answered(ASKED, OLD, PARTNER), answered(ASKED, NEW, PARTNER))


def own(one: Answered, *names: str, side: Side = Side.PRCS, facet: Facet = Facet.PRCS) -> list[StatementCell]:
    pairs = {s.id: s.facets.get(facet) for section in one.result.sections for s in section.statements}
    return [pair.of(side) for name in names if (pair := pairs[name])]


def test_a_statement_moves_with_its_cell_s_error_in_each_round(moves: RoundMoves) -> None:
    moved = moves.sections[0].statements[0].facets[Facet.PRCS][Side.PRCS]
    errors = [error_of(one, own(one, "honest")) for one in BOTH]
    assert (moved.old, moved.new, moved.value) == (4.2, 2.0, -2.2)
    assert shown(moved) == pytest.approx(ends(-2.2, errors))
    assert (moved.level, moved.is_clear) == (0.9, True)


def test_a_facet_moves_with_the_errors_of_its_cells(moves: RoundMoves) -> None:
    moved = moves.sections[0].facets[Facet.PRCS].sides[Side.PRCS]
    errors = [error_of(one, own(one, "honest", "open")) for one in BOTH]
    assert (moved.old, moved.new, moved.value) == (3.8, 1.9, -1.9)
    assert shown(moved) == pytest.approx(ends(-1.9, errors))


def test_an_index_moves_with_the_errors_of_its_topics(moves: RoundMoves) -> None:
    moved = moves.indices[Facet.PRCS].sides[Side.PRCS]
    errors = [error_of(one, own(one, "honest", "open"), own(one, "varied")) for one in BOTH]
    assert shown(moved) == pytest.approx(ends(moved.value or 0, errors))


def test_a_gap_moves_with_all_four_errors(moves: RoundMoves) -> None:
    gap = moves.sections[0].facets[Facet.PRCS].gap
    gaps = [one.result.sections[0].facets[Facet.PRCS].gap for one in BOTH]
    errors = [Error((found.se or 0) ** 2, found.df or 0) for found in gaps]
    assert gap.value == tenths_apart(gaps[1].value or 0, gaps[0].value or 0)
    assert shown(gap) == pytest.approx(ends(gap.value or 0, errors))


def test_nothing_moves_by_a_hidden_decimal() -> None:
    """3.44 and 3.95 are 3.4 and 4.0: six tenths apart, where the means are 0.51 apart; and 3.45 and 3.94 are 0.4."""
    asked = questionnaire(section("one", joint("a")))
    for old, new, value in ((344, 395, 0.6), (345, 394, 0.4)):
        rounds = [answered(asked, ["3"] * (400 - n) + ["4"] * (n - 300), ["3"] * 100) for n in (old, new)]
        moved = compare_rounds(*rounds).sections[0].facets[Facet.JOINT].sides[Side.PRCS]
        assert (moved.value, moved.is_clear) == (value, value >= 0.5)


def test_from_five_people_on_there_is_no_topic_as_a_whole_that_moves(moves: RoundMoves) -> None:
    overall = moves.sections[0].overall
    assert {overall.gap, *overall.sides.values()} == {Movement()}
    assert (overall.course, overall.readings) == (None, (None, None))


def test_readings_stand_side_by_side(moves: RoundMoves) -> None:
    assert moves.sections[0].facets[Facet.PRCS].readings == (Reading.ALIKE, Reading.CLEAR_GAP)
    assert moves.indices[Facet.PRCS].readings == (None, None)


REWORDED = MirroredStatement("honest", worded(ar="honest", en="We are honest"), text("honest"))


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


def test_a_topic_of_a_few_people_moves_with_the_error_of_its_gap() -> None:
    """Of a score of persons no error is told, but of its gap one is."""
    rounds = (even(ASKED, "5544", "33344"), even(ASKED, "4443", "33344"))
    moves = compare_rounds(*rounds)
    overall = moves.sections[0].overall
    gaps = [one.result.sections[0].overall.gap for one in rounds if one.result.sections[0].overall]
    errors = [Error((gap.se or 0) ** 2, gap.df or 0) for gap in gaps]
    assert overall.sides[Side.PRCS] == Movement(4.5, 3.8, -0.7)
    assert overall.gap.value == -0.7
    assert shown(overall.gap) == pytest.approx(ends(-0.7, errors))
    assert (overall.gap.is_clear, overall.course) == (False, Course.UNCLEAR)
    assert moves.sections[0].facets[Facet.PRCS].sides[Side.PRCS] == Movement()


def test_a_few_people_who_became_more_have_nothing_to_compare_with() -> None:
    moves = compare_rounds(even(ASKED, "5544", "33344"), even(ASKED, "44433", "33344"))
    assert moves.sections[0].overall.sides[Side.PRCS] == Movement(4.5, None)
    assert moves.sections[0].facets[Facet.PRCS].sides[Side.PRCS] == Movement(None, 3.6)
    assert moves.sections[0].facets[Facet.PRCS].course is None


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


def test_rounds_of_two_editions_are_compared_and_say_so() -> None:
    first = Answered(read_sealed(sealed(BOTH[0].result), ASKED), ASKED)
    moves = compare_rounds(first, BOTH[1])
    assert (moves.methods, compare_rounds(*BOTH).methods) == ((1, 2), (2, 2))
    assert moves.sections[0].facets[Facet.PRCS].sides[Side.PRCS].value == -1.9
    assert moves.sections[0].facets[Facet.PRCS].course is Course.TURNED
