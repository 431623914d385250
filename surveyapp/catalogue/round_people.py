"""One list of people for all partners of a round: each row names the partner, the side and the person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from surveyapp.catalogue import people
from surveyapp.catalogue.lists import (
    AS_EXPECTED,
    Needed,
    Reading,
    RowFault,
    called_in,
    named_in_every_language,
    names_in,
    read_list,
)
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.core.conduct.roster import Person
from surveyapp.core.errors import Code, InputError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.core.text.searching import folded
from surveyapp.words.catalogue import available, marked

COLUMNS = {
    "partner": marked("partner; partner organisation; organisation; name of the partner; short name"),
    "side": marked("side; which side; who answers"),
}
"""Each column beside those of people → what it may be called."""
_SIDES = {
    Side.PRCS: marked("PRCS; Palestine Red Crescent Society; Palestine Red Crescent; our side"),
    Side.PARTNER: marked("partner; the partner; partner side; their side"),
}
"""Each side → what may stand in its column."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A person on a side of a review, and the row that says so."""

    row: int
    review_id: int
    side: Side
    person: Person


@dataclass(frozen=True, slots=True)
class RoundList:
    """The people in a file, and what is wrong with it; only a list without faults may be used."""

    rows: tuple[Placed, ...]
    faults: tuple[RowFault, ...]
    reading: Reading = AS_EXPECTED


def headings_for(language: Language) -> list[str]:
    """Return the headings of an empty list."""
    return [*called_in(language, COLUMNS).values(), *people.headings_for(language)]


def example_for(language: Language) -> list[str]:
    """Return the row that shows how a person is written."""
    return ["", names_in(_SIDES[Side.PARTNER], language)[0], *people.example_for(language)]


def read_round_people(data: bytes, *, file: str, default: Language, reviews: Mapping[str, int]) -> RoundList:
    """Return the people in a file, each on a side of one of the ``reviews``, which go by their partners' folded names.

    Raises:
        FaultyTableError: no table can be made of the file.
    """
    ours = {**COLUMNS, **people.COLUMNS, **people.IN_PARTS}
    called = called_in(default, ours)
    needed = Needed(("name", "address", *people.IN_PARTS), all_of=tuple(COLUMNS), called=called)
    table = read_list(data, TableReport(file), named_in_every_language(ours), needed=needed)
    if table.faults:
        return RoundList((), table.faults, table.reading)
    rows = list[Placed]()
    for row in table.rows:
        review_id = row.take("partner", lambda said: _review_of(said, reviews))
        side = row.take("side", _side_of)
        person = people.read_row(row, default)
        if review_id is not None and side and person:
            rows.append(Placed(row.number, review_id, side, person))
    faults = sorted([*table.of_rows, *_repeated(rows)], key=lambda fault: fault.row)
    return RoundList(tuple(rows), tuple(faults), table.reading)


def _review_of(said: str, reviews: Mapping[str, int]) -> int:
    found = reviews.get(folded(said))
    if found is None:
        raise InputError(Code.NOT_IN_ROUND)
    return found


def _side_of(said: str) -> Side:
    wanted = folded(said)
    for side, message in _SIDES.items():
        known = {side.value, *(folded(name) for language in available() for name in names_in(message, language))}
        if wanted in known:
            return side
    raise InputError(Code.NO_SIDE)


def _repeated(rows: Iterable[Placed]) -> Iterator[RowFault]:
    """Yield a fault for each address that stands on one review's lists more than once."""
    seen = set[tuple[int, str]]()
    for one in rows:
        key = one.review_id, one.person.address
        if one.person.address and key in seen:
            yield RowFault(one.row, Code.ADDRESS_LISTED, one.person.address)
        seen.add(key)
