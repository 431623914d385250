"""Lists of partners: the bytes of a CSV or XLSX file → what to enter, and what is wrong with which row."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from surveyapp.catalogue.lists import (
    AS_EXPECTED,
    EXAMPLE,
    Cells,
    ColumnNames,
    Needed,
    Reading,
    RowFault,
    called_in,
    named_in_every_language,
    names_in,
    read_list,
)
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.core.conduct.partnership import FocalPoint, read_address
from surveyapp.core.errors import Code, InputError
from surveyapp.core.instrument.questionnaire import Option
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import own_direction
from surveyapp.core.text.languages import TABLE, Language, Text
from surveyapp.core.text.naming import latin, read_name
from surveyapp.core.text.searching import folded
from surveyapp.words.catalogue import SOURCE, available, marked, say
from surveyapp.words.languages import find_language, name_heading, name_of

COLUMNS = {
    "kind": marked("kind; type; kind of organisation; type of organisation; organisation type; sector"),
    "places": marked("places; where we work together; place; location; locations; area; areas; region"),
    "languages": marked("languages; languages it works in; working languages; language"),
    "contact": marked("contact; focal point; focal points; contact person; contact name; focal point at the partner"),
    "email": marked("email; e-mail; email address; mail; contact email; address of the focal point"),
    "contact_language": marked("contact_language; language of the focal point; language of the contact"),
}
"""Each column beside those of names → what it may be called."""
PLAIN = {"name": marked("name; partner; partner name; name of the partner")}
"""A column of names that does not say in which language they are: each is taken by its letters."""
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
    says_languages: bool = True
    """Whether the row itself says which languages the partner works in."""


@dataclass(frozen=True, slots=True)
class PartnerList:
    """The partners in a file, and what is wrong with it; only a list without faults may be entered."""

    entries: tuple[ListedPartner, ...]
    faults: tuple[RowFault, ...]
    reading: Reading = AS_EXPECTED


def headings_for(language: Language, *, offered: Sequence[Language]) -> list[str]:
    """Return the headings of an empty list, with a name in each of the ``offered`` languages."""
    names = [f"{NAME}{one}" if language == SOURCE else name_heading(one, language) for one in offered]
    return [*names, *(names_in(one, language)[0] for one in COLUMNS.values())]


def example_for(
    language: Language, *, kinds: Sequence[Option], places: Sequence[Option], offered: Sequence[Language]
) -> list[str]:
    """Return the row that shows how a partner is written; it is nobody's as long as it is called so."""
    words = [options[0].label.in_(language) if options else "" for options in (kinds, places)]
    spoken = "; ".join(name_of(one, language) for one in offered)
    names = [say(EXAMPLE, one) for one in offered]
    return [*names, *words, spoken, say("Name of a person", language), "name@example.org", name_of(language, language)]


def read_partners(
    data: bytes,
    *,
    file: str,
    kinds: Sequence[Option],
    places: Sequence[Option],
    offered: Sequence[Language],
    reader: Language | None = None,
) -> PartnerList:
    """Return the partners in a file; kinds and places by key or as the questionnaires word them, several after ``;``.

    A partner of which no language is said works in all that are ``offered``, and its contact reads the first.
    Columns that are missing are named as ``reader`` calls them.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    asks = reader or offered[0]
    called = {f"{NAME}{one}": name_heading(one, asks) for one in TABLE} | called_in(asks, COLUMNS)
    names = " / ".join(called[f"{NAME}{one}"] for one in offered)
    needed = Needed((*_name_columns(), *PLAIN), ("kind",), (Code.MISSING_COLUMN, names), called)
    table = read_list(data, TableReport(file), _columns(), needed=needed)
    if table.faults:
        return PartnerList((), table.faults, table.reading)
    known = _Known(_by_word(kinds), _by_word(places), tuple(offered))
    entries = tuple(entry for row in table.rows if (entry := _read_row(row, known)))
    faults = [*table.of_rows, *_repeated(entries)]
    return PartnerList(entries, tuple(sorted(faults, key=lambda fault: fault.row)), table.reading)


@dataclass(frozen=True, slots=True)
class _Known:
    kinds: Mapping[str, str]
    places: Mapping[str, str]
    offered: tuple[Language, ...]


def _name_columns() -> list[str]:
    return [f"{NAME}{code}" for code in TABLE]


def _columns() -> ColumnNames:
    names = {f"{NAME}{code}": [f"{NAME}{code}", *(name_heading(code, one) for one in available())] for code in TABLE}
    return {**names, **named_in_every_language(PLAIN), **named_in_every_language(COLUMNS)}


def _by_word(options: Sequence[Option]) -> dict[str, str]:
    """Return the key of each option by all that it is called."""
    return {folded(word): o.key for o in options for word in (o.key, *o.label.values())}


def _read_row(row: Cells, known: _Known) -> ListedPartner | None:
    """Return the partner of a row, or None: all that is wrong with it is noted."""
    named = {column.removeprefix(NAME): column for column in _name_columns() if row.get(column).strip()}
    if plain := row.get("name").strip():
        named.setdefault(_written_in(plain, known.offered), "name")
    names = {code: row.take(column, read_name) for code, column in named.items()}
    if not names:
        row.refuse(Code.NO_NAME, next((column for column in (*_name_columns(), *PLAIN) if column in row.headings), ""))
    kind = row.take("kind", _one_of(known.kinds, Code.UNKNOWN_KIND))
    places = [row.take("places", _one_of(known.places, Code.UNKNOWN_PLACE), said=one) for one in _all(row, "places")]
    languages = [row.take("languages", _language, said=said) for said in _all(row, "languages")]
    contact = _contact(row, next((one for one in languages if one), known.offered[0]))
    if row.faults:
        return None
    name = Text({code: said for code, said in names.items() if said})
    works_in = tuple(one for one in languages if one)
    where = tuple(place for place in places if place)
    return ListedPartner(
        row.number, name, kind or "", where, works_in or known.offered, contact, says_languages=bool(works_in)
    )


def _written_in(name: str, offered: Sequence[Language]) -> Language:
    """Return the first of the ``offered`` languages that is written as the name is, from the right or from the left."""
    way = own_direction(name, otherwise=offered[0].direction)
    return next((one for one in offered if one.direction == way), offered[0])


def _one_of(known: Mapping[str, str], code: Code) -> Callable[[str], str]:
    def read(said: str) -> str:
        if folded(said) not in known:
            raise InputError(code)
        return known[folded(said)]

    return read


def _language(said: str) -> Language:
    language = find_language(said)
    if language is None:
        raise InputError(Code.BAD_LANGUAGE, language=said)
    return language


def _contact(row: Cells, default: Language) -> FocalPoint | None:
    if not (row.get("contact") or row.get("email")):
        return None
    name, email = row.take("contact", read_name), row.take("email", read_address)
    language = row.take("contact_language", _language) if row.get("contact_language") else default
    return FocalPoint(Side.PARTNER, name, email, language) if name and email and language else None


def _all(row: Cells, column: str) -> list[str]:
    """Return the several things that one cell says."""
    return [said for said in map(str.strip, _BETWEEN.split(row.get(column))) if said]


def _repeated(entries: Sequence[ListedPartner]) -> Iterator[RowFault]:
    seen: set[str] = set()
    for entry in entries:
        names = set(map(folded, entry.name.values()))
        if names & seen:
            yield RowFault(entry.row, Code.PARTNER_TWICE, latin(entry.name))
        seen |= names
