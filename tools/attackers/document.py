"""A results document of either edition as an attacker reads it: its cells, and the figures made of several cells."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Any

from surveyapp.core.method.cells import CellKey
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.rounding import tenth

POINTS = (1, 2, 3, 4, 5)
MISSING = 0
"""What stands for any answer without a score."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``points`` counts the people at each point of the scale, None where it is withheld or blurred."""

    key: CellKey
    points: tuple[int, ...] | None
    mean: float | None
    dont_know: int | None

    @property
    def n(self) -> int:
        """Return how many rated it; 0 where that is withheld."""
        return sum(self.points or ())

    @property
    def total(self) -> int:
        """Return the sum of all ticks; 0 where they are withheld."""
        return sum(value * count for value, count in enumerate(self.points or (), start=1))


@dataclass(frozen=True, slots=True)
class Figure:
    """A side's score over several cells; ``n`` people and ``sd`` where the document has them."""

    kind: str
    side: Side
    cells: tuple[Cell, ...]
    mean: float
    n: int | None
    sd: float | None
    dont_know_share: float | None


@dataclass(frozen=True)
class Document:
    """A results document, as it is written to JSON."""

    plain: Mapping[str, Any]

    def people(self, side: Side) -> int:
        """Return how many of a side answered."""
        return int(self.plain["sides"][side.value]["responses"])

    @cached_property
    def cells(self) -> Mapping[Side, Mapping[str, Mapping[Facet, tuple[Cell, ...]]]]:
        """Return every cell, by side, topic and facet."""
        return {
            side: {
                section["id"]: {facet: tuple(_cells(section, side, facet)) for facet in Facet}
                for section in self.plain["sections"]
            }
            for side in Side
        }

    def facets(self, side: Side) -> Iterator[Figure]:
        """Yield the side's score of each topic in each facet that is given."""
        for section in self.plain["sections"]:
            for facet in Facet:
                score = section["facets"][facet.value]["sides"][side.value]
                yield from _figure("facet", side, self.cells[side][section["id"]][facet], score)

    def pairs(self, side: Side) -> Iterator[Figure]:
        """Yield the side's scores of facets of two statements."""
        yield from (figure for figure in self.facets(side) if len(figure.cells) == 2)

    def figures(self, side: Side) -> Iterator[Figure]:
        """Yield every score of the side over several cells: facets, topics, indices."""
        yield from self.facets(side)
        for section in self.plain["sections"]:
            cells = tuple(cell for own in self.cells[side][section["id"]].values() for cell in own)
            if section["overall"]:
                yield from _figure("topic", side, cells, section["overall"]["sides"][side.value])
        for facet in Facet:
            cells = tuple(cell for topic in self.cells[side].values() for cell in topic[facet])
            yield from _figure("index", side, cells, self.plain["indices"][facet.value]["sides"][side.value])

    def cuts_of_all(self, side: Side) -> Iterator[Figure]:
        """Yield what the groups of a cut give together for each topic, where they hold everybody between them."""
        for cut in self.plain["cuts"]:
            groups = cut["groups"] if cut["side"] == side.value else []
            for section in self.plain["sections"] if sum(one["n"] for one in groups) == self.people(side) else []:
                means = [one["sections"].get(section["id"]) for one in groups]
                if None not in means:
                    total = sum(one["n"] * mean for one, mean in zip(groups, means, strict=True))
                    cells = tuple(cell for own in self.cells[side][section["id"]].values() for cell in own)
                    yield Figure("cut", side, cells, total / self.people(side), self.people(side), None, None)

    @cached_property
    def is_exact(self) -> bool:
        """Say whether scores are not rounded, as in the first edition, which names no method."""
        return "method" not in self.plain

    def is_of_persons(self, kind: str) -> bool:
        """Say whether figures of this kind are means of person scores; cuts of the first edition are, even as shown."""
        return self.plain.get("method", 1) == 1 if kind == "cut" else not self.is_made_of_cells

    @cached_property
    def is_made_of_cells(self) -> bool:
        """Say whether every facet's score is the mean of its cells' means, in tenths.

        Then scores say nothing that the cells do not say: whoever has the cells could write the scores beside them.
        """
        return all(figure.mean == mean_of_cells(figure.cells) for side in Side for figure in self.facets(side))


def mean_of_cells(cells: tuple[Cell, ...]) -> float | None:
    """Return the mean of the cells' means, in tenths; None where none is released."""
    means = [Fraction(cell.mean).limit_denominator(1000) for cell in cells if cell.mean is not None]
    return tenth(sum(means, Fraction(0)) / len(means)) if means else None


def _figure(kind: str, side: Side, cells: tuple[Cell, ...], score: Mapping[str, Any]) -> Iterator[Figure]:
    if score["mean"] is not None:
        yield Figure(
            kind, side, cells, float(score["mean"]), score.get("n"), score.get("sd"), score.get("dont_know_share")
        )


def _cells(section: Mapping[str, Any], side: Side, facet: Facet) -> Iterator[Cell]:
    for statement in section["statements"]:
        if facet.value in statement["facets"]:
            told = statement["facets"][facet.value][side.value]
            points = told["distribution"]
            yield Cell(CellKey(statement["id"], facet), points and tuple(points), told["mean"], told["dont_know"])
