"""What must hold for any answers: thresholds, and that hiding depends on counts alone."""

import random
from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from surveyapp.core import wire
from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy, Review
from surveyapp.core.form.answers import AnswerSheet, Comment
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.instrument.scale import Answer
from surveyapp.core.method.standing import standing_of
from surveyapp.core.release.disclosure import What
from surveyapp.core.results import ReviewResult, SectionResult, Why
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.rounding import written
from tests.core.building import PLACES, ROLES, answer, computed, questionnaire, review, sheets_of
from tests.core.release.reviews import answered_anyhow
from tests.randomly import IS_DESK, examples

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


VALUES = {"split", "priorities"}
"""What is there or not with what was answered; all else with how many did."""


def shape(plain: Any, name: str = "") -> Any:
    """Return a document with every figure replaced by whether it is there; readings and splits are figures."""
    if name in VALUES:
        return "some"
    if name == "reading":
        return plain if plain in {None, "too_few"} else "some"
    if isinstance(plain, dict):
        return {key: shape(value, key) for key, value in plain.items()}
    if isinstance(plain, list):
        return [shape(value) for value in plain]
    return "shown" if isinstance(plain, float | int) else plain


FIVE = [
    {"row": row, "role": ROLES[0], "location": PLACES[0], "closing": row[0], "share": True, "priorities": set()}
    for row in ("123451234", "234512345", "345123451", "451234512", "512345123")
]


@example(prcs=FIVE, partner=FIVE, of=review(), seed=2)  # five of whom no two agree, beside five who all do
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
        yield section.overall and section.overall.sides[side].mean
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
            assert [f.gap.value for s in result.sections for f in s.facets.values() if f.gap.value is not None] == []
            assert [s.overall.gap.value for s in result.sections if s.overall and s.overall.gap.value is not None] == []


def numbers(result: ReviewResult, side: Side) -> Iterator[int | None]:
    """Yield how many people every figure of one side stands on that says so."""
    for index in result.indices.values():
        yield index.sides[side].n
    for section in result.sections:
        yield section.overall and section.overall.sides[side].n
        yield from (cells.of(side).n for one in section.statements for cells in one.facets.values())
    yield from (cells[side].n for cells in result.closing.values())


@given(prcs=sides, partner=sides, limits=thresholds)
def test_every_figure_stands_on_enough_people(
    prcs: list[dict[str, Any]], partner: list[dict[str, Any]], limits: Thresholds
) -> None:
    result = computed(ASKED, sheets(prcs, partner), of=review(thresholds=limits))
    for side in Side:
        assert all(n >= max(3, limits.min_side) for n in numbers(result, side) if n is not None)


@given(prcs=sides, partner=sides, others=sides)
def test_a_side_s_figures_do_not_depend_on_what_the_other_side_said(
    prcs: list[dict[str, Any]], partner: list[dict[str, Any]], others: list[dict[str, Any]]
) -> None:
    """Nor on how many they are, but for topics as a whole, which are given where either side is a few."""
    first, second = (computed(ASKED, sheets(prcs, some)) for some in (partner, others))
    one, two = (
        list(figures(replace(r, sections=tuple(map(without_whole, r.sections))), Side.PRCS)) for r in (first, second)
    )
    assert one == two


def without_whole(section: SectionResult) -> SectionResult:
    return replace(section, overall=None)


@given(few=st.lists(people, min_size=3, max_size=4), partner=sides)
def test_what_few_people_tick_within_a_topic_does_not_show(
    few: list[dict[str, Any]], partner: list[dict[str, Any]]
) -> None:
    """Below ``min_detail`` people, equal person scores give equal results, whatever statements they are made from."""
    first = sheets([person | {"row": person["row"][:5] + "3344"} for person in few], partner)
    second = sheets([person | {"row": person["row"][:5] + "3434"} for person in few], partner)
    assert computed(ASKED, first).sections[1] == computed(ASKED, second).sections[1]


def is_named(result: ReviewResult, what: What, side: Side, **where: object) -> bool:
    """Say whether a figure is named as withheld, by itself or with all of its kind."""
    fits = [note for note in result.withheld if note.what == what and note.side is side]
    return any(all(getattr(note, name) in {None, value} for name, value in where.items()) for note in fits)


Place = tuple[float | None, What, dict[str, object]]
"""A figure, of which kind it is, and where it stands."""


def places(result: ReviewResult, side: Side) -> Iterator[Place]:
    """Yield every figure of one side that was asked for."""
    facets = set()
    for section in result.sections:
        asked = {facet for statement in section.statements for facet in statement.facets}
        facets |= asked
        yield from places_in(section, side, asked)
    yield from ((result.indices[facet].sides[side].mean, What.INDICES, {"facet": facet}) for facet in facets)
    yield from ((cells[side].mean, What.CLOSING, {"section": name}) for name, cells in result.closing.items())


def places_in(section: SectionResult, side: Side, asked: set[Facet]) -> Iterator[Place]:
    where: dict[str, object] = {"section": section.id}
    if section.overall:
        yield section.overall.sides[side].mean, What.OVERALL, where
    for facet in asked:
        yield section.facets[facet].sides[side].mean, What.FACETS, where | {"facet": facet}
    for statement in section.statements:
        for facet, pair in statement.facets.items():
            yield pair.of(side).mean, What.STATEMENTS, where | {"facet": facet, "statement": statement.id}


REVIEWS = 150 if IS_DESK else 500


@pytest.mark.slow
@pytest.mark.parametrize("policy", Policy)
@pytest.mark.alike(1)
def test_a_figure_of_a_side_is_named_where_it_is_null_and_nowhere_else(policy: Policy) -> None:
    """But where an organisation does not know: it has said so."""
    seen: set[tuple[What, Why]] = set()
    for seed in range(REVIEWS):
        result = answered_anyhow(seed, policy=policy).computed()
        seen |= {(note.what, note.code) for note in result.withheld}
        for side in Side:
            if not standing_of(result.sides[side], result.thresholds).is_attributed:
                for figure, what, where in places(result, side):
                    assert (figure is None) == is_named(result, what, side, **where), (seed, what, side, where)
    expected = {(What.FACETS, Why.FEW_STATEMENTS), (What.STATEMENTS, Why.FEW_RATED)}
    if policy is Policy.STANDARD:
        expected |= {
            (what, why) for what in (What.INDICES, What.OVERALL) for why in (Why.FEW_RATINGS, Why.FEW_STATEMENTS)
        }
    assert expected <= seen  # the reviews are of every kind


def printed(score: float) -> Decimal:
    return Decimal(written(score))


@examples(60)
@given(prcs=sides, partner=sides, of=reviews)
def test_what_is_printed_adds_up(prcs: list[dict[str, Any]], partner: list[dict[str, Any]], of: Review) -> None:
    """Every gap is the difference of the two scores beside it, as anybody reckons it with the printed figures."""
    result = computed(ASKED, sheets(prcs, partner), of=of)
    compared = [*result.indices.values()]
    for section in result.sections:
        compared += [*section.facets.values(), *([section.overall] if section.overall else [])]
    for one in compared:
        scores = [one.sides[side].mean for side in Side]
        if one.gap.value is not None:
            assert printed(scores[0]) - printed(scores[1]) == printed(one.gap.value)
        for score in scores:
            assert score is None or Decimal(repr(score)) == printed(score)
