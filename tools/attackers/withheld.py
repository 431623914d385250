"""A withheld statement: what one or two people ticked, from the facet's figures and the statement beside it."""

from collections.abc import Iterator

from surveyapp.core.sides import Side
from tools.attackers import pairs
from tools.attackers.cases import Case
from tools.attackers.claims import Attempt, Content
from tools.attackers.document import MISSING


def find(case: Case, *, raters: int | None = None) -> Iterator[Attempt]:
    """Yield of each facet with one statement withheld of two what that statement is certain to hold.

    Args:
        case: a document and its answers.
        raters: only of those statements that so many people rated in truth; of all unless given.
    """
    for side in Side:
        for figure in case.document.pairs(side):
            hidden = [cell.key for cell in figure.cells if cell.points is None]
            if len(hidden) == 1:
                rated = sum(one.get(hidden[0], MISSING) != MISSING for one in case.people[side])
                found = [claim for claim in pairs.certain(case.document, figure) if isinstance(claim, Content)]
                if raters in {None, rated}:
                    yield Attempt(found, case.people[side])
