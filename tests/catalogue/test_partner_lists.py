"""Lists of partners: columns in either language, kinds and places by key or by word, and every fault at its row."""

import pytest

from surveyapp.catalogue.blank_tables import empty_table
from surveyapp.catalogue.lists import RowFault, names_in
from surveyapp.catalogue.partners import COLUMNS, PartnerList, example_for, headings_for, read_partners
from surveyapp.catalogue.table_faults import FaultyTableError
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.words.languages import name_heading
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


@pytest.mark.parametrize("heading", ["Name", "Partner", "الاسم", "اسم الجهة الشريكة"])
def test_a_column_of_names_in_no_language_is_read_by_its_letters(questionnaire: Questionnaire, heading: str) -> None:
    named = [one.name for one in read(questionnaire, "بلدية,ngo", "1st Town,ngo", header=f"{heading},kind").entries]
    assert named == [{"ar": "بلدية"}, {"en": "1st Town"}]
    (both,) = read(questionnaire, "بلدية,Town,ngo", header=f"{heading},name_en,kind").entries
    assert both.name == {"ar": "بلدية", "en": "Town"}
    (said,) = read(questionnaire, "Town,City,ngo", header=f"{heading},name_en,kind").entries
    assert said.name == {"en": "City"}


def test_the_needed_columns_are_enough(questionnaire: Questionnaire) -> None:
    assert len(read(questionnaire, "ngo,بلدية,Town", header="Type,name_ar,NAME_EN").entries) == 1


@pytest.mark.parametrize(
    ("row", "code", "cell", "column"),
    [
        pytest.param(",,ngo,,,,,", "no_name", "", "name_ar", id="no name at all"),
        pytest.param(f"بلدية,{'x' * 201},ngo,,,,,", "name_too_long", "x" * 201, "name_en", id="too long a name"),
        pytest.param("بلدية,Town,king,,,,,", "unknown_kind", "king", "kind", id="kind"),
        pytest.param("بلدية,Town,ngo,gaza;mars,,,,", "unknown_place", "mars", "places", id="place"),
        pytest.param("بلدية,Town,ngo,,zz,,,", "bad_language", "zz", "languages", id="language"),
        pytest.param("بلدية,Town,ngo,,,رنا,nobody,", "bad_email", "nobody", "email", id="address"),
        pytest.param("بلدية,Town,ngo,,,رنا,,", "bad_email", "", "email", id="a contact without an address"),
        pytest.param("بلدية,Town,ngo,,,,a@b.org,", "no_name", "", "contact", id="a contact without a name"),
        pytest.param(
            "بلدية,Town,ngo,,,رنا,a@b.org,zz", "bad_language", "zz", "contact_language", id="a contact's language"
        ),
        pytest.param("بلديه,Other,ngo,,,,,\nبلدية,Town,ngo,,,,,", "partner_twice", "Town", "", id="twice, less dots"),
    ],
)
def test_what_is_wrong_with_a_row(questionnaire: Questionnaire, row: str, code: str, cell: str, column: str) -> None:
    rows = row.split("\n")
    assert read(questionnaire, *rows).faults == (RowFault(len(rows) + 1, code, cell, column),)


def test_all_that_is_wrong_with_a_row_is_told_at_once(questionnaire: Questionnaire) -> None:
    header = HEADER.replace("kind", "Kind of organisation")
    faults = read(questionnaire, "بلدية,,king,gaza;mars,zz,رنا,nobody,", header=header).faults
    assert [(f.row, f.code, f.cell, f.column) for f in faults] == [
        (2, "unknown_kind", "king", "Kind of organisation"),
        (2, "unknown_place", "mars", "places"),
        (2, "bad_language", "zz", "languages"),
        (2, "bad_email", "nobody", "email"),
    ]


KIND, NAME = names_in(COLUMNS["kind"], BOTH[0])[0], name_heading("ar", BOTH[0])


@pytest.mark.parametrize(
    ("header", "faults"),
    [
        pytest.param(
            "places,kind",
            [RowFault(1, "missing_column", "", "الاسم بالعربية / الاسم بالإنجليزية")],
            id="a name is missing",
        ),
        pytest.param(
            "name_ar,sort,hat",
            [RowFault(1, "unknown_column", "", c) for c in ("sort", "hat")] + [RowFault(1, "missing_column", "", KIND)],
            id="what is not known where one is missing",
        ),
        pytest.param("name_ar,name_en,kind,type", [RowFault(1, "column_twice", "", KIND)], id="one twice"),
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


def test_headings_are_found_below_a_title_and_what_is_not_ours_is_passed_over(questionnaire: Questionnaire) -> None:
    rows = (";;;;", "14 March 2026;;;;", "Name in Arabic;Phone;Kind of organisation;Notes;", "بلدية;05;ngo;late;x")
    found = read(questionnaire, *rows, header="Our partners (all; of them);;;;")
    assert ([entry.name["ar"] for entry in found.entries], found.faults) == (["بلدية"], ())
    told = found.reading
    assert (told.header_row, told.above, told.passed_over, told.unnamed) == (4, 2, ("Phone", "Notes"), 1)


@pytest.mark.parametrize(
    ("encoding", "told"),
    [("cp1256", "Windows-1256"), ("utf-16", "UTF-16"), ("utf-16-le", "UTF-16"), ("utf-16-be", "UTF-16"), ("utf-8", "")],
)
def test_letters_saved_otherwise_are_read_and_said(questionnaire: Questionnaire, encoding: str, told: str) -> None:
    data = "الاسم بالعربية;النوع\nبلدية غزة – «المركز»;ngo\nجامعة Université;ngo\n".encode(encoding)
    kinds, places = questionnaire.organisation_types, questionnaire.places
    found = read_partners(data, file="list.csv", kinds=kinds, places=places, offered=BOTH)
    assert (found.entries[0].name["ar"], found.reading.encoding) == ("بلدية غزة – «المركز»", told)


@pytest.mark.parametrize("text", ["name_en,kind\nBjörn Ødegård,ngo\n", "name_en,kind\nPřítel,ngo\n"])
def test_letters_that_could_be_several_things_are_refused(questionnaire: Questionnaire, text: str) -> None:
    kinds, places = questionnaire.organisation_types, questionnaire.places
    with pytest.raises(FaultyTableError, match="not UTF-8"):
        read_partners(
            text.encode("cp1252", "replace").replace(b"?", b"\xf8"), file="l", kinds=kinds, places=places, offered=BOTH
        )


def test_the_example_row_shows_how_and_is_nobodys(questionnaire: Questionnaire) -> None:
    kinds, places = questionnaire.organisation_types, questionnaire.places
    for language in BOTH:
        example = example_for(language, kinds=kinds, places=places, offered=BOTH)
        sheet = empty_table(headings_for(language, offered=BOTH), example).decode("utf-8-sig")
        left_in = read(questionnaire, header=sheet)
        assert ([fault.code for fault in left_in.faults], left_in.reading.examples) == (["no_rows"], 1)
        (entry,) = read(questionnaire, header=sheet.replace(example[0], "X").replace(example[1], "Y")).entries
        assert (entry.kind, entry.places, entry.languages) == (kinds[0].key, (places[0].key,), BOTH)
