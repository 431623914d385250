"""What answering costs the server: a page of the form, one save, and whole journeys, alone and sixteen at once."""

import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from bench.contenders import Contender
from bench.journeys import Journey
from bench.rows import A_SECOND, FORM_PAGE, FORMS, P95, PEOPLE, REFUSED, SAVE
from bench.walking import walk

FLOORED, FLOORED_AT_ONCE = 20, 5
"""How often the journey of a floor is walked for one of ours: it is too short for the clock."""


@dataclass(frozen=True)
class Effort:
    """How much is measured: rounds, and in each of them requests, and journeys alone and at once."""

    rounds: int = 3
    requests: int = 100
    alone: int = 3
    together: int = 16

    @property
    def links(self) -> int:
        """Return how many links it uses up, of three journeys; and a few go with what is long."""
        spare = FORMS + PEOPLE if self.together else 0
        return self.rounds * 3 * (self.alone + self.together) + spare


def measure(contenders: Sequence[Contender], effort: Effort) -> None:
    """Let all take turns, so that what slows the machine down slows all of them."""
    for _ in range(effort.rounds):
        for one in contenders:
            measure_page(one, effort)
            [took] = walk(one.server, [one.saves(effort.requests)]).took
            one.add(SAVE, statistics.median(took) * 1000)
            for row, journey in one.journeys.items():
                _walk(one, row, journey, effort)


def measure_page(one: Contender, effort: Effort) -> None:
    """Measure one page of the form."""
    one.add(FORM_PAGE, walk(one.server, [one.page() * effort.requests]).cpu / effort.requests)


def _walk(one: Contender, row: str, journey: Journey, effort: Effort) -> None:
    one.add(row, walk(one.server, one.walkers(journey, effort.alone * (1 if one.stage else FLOORED))).each)
    if not effort.together:
        return
    walkers = one.walkers(journey, effort.together * (1 if one.stage else FLOORED_AT_ONCE))
    crowd = walk(one.server, walkers, at_once=effort.together)
    one.add(row + A_SECOND, crowd.per_second)
    one.add(row + P95, statistics.quantiles(crowd.times_of(journey, "POST"), n=20)[-1])
    one.add(row + REFUSED, crowd.refused)
