"""People as somebody writes or pastes them: who they are, and which line cannot be read."""

import pytest

from surveyapp.catalogue.people import read_lines
from surveyapp.core.sides import Language


@pytest.mark.parametrize(
    ("written", "people"),
    [
        pytest.param("Kari Nordmann <kari@example.org>", [("Kari Nordmann", "kari@example.org")], id="as in a mail"),
        pytest.param("rami@example.org", [("", "rami@example.org")], id="an address"),
        pytest.param("سمير", [("سمير", "")], id="a name"),
        pytest.param("ليلى، laila@example.org", [("ليلى", "laila@example.org")], id="an Arabic comma"),
        pytest.param("laila@example.org - ليلى", [("ليلى", "laila@example.org")], id="the address first"),
        pytest.param("  \n\n سمير \n", [("سمير", "")], id="blank lines"),
        pytest.param(
            '"Ola, N" <ola@x.org>; Per <per@x.org>, eva@x.org',
            [("Ola, N", "ola@x.org"), ("Per", "per@x.org"), ("", "eva@x.org")],
            id="several on a line, as mail programs copy them",
        ),
        pytest.param("KARI@Example.org", [("", "kari@example.org")], id="capitals"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_who_is_meant(written: str, people: list[tuple[str, str]]) -> None:
    read = read_lines(written, language=Language.AR)
    assert [(person.name, person.address) for person in read.people] == people
    assert read.faults == ()


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        pytest.param("a@b.org\nKari <kari@>", [(2, "bad_email")], id="half an address"),
        pytest.param("a@b.org\nb@b.org\nA@b.org", [(3, "address_listed")], id="on two lines"),
        pytest.param("a@b.org, a@b.org", [(1, "address_listed")], id="twice on a line"),
        pytest.param("x" * 201, [(1, "bad_name")], id="too long a name"),
        pytest.param("a\x00@b.org", [(1, "bad_email")], id="an invisible character"),
        pytest.param("@", [(1, "bad_email")], id="a sign"),
    ],
)
def test_what_cannot_be_read(written: str, faults: list[tuple[int, str]]) -> None:
    assert [(fault.row, fault.code) for fault in read_lines(written, language=Language.AR).faults] == faults
