"""How alike one person's ratings are: two numbers for a whole review, of both sides' released cells together."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from itertools import accumulate, combinations
from typing import NamedTuple

from surveyapp.core.method.uncertainty import UNMEASURED
from surveyapp.core.release.counting import DONT_KNOW
from surveyapp.core.text.rounding import rounded, rounded_up

PAIRS_NEEDED, MIXED_NEEDED, MIXED_ONE_IN = 10, 5, 8
"""Pairs of cells below which no correlation is measured; and pairs in both of whose cells more than one person is of
another mind than most, also as one in so many of all: of single people it would say what they ticked together."""

PEOPLE_NEEDED = 3
"""People who must have rated both cells of a pair."""

OF_ANOTHER_MIND = 2
"""People who must have given another score than most for a cell to be mixed."""

HALF_A_TENTH = 0.05
"""How far a released number may lie from what was measured."""


class Column(NamedTuple):
    """One cell's ratings, person by person: for each score, the people who gave it, as the bits of a number."""

    topic: str
    people: Mapping[int, int]
    all: int

    @property
    def is_mixed(self) -> bool:
        """Say whether more than one person gave another score than most did; the cell says so to everybody."""
        most = max((bits.bit_count() for bits in self.people.values()), default=0)
        return self.all.bit_count() - most >= OF_ANOTHER_MIND


class _Moments(NamedTuple):
    """What one pair of cells adds: the sum of products, and the root of the product of both sums of squares.

    ``least`` and ``most`` are what the sum of products could be, had the same ratings been given by other people.
    ``is_mixed`` tells whether more than one person is of another mind in both.
    """

    shared: float
    whole: float
    least: float
    most: float
    is_mixed: bool


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
        ``UNMEASURED`` where fewer than ``PAIRS_NEEDED`` pairs were rated by ``PEOPLE_NEEDED`` people, or fewer than
        ``MIXED_NEEDED`` or one in ``MIXED_ONE_IN`` of them are mixed, or the cells leave no room to keep a pair to
        itself.
    Source:
        docs/method.md, section 3.
    """
    found = list(_moments(facets, within=within))
    whole = math.fsum(one.whole for one in found)
    mixed = sum(one.is_mixed for one in found)
    if len(found) < PAIRS_NEEDED or mixed < max(MIXED_NEEDED, len(found) / MIXED_ONE_IN):
        return UNMEASURED
    least, most = _room(found, whole)
    if least > most:
        return UNMEASURED
    return float(min(most, max(least, rounded(math.fsum(one.shared for one in found) / whole))))


def _room(found: Sequence[_Moments], whole: float) -> tuple[Fraction, Fraction]:
    """Return the least and the greatest tenth that may be released: away from both ends by the weight of any pair.

    Near an end the number would say of single pairs who ticked what together. The ends follow from the cells.
    """
    heaviest = max(one.most - one.least for one in found) / whole - HALF_A_TENTH
    least = rounded_up(math.fsum(one.least for one in found) / whole + heaviest)
    most = -rounded_up(heaviest - math.fsum(one.most for one in found) / whole)
    return max(Fraction(0), least), min(Fraction(1), most)


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
    ends = (_products(sorted(xs.items()), sorted(ys.items(), reverse=turned)) for turned in (True, False))
    least, most = ((n * end - sum_x * sum_y) / n for end in ends)
    shared, whole = (n * products - sum_x * sum_y) / n, math.sqrt(spread) / n
    return _Moments(shared, whole, least, most, is_mixed=x.is_mixed and y.is_mixed)


def _products(xs: Sequence[tuple[int, int]], ys: Sequence[tuple[int, int]]) -> int:
    """Return the sum of products where scores are dealt to people in the order given, each as often as it was.

    People who were dealt the same two scores stand together, so they are counted at once.
    """
    ends_x, ends_y = (list(accumulate(people for _, people in scores)) for scores in (xs, ys))
    total = at = x = y = 0
    for end in sorted({*ends_x, *ends_y}):
        x, y = bisect_left(ends_x, end, x), bisect_left(ends_y, end, y)
        total += xs[x][0] * ys[y][0] * (end - at)
        at = end
    return total


def _sums(counts: Mapping[int, int]) -> tuple[int, int]:
    return sum(s * n for s, n in counts.items()), sum(s * s * n for s, n in counts.items())


def _bits(codes: bytes, point: int) -> int:
    return int(codes.translate(_table(point)), 2)


@cache
def _table(point: int) -> bytes:
    return bytes(ord("1") if code == point else ord("0") for code in range(256))
