import pytest

from surveyapp.core.method.beside_groups import whole_side_scores
from surveyapp.core.results import StatementCell
from surveyapp.core.sides import Side
from tests.core.method.releasing import Cells, asked_in, cell


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
