"""The words of a review's comparisons, once all its gaps are known: what is clear depends on how many there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from surveyapp.core.instrument.questionnaire import Scoring
from surveyapp.core.method.readings import Seen, read
from surveyapp.core.method.uncertainty import adjusted
from surveyapp.core.results import FacetResult, Gap, Overall, Reading, SectionResult
from surveyapp.core.sides import Facet, Side

Comparison = Overall | FacetResult


def comparisons_in(section: SectionResult) -> Iterator[tuple[Facet | None, Comparison]]:
    """Yield what is compared of a topic: the topic as a whole (None) where that is given, and its facets.

    In the order of ``Facet``, which a document that was stored does not keep.
    """
    if section.overall is not None:
        yield None, section.overall
    yield from ((facet, section.facets[facet]) for facet in Facet if facet in section.facets)


def gaps_with_certainty(sections: Iterable[SectionResult]) -> list[Gap]:
    """Return every gap that has an interval, topic by topic: what chance is counted over."""
    return [one.gap for section in sections for _, one in comparisons_in(section) if one.gap.p is not None]


def judge(sections: Sequence[SectionResult], scoring: Scoring) -> tuple[SectionResult, ...]:
    """Return the topics with q and a reading wherever there is a gap between people.

    Source:
        docs/method.md, section 4.
    """
    ps = {
        (section.id, facet): one.gap.p
        for section in sections
        for facet, one in comparisons_in(section)
        if one.gap.p is not None
    }
    qs = dict(zip(ps, adjusted(list(ps.values())), strict=True))
    return tuple(_judged(section, qs, scoring) for section in sections)


def _judged(section: SectionResult, qs: Mapping[tuple[str, Facet | None], float], scoring: Scoring) -> SectionResult:
    overall = section.overall
    if overall is not None:
        gap = replace(overall.gap, q=qs.get((section.id, None)))
        overall = replace(overall, gap=gap, reading=overall.reading or _reading(overall, gap, scoring=scoring))
    facets = {}
    for facet, one in section.facets.items():
        gap = replace(one.gap, q=qs.get((section.id, facet)))
        step = _coarser_step(section, facet)
        words = one.reading or _reading(one, gap, scoring=scoring, is_split=bool(one.split), coarser=step)
        facets[facet] = replace(one, gap=gap, reading=words)
    return replace(section, overall=overall, facets=facets)


def _reading(
    one: Comparison, gap: Gap, *, scoring: Scoring, is_split: bool = False, coarser: float = 0.0
) -> Reading | None:
    prcs, partner = (one.sides[side].mean for side in Side)
    if gap.value is None or prcs is None or partner is None:
        return None
    return read(Seen(gap, prcs, partner, is_split=is_split, coarser=coarser), scoring)


def _coarser_step(section: SectionResult, facet: Facet) -> float:
    """Return the largest step that a released cell of the facet is rounded to; 0 where none is."""
    cells = [one.facets[facet].of(side) for one in section.statements if facet in one.facets for side in Side]
    return max((cell.step or 0.0 for cell in cells), default=0.0)
