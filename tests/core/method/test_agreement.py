import pytest

from surveyapp.core.method.agreement import agreement
from tests.published.figures import AGREEMENT


@pytest.mark.parametrize(("counts", "expected"), AGREEMENT.values(), ids=AGREEMENT.keys())
def test_agreement(counts: tuple[int, ...], expected: float) -> None:
    assert agreement(counts) == expected


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        pytest.param((0, 0, 0), None, id="nobody has none"),
        pytest.param((7,), 1.0, id="a scale of one point"),
        pytest.param((2, 2), 0.0, id="two points, half and half"),
        pytest.param((3, 1), 0.5, id="two points, most on one"),
    ],
)
def test_agreement_of_odd_scales(counts: tuple[int, ...], expected: float | None) -> None:
    assert agreement(counts) == expected


def test_agreement_is_the_same_from_either_end() -> None:
    assert agreement((2, 1, 0, 1, 4)) == agreement((4, 1, 0, 1, 2))


def test_a_negative_count_is_refused() -> None:
    with pytest.raises(ValueError, match="negative"):
        agreement((1, -1, 2))
