import pytest

from surveyapp.core.conduct.review import Answering
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.method.standing import Standing, Tier, half_of, standing_of
from tests.core.building import THRESHOLDS
from tests.core.method.releasing import facts

INDIVIDUAL, ORGANISATION = Answering.INDIVIDUAL, Answering.ORGANISATION


@pytest.mark.parametrize(
    ("people", "answering", "limits", "expected"),
    [
        pytest.param(0, INDIVIDUAL, THRESHOLDS, Standing(Tier.NUMBER), id="nobody"),
        pytest.param(2, INDIVIDUAL, THRESHOLDS, Standing(Tier.NUMBER), id="two people"),
        pytest.param(3, INDIVIDUAL, THRESHOLDS, Standing(Tier.BROAD), id="three people"),
        pytest.param(4, INDIVIDUAL, THRESHOLDS, Standing(Tier.BROAD), id="four people"),
        pytest.param(5, INDIVIDUAL, THRESHOLDS, Standing(Tier.CELLS), id="five people"),
        pytest.param(3, INDIVIDUAL, Thresholds(3, 3, 5), Standing(Tier.CELLS), id="three, detail lowered to three"),
        pytest.param(7, INDIVIDUAL, Thresholds(4, 8, 8), Standing(Tier.BROAD), id="seven, detail raised to eight"),
        pytest.param(0, ORGANISATION, THRESHOLDS, Standing(Tier.NUMBER), id="an organisation without an answer"),
        pytest.param(1, ORGANISATION, THRESHOLDS, Standing(Tier.CELLS, is_attributed=True), id="one agreed answer"),
        pytest.param(2, ORGANISATION, THRESHOLDS, Standing(Tier.NUMBER), id="two answers are two people"),
        pytest.param(6, ORGANISATION, THRESHOLDS, Standing(Tier.CELLS), id="six answers are six people"),
    ],
)
def test_standing(people: int, answering: Answering, limits: Thresholds, expected: Standing) -> None:
    assert standing_of(facts(people, answering), limits) == expected


@pytest.mark.parametrize(("asked", "needed"), [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (0, 1)])
def test_half_is_rounded_up(asked: int, needed: int) -> None:
    assert half_of(asked) == needed
