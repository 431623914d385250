"""An exact attacker: goes through every data set that fits what was released, and keeps what they all have in common.

It knows the rules, the number of people and whatever else the caller lets stand fixed. ``blurring.find_exposures``
reaches the same verdict on single means for many people, by their sums; this one takes any release, for few people.
"""

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from typing import TypeVar

Person = tuple[Hashable, ...]
"""One person's answers, one for each question."""

World = tuple[Person, ...]
"""One data set: everybody's answers. Nobody knows who is who, so that the order says nothing."""

_T = TypeVar("_T", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from a release: everybody but the reader gave ``answer`` to ``question`` (a place from 0).

    ``known`` are the reader's own answers, None for an outsider.
    """

    released: Hashable
    known: Person | None
    question: int
    answer: Hashable


def worlds_of(people: int, kinds: Sequence[Person]) -> Iterator[World]:
    """Yield every data set of ``people`` who each answer in one of ``kinds`` (different ones, at least one)."""
    return combinations_with_replacement(kinds, people)


def find_derivable(worlds: Iterable[World], release: Callable[[World], Hashable]) -> list[Derived]:
    """Return every answer of somebody else that an outsider, or a colleague who took part, can be certain of.

    Since nobody knows who is who, a person's answer is certain only where all whom the reader does not know gave the
    same one, in every data set that fits.

    Args:
        worlds: every data set that could have been (order within one does not count); at least two people each.
        release: what is shown of one.
    Source:
        docs/method.md, section 7.
    """
    seen: dict[tuple[Hashable, Person | None], list[set[Hashable]]] = {}
    for world in worlds:
        released = release(world)
        for known in (None, *set(world)):
            others = _others(world, known)
            answers = seen.setdefault((released, known), [set() for _ in others[0]])
            for found, given in zip(answers, zip(*others, strict=True), strict=True):
                found.update(given)
    return [
        Derived(released, known, question, *found)
        for (released, known), answers in seen.items()
        for question, found in enumerate(answers)
        if len(found) == 1
    ]


def _others(world: World, known: Person | None) -> list[Person]:
    others = list(world)
    if known is not None:
        others.remove(known)
    return others
