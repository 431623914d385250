"""Who is measured: floors and checkouts, each with what was found of it."""

import statistics
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from bench.journeys import PHONE, Journey, floor_journey, recorded, saves_of, with_link
from bench.rows import ANSWER, FORM_PAGE, HELD, MEMORY, PAGE, RESPONSE, SAVE, SCRIPT, START, STARTED, WRITE
from bench.serving import Server
from bench.stage import Stage

LONGEST = "integrity"


@dataclass
class Contender:
    """A server, and samples of each row; a floor has no ``stage``."""

    server: Server
    stage: Stage | None = None
    samples: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    journeys: Mapping[str, Journey] = field(default_factory=lambda: {ANSWER: floor_journey()})
    link: str = "/form/first"

    @property
    def name(self) -> str:
        return self.server.name

    def add(self, row: str, value: float) -> None:
        """Keep one value of a row."""
        self.samples[row].append(value)

    def medians(self) -> dict[str, float]:
        """Return what was measured of each row."""
        return {row: statistics.median(values) for row, values in self.samples.items()}

    def learn(self) -> None:
        """Walk the form once, so that everybody's journeys are known; the server runs."""
        if self.stage:
            self.journeys = recorded(self.server, self.link)

    def page(self) -> Journey:
        """Return the longest page of the form."""
        return [("GET", f"{self.link}/{LONGEST}" if self.stage else self.link, None, PHONE, 200)]

    def saves(self, count: int) -> Journey:
        """Return so many saves of that page."""
        if not self.stage:
            return with_link(floor_journey()[1:2], "first") * count
        return saves_of(self.link, LONGEST, self.journeys[SCRIPT], count)

    def walkers(self, journey: Journey, count: int) -> list[Journey]:
        """Return the journeys of so many people whom nobody was before."""
        links = self.stage.take(count) if self.stage else [str(number) for number in range(count)]
        return [with_link(journey, link) for link in links]


def floors(contenders: Sequence[Contender]) -> dict[str, float]:
    """Return what figures are held against, of what was measured."""
    bare, flask, *_ = (one.medians() for one in contenders)
    found = {PAGE: FORM_PAGE, RESPONSE: ANSWER, MEMORY: HELD, START: STARTED}
    return {name: flask[row] for name, row in found.items() if row in flask} | {WRITE: bare.get(SAVE, 0.0)}
