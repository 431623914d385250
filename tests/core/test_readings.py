import pytest

from surveyapp.core.method.readings import Comparison, is_split, read, split_sides
from surveyapp.core.results import Gap, Reading, StatementCell
from surveyapp.core.sides import Side
from tests.core.building import SCORING


def seen(prcs: float, partner: float, *, reach: float | None = 0.4, dont_know: float | None = 0.0) -> Comparison:
    value = round(prcs - partner, 6)
    ends = (None, None) if reach is None else (value - reach, value + reach)
    return Comparison(Gap(value=value, low=ends[0], high=ends[1]), prcs, partner, dont_know)


@pytest.mark.parametrize(
    ("comparison", "expected"),
    [
        pytest.param(seen(4.0, 3.0), Reading.GAP, id="large and clear"),
        pytest.param(seen(3.0, 4.0), Reading.GAP, id="large and clear the other way"),
        pytest.param(seen(4.0, 3.5), Reading.GAP, id="half a point is large"),
        pytest.param(seen(4.0, 3.0, reach=1.0), Reading.GAP_UNCLEAR, id="an interval that touches zero"),
        pytest.param(seen(4.0, 3.0, reach=None), Reading.GAP_UNCLEAR, id="no interval"),
        pytest.param(seen(4.4, 4.0), Reading.SHARED_STRENGTH, id="both at four"),
        pytest.param(seen(5.0, 4.0), Reading.GAP, id="a gap comes before a strength"),
        pytest.param(seen(2.6, 3.0), Reading.SHARED_CONCERN, id="both at three"),
        pytest.param(seen(2.9, 2.5, reach=0.1), Reading.SHARED_CONCERN, id="a small clear difference is no gap"),
        pytest.param(seen(3.5, 3.3), Reading.SIMILAR, id="otherwise"),
        pytest.param(seen(4.0, 3.0, dont_know=0.3), Reading.UNSEEN, id="three in ten do not know"),
        pytest.param(seen(4.0, 3.0, dont_know=None), Reading.GAP, id="don't-knows that may not steer"),
    ],
)
def test_the_first_reading_that_holds(comparison: Comparison, expected: Reading) -> None:
    assert read(comparison, SCORING) is expected


def test_a_withheld_gap_has_no_reading() -> None:
    with pytest.raises(ValueError, match="no reading"):
        read(Comparison(Gap(), 4.0, 3.0), SCORING)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param(StatementCell(n=5, agreement=0.2), True, id="five who disagree"),
        pytest.param(StatementCell(n=5, agreement=0.21), False, id="five who agree a little"),
        pytest.param(StatementCell(n=4, agreement=-1.0), False, id="four are too few"),
        pytest.param(StatementCell(), False, id="withheld"),
    ],
)
def test_split(cell: StatementCell, expected: bool) -> None:
    assert is_split(cell, SCORING) is expected
    assert split_sides({Side.PRCS: StatementCell(), Side.PARTNER: cell}, SCORING) == (
        (Side.PARTNER,) if expected else ()
    )
