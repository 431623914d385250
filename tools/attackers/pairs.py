"""What mean and spread of person scores say of a facet of two statements, if they are made of person scores."""

import math
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import product

from surveyapp.core.text.rounding import tenth
from tools.attackers.claims import Claim, Content, Person, Tie
from tools.attackers.document import MISSING, Cell, Document, Figure
from tools.attackers.tables import ANSWERS, Counts, Table, fitting, margin, withheld_margins, without

_NOISE = 1e-9


def certain(document: Document, figure: Figure, *, known: Sequence[Person] = ()) -> list[Claim]:
    """Return what is certain of the two cells of ``figure``, and is not said by each of them alone.

    Every table of the two that fits the figure is gone through, and every content of a cell that is withheld. Where all
    scores of the document are what their cells' means give, all tables fit, and nothing is certain.

    Args:
        document: that the figure stands in.
        figure: a facet of two statements, one of them released at least.
        known: colleagues' answers, who look on together; what is certain is so of everybody else.
    """
    return [] if document.is_made_of_cells else list(_in_all(figure, _fitting(document, figure, known)))


def _fitting(document: Document, figure: Figure, known: Sequence[Person]) -> Iterator[tuple[Counts, Counts, Table]]:
    people, few = document.people(figure.side), document.plain["thresholds"]["min_side"]
    raters = [n for n in range(few) if _may_have_rated(figure, n, people)]
    rows, columns = (_margins(cell, people, known, raters) for cell in figure.cells)
    first, second = (cell.key for cell in figure.cells)
    pairs = [(one.get(first, MISSING), one.get(second, MISSING)) for one in known]
    for row, column in product(rows, columns):
        for table in fitting(row, column, partial(_fits, figure), known=pairs):
            yield row, column, table


def _margins(cell: Cell, people: int, known: Sequence[Person], raters: Sequence[int]) -> list[Counts]:
    told = [margin(cell, people)] if cell.points else withheld_margins(people, raters=raters)
    own = [one.get(cell.key, MISSING) for one in known]
    return [left for counts in told if (left := without(counts, own)) is not None]


def _may_have_rated(figure: Figure, n: int, people: int) -> bool:
    """Say whether ``n`` can have rated the withheld statement, by the facet's share of "don't know"."""
    shown = [cell for cell in figure.cells if cell.points]
    rated, dont_know = n + sum(cell.n for cell in shown), sum(cell.dont_know or 0 for cell in shown)
    shares = (more / (more + rated) for more in range(dont_know, dont_know + people - n + 1))
    return figure.dont_know_share is None or any(abs(share - figure.dont_know_share) < _NOISE for share in shares)


def _in_all(figure: Figure, found: Iterable[tuple[Counts, Counts, Table]]) -> Iterator[Claim]:
    """Yield what all that fits has in common, its released cells apart."""
    ties: set[Tie] | None = None
    contents: tuple[set[Counts], set[Counts]] = (set(), set())
    is_withheld = any(cell.points is None for cell in figure.cells)
    for rows, columns, table in found:
        own = set(_ties(figure, table))
        ties = own if ties is None else ties & own
        contents[0].add(rows)
        contents[1].add(columns)
        if not ties and (not is_withheld or max(map(len, contents)) > 1):
            return
    yield from ties or ()
    for cell, counts in zip(figure.cells, contents, strict=True):
        if cell.points is None and len(counts) == 1:
            yield Content(figure.side, cell.key, _ratings(counts.pop()))


def _ties(figure: Figure, table: Table) -> Iterator[Tie]:
    first, second = (cell.key for cell in figure.cells)
    for of, then, lines in ((first, second, table), (second, first, tuple(zip(*table, strict=True)))):
        if sum(any(column) for column in zip(*lines, strict=True)) > 1:  # else the cell itself says it of everybody
            for given, line in zip(ANSWERS, lines, strict=True):
                ticked = [answer for answer, people in zip(ANSWERS, line, strict=True) if people]
                if len(ticked) == 1 and ticked != [MISSING]:
                    yield Tie(figure.side, of, given, then, ticked[0])


def _ratings(counts: Counts) -> tuple[int, ...]:
    return tuple(a for a, people in zip(ANSWERS, counts, strict=True) for _ in range(people) if a != MISSING)


def _fits(figure: Figure, n: int, total: int, squares: int) -> bool:
    """Say whether person scores (doubled) would give the figure, in tenths where no number stands beside it."""
    if not n:
        return False
    mean = total / (2 * n)
    if figure.n is None:
        return tenth(mean) == figure.mean
    spread = math.sqrt(max(0.0, squares - total * total / n) / (n - 1)) / 2 if n > 1 else None
    return n == figure.n and abs(mean - figure.mean) < _NOISE and _is_close(spread, figure.sd)


def _is_close(spread: float | None, sd: float | None) -> bool:
    return spread is None or sd is None or abs(spread - sd) < _NOISE
