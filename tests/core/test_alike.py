"""People of one name: who is asked about, and who is left when they are one."""

import pytest

from surveyapp.catalogue.people import read_lines
from surveyapp.core.conduct.alike import find_alike, without_repeats
from surveyapp.core.conduct.roster import Person
from tests.languages import AR


def people(*written: str) -> list[Person]:
    """Return people as lines name them: ``Rana``, ``Rana rana@example.org`` or ``rana@example.org``."""
    return list(read_lines("\n".join(written), language=AR).people)


RANA, LINA = "Rana", "Lina"


@pytest.mark.parametrize(
    ("wanted", "listed", "asked"),
    [
        pytest.param([RANA, RANA], [], {"rana": 2}, id="two lines"),
        pytest.param([RANA, LINA, "rana", "LINA", RANA], [], {"rana": 3, "lina": 2}, id="however they are spelled"),
        pytest.param(["أحمد", "احمد"], [], {"احمد": 2}, id="with and without hamza"),
        pytest.param([RANA], [RANA], {"rana": 2}, id="on the list already"),
        pytest.param([RANA], ["Rana r@example.org"], {"rana": 2}, id="listed with an address"),
        pytest.param(["Rana r@example.org"], [RANA], {"rana": 2}, id="listed without one"),
        pytest.param(["Rana a@example.org", "Rana b@example.org"], [], {}, id="told apart by addresses"),
        pytest.param(["a@example.org", "b@example.org"], [], {}, id="without names"),
        pytest.param([LINA], [RANA, RANA], {}, id="those of the list were told apart before"),
        pytest.param([RANA, LINA], ["Sami"], {}, id="nobody alike"),
    ],
)
def test_who_is_asked_about(wanted: list[str], listed: list[str], asked: dict[str, int]) -> None:
    found = find_alike(people(*wanted), people(*listed))
    assert {one.key: one.count for one in found} == asked


@pytest.mark.parametrize(
    ("wanted", "listed", "left"),
    [
        pytest.param([RANA, RANA, LINA, LINA], [], [RANA, LINA, LINA], id="only whom it was said of"),
        pytest.param([RANA, LINA, "RANA"], [], [RANA, LINA], id="in their order"),
        pytest.param([RANA, "Rana r@example.org"], [], ["Rana r@example.org"], id="rather with an address"),
        pytest.param([RANA, "Rana r@example.org", LINA], ["rana"], [LINA], id="listed already"),
    ],
)
def test_who_is_left_when_rana_is_one_person(wanted: list[str], listed: list[str], left: list[str]) -> None:
    assert without_repeats(people(*wanted), people(*listed), ones={"rana"}) == people(*left)
