"""Somebody who took part, and takes their own answers away; or several who lay theirs together."""

from collections.abc import Iterator
from itertools import combinations

from surveyapp.core.sides import Side
from tools.attackers import pairs
from tools.attackers.cases import Case
from tools.attackers.claims import Attempt


def find(case: Case, *, together: int = 1) -> Iterator[Attempt]:
    """Yield of each facet of two statements what each set of so many colleagues knows for certain of the others."""
    for side in Side:
        people = case.people[side]
        for figure in case.document.pairs(side):
            if any(cell.points for cell in figure.cells):
                for places in combinations(range(len(people)), together):
                    others = [one for place, one in enumerate(people) if place not in places]
                    known = [people[place] for place in places]
                    yield Attempt(pairs.certain(case.document, figure, known=known), others)
