"""What answering costs the server: a page of the form, whole journeys, one save."""

import statistics
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bench.figures import PAGE, RESPONSE, WRITE, Bar, Figure
from bench.journeys import Journey, floor_journey, floor_pages, floor_saves, pages_of, recorded, saves_of, with_link
from bench.serving import Server
from bench.stage import Open
from bench.walking import walk

LONGEST = "integrity"
FLOORED = 20
"""How often the journey of a floor is walked for one of ours: it is too short for the clock."""
BARS = {
    "form page": Bar(1.3, 5, PAGE),
    "page by page": Bar(20, 80, RESPONSE),
    "script": Bar(15, 60, RESPONSE),
    "tapping": Bar(0, 250, RESPONSE),
    "page by page, a second": Bar(20, 1, least=True),
    "script, a second": Bar(20, 1, least=True),
    "tapping, a second": Bar(0, 0, least=True),
    "script, p95 of a save": Bar(60, 5_000),
    "one save": Bar(3, 25, WRITE),
}
UNITS = {"a second": "/s", "of a save": "ms", "one save": "ms"}


@dataclass(frozen=True)
class Effort:
    """How much is measured: rounds, requests and journeys each, and how many people are there at once."""

    rounds: int = 3
    requests: int = 100
    alone: int = 3
    together: int = 16
    crowd: int = 16

    @property
    def links(self) -> int:
        return 2 + self.rounds * 3 * (self.alone + self.together)


class Contender:
    """A server, and what was measured on it round by round; a floor has no ``stage``."""

    def __init__(self, server: Server, effort: Effort, stage: Open | None = None) -> None:
        self.server, self.effort, self.stage = server, effort, stage
        self.samples: dict[str, list[float]] = defaultdict(list)
        self.journeys = {"response": floor_journey()}
        if stage:
            self.link, other = stage.take(2)
            self.journeys = recorded(server, other)

    def round(self) -> None:
        """Measure everything once."""
        self.samples["form page"].append(walk(self.server, [self._pages()]).cpu / self.effort.requests)
        saves = walk(self.server, [self._saves()])
        self.samples["one save"].append(statistics.median(saves.took[0]) * 1000)
        for name, journey in self.journeys.items():
            alone = walk(self.server, self._walkers(journey, self.effort.alone * (1 if self.stage else FLOORED)))
            self.samples[name].append(alone.each)
            if self.effort.together:
                self._crowd(name, journey)

    def median(self, name: str) -> float:
        return statistics.median(self.samples[name])

    def figures(self) -> Iterator[Figure]:
        """Yield the median of what was measured, of each piece of work that was."""
        for work in self.samples:
            unit = next((unit for ending, unit in UNITS.items() if work.endswith(ending)), "ms CPU")
            yield Figure(work, self.median(work), unit, BARS.get(work) if self.stage else None, self.server.name)

    def _crowd(self, name: str, journey: Journey) -> None:
        walkers = self._walkers(journey, self.effort.together * (1 if self.stage else FLOORED // 4))
        together = walk(self.server, walkers, at_once=self.effort.crowd)
        self.samples[f"{name}, a second"].append(together.per_second)
        saves = together.times_of(journey, "POST")
        self.samples[f"{name}, p95 of a save"].append(statistics.quantiles(saves, n=20)[-1])

    def _walkers(self, journey: Journey, count: int) -> list[Journey]:
        links = self.stage.take(count) if self.stage else [str(number) for number in range(count)]
        return [with_link(journey, link) for link in links]

    def _pages(self) -> Journey:
        many = self.effort.requests
        return pages_of(self.link, LONGEST, many) if self.stage else floor_pages(many)

    def _saves(self) -> Journey:
        many = self.effort.requests
        return saves_of(self.link, LONGEST, self.journeys["script"], many) if self.stage else floor_saves(many)


def measure(contenders: Sequence[Contender], rounds: int) -> None:
    """Let all take turns, so that what slows the machine down slows all of them."""
    for _ in range(rounds):
        for contender in contenders:
            contender.round()


def floors(bare: Contender, flask: Contender) -> Mapping[str, float]:
    """Return what figures are held against."""
    return {PAGE: flask.median("form page"), RESPONSE: flask.median("response"), WRITE: bare.median("one save")}
