"""Results made by hand, as charts get them: a table of means turns into a whole ReviewResult."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from matplotlib.figure import Figure

from surveyapp.core.conduct.review import Answering, Policy, State
from surveyapp.core.instrument.questionnaire import Questionnaire, Section, Thresholds
from surveyapp.core.method.cells import Votes
from surveyapp.core.method.priorities import rank_topics
from surveyapp.core.method.readings import SPLIT_FROM
from surveyapp.core.release.disclosure import sentence
from surveyapp.core.results import (
    METHOD,
    BroadScore,
    Chance,
    FacetResult,
    Gap,
    Index,
    Overall,
    Pooled,
    Priority,
    Reading,
    ReviewFacts,
    ReviewResult,
    SectionResult,
    SideFacts,
    SideScore,
    StatementCell,
    StatementFacet,
    StatementResult,
    Why,
    Withheld,
)
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text import bidi
from surveyapp.core.text.rounding import tenths_apart
from tests.languages import AR, EN, text  # noqa: F401 - for the tests of this room

Pair = tuple[float | None, float | None]
NORCROSS = text(ar="الصليب الأحمر النرويجي", en="Norwegian Red Cross")
SPLIT_STATEMENT = "acts_on_concerns"
"""On what PRCS does here, the partner's people are divided."""

# Thirteen topics by three facets, as a real review might look: gaps both ways, agreement, both high and both low.
PAIRS: tuple[tuple[Pair, Pair, Pair], ...] = (
    ((4.1, 3.2), (3.4, 4.3), (3.8, 3.7)),
    ((4.0, 4.0), (4.5, 3.6), (4.2, 4.4)),
    ((4.1, 3.1), (3.0, 3.8), (3.5, 3.5)),
    ((2.8, 2.6), (2.4, 3.0), (2.9, 2.7)),
    ((3.6, 4.2), (4.0, 3.9), (3.1, 3.6)),
    ((4.9, 1.2), (1.1, 5.0), (1.0, 5.0)),
    ((3.3, 3.4), (3.9, 4.6), (4.4, 4.1)),
    ((4.6, 4.5), (4.4, 4.8), (4.7, 4.7)),
    ((3.2, 3.9), (2.2, 2.9), (3.0, 2.4)),
    ((2.1, 2.9), (3.5, 3.0), (3.6, 3.3)),
    ((4.0, 3.3), (3.7, 3.6), (2.5, 2.5)),
    ((5.0, 5.0), (1.0, 1.0), (3.0, 3.0)),
    ((3.9, 3.8), (4.2, 3.3), (3.4, 3.9)),
)


def reading(prcs: float, partner: float, half_width: float) -> Reading:
    """Return a reading as docs/method.md, section 4, would give it for an interval of that half-width."""
    size = abs(tenths_apart(prcs, partner))
    if size >= 0.5:
        return Reading.CLEAR_GAP if size > half_width else Reading.POSSIBLE_GAP
    if min(prcs, partner) >= 4:
        return Reading.BOTH_HIGH
    if max(prcs, partner) <= 3:
        return Reading.BOTH_LOW
    return Reading.ALIKE if size + half_width <= 1 else Reading.UNSETTLED


def gap(prcs: float | None, partner: float | None, *, half_width: float | None = 0.65) -> Gap:
    if prcs is None or partner is None:
        return Gap()
    value = tenths_apart(prcs, partner)
    if half_width is None:
        return Gap(value=value)
    ends = {"low": value - half_width, "high": value + half_width}
    return Gap(value=value, **ends, level=0.9, se=half_width / 1.8, df=12.3, p=0.04, q=0.08)


def facet_result(
    pair: Pair, *, half_width: float | None = 0.65, split: tuple[Side, ...] = (), unseen: tuple[Side, ...] = ()
) -> FacetResult:
    sides = {
        side: SideScore() if mean is None else SideScore(mean=mean, statements=2, dont_know_share=0.0)
        for side, mean in zip(Side, pair, strict=True)
    }
    prcs, partner = pair
    said = Reading.TOO_FEW
    if prcs is not None and partner is not None and half_width is not None:
        said = reading(prcs, partner, half_width)
        said = Reading.DIVIDED if split and said not in (Reading.CLEAR_GAP, Reading.POSSIBLE_GAP) else said
    return FacetResult(sides, gap(prcs, partner, half_width=half_width), said, unseen, split)


def overall_result(pair: Pair, *, half_width: float | None = 0.65) -> Overall:
    facet = facet_result(pair, half_width=half_width)
    sides = {side: BroadScore(4, score.mean) for side, score in facet.sides.items()}
    return Overall(sides, facet.gap, facet.reading)


def spread(mean: float, n: int) -> tuple[int, ...]:
    """Return counts of ``n`` people over the points 1–5 whose mean is near ``mean``."""
    counts = [0] * 5
    for person in range(n):
        offset = (person % 3) - 1
        counts[min(4, max(0, round(mean + offset * 0.8) - 1))] += 1
    return tuple(counts)


def cell(mean: float | None, n: int, *, dont_know: int = 0, not_applicable: int = 0) -> StatementCell:
    if mean is None:
        return StatementCell()
    counts = spread(mean, n)
    real = sum(point * count for point, count in enumerate(counts, 1)) / n if n else None
    return StatementCell(
        n=n,
        mean=real,
        distribution=counts,
        favourable=sum(counts[3:]),
        dont_know=dont_know,
        not_applicable=not_applicable,
        skipped=0,
        agreement=0.6,
    )


def statement_results(
    section: Section, pairs: tuple[Pair, Pair, Pair], n: Mapping[Side, int]
) -> tuple[StatementResult, ...]:
    results = []
    for number, statement in enumerate(section.statements):
        facets = [Facet.JOINT] if statement.kind == "joint" else [Facet.PRCS, Facet.PARTNER]
        means = dict(zip(Facet, pairs, strict=True))
        cells = {facet: _cells(means[facet], n, number=number) for facet in facets}
        if statement.id == SPLIT_STATEMENT and means[Facet.PRCS][1] is not None and n[Side.PARTNER] >= SPLIT_FROM:
            few = n[Side.PARTNER] // 2
            divided = replace(cells[Facet.PRCS].partner, distribution=(few, 0, 0, 0, n[Side.PARTNER] - few))
            cells[Facet.PRCS] = replace(cells[Facet.PRCS], partner=divided, split=(Side.PARTNER,))
        results.append(StatementResult(statement.id, statement.kind, cells))
    return tuple(results)


def _cells(pair: Pair, n: Mapping[Side, int], *, number: int) -> StatementFacet:
    return StatementFacet(
        cell(pair[0], n[Side.PRCS], dont_know=number), cell(pair[1], n[Side.PARTNER], not_applicable=number % 2)
    )


def section_result(
    section: Section, pairs: tuple[Pair, Pair, Pair], *, n: Mapping[Side, int], half_width: float | None = 0.65
) -> SectionResult:
    statements = statement_results(section, pairs, n)
    split = {
        facet: tuple(s for s in Side if any(s in one.facets[facet].split for one in statements if facet in one.facets))
        for facet in Facet
    }
    return SectionResult(
        id=section.id,
        part=section.part,
        title=section.title,
        overall=None,
        facets={
            facet: facet_result(pair, half_width=half_width, split=split[facet])
            for facet, pair in zip(Facet, pairs, strict=True)
        },
        statements=statements,
    )


def review_result(
    questionnaire: Questionnaire,
    *,
    n: tuple[int, int] = (6, 5),
    pairs: tuple[tuple[Pair, Pair, Pair], ...] = PAIRS,
    demonstration: bool = False,
    half_width: float | None = 0.65,
    answering: Answering = Answering.INDIVIDUAL,
    withheld: tuple[Withheld, ...] = (),
    policy: Policy = Policy.STANDARD,
    method: int = METHOD,
    votes: Mapping[str, tuple[int, int]] | None = None,
) -> ReviewResult:
    counts = dict(zip(Side, n, strict=True))
    sections = tuple(
        section_result(section, pairs[i % len(pairs)], n=counts, half_width=half_width)
        for i, section in enumerate(questionnaire.sections)
    )
    sides = {
        Side.PRCS: SideFacts(Answering.INDIVIDUAL, max(8, n[0]), counts[Side.PRCS]),
        Side.PARTNER: SideFacts(answering, max(7, n[1]), counts[Side.PARTNER]),
    }
    return ReviewResult(
        method=method,
        review=ReviewFacts(
            1, "2026", "norcross", "code-of-good-partnership@0123456789ab", State.CLOSED, policy, demonstration
        ),
        thresholds=Thresholds(3, 5, 5),
        sides=sides,
        pooled=Pooled(),
        chance=None if half_width is None else chance_in(sections),
        indices={facet: Index({side: BroadScore() for side in Side}, Gap()) for facet in Facet},
        sections=sections,
        priorities=ranked(sections, votes or VOTES, sides=sides),
        closing={},
        cuts=(),
        comments=(),
        withheld=withheld,
    )


def chance_in(sections: tuple[SectionResult, ...]) -> Chance | None:
    shown = [one for section in sections for one in section.facets.values() if one.gap.p is not None]
    apart = sum(abs(one.gap.value or 0) >= 0.5 for one in shown)
    clear = sum(one.reading is Reading.CLEAR_GAP for one in shown)
    return Chance(len(shown), apart, 9, clear) if shown else None


VOTES = {"integrity": (4, 2), "communication": (1, 3), "relevance": (0, 1)}


def ranked(
    sections: tuple[SectionResult, ...], votes: Mapping[str, tuple[int, int]], *, sides: Mapping[Side, SideFacts]
) -> tuple[Priority, ...]:
    """Return the topics in the order that the method gives them; those not in ``votes`` nobody chose."""
    return rank_topics(sections, {one.id: Votes(*votes.get(one.id, (0, 0))) for one in sections}, sides=sides)


NOTHING: Pair = (None, None)


def withheld(what: str, why: Why, side: Side | None) -> Withheld:
    return Withheld(what, sentence(why, Thresholds(3, 5, 5)), why, side=side)


def middle_tier(questionnaire: Questionnaire, *, n: tuple[int, int] = (6, 4)) -> ReviewResult:
    """Return a review in which 3–4 people answered on a side: whole topics, and what the other side's cells tell."""
    is_few = [people < 5 for people in n]
    alone = tuple(
        tuple((None if is_few[0] else prcs, None if is_few[1] else partner) for prcs, partner in pairs)
        for pairs in PAIRS
    )
    result = review_result(
        questionnaire,
        n=n,
        pairs=alone,
        withheld=(
            *(
                withheld(what, Why.FEW_FOR_DETAIL, side)
                for side, few in zip(Side, is_few, strict=True)
                if few
                for what in ("facets", "statements")
            ),
            withheld("facet_gaps", Why.FEW_FOR_DETAIL, None),
            withheld("priorities", Why.FEW_FOR_DETAIL, None),
        ),
    )
    sections = tuple(
        replace(
            one,
            overall=overall_result(PAIRS[i % len(PAIRS)][0]),
            facets={facet: replace(scores, reading=None) for facet, scores in one.facets.items()},
        )
        for i, one in enumerate(result.sections)
    )
    return replace(result, sections=sections, priorities=())


def nothing_shown(questionnaire: Questionnaire) -> ReviewResult:
    """Return a review in which two people answered on each side."""
    return review_result(
        questionnaire,
        n=(2, 2),
        pairs=((NOTHING, NOTHING, NOTHING),),
        withheld=(
            *(withheld(what, Why.FEW_PEOPLE, side) for side in Side for what in ("overall", "facets", "statements")),
            withheld("gaps", Why.FEW_PEOPLE, None),
        ),
    )


def only(questionnaire: Questionnaire, *pairs: Pair, **more: Any) -> ReviewResult:
    """Return a review of one topic: its three facets."""
    prcs, partner, joint = pairs
    result = review_result(questionnaire, pairs=((prcs, partner, joint),), **more)
    return replace(result, sections=result.sections[:1], chance=chance_in(result.sections[:1]))


def with_facet(result: ReviewResult, section_id: str, facet: Facet, **changed: Any) -> ReviewResult:
    """Return ``result`` with one facet of one topic changed."""
    sections = [
        replace(one, facets={**one.facets, facet: replace(one.facets[facet], **changed)})
        if one.id == section_id
        else one
        for one in result.sections
    ]
    return replace(result, sections=tuple(sections))


def protected(questionnaire: Questionnaire, *pairs: tuple[Pair, Pair, Pair], **more: Any) -> ReviewResult:
    """Return a review under ``protected``, 6 people on either side: coarse cells, no interval."""
    policy = withheld("gap_detail", Why.PROTECTED, None), withheld("priorities", Why.PROTECTED, None)
    result = review_result(
        questionnaire, n=(6, 6), pairs=pairs or PROTECTED_PAIRS, policy=Policy.PROTECTED, withheld=policy, **more
    )
    sections = tuple(_coarse(section) for section in result.sections)
    return replace(result, sections=sections, priorities=(), chance=None)


PROTECTED_PAIRS: tuple[tuple[Pair, Pair, Pair], ...] = (
    ((4.0, 3.0), (4.0, 4.0), (2.0, 2.0)),
    ((3.5, 3.3), (2.0, 4.0), (3.0, 3.0)),
)


def _coarse(section: SectionResult) -> SectionResult:
    """Return a topic whose cells show nothing but a mean in quarters between 2 and 4."""
    pair = {facet: [one.sides[side].mean for side in Side] for facet, one in section.facets.items()}
    statements = tuple(
        replace(
            one,
            facets={
                facet: StatementFacet(*(StatementCell(mean=mean, step=0.25) for mean in pair[facet]))
                for facet in one.facets
            },
        )
        for one in section.statements
    )
    words = {
        Reading.CLEAR_GAP: Reading.POSSIBLE_GAP,
        Reading.ALIKE: Reading.UNSETTLED,
        Reading.DIVIDED: Reading.UNSETTLED,
    }
    facets = {
        facet: replace(one, gap=Gap(one.gap.value), reading=words.get(one.reading, one.reading), split=())
        for facet, one in section.facets.items()
    }
    return replace(section, statements=statements, facets=facets)


def with_cell(questionnaire: Questionnaire, new: StatementCell) -> ReviewResult:
    """Return a review in which one cell of one statement is ``new``: PRCS on its own integrity."""
    result = review_result(questionnaire)
    sections = []
    for section in result.sections:
        if section.id == "integrity":
            first, *rest = section.statements
            facet = replace(first.facets[Facet.PRCS], prcs=new)
            first = replace(first, facets={**first.facets, Facet.PRCS: facet})
            section = replace(section, statements=(first, *rest))  # noqa: PLW2901 - the changed one goes on
        sections.append(section)
    return replace(result, sections=tuple(sections))


def texts_of(figure: Figure) -> list[str]:
    """Return every text of a figure, in the order of drawing."""
    return [text.get_text() for text in figure.texts] + [t.get_text() for axes in figure.axes for t in axes.texts]


def without_controls(text: str) -> str:
    """Return what a reader sees: no direction controls, plain spaces."""
    return bidi.without_controls(text).replace("\u00a0", " ")
