"""Two colleagues who lay their answers together: on facets of person scores, and on blurred means by their sums."""

from collections.abc import Iterable, Iterator
from fractions import Fraction

from surveyapp.core.release.blurring import blurred
from tools.attackers import colleague
from tools.attackers.cases import Case
from tools.attackers.claims import Attempt

TOGETHER = 2


def find(case: Case) -> Iterator[Attempt]:
    """Yield of each facet of two statements what each pair of colleagues knows for certain of the others."""
    return colleague.find(case, together=TOGETHER)


def exposing_sizes(top: int, *, sizes: Iterable[int], together: int = TOGETHER) -> list[int]:
    """Return the numbers of people of whom a blurred mean can make colleagues certain what all the others ticked.

    Args:
        top: K, the highest point of the scale.
        sizes: numbers of people who rated the cell, each at least 5 and above ``together``.
        together: colleagues, who know the exact number of people too.
    """
    return [people for people in sizes if _is_exposing(top, people, together)]


def _is_exposing(top: int, people: int, together: int) -> bool:
    sums: dict[Fraction, list[int]] = {}
    for total in range(people, people * top + 1):
        sums.setdefault(blurred(Fraction(total, people), people=people, top=top), []).append(total)
    rest = people - together
    return any(
        len(left) == 1 and left[0] in {rest, rest * top}
        for totals in sums.values()
        for own in range(together, together * top + 1)
        if (left := [total - own for total in totals if rest <= total - own <= rest * top])
    )
