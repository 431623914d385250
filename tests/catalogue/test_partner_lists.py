"""Lists of partners: columns in either language, kinds and places by key or by word, and every fault at its row."""

import pytest

from surveyapp.catalogue.lists import RowFault, empty_table
from surveyapp.catalogue.partners import PartnerList, headings_for, read_partners
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from tests.languages import AR, BOTH, EN

HEADER = "name_ar,name_en,kind,places,languages,contact,email,contact_language"


def read(questionnaire: Questionnaire, *rows: str, header: str = HEADER) -> PartnerList:
    data = "\n".join([header, *rows]).encode()
    kinds, places = questionnaire.organisation_types, questionnaire.places
    return read_partners(data, file="list.csv", kinds=kinds, places=places, offered=BOTH)


def test_a_full_row(questionnaire: Questionnaire) -> None:
    (entry,) = read(questionnaire, "بلدية,Town,ngo,gaza; west_bank,English,رنا,rana@example.org,en").entries
    assert (entry.row, entry.name["ar"], entry.name["en"], entry.kind) == (2, "بلدية", "Town", "ngo")
    assert (entry.places, entry.languages) == (("gaza", "west_bank"), (EN,))
    assert entry.contact is not None
    assert (entry.contact.side, entry.contact.name, entry.contact.language) == (Side.PARTNER, "رنا", EN)


def test_arabic_columns_and_words(questionnaire: Questionnaire) -> None:
    kind = next(one.label["ar"] for one in questionnaire.organisation_types if one.key == "local_authority")
    header = empty_table(headings_for(AR, offered=BOTH)).decode().strip("\ufeff\r\n")
    (entry,) = read(questionnaire, f"بلدية,Town,{kind},قطاع غزة،,,,,".replace("،", ""), header=header).entries
    assert (entry.kind, entry.places, entry.languages, entry.contact) == (
        "local_authority",
        ("gaza",),
        BOTH,
        None,
    )


def test_the_needed_columns_are_enough(questionnaire: Questionnaire) -> None:
    assert len(read(questionnaire, "ngo,بلدية,Town", header="Type,name_ar,NAME_EN").entries) == 1


@pytest.mark.parametrize(
    ("row", "code", "cell"),
    [
        pytest.param(",,ngo,,,,,", "no_name", "", id="no name at all"),
        pytest.param(f"بلدية,{'x' * 201},ngo,,,,,", "name_too_long", "name_en", id="too long a name"),
        pytest.param("بلدية,Town,king,,,,,", "unknown_kind", "king", id="kind"),
        pytest.param("بلدية,Town,ngo,gaza;mars,,,,", "unknown_place", "mars", id="place"),
        pytest.param("بلدية,Town,ngo,,zz,,,", "bad_language", "zz", id="language"),
        pytest.param("بلدية,Town,ngo,,,رنا,nobody,", "bad_email", "nobody", id="address"),
        pytest.param("بلدية,Town,ngo,,,رنا,,", "bad_email", "", id="a contact without an address"),
        pytest.param("بلدية,Town,ngo,,,,a@b.org,", "no_name", "contact", id="a contact without a name"),
        pytest.param("بلدية,Town,ngo,,,رنا,a@b.org,zz", "bad_language", "zz", id="a contact's language"),
        pytest.param("بلديه,Other,ngo,,,,,\nبلدية,Town,ngo,,,,,", "partner_twice", "Town", id="twice, less dots"),
    ],
)
def test_what_is_wrong_with_a_row(questionnaire: Questionnaire, row: str, code: str, cell: str) -> None:
    rows = row.split("\n")
    assert read(questionnaire, *rows).faults == (RowFault(len(rows) + 1, code, cell),)


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        pytest.param("places,kind", [RowFault(1, "missing_column", "name_ar")], id="a name is missing"),
        pytest.param("name_ar,name_en,kind,hat", [RowFault(1, "unknown_column", "hat")], id="a column too many"),
        pytest.param("name_ar,name_en,kind,type", [RowFault(1, "column_twice", "kind")], id="one twice"),
    ],
)
def test_what_is_wrong_with_the_columns(questionnaire: Questionnaire, header: str, faults: list[RowFault]) -> None:
    cells = ",".join("a" for _ in header.split(","))
    assert list(read(questionnaire, cells, header=header).faults) == faults


def test_a_list_of_nobody(questionnaire: Questionnaire) -> None:
    assert read(questionnaire).faults == (RowFault(1, "no_rows"),)


def test_the_empty_table_names_every_column_in_either_language(questionnaire: Questionnaire) -> None:
    for language in BOTH:
        names = empty_table(headings_for(language, offered=BOTH)).decode("utf-8-sig").strip()
        assert {fault.code for fault in read(questionnaire, header=names).faults} == {"no_rows"}
