"""An audit of blurred means: goes through all sums that many people can tick, and keeps what gives an answer away."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from surveyapp.core.release.blurring import blurred


@dataclass(frozen=True, slots=True)
class Exposure:
    """A released mean of ``people`` that gives an answer away; ``known`` is the reader's own, None for an outsider."""

    people: int
    released: Fraction
    known: int | None


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
