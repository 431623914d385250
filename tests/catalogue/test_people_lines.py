"""People as somebody writes or pastes them: who they are, and which line cannot be read."""

import pytest

from surveyapp.catalogue.people import PeopleList, read_lines, read_people
from surveyapp.core.text.languages import Language
from tests.languages import AR, EN


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
        pytest.param(
            "1. Rana\n٢) رنا\n(3) Omar\n4- عمر", [(n, "") for n in ("Rana", "رنا", "Omar", "عمر")], id="numbers"
        ),
        pytest.param("• Lina\n- Sami s@x.org\n* Eva", [("Lina", ""), ("Sami", "s@x.org"), ("Eva", "")], id="bullets"),
        pytest.param(
            "\u200e[10:22, 11/3/2026] Rana: rana@x.org\n[11/3/2026, 10:22:33 م] رنا\n11/03/26, 9:05 pm - Eva",
            [("Rana", "rana@x.org"), ("رنا", ""), ("Eva", "")],
            id="copied from a chat",
        ),
        pytest.param("1. a@x.org 2. b@x.org", [("", "a@x.org"), ("", "b@x.org")], id="numbers within a line"),
        pytest.param(
            "3M\n12 Omar\nDr. Rana\nTeam 2 (x@x.org)",
            [("3M", ""), ("12 Omar", ""), ("Dr. Rana", ""), ("Team 2", "x@x.org")],
            id="numbers that belong to names",
        ),
        pytest.param(
            "أحمد \u202bahmad@x.org\u202c\nرنا rana@x.org\u200f",
            [("أحمد", "ahmad@x.org"), ("رنا", "rana@x.org")],
            id="marks of direction around addresses",
        ),
        pytest.param(
            "Rana +970 599 123 456\nرنا (٠٥٩٩١٢٣٤٥٦)\n0599-123-456\nOmar, 0599123456, o@x.org\nTeam 2026",
            [("Rana", ""), ("رنا", ""), ("Omar", "o@x.org"), ("Team 2026", "")],
            id="telephone numbers",
        ),
        pytest.param("Write to rana@x.org.", [("Write to", "rana@x.org")], id="a sentence's end"),
    ],
)
def test_who_is_meant(written: str, people: list[tuple[str, str]]) -> None:
    read = read_lines(written, language=AR)
    assert [(person.name, person.address) for person in read.people] == people
    assert read.faults == ()


@pytest.mark.parametrize(
    ("written", "faults"),
    [
        pytest.param("a@b.org\nKari <kari@>", [(2, "bad_email")], id="half an address"),
        pytest.param("a@b.org\nb@b.org\nA@b.org", [(3, "address_listed")], id="on two lines"),
        pytest.param("a@b.org, a@b.org", [(1, "address_listed")], id="twice on a line"),
        pytest.param("x" * 201, [(1, "name_too_long")], id="too long a name"),
        pytest.param("a\x00@b.org", [(1, "bad_email")], id="an invisible character"),
        pytest.param("@", [(1, "bad_email")], id="a sign"),
    ],
)
def test_what_cannot_be_read(written: str, faults: list[tuple[int, str]]) -> None:
    assert [(fault.row, fault.code) for fault in read_lines(written, language=AR).faults] == faults


def in_file(*lines: str) -> PeopleList:
    return read_people("\n".join(lines).encode(), file="people.csv", default=AR)


@pytest.mark.parametrize(
    ("lines", "people"),
    [
        pytest.param(["name,email", "A,kari@x.org\u200f"], [("A", "kari@x.org")], id="a mark of direction"),
        pytest.param(["name,email", "A,\u202akari@x.org\u202c"], [("A", "kari@x.org")], id="an embedding"),
        pytest.param(["name,email", "A,mailto:kari@x.org"], [("A", "kari@x.org")], id="a link"),
        pytest.param(["name,email", "A,Kari <kari@x.org>"], [("A", "kari@x.org")], id="as in a mail"),
        pytest.param(["email", "Kari <kari@x.org>"], [("Kari", "kari@x.org")], id="as in a mail, and no other name"),
        pytest.param(["Name,E-Mail Address", "1. Rana,r@x.org"], [("Rana", "r@x.org")], id="a number before a name"),
        pytest.param(
            ["First name;Last_Name;Email", "Rana;K;r@x.org"], [("Rana K", "r@x.org")], id="names in two parts"
        ),
        pytest.param(["firstname,lastname,email", "Rana,,r@x.org"], [("Rana", "r@x.org")], id="half a name"),
    ],
)
def test_who_is_meant_in_a_file(lines: list[str], people: list[tuple[str, str]]) -> None:
    read = in_file(*lines)
    assert [(person.name, person.address) for person in read.people] == people
    assert read.faults == ()


@pytest.mark.parametrize(
    "heading",
    [
        "Full name;E-mail address;Job title;Language that comes first",
        "Employee;E-mail;Position;Preferred Language",
        "الاسم الثلاثي;البريد الالكتروني;المسمى الوظيفي;لغة المراسلة",
    ],
)
def test_headings_as_people_write_them(heading: str) -> None:
    read = in_file("شؤون الموظفين", heading + ";Phone", "Rana;r@x.org;Nurse;en;059")
    assert [(one.name, one.address, one.role, one.language) for one in read.people] == [
        ("Rana", "r@x.org", "Nurse", EN)
    ]
    assert (read.faults, read.reading.passed_over, read.reading.above) == ((), ("Phone",), 1)


def test_all_that_is_wrong_with_a_person_is_told_at_once() -> None:
    faults = in_file("name,Email address,role,language", f"{'x' * 201},b@,{'y' * 201},zz").faults
    assert [(f.code, f.column) for f in faults] == [
        ("bad_language", "language"),
        ("bad_email", "Email address"),
        ("name_too_long", "name"),
        ("name_too_long", "role"),
    ]


@pytest.mark.parametrize(
    ("said", "language"),
    [
        ("Arabic (ar)", AR),
        ("ar-PS", AR),
        ("عربية", AR),
        ("en_GB", EN),
        ("English", EN),
    ],
)
def test_languages_as_programs_call_them(said: str, language: Language) -> None:
    assert [person.language for person in in_file("name,language", f"Rana,{said}").people] == [language]


@pytest.mark.parametrize("said", ["zz", "Arabic English", "arab-ish", "()"])
def test_what_names_no_language_or_two(said: str) -> None:
    assert [(fault.row, fault.code) for fault in in_file("name,language", f"Rana,{said}").faults] == [
        (2, "bad_language")
    ]


def test_two_addresses_in_a_cell_are_nobodys() -> None:
    assert [(f.row, f.code) for f in in_file("name,email", "A,a@x.org;b@x.org").faults] == [(2, "bad_email")]


def test_names_that_were_pasted_keep_what_spells_them() -> None:
    read = read_lines("\u200fمهرداد می\u200cرود <a\u200c@x.org>\u200b", language=AR)
    assert [(one.name, one.address) for one in read.people] == [("مهرداد می\u200cرود", "a@x.org")]
