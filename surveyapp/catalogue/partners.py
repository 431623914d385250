"""Lists of partners: the bytes of a CSV or XLSX file → what to enter, and what is wrong with which row."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.catalogue.lists import ColumnNames, RowFault, find_headings, named_in_every_language, names_in
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import read_table
from surveyapp.core.conduct.partnership import FocalPoint, read_address
from surveyapp.core.errors import Code, InputError
from surveyapp.core.instrument.questionnaire import Option
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import TABLE, Language, Text
from surveyapp.core.text.naming import latin, read_name
from surveyapp.core.text.searching import folded
from surveyapp.words.catalogue import SOURCE, available, marked
from surveyapp.words.languages import find_language, name_heading

COLUMNS = {
    "kind": marked("kind; type"),
    "places": marked("places"),
    "languages": marked("languages"),
    "contact": marked("contact; focal point"),
    "email": marked("email; e-mail"),
    "contact_language": marked("contact_language"),
}
"""Each column beside those of names → what it may be called."""
NAME = "name_"
"""How our name for a column of names begins; the code of the language follows."""
_BETWEEN = re.compile(r"[;؛\n]")


@dataclass(frozen=True, slots=True)
class ListedPartner:
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

    entries: tuple[ListedPartner, ...]
    faults: tuple[RowFault, ...]


def headings_for(language: Language, *, offered: Sequence[Language]) -> list[str]:
    """Return the headings of an empty list, with a name in each of the ``offered`` languages."""
    names = [f"{NAME}{one}" if language == SOURCE else name_heading(one, language) for one in offered]
    return [*names, *(names_in(one, language)[0] for one in COLUMNS.values())]


def read_partners(
    data: bytes, *, file: str, kinds: Sequence[Option], places: Sequence[Option], offered: Sequence[Language]
) -> PartnerList:
    """Return the partners in a file; kinds and places by key or as the questionnaires word them, several after ``;``.

    A partner of which no language is said works in all that are ``offered``, and its contact reads the first.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    report = TableReport(file)
    table = read_table(data, report)
    report.raise_faults()
    columns, faults = find_headings(table, _columns(), all_of=("kind",))
    if not set(_name_columns()) & set(columns):
        faults.append(RowFault(table.header_row, Code.MISSING_COLUMN, f"{NAME}{offered[0]}"))
    if faults:
        return PartnerList((), tuple(faults))
    known = _Known(_by_word(kinds), _by_word(places), tuple(offered))
    entries: list[ListedPartner] = []
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
    offered: tuple[Language, ...]


class _CellError(Exception):
    def __init__(self, code: Code, cell: str) -> None:
        super().__init__(code)
        self.code, self.cell = code, cell


def _name_columns() -> list[str]:
    return [f"{NAME}{code}" for code in TABLE]


def _columns() -> ColumnNames:
    names = {f"{NAME}{code}": [f"{NAME}{code}", *(name_heading(code, one) for one in available())] for code in TABLE}
    return {**names, **named_in_every_language(COLUMNS)}


def _by_word(options: Sequence[Option]) -> dict[str, str]:
    """Return the key of each option by all that it is called."""
    return {folded(word): o.key for o in options for word in (o.key, *o.label.values())}


def _read_row(number: int, cells: Mapping[str, str], known: _Known) -> ListedPartner:
    named = {column.removeprefix(NAME): column for column in _name_columns() if cells.get(column, "").strip()}
    name = Text({code: _name(cells, column) for code, column in named.items()})
    if not name:
        raise _CellError(Code.NO_NAME, "")
    kind = _one_of(known.kinds, cells["kind"], Code.UNKNOWN_KIND)
    places = tuple(_one_of(known.places, said, Code.UNKNOWN_PLACE) for said in _several(cells.get("places", "")))
    languages = [_language(said) for said in _several(cells.get("languages", ""))]
    return ListedPartner(
        number, name, kind, places, tuple(languages) or known.offered, _contact(cells, known.offered[0])
    )


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


def _contact(cells: Mapping[str, str], default: Language) -> FocalPoint | None:
    name, email, said = (cells.get(column, "") for column in ("contact", "email", "contact_language"))
    if not (name or email):
        return None
    language = _language(said) if said else default
    try:
        address = read_address(email)
    except InputError as error:
        raise _CellError(error.code, email) from None
    return FocalPoint(Side.PARTNER, _name({**cells, "contact": name}, "contact"), address, language)


def _several(cell: str) -> list[str]:
    return [said for said in map(str.strip, _BETWEEN.split(cell)) if said]


def _repeated(entries: Sequence[ListedPartner]) -> Iterator[RowFault]:
    seen: set[str] = set()
    for entry in entries:
        names = set(map(folded, entry.name.values()))
        if names & seen:
            yield RowFault(entry.row, Code.PARTNER_TWICE, latin(entry.name))
        seen |= names
