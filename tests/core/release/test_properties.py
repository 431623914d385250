"""What must hold for any answers: thresholds, and that hiding depends on counts alone."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from surveyapp.core import wire
from surveyapp.core.answers import Answer, AnswerSheet, Comment
from surveyapp.core.questionnaire import Thresholds
from surveyapp.core.results import ReviewResult
from surveyapp.core.review import Answering, AnsweringBySide, Policy, Review
from surveyapp.core.sides import Side
from tests.core.building import PLACES, ROLES, answer, computed, questionnaire, review, sheets_of
from tests.randomly import examples

ASKED = questionnaire()
RATINGS = 9

rows = st.text(alphabet="12345-x.", min_size=RATINGS, max_size=RATINGS)
people = st.fixed_dictionaries(
    {
        "row": rows,
        "role": st.sampled_from(ROLES),
        "location": st.sampled_from(PLACES),
        "closing": st.sampled_from("12345-."),
        "share": st.booleans(),
        "priorities": st.sets(st.sampled_from(("integrity", "diversity"))),
    }
)
sides = st.lists(people, max_size=14)
thresholds = st.builds(Thresholds, st.integers(1, 4), st.integers(3, 6), st.integers(3, 6))
ways = st.builds(AnsweringBySide, st.sampled_from(Answering), st.sampled_from(Answering))
reviews = st.builds(
    lambda policy, limits, way: review(policy=policy, thresholds=limits, answering=way),
    st.sampled_from(Policy),
    thresholds,
    ways,
)


def sheet(side: Side, person: Mapping[str, Any]) -> AnswerSheet:
    (one,) = sheets_of(ASKED, side, [person["row"]])
    closing = answer(person["closing"])
    return replace(
        one,
        profile={"role": person["role"], "location": person["location"]},
        closing={} if closing is None else {"overall": closing},
        comments={"integrity": Comment("words", share=person["share"])},
        priorities=tuple(sorted(person["priorities"])),
    )


def sheets(prcs: list[dict[str, Any]], partner: list[dict[str, Any]]) -> list[AnswerSheet]:
    return [sheet(Side.PRCS, person) for person in prcs] + [sheet(Side.PARTNER, person) for person in partner]


def with_other_values(given_sheets: list[AnswerSheet], seed: int) -> list[AnswerSheet]:
    """Return the sheets with every tick at another point, for even seeds all at the same, and all else as it was."""
    rng = random.Random(seed)
    points = range(1, 6) if seed % 2 else [rng.randint(1, 5)]

    def other(value: Answer) -> Answer:
        return rng.choice(points) if isinstance(value, int) else value

    return [
        replace(
            one,
            ratings={key: other(value) for key, value in one.ratings.items()},
            closing={key: other(value) for key, value in one.closing.items()},
        )
        for one in given_sheets
    ]


VALUES = {"reading", "split", "rank", "priorities"}


def shape(plain: Any, name: str = "") -> Any:
    """Return a document with every figure replaced by whether it is there; readings, ranks and splits are figures."""
    if name in VALUES:
        return "none" if plain is None else "some"
    if isinstance(plain, dict):
        return {key: shape(value, key) for key, value in plain.items()}
    if isinstance(plain, list):
        return [shape(value) for value in plain]
    return "shown" if isinstance(plain, float | int) else plain


@given(prcs=sides, partner=sides, of=reviews, seed=st.integers(0, 99))
def test_hiding_does_not_depend_on_what_was_ticked(
    prcs: list[dict[str, Any]], partner: list[dict[str, Any]], of: Review, seed: int
) -> None:
    given_sheets = sheets(prcs, partner)
    first, second = (computed(ASKED, some, of=of) for some in (given_sheets, with_other_values(given_sheets, seed)))
    assert shape(wire.to_plain(first)) == shape(wire.to_plain(second))
    assert first.withheld == second.withheld


def figures(result: ReviewResult, side: Side) -> Iterator[object]:
    """Yield every figure of one side that is shown."""
    for index in result.indices.values():
        yield index.sides[side].mean
    for section in result.sections:
        yield section.overall.sides[side].mean
        yield from (facet.sides[side].mean for facet in section.facets.values())
        yield from (cells.of(side).mean for one in section.statements for cells in one.facets.values())
    yield from (cells[side].n for cells in result.closing.values())
    yield from (cut for cut in result.cuts if cut.side is side)
    yield from (comments for comments in result.comments if comments.side is side)


@given(prcs=sides, partner=sides, of=reviews)
def test_below_the_minimum_a_side_shows_nothing(
    prcs: list[dict[str, Any]], partner: list[dict[str, Any]], of: Review
) -> None:
    result = computed(ASKED, sheets(prcs, partner), of=of)
    for side, facts in result.sides.items():
        attributed = facts.answering is Answering.ORGANISATION and facts.responses == 1
        if facts.responses < result.thresholds.min_side and not attributed:
            assert [figure for figure in figures(result, side) if figure is not None] == []
            assert [s.overall.gap.value for s in result.sections if s.overall.gap.value is not None] == []


def numbers(result: ReviewResult, side: Side) -> Iterator[int | None]:
    """Yield how many people every score of one side stands on."""
    for index in result.indices.values():
        yield index.sides[side].n
    for section in result.sections:
        yield section.overall.sides[side].n
        yield from (facet.sides[side].n for facet in section.facets.values())
        yield from (cells.of(side).n for one in section.statements for cells in one.facets.values())
    yield from (cells[side].n for cells in result.closing.values())


@given(prcs=sides, partner=sides, limits=thresholds)
def test_every_score_stands_on_enough_people(
    prcs: list[dict[str, Any]], partner: list[dict[str, Any]], limits: Thresholds
) -> None:
    result = computed(ASKED, sheets(prcs, partner), of=review(thresholds=limits))
    for side in Side:
        assert all(n >= max(3, limits.min_side) for n in numbers(result, side) if n is not None)


@given(prcs=sides, partner=sides, others=sides)
def test_a_side_s_figures_do_not_depend_on_the_other_side(
    prcs: list[dict[str, Any]], partner: list[dict[str, Any]], others: list[dict[str, Any]]
) -> None:
    first, second = (computed(ASKED, sheets(prcs, some)) for some in (partner, others))
    assert list(figures(first, Side.PRCS)) == list(figures(second, Side.PRCS))


@given(few=st.lists(people, min_size=3, max_size=4), partner=sides, seed=st.integers(0, 99))
def test_what_few_people_tick_within_a_topic_does_not_show(
    few: list[dict[str, Any]], partner: list[dict[str, Any]], seed: int
) -> None:
    """Below ``min_detail`` people, equal person scores give equal results, whatever statements they are made from."""
    first = sheets([person | {"row": person["row"][:5] + "3344"} for person in few], partner)
    second = sheets([person | {"row": person["row"][:5] + "3434"} for person in few], partner)
    one, two = (computed(ASKED, some).sections[1] for some in (first, second))
    assert one == two


@pytest.mark.parametrize("policy", Policy)
@examples(30)
@given(prcs=sides, partner=sides)
def test_every_empty_figure_of_five_people_is_named(
    policy: Policy, prcs: list[dict[str, Any]], partner: list[dict[str, Any]]
) -> None:
    result = computed(ASKED, sheets(prcs, partner), of=review(policy=policy))
    named = {(note.section, note.statement, note.facet, note.side) for note in result.withheld if note.statement}
    for section in result.sections:
        for statement in section.statements:
            for facet, cells in statement.facets.items():
                for side in Side:
                    if result.sides[side].responses >= 5:
                        hidden = cells.of(side).mean is None
                        assert hidden == ((section.id, statement.id, facet, side) in named)
