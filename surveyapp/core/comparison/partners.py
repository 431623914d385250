"""All partners of a round side by side: each partnership's gaps, and their mean. Made from released results alone.

The unit is the partnership: a partner with twenty respondents does not outvote one with three. For readers who may see
every partner: the mean of two would tell one partner the other's gap. Partners stand in the order given, never in that
of their figures.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from surveyapp.core.comparison.comparability import Answered, Basis, Subject, basis_of, released_scores
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method import stats
from surveyapp.core.results import FacetResult, Index, Reading, ReviewFacts, ReviewResult, SideFacts
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Text

PARTNERSHIPS_FOR_INTERVAL = 5
"""Partnerships from which the mean of their gaps has an interval."""


@dataclass(frozen=True, slots=True)
class PartnerGap:
    """One partnership's gap and reading in one subject, both None where withheld; only ``same`` counts in the mean.

    ``unseen`` and ``split`` are the flags beside the reading, as in ``FacetResult``.
    """

    gap: float | None
    reading: Reading | None
    basis: Basis
    unseen: tuple[Side, ...] = ()
    split: tuple[Side, ...] = ()


@dataclass(frozen=True, slots=True)
class MeanGap:
    """The mean of ``k`` partnerships' gaps, each with weight 1, and its interval at ``level``.

    ``n`` counts the people who answered in those partnerships, by side. Print k and n beside the mean.
    """

    k: int
    n: Mapping[Side, int]
    value: float | None = None
    low: float | None = None
    high: float | None = None
    level: float | None = None
    df: float | None = None


@dataclass(frozen=True, slots=True)
class AcrossPartners:
    """One subject over all partnerships; ``partners`` stand in the order of ``RoundComparison.reviews``."""

    partners: tuple[PartnerGap, ...]
    mean: MeanGap

    def at(self, places: Sequence[int]) -> "AcrossPartners":
        """Return the partnerships at these places beside the mean of all."""
        return AcrossPartners(tuple(self.partners[place] for place in places), self.mean)


@dataclass(frozen=True, slots=True)
class SectionComparison:
    """One principle over all partnerships."""

    id: str
    part: str
    title: Text
    overall: AcrossPartners
    facets: Mapping[Facet, AcrossPartners]

    def at(self, places: Sequence[int]) -> "SectionComparison":
        """Return the partnerships at these places beside the means of all."""
        facets = {facet: one.at(places) for facet, one in self.facets.items()}
        return SectionComparison(self.id, self.part, self.title, self.overall.at(places), facets)


@dataclass(frozen=True, slots=True)
class RoundComparison:
    """All partnerships of a round: sections in the questionnaire's order.

    ``sides`` tell how each partnership answered, in the order of ``reviews``.
    """

    reviews: tuple[ReviewFacts, ...]
    sides: tuple[Mapping[Side, SideFacts], ...]
    indices: Mapping[Facet, AcrossPartners]
    sections: tuple[SectionComparison, ...]

    def at(self, places: Sequence[int]) -> "RoundComparison":
        """Return the partnerships at these places, in this order, beside the means of all."""
        return RoundComparison(
            tuple(self.reviews[place] for place in places),
            tuple(self.sides[place] for place in places),
            {facet: one.at(places) for facet, one in self.indices.items()},
            tuple(section.at(places) for section in self.sections),
        )


def compare_partners(reviews: Sequence[Answered], *, reference: Questionnaire) -> RoundComparison:
    """Return every partnership's gaps side by side, and their means.

    Args:
        reviews: closed reviews, one for each partner (length k), in the order to be shown.
        reference: names the sections; a review that asked in other words has its gap shown and not counted. Such as the
            round's latest version. Its scoring gives the level.

    Returns:
        Gaps in scale points, PRCS minus partner; None where a review withholds one or did not ask.
    Source:
        docs/method.md, section 6.
    """
    indices = {facet: _comparison(reviews, Subject(facet=facet), reference=reference) for facet in Facet}
    sections = tuple(
        SectionComparison(
            id=section.id,
            part=section.part,
            title=section.title,
            overall=_comparison(reviews, Subject(section.id), reference=reference),
            facets={facet: _comparison(reviews, Subject(section.id, facet), reference=reference) for facet in Facet},
        )
        for section in reference.sections
    )
    results = [one.result for one in reviews]
    return RoundComparison(tuple(one.review for one in results), tuple(one.sides for one in results), indices, sections)


def mean_gap(gaps: Sequence[float], *, n: Mapping[Side, int], level: float) -> MeanGap:
    """Return the mean of the partnerships' gaps, with a one-sample t interval from ``PARTNERSHIPS_FOR_INTERVAL``.

    Args:
        gaps: one for each partnership (length k), in scale points.
        n: people who answered in these partnerships, by side.
        level: coverage, between 0 and 1, such as 0.9.

    Returns:
        In scale points; value None for k = 0, interval None for fewer than ``PARTNERSHIPS_FOR_INTERVAL``.
    Source:
        docs/method.md, section 6.
    """
    if not gaps:
        return MeanGap(0, n)
    k, scores = len(gaps), Counter(map(Fraction, gaps))
    value, spread = float(stats.mean(scores)), stats.sd(scores)
    if k < PARTNERSHIPS_FOR_INTERVAL or spread is None:
        return MeanGap(k, n, value)
    interval = stats.t_interval(value, [stats.Error(spread**2 / k, k - 1)], level=level)
    return MeanGap(k, n, value, interval.low, interval.high, level, interval.df)


def _comparison(reviews: Sequence[Answered], subject: Subject, *, reference: Questionnaire) -> AcrossPartners:
    asked = {id(one.questionnaire): one.questionnaire for one in reviews}  # a round has one version, or a few
    bases = {version: basis_of(questionnaire, reference, subject) for version, questionnaire in asked.items()}
    partners = tuple(_partner_gap(one.result, subject, basis=bases[id(one.questionnaire)]) for one in reviews)
    counted = [(p.gap, one.result.sides) for p, one in zip(partners, reviews, strict=True) if p.basis is Basis.SAME]
    known = [(gap, sides) for gap, sides in counted if gap is not None]
    n = {side: sum(sides[side].responses for _, sides in known) for side in Side}
    level = reference.scoring.level
    return AcrossPartners(partners, mean_gap([gap for gap, _ in known], n=n, level=level))


def _partner_gap(result: ReviewResult, subject: Subject, *, basis: Basis) -> PartnerGap:
    scores = released_scores(result, subject)
    if isinstance(scores, FacetResult):
        return PartnerGap(scores.gap.value, scores.reading, basis, scores.unseen, scores.split)
    return PartnerGap(scores.gap.value, None if isinstance(scores, Index) else scores.reading, basis)


def gap_size(compared: RoundComparison, place: int) -> float | None:
    """Return how large the gaps of one partnership are, in the mean, to find where a talk is needed most.

    Args:
        compared: a round.
        place: of the partnership in ``compared.reviews``.

    Returns:
        The mean size of its released gaps in the facets of topics, in scale points; of whole topics where no facet is
        released; None where nothing is.
    """
    facets = [one.facets[facet].partners[place].gap for one in compared.sections for facet in Facet]
    sizes = [abs(gap) for gap in facets if gap is not None]
    sizes = sizes or [abs(gap) for one in compared.sections if (gap := one.overall.partners[place].gap) is not None]
    return float(stats.mean(Counter(map(Fraction, sizes)))) if sizes else None
