"""Lists of people to invite: a CSV or XLSX file, or lines that somebody wrote → people, and what is wrong where."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from surveyapp.catalogue.lists import (
    AS_EXPECTED,
    EXAMPLE,
    Cells,
    Needed,
    Reading,
    RowFault,
    called_in,
    named_in_every_language,
    read_list,
)
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.core.conduct.partnership import read_address
from surveyapp.core.conduct.roster import Person, read_person
from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.languages import Language
from surveyapp.core.text.naming import read_name
from surveyapp.core.text.writable import without_stray
from surveyapp.words.catalogue import marked, say
from surveyapp.words.languages import find_language, name_of

COLUMNS = {
    "name": marked("name; full name; person; contact; contact name; participant; employee; staff member"),
    "address": marked("email; email address; mail; address; mail address; e-mail ID; work email"),
    "role": marked("role; position; job title; job; function; what this person does"),
    "language": marked("language; lang; language that comes first; preferred language; language code"),
}
"""Each column → what it may be called."""
IN_PARTS = {
    "first": marked("first name; given name; forename"),
    "last": marked("last name; surname; family name"),
}
"""The columns of lists that have a name in two parts."""

_ADDRESS = re.compile(r"[<(\[]?(?<![^\s<>()\[\],،;؛])([^\s<>()\[\],،;؛]*@[^\s<>()\[\],،;؛]*)[>)\]]?")
"""An address and the brackets around it; looked for where a word begins, or a long word would take minutes."""
_AROUND = " \t,،;؛:\"'“”–-"
_NUMBER = re.compile(r"^\s*(?:[•·▪●○◦‣*–-]\s*|\(?\d{1,3}\s*[.):-]\s*)(?=\D)")
_PHONE = re.compile(r"(?<![\w@.])(?:\+|\()?(?:\d[\s()./-]{0,4}){6,20}\d\)?(?![\w@])")
"""A telephone number, which people keep beside a name, and a chat instead of one."""
_DAY, _TIME = r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}", r"\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp]\.?[Mm]\.?|\s*[صم])?"
_STAMP = rf"(?:{_DAY}[,،]?\s*{_TIME}|{_TIME}[,،]?\s*{_DAY})"
_SAID_AT = re.compile(rf"^\s*(?:\[{_STAMP}\]|{_STAMP}\s+-)\s*")
"""What a chat puts before what somebody said, and a list before each of its entries."""


def headings_for(language: Language) -> list[str]:
    """Return the headings of an empty list."""
    return [*called_in(language, COLUMNS).values()]


def example_for(language: Language) -> list[str]:
    """Return the row that shows how a person is written; it is nobody's as long as it is called so."""
    return [say(EXAMPLE, language), "name@example.org", say("Programme officer", language), name_of(language, language)]


@dataclass(frozen=True, slots=True)
class PeopleList:
    """The people in a file, and what is wrong with it; only a list without faults may be used."""

    rows: tuple[tuple[int, Person], ...]
    faults: tuple[RowFault, ...]
    reading: Reading = AS_EXPECTED

    @property
    def people(self) -> tuple[Person, ...]:
        """Return the people without their rows' numbers."""
        return tuple(person for _, person in self.rows)


def read_people(data: bytes, *, file: str, default: Language) -> PeopleList:
    """Return the people in a file; whoever has no language written beside the name is taken to read ``default``.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    ours = {**COLUMNS, **IN_PARTS}
    needed = Needed(("name", "address", *IN_PARTS), called=called_in(default, ours))
    table = read_list(data, TableReport(file), named_in_every_language(ours), needed=needed)
    if table.faults:
        return PeopleList((), table.faults, table.reading)
    read = ((row.number, read_row(row, default)) for row in table.rows)
    people = tuple((number, person) for number, person in read if person)
    faults = [*table.of_rows, *_repeated(people)]
    return PeopleList(people, tuple(sorted(faults, key=lambda fault: fault.row)), table.reading)


def read_lines(written: str, *, language: Language) -> PeopleList:
    """Return the people whom somebody wrote down or pasted, a line each: a name, an address, or both in either order.

    A line that a mail program gave, with several addresses and what stands before each, is taken apart.
    """
    people: list[tuple[int, Person]] = []
    faults: list[RowFault] = []
    for number, line in enumerate(without_stray(written).splitlines(), start=1):
        for entry in filter(None, (one.strip(_AROUND) for one in _entries(_SAID_AT.sub("", line)))):
            name, address = _taken_apart(entry)
            if not (name or address) and _PHONE.search(entry):
                continue
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
    """Return a name, without what numbered it and without a telephone number, and an address; either may be empty."""
    address = _ADDRESS.search(entry)
    name = _PHONE.sub(" ", _NUMBER.sub("", _ADDRESS.sub(" ", entry)))
    return name.strip(_AROUND), address[1].strip(f"{_AROUND}.") if address else ""


def read_row(row: Cells, default: Language) -> Person | None:
    """Return whom a row names, or None: all that is wrong with it is noted."""
    language = row.take("language", _language) if row.get("language") else default
    written = row.get("address")
    beside, alone = _taken_apart(written) if written.count("@") == 1 else ("", written)
    address = row.take("address", read_address, said=alone) if alone.strip() else ""
    name = row.get("name") or " ".join(filter(None, (row.get("first"), row.get("last")))) or beside
    called = next((column for column in ("name", *IN_PARTS) if row.get(column)), "name")
    name, role = _taken_apart(name)[0], row.get("role")
    for column, said in ((called, name), ("role", role)):
        if said.strip():
            row.take(column, read_name, said=said)
    if not (name.strip() or alone.strip()):
        row.refuse(Code.NOBODY_NAMED, called)
    if row.faults or language is None:
        return None
    return read_person(name, role=role, address=address or "", language=language)


def _language(said: str) -> Language:
    language = find_language(said)
    if language is None:
        raise InputError(Code.BAD_LANGUAGE, language=said)
    return language


def _repeated(people: Iterable[tuple[int, Person]]) -> Iterator[RowFault]:
    seen: set[str] = set()
    for row, person in people:
        if person.address and person.address in seen:
            yield RowFault(row, Code.ADDRESS_LISTED, person.address)
        seen.add(person.address)
