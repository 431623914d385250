"""Lists of people to invite: a CSV or XLSX file, or lines that somebody wrote → people, and what is wrong where."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from surveyapp.catalogue.lists import Columns, RowFault, find_headings, find_language
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import read_table
from surveyapp.core.errors import InputError
from surveyapp.core.roster import Person, read_person
from surveyapp.core.sides import Language

COLUMNS: Columns = {
    "name": ("name", "الاسم"),
    "address": ("email", "e-mail", "address", "البريد الإلكتروني", "البريد", "العنوان"),
    "role": ("role", "position", "الصفة", "الوظيفة"),
    "language": ("language", "lang", "اللغة"),
}


_ADDRESS = re.compile(r"[<(\[]?([^\s<>()\[\],،;؛]*@[^\s<>()\[\],،;؛]*)[>)\]]?")
_AROUND = " \t,،;؛:\"'–-"


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
    columns, faults = find_headings(table, COLUMNS, any_of=("name", "address"))
    if faults:
        return PeopleList((), tuple(faults))
    people: dict[int, Person] = {}
    for row in table.rows:
        cells = dict(zip(columns, row.cells, strict=True))
        try:
            people[row.number] = _read_row(cells, default)
        except InputError as error:
            faults.append(RowFault(row.number, error.code, _cell_at_fault(error.code, cells)))
    faults += [*_repeated(people.items()), *([] if table.rows else [RowFault(table.header_row, "no_rows")])]
    return PeopleList(tuple(people.items()), tuple(sorted(faults, key=lambda fault: fault.row)))


def read_lines(written: str, *, language: Language) -> PeopleList:
    """Return the people whom somebody wrote down or pasted, a line each: a name, an address, or both in either order.

    A line that a mail program gave, with several addresses and what stands before each, is taken apart.
    """
    people: list[tuple[int, Person]] = []
    faults: list[RowFault] = []
    for number, line in enumerate(written.splitlines(), start=1):
        for entry in filter(None, (one.strip(_AROUND) for one in _entries(line))):
            address = _ADDRESS.search(entry)
            name = _ADDRESS.sub(" ", entry).strip(_AROUND)
            try:
                people.append((number, read_person(name, address=address[1] if address else "", language=language)))
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


def _read_row(cells: Mapping[str, str], default: Language) -> Person:
    said = cells.get("language", "")
    language = find_language(said) if said else default
    if language is None:
        raise InputError("bad_language", language=said)
    return read_person(
        cells.get("name", ""), role=cells.get("role", ""), address=cells.get("address", ""), language=language
    )


def _cell_at_fault(code: str, cells: Mapping[str, str]) -> str:
    column = {"bad_email": "address", "bad_language": "language"}.get(code, "")
    return cells.get(column, "")


def _repeated(people: Iterable[tuple[int, Person]]) -> Iterator[RowFault]:
    seen: set[str] = set()
    for row, person in people:
        if person.address and person.address in seen:
            yield RowFault(row, "address_listed", person.address)
        seen.add(person.address)
