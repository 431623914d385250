"""How alike one person's ratings are: two numbers for a whole review, of both sides' released cells together."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from surveyapp.core.method.uncertainty import UNMEASURED
from surveyapp.core.release.counting import DONT_KNOW
from surveyapp.core.rounding import tenth

PAIRS_NEEDED = 10
"""Pairs of cells below which no correlation is measured."""

PEOPLE_NEEDED = 3
"""People who must have rated both cells of a pair."""


class Column(NamedTuple):
    """One cell's ratings, person by person: for each score, the people who gave it, as the bits of a number."""

    topic: str
    people: Mapping[int, int]
    all: int


class _Moments(NamedTuple):
    """What one pair of cells adds: the sum of products, and the root of the product of both sums of squares."""

    shared: float
    whole: float


def column_of(codes: bytes, *, topic: str, mirror: int = 0) -> Column:
    """Return one cell's ratings as bits, so that pairs are counted by machine words.

    Args:
        codes: of everybody, as ``counting`` keeps them.
        topic: the section that the statement stands in.
        mirror: 1 + K where it is reverse-worded, else 0.
    """
    points = [point for point in set(codes) if 0 < point < DONT_KNOW]
    people = {(mirror - point if mirror else point): _bits(codes, point) for point in points}
    return Column(topic, people, sum(people.values()))


def correlation(facets: Iterable[Sequence[Column]], *, within: bool) -> float:
    """Return the pooled correlation of one person's ratings, 0–1 in tenths.

    Args:
        facets: the released cells of each facet and side.
        within: whether pairs of cells of one topic are meant, or pairs of different topics.

    Returns:
        ``UNMEASURED`` where fewer than ``PAIRS_NEEDED`` pairs were rated by ``PEOPLE_NEEDED`` people, or nobody of them
        rated two things differently.
    Source:
        docs/method.md, section 3.
    """
    found = list(_moments(facets, within=within))
    whole = math.fsum(one.whole for one in found)
    if len(found) < PAIRS_NEEDED or not whole:
        return UNMEASURED
    return min(1.0, max(0.0, tenth(math.fsum(one.shared for one in found) / whole)))


def _moments(facets: Iterable[Sequence[Column]], *, within: bool) -> Iterator[_Moments]:
    for columns in facets:
        for x, y in combinations(columns, 2):
            if (x.topic == y.topic) == within and (x.all & y.all).bit_count() >= PEOPLE_NEEDED:
                yield _moments_of(x, y)


def _moments_of(x: Column, y: Column) -> _Moments:
    """Return a pair's moments over the people who rated both; whole numbers until the last step."""
    both = x.all & y.all
    n = both.bit_count()
    xs, ys = ({score: (bits & both).bit_count() for score, bits in one.people.items()} for one in (x, y))
    (sum_x, square_x), (sum_y, square_y) = map(_sums, (xs, ys))
    products = sum(
        one * other * (x.people[one] & y.people[other]).bit_count() for one in x.people for other in y.people
    )
    spread = (n * square_x - sum_x**2) * (n * square_y - sum_y**2)
    return _Moments((n * products - sum_x * sum_y) / n, math.sqrt(spread) / n)


def _sums(counts: Mapping[int, int]) -> tuple[int, int]:
    return sum(s * n for s, n in counts.items()), sum(s * s * n for s, n in counts.items())


def _bits(codes: bytes, point: int) -> int:
    table = bytes(ord("1") if code == point else ord("0") for code in range(256))
    return int(codes.translate(table), 2)
