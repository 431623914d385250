"""Every table of two statements that fits: who could have ticked what together.

The rows of a table are the answers to the first statement, its columns those to the second; ``MISSING`` is one of each.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations_with_replacement

from tools.attackers.document import MISSING, POINTS, Cell

ANSWERS = (MISSING, *POINTS)

Counts = tuple[int, ...]
"""People who gave each of ``ANSWERS``."""

Table = tuple[Counts, ...]
"""For each answer to the first statement, how many gave each answer to the second."""

Fits = Callable[[int, int, int], bool]
"""Says whether so many person scores, doubled, of this sum and sum of squares, would give what was released."""


def margin(cell: Cell, people: int) -> Counts:
    """Return how many of ``people`` gave each answer in a released cell."""
    return (people - cell.n, *(cell.points or ()))


def withheld_margins(people: int, *, raters: Iterable[int]) -> Iterator[Counts]:
    """Yield every content of a cell that is withheld, and that any number of ``raters`` rated."""
    for n in raters:
        for ratings in combinations_with_replacement(POINTS, n):
            counts = Counter(ratings)
            yield (people - n, *(counts[point] for point in POINTS))


def without(counts: Counts, answers: Iterable[int]) -> Counts | None:
    """Return ``counts`` without people who are known to have given ``answers``; None where those are not among them."""
    left = Counter(dict(zip(ANSWERS, counts, strict=True)))
    left.subtract(Counter(answers))
    return None if min(left.values()) < 0 else tuple(left[answer] for answer in ANSWERS)


def fitting(rows: Counts, columns: Counts, fits: Fits, *, known: Sequence[tuple[int, int]] = ()) -> Iterator[Table]:
    """Yield every table with these margins that fits together with the ``known`` people's pairs of answers."""
    start = (0, 0, 0)
    for pair in known:
        start = _added(start, *pair, people=1)
    yield from _Search(rows, fits).tables(0, columns, start)


class _Search:
    """Goes through the tables row by row, and never twice to where nothing fits."""

    def __init__(self, rows: Counts, fits: Fits) -> None:
        self._rows, self._fits = rows, fits
        self._dead: set[tuple[int, Counts, tuple[int, int, int]]] = set()

    def tables(self, place: int, left: Counts, sums: tuple[int, int, int]) -> Iterator[Table]:
        """Yield what rows from ``place`` on can be, with these people left in the columns."""
        if place == len(self._rows):
            if self._fits(*sums):
                yield ()
            return
        if (place, left, sums) in self._dead:
            return
        found = False
        for row in _rows_of(self._rows[place], left):
            grown = sums
            for second, people in enumerate(row):
                grown = _added(grown, ANSWERS[place], ANSWERS[second], people=people)
            rest = tuple(a - b for a, b in zip(left, row, strict=True))
            for table in self.tables(place + 1, rest, grown):
                found = True
                yield (row, *table)
        if not found:
            self._dead.add((place, left, sums))


def _rows_of(people: int, left: Counts) -> Iterator[Counts]:
    if len(left) == 1:
        if people <= left[0]:
            yield (people,)
        return
    for here in range(min(people, left[0]) + 1):
        for rest in _rows_of(people - here, left[1:]):
            yield (here, *rest)


def _added(sums: tuple[int, int, int], first: int, second: int, *, people: int) -> tuple[int, int, int]:
    """Return the sums with some people more who gave this pair of answers: their scores doubled, if they have one."""
    if first == MISSING and second == MISSING:
        return sums
    score = first + second if MISSING not in {first, second} else 2 * (first + second)
    n, total, squares = sums
    return n + people, total + score * people, squares + score * score * people
