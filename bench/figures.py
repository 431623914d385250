"""What a figure is: a value beside the floor of the same run, and the bar that it is meant to hold."""

from collections.abc import Mapping
from dataclasses import dataclass

PAGE, RESPONSE, WRITE = "F page", "F response", "bare durable write"


@dataclass(frozen=True)
class Bar:
    """What is wanted, and what is held: ``aim`` and ``limit`` are in ``of`` of the floor, or in the figure's own unit.

    ``limit`` is what `make bench-check` fails beyond: generous, for hosts are busy. Of a ``least`` more is better.
    """

    aim: float
    limit: float
    of: str = ""
    least: bool = False


@dataclass(frozen=True)
class Figure:
    """What was measured of one piece of work, in one checkout."""

    work: str
    value: float
    unit: str
    bar: Bar | None = None
    tree: str = "here"

    def line(self, floors: Mapping[str, float]) -> str:
        """Return a line of a report: the value, the same in floors, and the bar."""
        said = f"{self.work:<32} {self.tree:<10} {self.value:9.2f} {self.unit:<7}"
        if not self.bar:
            return said.rstrip()
        of = f"= {self.against(floors):.1f} {self.bar.of}" if self.bar.of else ""
        sign = ">=" if self.bar.least else "<="
        return f"{said} {of:<26} bar {sign} {self.bar.aim:g} {'' if self.meets(floors) else 'MISSED'}".rstrip()

    def against(self, floors: Mapping[str, float]) -> float:
        """Return the value in what its bar is written in."""
        return self.value / floors[self.bar.of] if self.bar and self.bar.of else self.value

    def meets(self, floors: Mapping[str, float]) -> bool:
        """Say whether it is what is wanted."""
        return not self.bar or _is_within(self.against(floors), self.bar.aim, self.bar)

    def holds(self, floors: Mapping[str, float]) -> bool:
        """Say whether it is no worse than it was."""
        return not self.bar or _is_within(self.against(floors), self.bar.limit, self.bar)


def _is_within(value: float, bound: float, bar: Bar) -> bool:
    return value >= bound if bar.least else value <= bound
