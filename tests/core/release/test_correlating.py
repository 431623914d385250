"""How alike one person's ratings are, beside a plain computation with NumPy."""

import random
from collections.abc import Sequence
from itertools import combinations

import numpy as np
import pytest

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.method.uncertainty import UNMEASURED
from surveyapp.core.release.correlating import PAIRS_NEEDED, Column, column_of, correlation
from surveyapp.core.release.counting import DONT_KNOW, NOT_APPLICABLE, SKIPPED
from surveyapp.core.results import Pooled
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.rounding import tenth
from tests.core.building import (
    computed,
    even_sheets,
    facet_rows,
    joint,
    mirrored,
    organisation,
    questionnaire,
    review,
    section,
)

CODES = {"-": DONT_KNOW, "x": NOT_APPLICABLE, ".": SKIPPED}


def column(row: str, *, topic: str = "one", mirror: int = 0) -> Column:
    """Return one cell's ratings, a character a person."""
    return column_of(bytes(CODES.get(one) or int(one.replace(".", "0")) for one in row), topic=topic, mirror=mirror)


def is_mixed(row: str) -> bool:
    """Say whether at least two people of a row gave another score than most."""
    given = [one for one in row if one.isdigit()]
    return len(given) - max(map(given.count, given), default=0) >= 2


def pairs_of(
    facets: Sequence[Sequence[tuple[str, str]]], *, within: bool
) -> list[tuple[float, float, float, float, bool]]:
    """Return of each pair: what it shares, its size, the least and most by its cells, whether both are mixed."""
    found = []
    for rows in facets:
        for (topic, one), (other_topic, other) in combinations(rows, 2):
            both = np.array([(int(a), int(b)) for a, b in zip(one, other, strict=True) if a.isdigit() and b.isdigit()])
            if (topic == other_topic) == within and len(both) >= 3:
                x, y = (both - both.mean(axis=0)).T
                ends = np.sort(x) @ np.sort(y)[::-1], np.sort(x) @ np.sort(y)
                found.append((x @ y, np.sqrt((x @ x) * (y @ y)), *ends, is_mixed(one) and is_mixed(other)))
    return found


def plainly(facets: Sequence[Sequence[tuple[str, str]]], *, within: bool) -> float:
    """Return the pooled correlation of rows by topic in tenths, or ``UNMEASURED``; kept off both ends as it must be."""
    found = pairs_of(facets, within=within)
    if len(found) < 10 or sum(one[4] for one in found) < max(5, len(found) / 8):
        return UNMEASURED
    shared, whole, least, most, _ = np.array(found).sum(axis=0)
    heaviest = max(one[3] - one[2] for one in found)
    allowed = [
        t / 10
        for t in range(11)
        if most - (t / 10 - 0.05) * whole >= heaviest - 1e-9 and (t / 10 + 0.05) * whole - least >= heaviest - 1e-9
    ]
    if not allowed:
        return UNMEASURED
    return min(allowed[-1], max(allowed[0], tenth(float(shared / whole))))


def random_facets(rng: random.Random) -> list[list[tuple[str, str]]]:
    """Return a few facets of people who rate high or low throughout, more or less."""
    facets = []
    for _ in range(rng.randint(1, 4)):
        halo, people = rng.uniform(0, 2), rng.randint(3, 15)
        moods = [rng.gauss(0, halo) for _ in range(people)]
        rows = []
        for topic in "aabbbcd":
            ticks = [min(5, max(1, round(3.3 + mood + rng.gauss(0, 0.8)))) for mood in moods]
            rows.append((topic, "".join("-" if rng.random() < 0.1 else str(tick) for tick in ticks)))
        facets.append(rows)
    return facets


@pytest.mark.parametrize("within", [True, False], ids=["within a topic", "across topics"])
@pytest.mark.parametrize("seed", range(20))
def test_it_is_the_plain_correlation_to_a_tenth(seed: int, within: bool) -> None:
    facets = random_facets(random.Random(seed))
    found = correlation([[column(row, topic=topic) for topic, row in rows] for rows in facets], within=within)
    assert found == plainly(facets, within=within)


@pytest.mark.parametrize("seed", range(200))
def test_it_leaves_every_pair_all_that_its_cells_allow(seed: int) -> None:
    """Whatever one pair shares, the others could make up for it within what was released: no pair is given away."""
    rng = random.Random(seed)
    facets = [_nearly_alike(rng) for _ in range(4)] if seed % 2 else random_facets(rng)
    found = pairs_of(facets, within=True)
    released = correlation([[column(row, topic=topic) for topic, row in rows] for rows in facets], within=True)
    if len(found) < PAIRS_NEEDED or released == UNMEASURED:
        return
    _, whole, least, most, _ = np.array(found).sum(axis=0)
    bounds = (released - 0.05) * whole, (released + 0.05) * whole
    for _, _, own_least, own_most, _ in found:
        assert bounds[0] <= most - (own_most - own_least) + 1e-6
        assert bounds[1] >= least + (own_most - own_least) - 1e-6


def _nearly_alike(rng: random.Random) -> list[tuple[str, str]]:
    """Return a facet in which nearly everybody ticks the highest point."""
    people = rng.randint(5, 8)
    return [(topic, "".join(rng.choice("5555554") for _ in range(people))) for topic in "aaabbbccc"]


LINE, AGAINST = "12345", "54321"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([LINE] * 5, 0.8, id="everybody rates all alike: ten pairs, each a fifth of the room"),
        pytest.param([LINE] * 15, 1.0, id="everybody rates all alike: pairs enough to hide any one"),
        pytest.param([LINE] * 4, UNMEASURED, id="six pairs are too few"),
        pytest.param([LINE, LINE, LINE, AGAINST, AGAINST], 0.0, id="less than nothing counts as nothing"),
        pytest.param(["33333"] * 5, UNMEASURED, id="nobody rates anything differently"),
        pytest.param(["33334"] * 15, UNMEASURED, id="one person alone is of another mind"),
        pytest.param([*["33334"] * 2, *["33345"] * 4], 0.8, id="two are in six of fifteen pairs"),
        pytest.param([*["33334"] * 2, *["33345"] * 3], UNMEASURED, id="two are in three pairs"),
        pytest.param([*["33334"] * 8, *["33345"] * 4], UNMEASURED, id="two are in six of sixty-six pairs"),
        pytest.param(["33333", *[LINE] * 5], 0.8, id="a cell of one mind adds nothing"),
        pytest.param(["12---", *[LINE] * 4], UNMEASURED, id="six pairs that three rated, and four that two did"),
        pytest.param(["123--", *[LINE] * 4], 0.7, id="three who rated both are enough"),
        pytest.param(["123--", "--345", *[LINE] * 4], 0.7, id="one who rated both makes no pair"),
    ],
)
def test_pairs_that_count(rows: list[str], expected: float) -> None:
    assert PAIRS_NEEDED == 10
    assert correlation([[column(row) for row in rows]], within=True) == expected


@pytest.mark.parametrize("missing", "-x.", ids=["don't know", "does not apply", "skipped"])
def test_only_those_who_rated_both_count(missing: str) -> None:
    """Who left one out would turn the line: of the rest it is straight."""
    rows = [LINE + "1", *[LINE + "5"] * 3, LINE + missing]
    found = correlation([[column(row) for row in rows]], within=True)
    expected = plainly([[("a", row) for row in rows]], within=True)
    assert found == expected


def test_a_reverse_worded_statement_is_turned_first() -> None:
    rows = [column(LINE), column(LINE), column(LINE), column(AGAINST, mirror=6), column(AGAINST, mirror=6)]
    assert correlation([rows], within=True) == 0.8


def test_pairs_are_of_one_facet_and_side() -> None:
    """Six pairs here and six there are twelve; none is made of cells of two facets."""
    one, other = [column(LINE)] * 4, [column(AGAINST)] * 4
    assert correlation([one, other], within=True) == 0.8
    assert correlation([one[:2], other[:2]], within=True) == UNMEASURED


def test_topics_are_told_apart() -> None:
    rows = [column(LINE, topic=topic) for topic in "abcde"]
    assert correlation([rows], within=True) == UNMEASURED
    assert correlation([rows], within=False) == 0.8


LONG = questionnaire(section("one", *map(mirrored, "abcde")), section("two", *map(joint, ("f", "g"))))


def pooled(*rows: str, partner: str = "33333", **of: object) -> Pooled:
    sheets = facet_rows(LONG, Side.PRCS, rows, facet=Facet.PRCS) + even_sheets(LONG, Side.PARTNER, partner)
    return computed(LONG, sheets, of=review(**of)).pooled  # type: ignore[arg-type]


def test_a_review_has_two_numbers_of_all_its_released_cells() -> None:
    assert pooled("11111", "22222", "33333", "44444", "55555") == Pooled(0.8, 0.5)


def test_a_withheld_cell_does_not_count() -> None:
    """Three people rated the last statement, against the line; where it takes four, they are not in the number."""
    rows = ("1111.", "2222.", "33335", "44443", "55551")
    assert pooled(*rows).within == 0.6
    assert pooled(*rows, thresholds=Thresholds(4, 5, 5)).within == 0.7


@pytest.mark.parametrize(
    ("rows", "partner", "of", "expected"),
    [
        pytest.param("123", "33333", {}, Pooled(0.5, 0.5, 1.0), id="beside three: the larger side's cells"),
        pytest.param("123", "123", {}, Pooled(spread=1.0), id="of three on both sides: no cells"),
        pytest.param("12", "12", {}, Pooled(), id="of two: nothing"),
        pytest.param("12345", "12345", {"policy": Policy.PROTECTED}, Pooled(), id="protected: nothing rests on it"),
        pytest.param("12", "3", {"answering": organisation(Side.PARTNER)}, Pooled(), id="one agreed answer: none"),
    ],
)
def test_what_is_pooled(rows: str, partner: str, of: dict[str, object], expected: Pooled) -> None:
    sheets = even_sheets(LONG, Side.PRCS, rows) + even_sheets(LONG, Side.PARTNER, partner)
    assert computed(LONG, sheets, of=review(**of)).pooled == expected  # type: ignore[arg-type]
