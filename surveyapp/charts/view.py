"""One result as one reader sees it: in one language, with what each chart compares. No drawing here."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.charts.labels import LABELS, ChartLabels
from surveyapp.charts.wording import score, unbroken
from surveyapp.core.questionnaire import Questionnaire, Scoring, Section
from surveyapp.core.results import FacetResult, Overall, Reading, ReviewResult, SectionResult
from surveyapp.core.sides import About, Facet, Language, Side, Text, about_for
from surveyapp.words.naming import Names

Comparison = Overall | FacetResult


class Line(StrEnum):
    """What the line between two marks says."""

    GAP = "gap"
    UNCLEAR = "unclear"
    NONE = "none"
    NO_INTERVAL = "no_interval"


_BY_READING = {
    Reading.GAP: Line.GAP,
    Reading.GAP_UNCLEAR: Line.UNCLEAR,
    Reading.TOO_FEW: Line.NO_INTERVAL,  # with a gap it is one agreed answer (docs/method.md, section 7)
}


_BY_WEIGHT = (
    Reading.UNSEEN,
    Reading.GAP,
    Reading.GAP_UNCLEAR,
    Reading.SHARED_CONCERN,
    Reading.SHARED_STRENGTH,
    Reading.SIMILAR,
    Reading.TOO_FEW,
)
"""What is most worth talking about comes first."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison with its name; ``facet`` is None for a topic as a whole."""

    facet: Facet | None
    name: str
    comparison: Comparison


@dataclass(frozen=True, slots=True)
class View:
    """A result, the version that was answered, the reader's language, and the partner's name."""

    result: ReviewResult
    questionnaire: Questionnaire
    language: Language
    partner: Text

    @property
    def names(self) -> Names:
        """Return what both organisations are called."""
        return Names(self.questionnaire, self.partner, self.language)

    @property
    def labels(self) -> ChartLabels:
        """Return the charts' words."""
        return LABELS[self.language]

    def words(self, text: Text) -> str:
        """Return ``text`` in the reader's language."""
        return text.in_(self.language)

    def side_name(self, side: Side) -> str:
        """Return what a side is called."""
        return self.words(self.questionnaire.sides[side].label)

    def wording(self, section: Section, statement_id: str, *, facet: Facet) -> str:
        """Return a statement as the side that ``facet`` is about reads it of itself, or as both read it."""
        found = next(one for one in section.statements if one.id == statement_id)
        side = Side.PARTNER if facet is Facet.PARTNER else Side.PRCS
        return self.words(self.questionnaire.terms[side].fill(found.text_about(about_for(side, facet))))

    def topic(self, section_id: str) -> tuple[SectionResult, Section]:
        """Return a section's results and its statements; KeyError when either knows none of that id."""
        asked = self.questionnaire.find_section(section_id)
        shown = next((section for section in self.result.sections if section.id == section_id), None)
        if asked is None or shown is None:
            raise KeyError(section_id)
        return shown, asked

    @property
    def shows_facets(self) -> bool:
        """Tell whether the overview has three panels; with 3–4 people on a side only whole topics are compared."""
        facets = [facet for section in self.result.sections for facet in section.facets.values()]
        has_overall_gap = any(section.overall.gap.value is not None for section in self.result.sections)
        if any(facet.gap.value is not None for facet in facets):
            return True
        return not has_overall_gap and not all(map(is_withheld, facets))

    def means(self, means: Mapping[Side, float | None]) -> str:
        """Return both sides' means in words: ``PRCS 4.1, Partner 3.2``; what is None is called withheld."""
        said = []
        for side in Side:
            mean = means[side]
            shown = self.labels.withheld.lower() if mean is None else score(mean)
            said.append(unbroken(self.labels.mean_of.format(side=self.side_name(side), mean=shown)))
        return self.labels.separator.join(said)

    def pairs(self, section: SectionResult) -> list[Pair]:
        """Return what a topic's own chart compares: its facets, or the whole where only that is released."""
        facets = self.facet_pairs(section)
        if section.overall.gap.value is not None and all(pair.comparison.gap.value is None for pair in facets):
            return [self.whole(section)]
        return facets

    def facet_pairs(self, section: SectionResult) -> list[Pair]:
        """Return the comparisons of a topic's facets, those that it has statements about."""
        asked = self.questionnaire.find_section(section.id)
        return [
            Pair(facet, self.words(self.questionnaire.facets[facet]), section.facets[facet])
            for facet in Facet
            if asked is None or is_asked(asked, facet)
        ]

    def whole(self, section: SectionResult) -> Pair:
        """Return the comparison of a topic as a whole."""
        return Pair(None, self.labels.overall, section.overall)


def is_asked(section: Section, facet: Facet) -> bool:
    """Tell whether any statement of ``section`` is about ``facet``."""
    about = About.JOINT if facet is Facet.JOINT else About.SELF
    return any(about in statement.abouts for statement in section.statements)


def is_withheld(comparison: Comparison) -> bool:
    """Tell whether nothing of a comparison may be shown."""
    return all(side.mean is None for side in comparison.sides.values())


def means_of(comparison: Comparison) -> dict[Side, float | None]:
    """Return both sides' means."""
    return {side: score.mean for side, score in comparison.sides.items()}


def line_of(comparison: Comparison) -> Line | None:
    """Return the line that joins the two marks, or None where there is no released gap."""
    if comparison.gap.value is None:
        return None
    return _BY_READING.get(comparison.reading or Reading.SIMILAR, Line.NONE)


def reading_words(comparison: Comparison, labels: ChartLabels) -> str:
    """Return what a comparison says, in words; one agreed answer is called that; nothing where there is no reading."""
    if line_of(comparison) is Line.NO_INTERVAL:
        return labels.one_agreed_answer
    return labels.readings[comparison.reading] if comparison.reading is not None else ""


def prompt_reading(section: SectionResult, scoring: Scoring) -> Reading | None:
    """Return the reading whose prompt opens the discussion: the weightiest of the facets that are released.

    Gaps of facets may cancel out in the whole (docs/method.md, section 1), so the whole speaks only where it is alone.
    """
    shown: list[Comparison] = [facet for facet in section.facets.values() if facet.gap.value is not None]
    said = {_talked_about(one, scoring) for one in shown or [section.overall]}
    return next((reading for reading in _BY_WEIGHT if reading in said), None)


def _talked_about(comparison: Comparison, scoring: Scoring) -> Reading | None:
    """Return what a comparison is talked about as; one agreed answer has its gap alone."""
    gap = comparison.gap.value
    if gap is None or line_of(comparison) is not Line.NO_INTERVAL:
        return comparison.reading
    return Reading.GAP_UNCLEAR if abs(gap) >= scoring.flag_gap_at else Reading.SIMILAR
