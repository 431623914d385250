"""One result as one reader sees it: in one language, with what each chart compares. No drawing here."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from surveyapp.core.comparison.partners import PartnerGap
from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.method.judging import Comparison
from surveyapp.core.method.summary import Line
from surveyapp.core.results import Index, Overall, Reading, ReviewResult, SectionResult
from surveyapp.core.sides import About, Facet, Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.words import demonstration
from surveyapp.words.catalogue import say
from surveyapp.words.certainty import gap_text
from surveyapp.words.joining import commas, lowered, named, semicolons
from surveyapp.words.naming import Names, told_apart
from surveyapp.words.readings import SPLIT, UNSEEN, comparison_sentence, flag_sentences, reading_name
from surveyapp.words.scores import is_at_one_end, score_text, sign_of_score
from surveyapp.words.signs import gap_named
from surveyapp.words.topics import AS_A_WHOLE
from surveyapp.words.withheld import WITHHELD_WITHIN


class Join(StrEnum):
    """What the line between two marks says; between others there is none."""

    CLEAR = "clear"
    POSSIBLE = "possible"
    AGREED = "agreed"
    """One agreed answer on a side: no certainty can be given."""


class Flag(StrEnum):
    """What a mark beside a reading says, whatever the reading."""

    SPLIT = "split"
    UNSEEN = "unseen"


FLAG_NAMES: Mapping[Flag, str] = {Flag.SPLIT: SPLIT, Flag.UNSEEN: UNSEEN}

_BY_READING = {
    Reading.CLEAR_GAP: Join.CLEAR,
    Reading.POSSIBLE_GAP: Join.POSSIBLE,
    Reading.TOO_FEW: Join.AGREED,  # where there is a gap
}


@dataclass(frozen=True, slots=True)
class Pair:
    """One comparison with its name; ``facet`` is None for a topic as a whole.

    ``beyond`` tells the sides whose score may lie further out than the policy shows: ``≥`` or ``≤``.
    """

    facet: Facet | None
    name: str
    comparison: Comparison
    beyond: Mapping[Side, str] = field(default_factory=dict)
    told: str = ""
    """All its figures, for whoever points at its marks: topic and facet, both scores, the gap and its interval."""

    @property
    def is_at_one_end(self) -> bool:
        """Say whether both scores stand at one end of what the policy shows: how far apart they are is not known."""
        return is_at_one_end(self.beyond.values())


@dataclass(frozen=True, slots=True)
class View:
    """A result, the version that was answered, the reader's language, and the partner's name."""

    result: ReviewResult
    questionnaire: Questionnaire
    language: Language
    partner: Text

    @property
    def badge(self) -> str:
        """Return what marks the charts of an invented review; nothing for any other."""
        return say(demonstration.IN_SHORT, self.language) if self.result.review.demonstration else ""

    @property
    def names(self) -> Names:
        """Return what both organisations are called."""
        return Names(self.questionnaire, self.partner, self.language)

    def words(self, text: Text) -> str:
        """Return ``text`` in the reader's language."""
        return text.in_(self.language)

    def side_name(self, side: Side) -> str:
        """Return what a side is called where a name would not fit."""
        return self.words(told_apart(self.questionnaire, self.partner).sides[side].label)

    def wording(self, section: Section, statement_id: str, *, facet: Facet) -> str:
        """Return a statement with the name of the organisation that ``facet`` is about."""
        return self.names.wording(section, statement_id, facet=facet)

    def topic(self, section_id: str) -> tuple[SectionResult, Section]:
        """Return a section's results and its statements; KeyError when either knows none of that id."""
        asked = self.questionnaire.find_section(section_id)
        shown = next((section for section in self.result.sections if section.id == section_id), None)
        if asked is None or shown is None:
            raise KeyError(section_id)
        return shown, asked

    @property
    def shows_facets(self) -> bool:
        """Tell whether topics are compared facet by facet; with three or four people on a side only as a whole."""
        return all(section.overall is None for section in self.result.sections)

    @property
    def has_scores(self) -> bool:
        """Say whether any comparison, or one side of it, may be shown."""
        pairs = (pair for section in self.result.sections for pair in self.pairs(section))
        return any(not is_withheld(pair.comparison) for pair in pairs)

    def reading(self, comparison: Comparison) -> str:
        """Return what a comparison says in two or three words; nothing where it has no reading."""
        return reading_name(self.result, comparison, self.language)

    def sentence(self, section: SectionResult, pair: Pair) -> str:
        """Return a comparison in one sentence that names both organisations; nothing where there is no gap."""
        return comparison_sentence(self.names, Line(section, pair.facet, pair.comparison))

    def flags_said(self, section: SectionResult, pair: Pair) -> list[str]:
        """Return a sentence for each flag beside a comparison's reading."""
        asked = self.questionnaire.find_section(section.id)
        if pair.facet is None or asked is None:
            return []
        words = {one.id: self.names.statement(one, facet=pair.facet) for one in asked.statements}
        return flag_sentences(self.names, section, facet=pair.facet, asked=words)

    def means(self, shown: Mapping[Side, str]) -> str:
        """Return both sides' means in words: ``PRCS 4.1, UNICEF 3.2``; one that is nothing is called withheld."""
        withheld = say(WITHHELD_WITHIN, self.language)
        return commas((f"{self.names.of(side)} {shown[side] or withheld}" for side in Side), self.language)

    def scores(self, section: SectionResult, pair: Pair) -> dict[Side, str]:
        """Return both sides' scores as text; nothing for one that is withheld."""
        line = Line(section, pair.facet, pair.comparison)
        return {side: score_text(self.questionnaire, line, side) for side in Side}

    def compared(self, section: SectionResult) -> list[Pair]:
        """Return what is compared of a topic: its facets, or the whole where too few answered for them."""
        return self.facet_pairs(section) if section.overall is None else [self.whole(section)]

    def pairs(self, section: SectionResult) -> list[Pair]:
        """Return what a topic's own chart shows: behind the whole the facets of which one side's scores are given."""
        if section.overall is None:
            return self.facet_pairs(section)
        return [self.whole(section), *(one for one in self.facet_pairs(section) if not is_withheld(one.comparison))]

    def facet_pairs(self, section: SectionResult) -> list[Pair]:
        """Return the comparisons of a topic's facets, those that it has statements about."""
        asked = self.questionnaire.find_section(section.id)
        return [self._pair(section, facet) for facet in Facet if asked is None or is_asked(asked, facet)]

    def whole(self, section: SectionResult) -> Pair:
        """Return the comparison of a topic as a whole; ValueError where there is none."""
        if section.overall is None:
            raise ValueError("a topic whose facets are shown is not scored as a whole")
        return self._told(section, Pair(None, say(AS_A_WHOLE, self.language), section.overall))

    def gap(self, pair: Pair) -> str | None:
        """Return a comparison's gap, and its interval where one is given; None when withheld."""
        return gap_text(pair.comparison.gap, self.language, is_known=not pair.is_at_one_end)

    def _pair(self, section: SectionResult, facet: Facet) -> Pair:
        line = Line(section, facet, section.facets[facet])
        beyond = {side: sign for side in Side if (sign := sign_of_score(self.questionnaire, line, side))}
        return self._told(section, Pair(facet, self.names.facet(facet), line.comparison, beyond))

    def _told(self, section: SectionResult, pair: Pair) -> Pair:
        gap, means = self.gap(pair), self.means(self.scores(section, pair))
        figures = semicolons([means, *([gap_named(gap, self.language)] if gap else [])], self.language)
        about = named(self.words(section.title), lowered(pair.name), self.language)
        return replace(pair, told=named(about, figures, self.language))


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


def join_of(comparison: Comparison) -> Join | None:
    """Return the line that joins the two marks, or None where there is no gap to tell of."""
    if comparison.gap.value is None or comparison.reading is None:
        return None
    return _BY_READING.get(comparison.reading)


def flags_of(one: Comparison | PartnerGap) -> list[Flag]:
    """Return the marks beside a reading."""
    if isinstance(one, Overall):
        return []
    return [flag for flag, sides in ((Flag.SPLIT, one.split), (Flag.UNSEEN, one.unseen)) if sides]


def reach_of(comparison: Comparison | Index, *, top: int) -> tuple[float, float] | None:
    """Return where PRCS's mark may stand if the partner's stays in place: the gap's interval, within the scale."""
    gap, partner = comparison.gap, comparison.sides[Side.PARTNER].mean
    if gap.low is None or gap.high is None or partner is None:
        return None
    return max(1.0, partner + gap.low), min(float(top), partner + gap.high)
