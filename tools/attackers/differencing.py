"""Subtraction: a mean of person scores beside its cells' totals gives what the one person ticked who left a rating out.

In a figure of m ratings of which one person left out one, n people have a score. That person's is S/(m − 1) over the
rest, not S/m; so n·mean exceeds the cells' total divided by m by S/(m·(m − 1)). With two statements S is a single tick,
``x = 2·(n·mean − T/2)``; with more it is their sum, which tells the ticks where it leaves but one choice.
"""

from collections.abc import Iterator

from surveyapp.core.sides import Side
from tools.attackers.cases import Case
from tools.attackers.claims import Attempt, Claim, Tie
from tools.attackers.document import MISSING, POINTS, Cell, Document, Figure

KINDS = ("facet", "topic", "index", "cut")
_NOISE, _HALF_A_TENTH = 1e-6, 0.05


def find(case: Case, *, kinds: tuple[str, ...] = KINDS) -> Iterator[Attempt]:
    """Yield of each figure over several cells what the one person ticked in it who left one of its ratings out."""
    document = case.document
    for side in Side:
        for figure in (*document.figures(side), *document.cuts_of_all(side)):
            if figure.kind in kinds and len(figure.cells) > 1 and all(cell.points for cell in figure.cells):
                is_open = document.is_of_persons(figure.kind)
                yield Attempt(list(_claims(figure, document)) if is_open else [], case.people[side])


def _claims(figure: Figure, document: Document) -> Iterator[Claim]:
    people = document.people(figure.side)
    lacking = [cell for cell in figure.cells if cell.n < people]
    if len(lacking) == 1 and lacking[0].n == people - 1 and figure.n in {people, None}:
        rest = [cell for cell in figure.cells if cell is not lacking[0]]
        sums = _possible_sums(figure, people, rest, is_exact=document.is_exact)
        for cell in rest:
            ticks = {tick for total in sums for tick in _possible_ticks(cell, total, rest)}
            if len(ticks) == 1 and len(_ticked(cell)) > 1:
                yield Tie(figure.side, lacking[0].key, MISSING, cell.key, ticks.pop())


def _possible_sums(figure: Figure, people: int, rest: list[Cell], *, is_exact: bool) -> list[int]:
    """Return what the person's ratings can add up to, so that the figure comes out."""
    m, total = len(figure.cells), sum(cell.total for cell in figure.cells)
    found = (people * figure.mean - total / m) * m * (m - 1)
    off = _NOISE if is_exact else people * _HALF_A_TENTH * m * (m - 1) + _NOISE
    return [one for one in range(len(rest), len(rest) * POINTS[-1] + 1) if abs(one - found) <= off]


def _possible_ticks(cell: Cell, total: int, rest: list[Cell]) -> Iterator[int]:
    """Yield the ticks in ``cell`` that leave a sum to the person's others, of what was ticked at all."""
    others = [_ticked(one) for one in rest if one is not cell]
    low, high = sum(map(min, others)), sum(map(max, others))
    yield from (tick for tick in _ticked(cell) if low <= total - tick <= high)


def _ticked(cell: Cell) -> list[int]:
    return [point for point, people in zip(POINTS, cell.points or (), strict=False) if people]
