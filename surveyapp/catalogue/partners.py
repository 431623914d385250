"""Lists of partners: the bytes of a CSV or XLSX file → what to enter, and what is wrong with which row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.catalogue.lists import Columns, RowFault, find_headings, find_language
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import read_table
from surveyapp.core.conduct.partnership import FocalPoint, read_address
from surveyapp.core.errors import Code, InputError
from surveyapp.core.instrument.questionnaire import Option
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.naming import read_name
from surveyapp.core.text.searching import folded

COLUMNS: Columns = {
    "name_ar": ("name_ar", "الاسم بالعربية"),
    "name_en": ("name_en", "الاسم بالإنجليزية"),
    "kind": ("kind", "type", "نوع الجهة", "النوع"),
    "places": ("places", "أماكن العمل المشترك", "الأماكن"),
    "languages": ("languages", "لغات العمل لديها", "اللغات"),
    "contact": ("contact", "focal point", "مسؤول الاتصال"),
    "email": ("email", "e-mail", "البريد الإلكتروني", "البريد"),
    "contact_language": ("contact_language", "لغة مسؤول الاتصال"),
}
_NEEDED = ("name_ar", "name_en", "kind")
_BETWEEN = re.compile(r"[;؛\n]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One partner to enter, from the file's row ``row``."""

    row: int
    name: Text
    kind: str
    places: tuple[str, ...]
    languages: tuple[Language, ...]
    contact: FocalPoint | None


@dataclass(frozen=True, slots=True)
class PartnerList:
    """The partners in a file, and what is wrong with it; only a list without faults may be entered."""

    entries: tuple[Entry, ...]
    faults: tuple[RowFault, ...]


def read_partners(data: bytes, *, file: str, kinds: Sequence[Option], places: Sequence[Option]) -> PartnerList:
    """Return the partners in a file; kinds and places by key or as the questionnaires word them, several after ``;``.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    report = TableReport(file)
    table = read_table(data, report)
    report.raise_faults()
    columns, faults = find_headings(table, COLUMNS, all_of=_NEEDED)
    if faults:
        return PartnerList((), tuple(faults))
    known = _Known(_by_word(kinds), _by_word(places))
    entries: list[Entry] = []
    for row in table.rows:
        try:
            entries.append(_read_row(row.number, dict(zip(columns, row.cells, strict=True)), known))
        except _CellError as error:
            faults.append(RowFault(row.number, error.code, error.cell))
    faults += [*_repeated(entries), *([] if table.rows else [RowFault(table.header_row, Code.NO_ROWS)])]
    return PartnerList(tuple(entries), tuple(sorted(faults, key=lambda fault: fault.row)))


@dataclass(frozen=True, slots=True)
class _Known:
    kinds: Mapping[str, str]
    places: Mapping[str, str]


class _CellError(Exception):
    def __init__(self, code: Code, cell: str) -> None:
        super().__init__(code)
        self.code, self.cell = code, cell


def _by_word(options: Sequence[Option]) -> dict[str, str]:
    """Return the key of each option by all that it is called."""
    return {folded(word): o.key for o in options for word in (o.key, o.label.ar, o.label.en)}


def _read_row(number: int, cells: Mapping[str, str], known: _Known) -> Entry:
    name = Text(ar=_name(cells, "name_ar"), en=_name(cells, "name_en"))
    kind = _one_of(known.kinds, cells["kind"], Code.UNKNOWN_KIND)
    places = tuple(_one_of(known.places, said, Code.UNKNOWN_PLACE) for said in _several(cells.get("places", "")))
    languages = [_language(said) for said in _several(cells.get("languages", ""))]
    return Entry(number, name, kind, places, tuple(languages or Language), _contact(cells))


def _name(cells: Mapping[str, str], column: str) -> str:
    try:
        return read_name(cells[column])
    except InputError as error:
        raise _CellError(error.code, column) from None


def _one_of(known: Mapping[str, str], said: str, code: Code) -> str:
    key = known.get(folded(said))
    if key is None:
        raise _CellError(code, said)
    return key


def _language(said: str) -> Language:
    language = find_language(said)
    if language is None:
        raise _CellError(Code.BAD_LANGUAGE, said)
    return language


def _contact(cells: Mapping[str, str]) -> FocalPoint | None:
    name, email, said = (cells.get(column, "") for column in ("contact", "email", "contact_language"))
    if not (name or email):
        return None
    language = _language(said) if said else Language.AR
    try:
        address = read_address(email)
    except InputError as error:
        raise _CellError(error.code, email) from None
    return FocalPoint(Side.PARTNER, _name({**cells, "contact": name}, "contact"), address, language)


def _several(cell: str) -> list[str]:
    return [said for said in map(str.strip, _BETWEEN.split(cell)) if said]


def _repeated(entries: Sequence[Entry]) -> Iterator[RowFault]:
    seen: set[str] = set()
    for entry in entries:
        names = {folded(entry.name.ar), folded(entry.name.en)}
        if names & seen:
            yield RowFault(entry.row, Code.PARTNER_TWICE, entry.name.en)
        seen |= names
