"""How far the people of one side agree among themselves: van der Eijk's A."""

from collections.abc import Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import combinations


def agreement(counts: Sequence[int]) -> float | None:
    """Return van der Eijk's A of one distribution: -1 two opposite camps, 0 an even spread, 1 all alike.

    The distribution is taken apart into layers, each a pattern of cells that are filled or not; A is the mean of the
    layers' agreement, weighted with the people in them. Computed in fractions, rounded once.

    Args:
        counts: people at each point of an ordered scale (length K, at least 1), 0 or more.

    Returns:
        None when nobody is counted.

    Raises:
        ValueError: a count is negative.
    Source:
        docs/method.md, section 4, after van der Eijk (2001).
    """
    if any(count < 0 for count in counts):
        raise ValueError("a count cannot be negative")
    people, left, total = sum(counts), list(counts), Fraction(0)
    if not people:
        return None
    while any(left):
        depth = min(count for count in left if count)
        pattern = tuple(bool(count) for count in left)
        total += layer_agreement(pattern) * depth * sum(pattern)
        left = [count - depth if count else 0 for count in left]
    return float(total / people)


@lru_cache(maxsize=1024)
def layer_agreement(pattern: tuple[bool, ...]) -> Fraction:
    """Return the agreement (-1 to 1) of one layer: which of K points are filled, at least one of them.

    Source:
        docs/method.md, section 4.
    """
    points, filled = len(pattern), sum(pattern)
    if filled == 1:
        return Fraction(1)
    triples = list(combinations(pattern, 3))
    together = sum(triple in {(True, True, False), (False, True, True)} for triple in triples)
    apart = sum(triple == (True, False, True) for triple in triples)
    if not together + apart:
        return Fraction(0)
    unimodality = Fraction((points - 2) * together - (points - 1) * apart, (points - 2) * (together + apart))
    return unimodality * (1 - Fraction(filled - 1, points - 1))
