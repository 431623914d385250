"""Means so coarse that nobody's answer can be worked out from them, and the audit that shows it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import floor


@dataclass(frozen=True, slots=True)
class Coarseness:
    """How a mean of up to ``people`` is blurred on five points: rounded to steps, kept ``margin`` off both ends.

    On a longer scale the margin grows with the distance between its ends.
    """

    people: float
    step: Fraction
    margin: Fraction


COARSENESS = (
    Coarseness(5, Fraction(1, 2), Fraction(1)),
    Coarseness(10, Fraction(1, 4), Fraction(1)),
    Coarseness(float("inf"), Fraction(1, 10), Fraction(1, 2)),
)


@dataclass(frozen=True, slots=True)
class Exposure:
    """A released mean of ``people`` that gives an answer away; ``known`` is the reader's own, None for an outsider."""

    people: int
    released: Fraction
    known: int | None


def blurred(mean: Fraction, *, people: int, top: int) -> Fraction:
    """Return ``mean`` as it may be shown: to the nearest step (halves up), clamped.

    Args:
        mean: of ``people`` ratings, 1–``top``.
        people: at least 5.
        top: K, the highest point of the scale; on a scale too short for the margin everything is its middle.

    Source:
        docs/method.md, section 7.
    """
    step = step_of(people)
    low, high = bounds_of(step, top=top)
    rounded = step * floor(mean / step + Fraction(1, 2))
    return min(max(rounded, low), high)


def bounds_of(step: Fraction | float, *, top: int) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest mean that is shown in steps of ``step`` on a scale of ``top`` points."""
    margin = next(rule.margin for rule in COARSENESS if float(rule.step) == float(step))
    margin = min(margin * max(Fraction(1), Fraction(top - 1, 4)), Fraction(top - 1, 2))
    return 1 + margin, top - margin


def step_of(people: int) -> Fraction:
    """Return the step, in scale points, to which a mean of ``people`` (at least 5) is rounded.

    It may be shown: the audit below gives its readers the exact number of people.
    """
    return _rule_for(people).step


def _rule_for(people: int) -> Coarseness:
    return next(rule for rule in COARSENESS if people <= rule.people)


def find_exposures(top: int, *, sizes: Iterable[int]) -> list[Exposure]:
    """Return every released mean from which somebody's answer follows; the policy promises that there is none.

    All sums that a number of people can tick are gone through. The readers are an outsider, and a colleague who knows
    their own answer; both are given the exact number of people, which is more than is published. An answer follows when
    everything that fits the released mean gives each unknown person the same one.

    Args:
        top: K, the highest point of the scale, at least 2.
        sizes: numbers of people, each at least 5.

    Source:
        docs/method.md, section 7.
    """
    return [exposure for people in sizes for exposure in _exposures(top, people)]


def _exposures(top: int, people: int) -> Iterator[Exposure]:
    sums: dict[Fraction, list[int]] = {}
    for total in range(people, people * top + 1):
        sums.setdefault(blurred(Fraction(total, people), people=people, top=top), []).append(total)
    for released, totals in sums.items():
        if _are_settled(totals, top=top, people=people):
            yield Exposure(people, released, None)
        for own in range(1, top + 1):
            rest = [total - own for total in totals if people - 1 <= total - own <= (people - 1) * top]
            if _are_settled(rest, top=top, people=people - 1):
                yield Exposure(people, released, own)


def _are_settled(totals: list[int], *, top: int, people: int) -> bool:
    """Say whether ``totals`` leave ``people`` no choice: one sum, and that at an end of the scale."""
    return len(totals) == 1 and totals[0] in {people, people * top}
