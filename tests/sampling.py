"""Combinations of which `make test` tries some: each value, or each pair of values, once; `make thorough` tries all."""

from collections.abc import Iterable, Mapping
from itertools import combinations, product

import pytest


def sampled(values: Mapping[str, Iterable[object]], *, together: int = 2) -> pytest.MarkDecorator:
    """Return what tries a test with every combination, of which a few are left for ``make thorough``.

    Args:
        values: of each argument of the test.
        together: how many arguments must have met in each of their combinations: 2 are pairs; 1, each value by itself.
    """
    lists = {name: list(ones) for name, ones in values.items()}
    rows = list(product(*(range(len(ones)) for ones in lists.values())))
    kept = _covering(rows, together)
    params = [
        pytest.param(
            *(ones[place] for ones, place in zip(lists.values(), row, strict=True)),
            marks=() if row in kept else pytest.mark.thorough,
        )
        for row in rows
    ]
    return pytest.mark.parametrize(tuple(lists), params)


def _covering(rows: list[tuple[int, ...]], together: int) -> set[tuple[int, ...]]:
    """Return rows in which whatever is to meet meets: again and again the first of those with the most that is new."""
    met = {row: set(combinations(enumerate(row), together)) for row in rows}
    lacking, kept = set().union(*met.values()), set()
    while lacking:
        best = max(rows, key=lambda row: len(met[row] & lacking))
        kept.add(best)
        lacking -= met[best]
    return kept
