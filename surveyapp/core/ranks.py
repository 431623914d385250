"""What the order of the scores says: dominance, an exact test, a robust shift."""

import math
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate, product

EXACT_UP_TO = 60
"""People of both sides together up to which every division into sides is counted."""


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
    differences: Counter[float] = Counter()
    for (x, n), (y, m) in product(Counter(xs).items(), Counter(ys).items()):
        differences[x - y] += n * m
    ordered = sorted(differences)
    below = list(accumulate(differences[value] for value in ordered))
    low, high = (ordered[bisect_right(below, place)] for place in ((below[-1] - 1) // 2, below[-1] // 2))
    return (low + high) / 2


def permutation_p(xs: Sequence[float], ys: Sequence[float]) -> float:
    """Return the two-sided permutation p of the rank sum: the share of divisions at least as far from expectation.

    Tied scores share the mean of their ranks. All divisions are counted up to ``EXACT_UP_TO`` people; beyond, the sum
    is taken for normal, with the variance that its ties leave it.

    Args:
        xs: scores of one side (length n1, at least 1).
        ys: scores of the other (length n2, at least 1).

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
    expected = len(few) * (len(ranks) + 1)
    distance = abs(sum(ranks[: len(few)]) - expected)
    if len(ranks) > EXACT_UP_TO:
        return _normal_p(distance, ranks, size=len(few))
    sums = _rank_sums(ranks, len(few))
    return sum(ways for total, ways in sums.items() if abs(total - expected) >= distance) / sum(sums.values())


def _normal_p(distance: int, ranks: Sequence[int], *, size: int) -> float:
    """Return how often a normal sum of ``size`` of the doubled ``ranks``, drawn without replacement, is so far off."""
    n = len(ranks)
    variance = size * (n - size) * sum((rank - n - 1) ** 2 for rank in ranks) / (n * (n - 1))
    return math.erfc(distance / math.sqrt(2 * variance)) if variance else 1.0


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
