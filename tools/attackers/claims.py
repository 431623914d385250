"""What an attacker says for certain, and whether it is right."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from surveyapp.core.method.cells import CellKey
from surveyapp.core.sides import Side
from tools.attackers.document import MISSING

Person = Mapping[CellKey, int]
"""What one person ticked; ``MISSING``, or nothing, where there is no score."""


@dataclass(frozen=True, slots=True)
class Tie:
    """Whoever gave ``given`` to one cell ticked ``ticked`` in another; somebody did."""

    side: Side
    of: CellKey
    given: int
    then: CellKey
    ticked: int

    def is_right(self, people: Sequence[Person]) -> bool:
        """Say whether it is true of ``people``, those left out whom the attacker knows."""
        found = [one.get(self.then, MISSING) for one in people if one.get(self.of, MISSING) == self.given]
        return bool(found) and set(found) == {self.ticked}


@dataclass(frozen=True, slots=True)
class Content:
    """The ratings in a cell that is withheld are these, in ascending order."""

    side: Side
    cell: CellKey
    ratings: tuple[int, ...]

    def is_right(self, people: Sequence[Person]) -> bool:
        """Say whether it is true of ``people``."""
        return self.ratings == tuple(sorted(tick for one in people if (tick := one.get(self.cell, MISSING)) != MISSING))


@dataclass(frozen=True, slots=True)
class Tick:
    """Everybody of whom it is said ticked this in a cell."""

    side: Side
    cell: CellKey
    ticked: int

    def is_right(self, people: Sequence[Person]) -> bool:
        """Say whether it is true of ``people``, at least one."""
        return {one.get(self.cell, MISSING) for one in people} == {self.ticked}


Claim = Tie | Content | Tick


@dataclass(frozen=True, slots=True)
class Attempt:
    """What an attacker says of one target, and the people of whom it says so."""

    claims: Sequence[Claim]
    people: Sequence[Person]

    @property
    def right(self) -> int:
        """Return how many of the claims are right."""
        return sum(claim.is_right(self.people) for claim in self.claims)


class Found(NamedTuple):
    """Of so many targets, of how many something is certain; how many claims that makes, and how many are right."""

    targets: int
    certain: int
    claims: int
    right: int


def counted(attempts: Iterable[Attempt]) -> Found:
    """Return what came of attempts."""
    made = list(attempts)
    claims = [len(attempt.claims) for attempt in made]
    return Found(len(made), sum(map(bool, claims)), sum(claims), sum(attempt.right for attempt in made))
