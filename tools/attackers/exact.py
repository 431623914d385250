"""An exact attacker: goes through every data set that fits what was released, and keeps what they all have in common.

It knows the rules, the number of people and whatever else the caller lets stand fixed. ``sums.find_exposures``
reaches the same verdict on single means for many people, by their sums; this one takes any release, for few people.
"""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, combinations_with_replacement, permutations

Person = tuple[Hashable, ...]
"""One person's answers, one for each question."""

World = tuple[Person, ...]
"""One data set: everybody's answers. Nobody knows who is who, so that the order says nothing."""

Known = tuple[Person, ...]
"""The answers of those who read the release together; nobody's for an outsider."""


@dataclass(frozen=True, slots=True)
class Tick:
    """Everybody but the readers gave ``answer`` to ``question`` (a place from 0)."""

    question: int
    answer: Hashable


@dataclass(frozen=True, slots=True)
class Tie:
    """Of the others, whoever gave ``given`` to ``of`` gave ``answer`` to ``then``; and somebody did."""

    of: int
    given: Hashable
    then: int
    answer: Hashable


@dataclass(frozen=True, slots=True)
class Content:
    """The others' answers to ``question`` are these, whoever gave which."""

    question: int
    answers: tuple[Hashable, ...]


Fact = Tick | Tie | Content


@dataclass(frozen=True, slots=True)
class Derived:
    """What follows from a release for those whose own answers are ``known``."""

    released: Hashable
    known: Known
    fact: Fact


def worlds_of(people: int, kinds: Sequence[Person]) -> Iterator[World]:
    """Yield every data set of ``people`` who each answer in one of ``kinds`` (different ones, at least one)."""
    return combinations_with_replacement(kinds, people)


def find_derivable(
    worlds: Iterable[World],
    release: Callable[[World], Hashable],
    *,
    readers: int = 1,
    facts: Callable[[World], Iterable[Fact]] | None = None,
) -> list[Derived]:
    """Return everything about the others of which readers can be certain, outsiders or people who took part.

    Since nobody knows who is who, a person's answer is certain only where all whom the readers do not know gave the
    same one, in every data set that fits.

    Args:
        worlds: every data set that could have been (order within one does not count); more people each than readers.
        release: what is shown of one.
        readers: up to how many people who took part lay their own answers together.
        facts: what is looked for; the others' single answers unless told otherwise.
    Source:
        docs/method.md, section 7.
    """
    certain = _certain(worlds, release, readers=readers, facts=facts or ticks)
    return [Derived(released, known, fact) for (released, known), found in certain.items() for fact in found]


def find_beyond(
    worlds: Iterable[World], release: Callable[[World], Hashable], said: Callable[[Hashable], Hashable], *, readers: int
) -> list[Derived]:
    """Return what is certain given a release, and would not be given only the part of it that ``said`` returns."""
    every = [(world, release(world)) for world in worlds]
    given = dict(every)
    whole = _certain(given, given.__getitem__, readers=readers, facts=all_facts)
    part = _certain(given, lambda world: said(given[world]), readers=readers, facts=all_facts)
    return [
        Derived(released, known, fact)
        for (released, known), found in whole.items()
        for fact in found - part[said(released), known]
    ]


def _certain(
    worlds: Iterable[World],
    release: Callable[[World], Hashable],
    *,
    readers: int,
    facts: Callable[[World], Iterable[Fact]],
) -> Mapping[tuple[Hashable, Known], set[Fact]]:
    certain: dict[tuple[Hashable, Known], set[Fact]] = {}
    for world in worlds:
        released = release(world)
        for known in _readers_in(world, readers):
            found = set(facts(tuple((Counter(world) - Counter(known)).elements())))
            reader = (released, known)
            certain[reader] = certain[reader] & found if reader in certain else found
    return certain


def _readers_in(world: World, most: int) -> set[Known]:
    return {tuple(known) for size in range(most + 1) for known in combinations(world, size)}


def ticks(others: World) -> Iterator[Tick]:
    """Yield what everybody of ``others`` answered alike."""
    for question, given in enumerate(zip(*others, strict=True)):
        if len(set(given)) == 1:
            yield Tick(question, given[0])


def all_facts(others: World) -> Iterator[Fact]:
    """Yield what is true of ``others``: what all gave alike, each question's answers, and who gave what together.

    A tie to an answer that all gave is not told again.
    """
    yield from ticks(others)
    columns = list(zip(*others, strict=True))
    yield from (Content(question, _sorted(given)) for question, given in enumerate(columns))
    for of, then in permutations(range(len(columns)), 2):
        if len(set(columns[then])) > 1:
            together = set(zip(columns[of], columns[then], strict=True))
            answers = Counter(given for given, _ in together)
            yield from (Tie(of, given, then, answer) for given, answer in together if answers[given] == 1)


def holds(fact: Fact, others: World) -> bool:
    """Say whether ``fact`` is true of ``others``."""
    if isinstance(fact, Tie):
        return {one[fact.then] for one in others if one[fact.of] == fact.given} == {fact.answer}
    given = [one[fact.question] for one in others]
    return set(given) == {fact.answer} if isinstance(fact, Tick) else _sorted(given) == fact.answers


def _sorted(answers: Iterable[Hashable]) -> tuple[Hashable, ...]:
    return tuple(sorted(answers, key=str))
