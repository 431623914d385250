"""Lists of people to invite: a CSV or XLSX file, or lines that somebody wrote → people, and what is wrong where."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from surveyapp.catalogue.lists import RowFault, find_headings, named_in_every_language, names_in
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import read_table
from surveyapp.core.conduct.roster import Person, read_person
from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.languages import Language
from surveyapp.core.text.writable import without_stray
from surveyapp.words.catalogue import marked
from surveyapp.words.languages import find_language

COLUMNS = {
    "name": marked("name; full name"),
    "address": marked("email; email address; mail; address"),
    "role": marked("role; position"),
    "language": marked("language; lang"),
}
"""Each column → what it may be called."""
_IN_PARTS = {
    "first": marked("first name; given name"),
    "last": marked("last name; surname; family name"),
}
"""The columns of lists that have a name in two parts."""

_ADDRESS = re.compile(r"[<(\[]?([^\s<>()\[\],،;؛]*@[^\s<>()\[\],،;؛]*)[>)\]]?")
_AROUND = " \t,،;؛:\"'“”–-"
_NUMBER = re.compile(r"^\s*(?:[•·▪●○◦‣*–-]\s*|\(?\d{1,3}\s*[.):-]\s*)(?=\D)")
_DAY, _TIME = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}", r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?|\s*[صم])?"
_STAMP = rf"(?:{_DAY}[,،]?\s*{_TIME}|{_TIME}[,،]?\s*{_DAY})"
_SAID_AT = re.compile(rf"^\s*(?:\[{_STAMP}\]|{_STAMP}\s+-)\s*")
"""What a chat puts before what somebody said, and a list before each of its entries."""


def headings_for(language: Language) -> list[str]:
    """Return the headings of an empty list."""
    return [names_in(message, language)[0] for message in COLUMNS.values()]


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The people in a file, and what is wrong with it; only a list without faults may be used."""

    rows: tuple[tuple[int, Person], ...]
    faults: tuple[RowFault, ...]

    @property
    def people(self) -> tuple[Person, ...]:
        """Return the people without their rows' numbers."""
        return tuple(person for _, person in self.rows)


def read_people(data: bytes, *, file: str, default: Language) -> PeopleList:
    """Return the people in a file; whoever has no language written beside the name is taken to read ``default``.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    report = TableReport(file)
    table = read_table(data, report)
    report.raise_faults()
    columns, faults = find_headings(
        table, named_in_every_language({**COLUMNS, **_IN_PARTS}), any_of=("name", "address", *_IN_PARTS)
    )
    if faults:
        return PeopleList((), tuple(faults))
    people: dict[int, Person] = {}
    for row in table.rows:
        cells = dict(zip(columns, row.cells, strict=True))
        try:
            people[row.number] = _read_row(cells, default)
        except InputError as error:
            faults.append(RowFault(row.number, error.code, _cell_at_fault(error.code, cells)))
    faults += [*_repeated(people.items()), *([] if table.rows else [RowFault(table.header_row, Code.NO_ROWS)])]
    return PeopleList(tuple(people.items()), tuple(sorted(faults, key=lambda fault: fault.row)))


def read_lines(written: str, *, language: Language) -> PeopleList:
    """Return the people whom somebody wrote down or pasted, a line each: a name, an address, or both in either order.

    A line that a mail program gave, with several addresses and what stands before each, is taken apart.
    """
    people: list[tuple[int, Person]] = []
    faults: list[RowFault] = []
    for number, line in enumerate(without_stray(written).splitlines(), start=1):
        for entry in filter(None, (one.strip(_AROUND) for one in _entries(_SAID_AT.sub("", line)))):
            name, address = _taken_apart(entry)
            try:
                people.append((number, read_person(name, address=address, language=language)))
            except InputError as error:
                faults.append(RowFault(number, error.code, entry))
    return PeopleList(tuple(people), tuple(sorted([*faults, *_repeated(people)], key=lambda fault: fault.row)))


def _entries(line: str) -> list[str]:
    """Return the people of one line: all of it, or what ends with each address where it holds several."""
    found = list(_ADDRESS.finditer(line))
    if len(found) < 2:  # noqa: PLR2004 - one address or none
        return [line]
    ends = [0, *(address.end() for address in found)]
    return [line[start:end] for start, end in pairwise(ends)]


def _taken_apart(entry: str) -> tuple[str, str]:
    """Return a name, without what numbered it, and an address; either may be empty."""
    address = _ADDRESS.search(entry)
    name = _NUMBER.sub("", _ADDRESS.sub(" ", entry))
    return name.strip(_AROUND), address[1].strip(f"{_AROUND}.") if address else ""


def _read_row(cells: Mapping[str, str], default: Language) -> Person:
    said = cells.get("language", "")
    language = find_language(said) if said else default
    if language is None:
        raise InputError(Code.BAD_LANGUAGE, language=said)
    address = cells.get("address", "")
    beside, alone = _taken_apart(address) if address.count("@") == 1 else ("", address)
    name = cells.get("name") or " ".join(filter(None, (cells.get("first"), cells.get("last")))) or beside
    return read_person(_taken_apart(name)[0], role=cells.get("role", ""), address=alone, language=language)


def _cell_at_fault(code: Code, cells: Mapping[str, str]) -> str:
    column = {Code.BAD_EMAIL: "address", Code.BAD_LANGUAGE: "language"}.get(code, "")
    return cells.get(column, "")


def _repeated(people: Iterable[tuple[int, Person]]) -> Iterator[RowFault]:
    seen: set[str] = set()
    for row, person in people:
        if person.address and person.address in seen:
            yield RowFault(row, Code.ADDRESS_LISTED, person.address)
        seen.add(person.address)
