"""Whoever reads the results document cannot tell apart two data sets between which only hidden things differ."""

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core import wire
from surveyapp.core.conduct.review import Policy
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.method.cells import release_in
from surveyapp.core.sides import Side
from tests.core.building import (
    PLACES,
    ROLES,
    answer,
    computed,
    joint,
    mirrored,
    questionnaire,
    review,
    section,
    sheets_of,
)
from tests.core.interference import (
    Change,
    changed_below_min_detail,
    changed_below_min_side,
    changed_in_detail,
    changed_under_protection,
    changed_where_few_rated,
    exchanged,
)
from tests.randomly import IS_DESK, examples

ASKED = questionnaire(
    section("integrity", mirrored("honest"), mirrored("open"), joint("fair")),
    section("diversity", mirrored("varied"), mirrored("wide"), mirrored("far"), joint("equal"), joint("local")),
)
RATINGS = 13

people = st.tuples(
    st.text(alphabet="12345-x.", min_size=RATINGS, max_size=RATINGS),
    st.sampled_from(ROLES),
    st.sampled_from(PLACES),
    st.sampled_from("12345-"),
)


def sheets(side: Side, given_people: Sequence[tuple[str, str, str, str]]) -> list[AnswerSheet]:
    rows = sheets_of(ASKED, side, [row for row, *_ in given_people])
    return [
        replace(
            sheet,
            profile={"role": role, "location": place},
            closing={"overall": answer(closing)},
            comments={"diversity": Comment(f"{number}", share=True)},
            priorities=("integrity",),
        )
        for number, (sheet, (_, role, place, closing)) in enumerate(zip(rows, given_people, strict=True))
    ]


CASES = [
    pytest.param(Policy.STANDARD, (1, 2), changed_below_min_side, id="standard, one or two people"),
    pytest.param(Policy.STANDARD, (3, 4), changed_below_min_detail, id="standard, three or four people"),
    pytest.param(Policy.STANDARD, (5, 12), changed_in_detail, id="standard, five people or more"),
    pytest.param(Policy.STANDARD, (5, 12), changed_where_few_rated, id="standard, cells that one or two rated"),
    pytest.param(Policy.PROTECTED, (1, 4), changed_below_min_side, id="protected, up to four people"),
    pytest.param(Policy.PROTECTED, (5, 12), changed_under_protection, id="protected, five people or more"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("policy", "size", "change"), CASES)
@examples(60)
@given(data=st.data(), other=st.lists(people, max_size=7), seed=st.integers(0, 999))
@pytest.mark.alike(3)
def test_what_is_hidden_leaves_no_trace(
    policy: Policy,
    size: tuple[int, int],
    change: Change,
    data: st.DataObject,
    other: list[tuple[str, str, str, str]],
    seed: int,
) -> None:
    own = sheets(Side.PRCS, data.draw(st.lists(people, min_size=size[0], max_size=size[1])))
    changed = change(ASKED, own, random.Random(seed))
    partner = sheets(Side.PARTNER, other)
    one, two = (computed(ASKED, [*some, *partner], of=review(policy=policy)) for some in (own, changed))
    assert wire.canonical_json(one) == wire.canonical_json(two)


def worlds_alike(rng: random.Random) -> tuple[list[AnswerSheet], list[AnswerSheet]]:
    """Return two data sets of two sides with the same cells, in which other people ticked what."""
    numbers, size = [rng.randint(5, 12) for _ in Side], rng.randint(1, 5)
    own, theirs = (
        sheets(side, [(row(rng), rng.choice(ROLES[:2]), rng.choice(PLACES[:2]), "3") for _ in range(number)])
        for side, number in zip(Side, numbers, strict=True)
    )
    changed = [exchanged(ASKED, some, rng, times=size) for some in (own, theirs)]
    return own + theirs, changed[0] + changed[1]


def row(rng: random.Random) -> str:
    """Return the answers of somebody in a mood, so that one person's ratings go together."""
    mood = rng.gauss(3.3, 0.8)
    return "".join("-" if rng.random() < 0.1 else str(min(5, max(1, round(rng.gauss(mood, 0.7))))) for _ in range(13))


WORLDS = 50 if IS_DESK else 300


@pytest.mark.slow
def test_of_five_people_or_more_nothing_leaves_but_cells_and_two_pooled_numbers() -> None:
    """Who ticked what together shows in those two numbers, in tenths, and in nothing else; and there it does show."""
    alike = 0
    for seed in range(WORLDS):
        one, two = (computed(ASKED, some) for some in worlds_alike(random.Random(seed)))
        assert release_in(one) == replace(release_in(two), pooled=one.pooled), seed
        if one.pooled == two.pooled:
            assert wire.canonical_json(one) == wire.canonical_json(two), seed
            alike += 1
    assert WORLDS / 5 < alike < WORLDS


CHANGES = (
    changed_below_min_side,
    changed_below_min_detail,
    changed_in_detail,
    changed_where_few_rated,
    changed_under_protection,
    exchanged,
)


@pytest.mark.parametrize("change", CHANGES)
def test_the_changes_do_change_something(change: Change) -> None:
    rows = [("12345-5123451", "field", "gaza", "3"), ("21435-1435214", "field", "gaza", "3")] * 3
    own = sheets(Side.PRCS, rows)
    for seed in range(5):
        assert sorted(map(repr, change(ASKED, own, random.Random(seed)))) != sorted(map(repr, own))
