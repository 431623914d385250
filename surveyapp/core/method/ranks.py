"""What the order of two distributions says: dominance, and an exact test."""

import math
from collections import Counter
from collections.abc import Mapping
from functools import lru_cache

EXACT_UP_TO = 60
"""People of both sides together up to which every division into sides is counted,"""

EXACT_WITH_A_SIDE_OF = 12
"""or people of the smaller side, however many the other has."""

Counts = Mapping[int, int] | Mapping[float, int]
"""How many people gave each score."""

Groups = tuple[tuple[int, int], ...]
"""Doubled midranks, each with how many people share it."""


def cliffs_delta(xs: Counts, ys: Counts) -> float:
    """Return how much more often an x exceeds a y than the reverse: -1 (never) to 1 (always).

    Args:
        xs: scores of one side, at least one person's.
        ys: scores of the other, likewise.

    Raises:
        ValueError: a side is empty.
    Source:
        docs/method.md, section 5.
    """
    _require_people(xs, ys)
    balance = sum(n * m * ((x > y) - (x < y)) for x, n in xs.items() for y, m in ys.items())
    return balance / (sum(xs.values()) * sum(ys.values()))


def permutation_p(xs: Counts, ys: Counts) -> float:
    """Return the two-sided permutation p of the rank sum: the share of divisions at least as far from expectation.

    Tied scores share the mean of their ranks. All divisions are counted up to ``EXACT_UP_TO`` people, or while a side
    has no more than ``EXACT_WITH_A_SIDE_OF``; beyond, the sum is taken for normal, with the variance that its ties
    leave it.

    Args:
        xs: scores of one side, at least one person's.
        ys: scores of the other, likewise.

    Returns:
        Above 0, at most 1.

    Raises:
        ValueError: a side is empty.
    Source:
        docs/method.md, section 5.
    """
    _require_people(xs, ys)
    few, many = sorted((xs, ys), key=lambda counts: sum(counts.values()))
    ties = Counter(few) + Counter(many)
    ranks = _doubled_midranks(ties)
    size, people = sum(few.values()), ties.total()
    expected = size * (people + 1)
    distance = abs(sum(ranks[score] * n for score, n in few.items()) - expected)
    groups = tuple((ranks[score], n) for score, n in ties.items())
    if people > EXACT_UP_TO and size > EXACT_WITH_A_SIDE_OF:
        return _normal_p(distance, groups, size=size)
    sums = _rank_sums(groups, size)
    return sum(ways for total, ways in sums.items() if abs(total - expected) >= distance) / math.comb(people, size)


def _normal_p(distance: int, groups: Groups, *, size: int) -> float:
    """Return how often a normal sum of ``size`` of the doubled ranks, drawn without replacement, is so far off."""
    n = sum(times for _, times in groups)
    squares = sum(times * (rank - n - 1) ** 2 for rank, times in groups)
    variance = size * (n - size) * squares / (n * (n - 1))
    return math.erfc(distance / math.sqrt(2 * variance)) if variance else 1.0


def _require_people(xs: Counts, ys: Counts) -> None:
    if not any(xs.values()) or not any(ys.values()):
        raise ValueError("a comparison needs at least one score a side")


def _doubled_midranks(ties: Mapping[float, int]) -> dict[float, int]:
    """Return twice the midrank of each score, which is always whole."""
    ranks, below = {}, 0
    for score in sorted(ties):
        ranks[score] = 2 * below + ties[score] + 1
        below += ties[score]
    return ranks


@lru_cache(maxsize=1024)
def _rank_sums(groups: Groups, size: int) -> Mapping[int, int]:
    """Return in how many ways ``size`` people, taken from groups of equal rank, make each sum of ranks."""
    ways: list[Counter[int]] = [Counter({0: 1}), *(Counter() for _ in range(size))]
    for rank, times in groups:
        grown: list[Counter[int]] = [Counter() for _ in range(size + 1)]
        for taken, sums in enumerate(ways):
            for more in range(min(times, size - taken) + 1):
                choices, step = math.comb(times, more), more * rank
                for total, count in sums.items():
                    grown[taken + more][total + step] += count * choices
        ways = grown
    return ways[size]
