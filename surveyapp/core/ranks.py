"""What the order of the scores says: dominance, an exact test, a robust shift."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from random import Random
from statistics import median

EXACT_UP_TO = 100
"""People of both sides together up to which every division into sides is counted."""

DRAWS = 2_000
"""Divisions drawn at random beyond that."""


def cliffs_delta(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return how much more often an x exceeds a y than the reverse: -1 (never) to 1 (always).

    Args:
        xs: scores of one side (length n1, at least 1).
        ys: scores of the other (length n2, at least 1).

    Raises:
        ValueError: a side is empty.
    Source:
        docs/method.md, section 5.
    """
    _require_people(xs, ys)
    ordered = sorted(ys)
    balance = sum(bisect_left(ordered, x) - (len(ordered) - bisect_right(ordered, x)) for x in xs)
    return balance / (len(xs) * len(ys))


def hodges_lehmann(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return the median of all n1·n2 differences x - y, in the unit of the scores.

    Args:
        xs: scores of one side (length n1, at least 1).
        ys: scores of the other (length n2, at least 1).

    Raises:
        ValueError: a side is empty.
    Source:
        docs/method.md, section 5.
    """
    _require_people(xs, ys)
    return median(x - y for x in xs for y in ys)


def permutation_p(xs: Sequence[float], ys: Sequence[float], *, seed: int) -> float:
    """Return the two-sided permutation p of the rank sum: the share of divisions at least as far from expectation.

    Tied scores share the mean of their ranks. All divisions are counted up to ``EXACT_UP_TO`` people; beyond, ``DRAWS``
    of them are drawn and the observed one is counted among them, so that p is never 0.

    Args:
        xs: scores of one side (length n1, at least 1).
        ys: scores of the other (length n2, at least 1).
        seed: start of the drawing; not used when all divisions are counted.

    Returns:
        Above 0, at most 1.

    Raises:
        ValueError: a side is empty.
    Source:
        docs/method.md, section 5.
    """
    _require_people(xs, ys)
    few, many = sorted((xs, ys), key=len)
    ranks = _doubled_midranks([*few, *many])
    expected, observed = len(few) * (len(ranks) + 1), sum(ranks[: len(few)])
    distance = abs(observed - expected)
    if len(ranks) <= EXACT_UP_TO:
        sums = _rank_sums(ranks, len(few))
        return sum(ways for total, ways in sums.items() if abs(total - expected) >= distance) / sum(sums.values())
    draw = Random(seed).sample  # noqa: S311 - a simulation, not a secret
    ordered = sorted(ranks)
    extreme = sum(abs(sum(draw(ordered, len(few))) - expected) >= distance for _ in range(DRAWS))
    return (extreme + 1) / (DRAWS + 1)


def _require_people(xs: Sequence[float], ys: Sequence[float]) -> None:
    if not xs or not ys:
        raise ValueError("a comparison needs at least one score a side")


def _doubled_midranks(values: Sequence[float]) -> list[int]:
    """Return twice the midrank of each value, which is always whole."""
    ordered = sorted(values)
    return [bisect_left(ordered, v) + bisect_right(ordered, v) + 1 for v in values]


def _rank_sums(ranks: Sequence[int], size: int) -> dict[int, int]:
    """Return in how many ways ``size`` of ``ranks`` make each sum.

    ``ways[k]`` holds the counts of every sum of k ranks side by side in one whole number, ``width`` bits each: adding
    a rank is then one shift and one addition.
    """
    least, width = min(ranks), math.comb(len(ranks), size).bit_length()
    ways = [1] + [0] * size
    for rank, times in Counter(ranks).items():
        for _ in range(times):
            for k in range(size, 0, -1):
                ways[k] += ways[k - 1] << ((rank - least) * width)
    return _unpacked(ways[size], width=width, offset=least * size)


def _unpacked(packed: int, *, width: int, offset: int) -> dict[int, int]:
    """Return the non-zero counts of ``packed``, by sum."""
    bits = format(packed, "b")
    bits = bits.zfill(-(-len(bits) // width) * width)
    cells = [int(bits[start : start + width], 2) for start in range(0, len(bits), width)]
    return {offset + place: cell for place, cell in enumerate(reversed(cells)) if cell}
