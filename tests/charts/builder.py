"""Results made by hand, as charts get them: a table of means turns into a whole ReviewResult."""

from collections.abc import Mapping
from dataclasses import replace

from matplotlib.figure import Figure

from surveyapp.core import bidi
from surveyapp.core.questionnaire import Questionnaire, Section, Thresholds
from surveyapp.core.release.disclosure import sentence
from surveyapp.core.results import (
    FacetResult,
    Gap,
    Index,
    Overall,
    OverallScore,
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
from surveyapp.core.review import Answering, Policy, State
from surveyapp.core.sides import Facet, Language, Side

AR, EN = Language.AR, Language.EN
Pair = tuple[float | None, float | None]

# Thirteen topics by three facets, as a real review might look: gaps both ways, agreement, shared strength and concern.
PAIRS: tuple[tuple[Pair, Pair, Pair], ...] = (
    ((4.1, 3.2), (3.4, 4.3), (3.8, 3.7)),
    ((4.0, 4.0), (4.5, 3.6), (4.2, 4.4)),
    ((4.07, 3.12), (3.0, 3.8), (3.5, 3.5)),
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


def reading(prcs: float, partner: float) -> Reading:
    """Return a reading as docs/method.md, section 4, would give it for a half-width of 0.65."""
    size = abs(prcs - partner)
    if size >= 0.5:
        return Reading.GAP if size > 0.65 else Reading.GAP_UNCLEAR
    if min(prcs, partner) >= 4:
        return Reading.SHARED_STRENGTH
    return Reading.SHARED_CONCERN if max(prcs, partner) <= 3 else Reading.SIMILAR


def gap(prcs: float | None, partner: float | None, *, half_width: float | None = 0.65) -> Gap:
    if prcs is None or partner is None:
        return Gap()
    value = prcs - partner
    if half_width is None:
        return Gap(value=value)
    return Gap(value=value, low=value - half_width, high=value + half_width, level=0.9, df=7.3)


def facet_result(pair: Pair, *, n: Mapping[Side, int], half_width: float | None = 0.65) -> FacetResult:
    sides = {
        side: SideScore() if mean is None else SideScore(n=n[side], mean=mean, sd=0.6, dont_know_share=0.0)
        for side, mean in zip(Side, pair, strict=True)
    }
    prcs, partner = pair
    if prcs is None or partner is None:
        return FacetResult(sides, Gap(), None)
    said = Reading.TOO_FEW if half_width is None else reading(prcs, partner)
    return FacetResult(sides, gap(prcs, partner, half_width=half_width), said)


def overall_result(pair: Pair, *, n: Mapping[Side, int], half_width: float | None = 0.65) -> Overall:
    facet = facet_result(pair, n=n, half_width=half_width)
    sides = {side: OverallScore(score.n, score.mean) for side, score in facet.sides.items()}
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
        results.append(
            StatementResult(
                statement.id,
                statement.kind,
                {
                    facet: StatementFacet(
                        cell(means[facet][0], n[Side.PRCS], dont_know=number),
                        cell(means[facet][1], n[Side.PARTNER], not_applicable=number % 2),
                        (Side.PARTNER,) if number == 1 else (),
                    )
                    for facet in facets
                },
            )
        )
    return tuple(results)


def section_result(
    section: Section,
    pairs: tuple[Pair, Pair, Pair],
    *,
    n: Mapping[Side, int],
    half_width: float | None = 0.65,
    overall: Pair | None = None,
) -> SectionResult:
    own = overall or tuple(
        None if any(pair[i] is None for pair in pairs) else sum(pair[i] or 0 for pair in pairs) / 3 for i in (0, 1)
    )
    return SectionResult(
        id=section.id,
        part=section.part,
        title=section.title,
        overall=overall_result((own[0], own[1]), n=n, half_width=half_width),
        facets={
            facet: facet_result(pair, n=n, half_width=half_width) for facet, pair in zip(Facet, pairs, strict=True)
        },
        statements=statement_results(section, pairs, n),
    )


def review_result(
    questionnaire: Questionnaire,
    *,
    n: tuple[int, int] = (6, 5),
    pairs: tuple[tuple[Pair, Pair, Pair], ...] = PAIRS,
    demonstration: bool = False,
    half_width: float | None = 0.65,
    overall: Pair | None = None,
    answering: Answering = Answering.INDIVIDUAL,
    withheld: tuple[Withheld, ...] = (),
) -> ReviewResult:
    counts = dict(zip(Side, n, strict=True))
    return ReviewResult(
        review=ReviewFacts(
            1, "2026", "norcross", "code-of-good-partnership@0123456789ab", State.CLOSED, Policy.STANDARD, demonstration
        ),
        thresholds=Thresholds(3, 5, 5),
        sides={
            Side.PRCS: SideFacts(Answering.INDIVIDUAL, 8, counts[Side.PRCS]),
            Side.PARTNER: SideFacts(answering, 7, counts[Side.PARTNER]),
        },
        indices={facet: Index({side: SideScore() for side in Side}, Gap()) for facet in Facet},
        sections=tuple(
            section_result(section, pairs[i % len(pairs)], n=counts, half_width=half_width, overall=overall)
            for i, section in enumerate(questionnaire.sections)
        ),
        priorities=(Priority("integrity", 4, 2, 1), Priority("ownership", 1, 3, 2), Priority("relevance", 0, 1, 3)),
        closing={},
        cuts=(),
        comments=(),
        withheld=withheld,
    )


NOTHING: Pair = (None, None)


def withheld(what: str, why: Why, side: Side | None) -> Withheld:
    return Withheld(what, sentence(why, Thresholds(3, 5, 5)), why, side=side)


def middle_tier(questionnaire: Questionnaire, *, n: tuple[int, int] = (6, 4)) -> ReviewResult:
    """Return a review in which 3–4 people answered on a side: only whole topics are released."""
    full = review_result(questionnaire, n=n)
    hidden = review_result(
        questionnaire,
        n=n,
        pairs=((NOTHING, NOTHING, NOTHING),),
        withheld=(
            *(withheld(what, Why.FEW_FOR_DETAIL, Side.PARTNER) for what in ("facets", "statements")),
            withheld("facet_gaps", Why.FEW_FOR_DETAIL, None),
        ),
    )
    sections = tuple(
        replace(blank, overall=shown.overall) for blank, shown in zip(hidden.sections, full.sections, strict=True)
    )
    return replace(hidden, sections=sections)


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


def only(questionnaire: Questionnaire, *pairs: Pair) -> ReviewResult:
    """Return a review of one topic: its three facets."""
    prcs, partner, joint = pairs
    result = review_result(questionnaire, pairs=((prcs, partner, joint),))
    return replace(result, sections=result.sections[:1])


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
