"""Who ticked what together: mean and spread of person scores beside two statements leave few tables of the two."""

from collections.abc import Iterator

from surveyapp.core.sides import Side
from tools.attackers import pairs
from tools.attackers.cases import Case
from tools.attackers.claims import Attempt


def find(case: Case) -> Iterator[Attempt]:
    """Yield of each facet of two released statements the ties of which an outsider is certain."""
    for side in Side:
        for figure in case.document.pairs(side):
            if all(cell.points for cell in figure.cells):
                yield Attempt(pairs.certain(case.document, figure), case.people[side])
