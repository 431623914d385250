"""Two rounds, the later with one person more: what that person ticked, if nobody else answers otherwise than before.

This attack is not kept off: each round's cells are released, and whoever holds both can subtract. The program compares
rounds as of different people and shows no difference of cells. How far the attack goes is measured.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from surveyapp.core.conduct.review import Policy
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.instrument.scale import Answer
from surveyapp.core.release.blurring import blurred
from surveyapp.core.sides import Facet, Side
from tools.attackers.cases import Answered, Case, second_edition
from tools.attackers.claims import Attempt, Tick
from tools.attackers.document import POINTS, Cell, Document

CHANGE = 0.2
"""How often somebody's rating has become another by the next round, where people do change their minds."""


def two_rounds(one: Answered, policy: Policy, *, changing: float = 0.0, seed: int = 1) -> tuple[Case, Case]:
    """Return a review without the last person of PRCS, and the same with them, after some ratings ``changing``."""
    rng, newcomer = random.Random(seed), one.of(Side.PRCS)[-1]
    before = [sheet for sheet in one.sheets if sheet is not newcomer]
    after = [_after(sheet, rng, changing) for sheet in before]
    old, new = (second_edition(replace(one, sheets=tuple(some)), policy) for some in (before, [*after, newcomer]))
    return old, new


def find(old: Case, new: Case) -> Iterator[Attempt]:
    """Yield of each cell of PRCS that both rounds show what the newcomer ticked, if nobody else changed."""
    newcomer = new.people[Side.PRCS][-1]
    for topic, facets in old.document.cells[Side.PRCS].items():
        for facet in Facet:
            after = new.document.cells[Side.PRCS][topic][facet]
            for was, now in zip(facets[facet], after, strict=True):
                if was.mean is not None and now.mean is not None:
                    ticks = list(_possible(was, now, old.document, new.document))
                    yield Attempt([Tick(Side.PRCS, now.key, ticks[0])] if len(ticks) == 1 else [], [newcomer])


def _after(sheet: AnswerSheet, rng: random.Random, changing: float) -> AnswerSheet:
    def now(answer: Answer) -> Answer:
        is_changed = isinstance(answer, int) and rng.random() < changing
        return min(5, max(1, answer + rng.choice((-1, 1)))) if isinstance(answer, int) and is_changed else answer

    return replace(sheet, ratings={key: now(answer) for key, answer in sheet.ratings.items()})


def _possible(was: Cell, now: Cell, old: Document, new: Document) -> Iterator[int]:
    """Yield the ticks that lead from one round's cell to the other's."""
    if was.points is not None and now.points is not None:
        yield from (point for point in POINTS if _with_one(was.points, point) == now.points)
        return
    before, after = (document.people(Side.PRCS) for document in (old, new))
    sums = [total for total in range(before, before * POINTS[-1] + 1) if _is_shown(total, before, was)]
    yield from (point for point in POINTS if any(_is_shown(total + point, after, now) for total in sums))


def _with_one(points: Sequence[int], more: int) -> tuple[int, ...]:
    return tuple(people + (point == more) for point, people in zip(POINTS, points, strict=True))


def _is_shown(total: int, people: int, cell: Cell) -> bool:
    return float(blurred(Fraction(total, people), people=people, top=POINTS[-1])) == cell.mean
