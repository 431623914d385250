"""What groups stand beside: the whole side's cells of a topic, from a released document alone."""

from fractions import Fraction

import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.beside_groups import whole_side_scores
from surveyapp.core.results import StatementCell
from surveyapp.core.sides import Side
from surveyapp.core.text.rounding import tenth
from tests.core.method.releasing import Cells, asked_in, cell
from tests.invented import PROTECTED, STANDARD, TWO_A_SIDE, Invented


@pytest.mark.parametrize("kind", [STANDARD, Invented(12, 20)], ids=["six and five", "twelve and twenty"])
def test_a_side_scores_a_topic_by_its_own_cells(questionnaire: Questionnaire, kind: Invented) -> None:
    result = kind.result(questionnaire)
    for side in Side:
        scores = whole_side_scores(result, questionnaire, side)
        for section in result.sections:
            cells = [pair.of(side) for one in section.statements for pair in one.facets.values()]
            means = [
                Fraction(sum(point * n for point, n in enumerate(cell.distribution, 1)), cell.n)
                for cell in cells
                if cell.distribution
            ]
            given = len(means) >= (len(cells) + 1) // 2
            assert scores[section.id] == (tenth(sum(means) / len(means)) if given else None)


def test_what_is_withheld_gives_no_score(questionnaire: Questionnaire) -> None:
    result = TWO_A_SIDE.result(questionnaire)
    assert {*whole_side_scores(result, questionnaire, Side.PRCS).values()} == {None}


def test_protected_means_are_taken_as_they_are_shown(questionnaire: Questionnaire) -> None:
    result = PROTECTED.result(questionnaire)
    for section in result.sections:
        means = [pair.prcs.mean for one in section.statements for pair in one.facets.values() if pair.prcs.mean]
        expected = tenth(sum(map(Fraction, map(str, means))) / len(means))
        assert whole_side_scores(result, questionnaire, Side.PRCS)[section.id] == expected


@pytest.mark.parametrize(
    ("released", "expected"),
    [
        pytest.param("abc", 3.7, id="11/3, the mean of its cells, in tenths"),
        pytest.param("ab", 4.0, id="two of three"),
        pytest.param("a", None, id="fewer than half"),
        pytest.param("", None, id="none"),
    ],
)
def test_a_group_stands_beside_the_same_score_of_its_whole_side(released: str, expected: float | None) -> None:
    cells = {"a": cell(0, 0, 0, 8, 0), "b": cell(0, 0, 0, 3, 0), "c": cell(0, 0, 8, 0, 0)}
    shown = {name: one if name in released else StatementCell() for name, one in cells.items()}
    one = Cells(asked_in(("a", "b", "c")), shown, {})
    assert whole_side_scores(one.evaluated(), one.asked, Side.PRCS) == {"a_topic": expected}
