"""The table of what is measured: each row beside its floor, the bar it is meant to hold, and a limit."""

from collections.abc import Mapping
from dataclasses import dataclass

PAGE, RESPONSE, WRITE = "F page", "F response", "bare write"
MEMORY, START = "F memory", "F start"
FEW, SOME, MANY, VAST = 30, 1_000, 100_000, 1_000_000
PEOPLE = 100
"""Of those who save a hundred times a second."""
FORMS = 1_429
"""Rows of a table in which 100,000 statements are answered; the app takes 2,000 at once."""

FORM_PAGE, SAVE, HELD, GROWN = (
    "form page",
    "one save, end to end",
    "memory after 3,000 requests",
    "and after 3,000 more",
)
PLAIN, SCRIPT, TAPPING, ANSWER = (
    "journey page by page",
    "journey with script",
    "journey, a save a tap",
    "floor's response",
)
A_SECOND, P95, REFUSED, STARTED = ", a second", ", p95 of a save", ", 16 at once, refused", "start to the first page"
IMPORT, IMPORT_MEMORY = "import of 100,000 answers", "import, memory above that of one form"
CLOSING, CLOSING_MEMORY = "closing {:,} responses", "closing, memory of 100,000 above 1,000"
RESULTS, ROUND = "results page, {:,} responses", "round page, 200 partners × 13 × 5"
CHART, CHART_AGAIN = "one chart, cold", "one chart, cached"
PACK, PACK_WARM, PACK_AGAIN = "pack meeting, cold process", "pack meeting, warm", "pack meeting, unchanged"
ERRORS, P99 = "100 saves a second for 60 s, errors, {}", "100 saves a second for 60 s, p99, {}"


@dataclass(frozen=True, slots=True)
class Row:
    """A piece of work: ``aim`` and ``limit`` are in ``of`` of the floor, or in the row's own unit.

    ``limit`` is what `make bench-check` fails beyond: generous, for hosts are busy. Of the ``least`` more is better;
    without an aim a figure is told and not judged.
    """

    unit: str = "ms CPU"
    aim: float | None = None
    limit: float | None = None
    of: str = ""
    least: bool = False

    def can_be_judged(self, floors: Mapping[str, float]) -> bool:
        """Say whether the floor that it stands beside was measured too."""
        return not self.of or bool(floors.get(self.of))

    def measured(self, value: float, floors: Mapping[str, float]) -> float:
        """Return a value in what the aim is written in."""
        return value / floors[self.of] if self.of else value

    def meets(self, value: float, floors: Mapping[str, float]) -> bool:
        """Say whether it is what is wanted."""
        return self._is_within(self.measured(value, floors), self.aim)

    def holds(self, value: float, floors: Mapping[str, float]) -> bool:
        """Say whether it is no worse than it was, as far as that is known."""
        return not self.can_be_judged(floors) or self._is_within(self.measured(value, floors), self.limit)

    def _is_within(self, value: float, bound: float | None) -> bool:
        return bound is None or (value >= bound if self.least else value <= bound)


ROWS: Mapping[str, Row] = {
    FORM_PAGE: Row(aim=1.3, limit=5, of=PAGE),
    ANSWER: Row(),
    ANSWER + A_SECOND: Row("/s"),
    ANSWER + P95: Row("ms"),
    PLAIN: Row(aim=20, limit=50, of=RESPONSE),
    PLAIN + A_SECOND: Row("/s", aim=20, least=True),
    PLAIN + P95: Row("ms"),
    PLAIN + REFUSED: Row("", aim=0),
    SCRIPT: Row(aim=15, limit=32, of=RESPONSE),
    SCRIPT + A_SECOND: Row("/s", aim=20, least=True),
    SCRIPT + P95: Row("ms", aim=60),
    SCRIPT + REFUSED: Row("", aim=0),
    TAPPING: Row(of=RESPONSE, limit=190),
    TAPPING + A_SECOND: Row("/s"),
    TAPPING + P95: Row("ms"),
    TAPPING + REFUSED: Row("", aim=0),
    SAVE: Row("ms", aim=3, limit=10, of=WRITE),
    STARTED: Row("s", aim=2.5, limit=8, of=START),
    HELD: Row("MB", aim=2, limit=5, of=MEMORY),
    GROWN: Row("MB", aim=2, limit=5, of=MEMORY),
    RESULTS.format(FEW): Row(aim=5, limit=40, of=PAGE),
    RESULTS.format(MANY): Row(aim=5, of=PAGE),
    ROUND: Row(aim=40, of=PAGE),
    CHART: Row(aim=90, limit=600, of=PAGE),
    CHART_AGAIN: Row(aim=1, limit=25, of=PAGE),
    PACK: Row(aim=2_037, of=PAGE),
    PACK_WARM: Row(aim=1_185, of=PAGE),
    PACK_AGAIN: Row(aim=15, of=PAGE),
    RESULTS.format(VAST): Row(aim=5, of=PAGE),
    CLOSING.format(SOME): Row(aim=444, of=PAGE),
    CLOSING.format(MANY): Row(aim=8_150, of=PAGE),
    CLOSING.format(VAST): Row(aim=81_500, of=PAGE),
    CLOSING_MEMORY: Row("MB", aim=48),
    IMPORT: Row("s CPU", aim=45),
    IMPORT_MEMORY: Row("MB"),
    **{ERRORS.format(kind): Row("", aim=0) for kind in ("SQLite", "PostgreSQL")},
    **{P99.format(kind): Row("ms", aim=500) for kind in ("SQLite", "PostgreSQL")},
}
