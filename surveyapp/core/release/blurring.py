"""Means so coarse that nobody's answer can be worked out from them; ``tools.attackers.sums`` audits them."""

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

    It may be shown: the audit of these means gives its readers the exact number of people.
    """
    return _rule_for(people).step


def _rule_for(people: int) -> Coarseness:
    return next(rule for rule in COARSENESS if people <= rule.people)
