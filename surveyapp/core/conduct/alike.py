"""People of one name on a list: the same person written down twice, or two?"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.core.conduct.roster import Person
from surveyapp.core.text.searching import folded


class SameName(StrEnum):
    """What somebody says of people of one name whom no address tells apart."""

    DIFFERENT = "different"
    """Each of them is invited."""

    ONE = "one"
    """Written down more than once, and invited once."""


@dataclass(frozen=True, slots=True)
class Alike:
    """A name that ``count`` people of a side would have; ``key`` is the same however the name is spelled."""

    key: str
    name: str
    count: int


def find_alike(people: Sequence[Person], listed: Sequence[Person]) -> list[Alike]:
    """Return the names of ``people`` that others of them, or of those ``listed`` on the side, have too.

    Only where an address is missing: people who each have an address of their own are told apart by it.
    """
    of_name: dict[str, list[Person]] = {}
    for person in [*listed, *people]:
        of_name.setdefault(_key(person), []).append(person)
    return [
        Alike(key, of_name[key][0].name, len(of_name[key]))
        for key in dict.fromkeys(map(_key, people))
        if key and len(of_name[key]) > 1 and not all(person.address for person in of_name[key])
    ]


def without_repeats(people: Sequence[Person], listed: Iterable[Person], *, ones: Collection[str]) -> list[Person]:
    """Return ``people`` with each of the names whose keys are ``ones`` once, or not at all where it is ``listed``.

    Who has an address stays rather than who has none.
    """
    taken = {_key(person) for person in listed}
    kept = list[int]()
    for place, person in sorted(enumerate(people), key=lambda one: not one[1].address):
        if _key(person) not in ones or _key(person) not in taken:
            kept.append(place)
        taken.add(_key(person))
    return [people[place] for place in sorted(kept)]


def _key(person: Person) -> str:
    return folded(person.name)
