"""The partners of a round as one reader sees them: who stands where, and what each cell may show. No drawing here."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from surveyapp.charts.view import is_asked
from surveyapp.core.comparison.comparability import Basis
from surveyapp.core.comparison.partners import AcrossPartners, PartnerGap, RoundComparison
from surveyapp.core.conduct.review import Answering, Policy
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Facet, Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.rounding import tenth
from surveyapp.words import demonstration
from surveyapp.words.catalogue import marked, say
from surveyapp.words.signs import form_note, policy_note
from surveyapp.words.withheld import withheld_meaning

STEPS = (0.0, 0.3, 0.5, 1.0, 1.5)
"""Sizes of a gap, as printed with one decimal, from which each of five greys holds."""
_ASTERISK = "*"
"""What stands behind a gap that was asked in other words."""

_NOT_ASKED = marked("Not asked")
_TITLE, _WHOLE, _ALL_TOPICS = (
    marked("Gaps with each partner: %(scope)s"),
    marked("topics as a whole"),
    marked("All topics"),
)
_TOGETHER, _PARTNERSHIPS = marked("All partners together"), marked("Partnerships (k)")
_PEOPLE = marked("%(side)s: people (n)")
_NO_RANKING = marked(
    "This is not a ranking. A gap shows how differently two sides see their partnership, not how good a partner is; "
    "groups are small, and chance makes gaps too."
)


class Shows(StrEnum):
    """What stands in a cell."""

    GAP = "gap"
    OTHER_WORDS = "other_words"
    WITHHELD = "withheld"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class Partner:
    """One row: the partner's name, and the heading that it stands under, if any."""

    name: Text
    group: Text | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One topic over all partners; without a section, all topics together."""

    title: str
    compared: AcrossPartners
    section: str | None = None


@dataclass(frozen=True, slots=True)
class PartnersView:
    """A round in one language. ``partners`` stand in the order of ``compared.reviews``.

    ``part`` says which of its partnerships these are, ``26–50 of 150``, where a page or a print does not hold them all.
    """

    compared: RoundComparison
    partners: tuple[Partner, ...]
    reference: Questionnaire
    language: Language
    part: str = ""

    @property
    def is_demonstration(self) -> bool:
        """Tell whether any of the reviews is invented."""
        return any(review.demonstration for review in self.compared.reviews)

    @property
    def badge(self) -> str:
        """Return what marks a chart with an invented review; nothing for any other."""
        return say(demonstration.IN_SHORT, self.language) if self.is_demonstration else ""

    @property
    def no_ranking(self) -> str:
        """Return that nobody is ranked, and why."""
        return say(_NO_RANKING, self.language)

    @property
    def together(self) -> str:
        """Return what the means of all partners are called."""
        return say(_TOGETHER, self.language)

    @property
    def partnerships(self) -> str:
        """Return what the number of partnerships behind a mean is called."""
        return say(_PARTNERSHIPS, self.language)

    @property
    def not_asked(self) -> str:
        """Return what is said of a topic that was not asked about."""
        return say(_NOT_ASKED, self.language)

    @property
    def asterisk(self) -> str:
        """Return what stands behind a gap that was asked in other words."""
        return _ASTERISK

    def people(self, side: Side) -> str:
        """Return what the number of a side's people behind a mean is called."""
        return say(_PEOPLE, self.language, side=self.side_name(side))

    def title(self, facet: Facet | None) -> str:
        """Return the title of the map of ``facet``."""
        title = say(_TITLE, self.language, scope=self.scope_name(facet))
        return f"{title} ({self.part})" if self.part else title

    def words(self, text: Text) -> str:
        """Return ``text`` in the reader's language."""
        return text.in_(self.language)

    def side_name(self, side: Side) -> str:
        """Return what a side is called."""
        return self.words(self.reference.sides[side].label)

    def scope_name(self, facet: Facet | None) -> str:
        """Return what the gaps are about."""
        return say(_WHOLE, self.language) if facet is None else self.words(self.reference.facets[facet])

    def columns(self, facet: Facet | None) -> list[Column]:
        """Return the topics that have statements about ``facet``, then all topics together; None for whole topics."""
        columns = []
        for section in self.compared.sections:
            asked = self.reference.find_section(section.id)
            if facet is None:
                columns.append(Column(self.words(section.title), section.overall, section.id))
            elif asked is None or is_asked(asked, facet):
                columns.append(Column(self.words(section.title), section.facets[facet], section.id))
        index = [] if facet is None else [Column(say(_ALL_TOPICS, self.language), self.compared.indices[facet])]
        return [*columns, *index]

    def places(self, facet: Facet | None) -> list[int]:
        """Return the places of partners in the map of ``facet``: all of them, or those with whole topics."""
        places = range(len(self.partners))
        if facet is not None:
            return list(places)
        cells = [column.compared.partners for column in self.columns(None)]
        return [place for place in places if any(_is_given(one[place]) for one in cells)]

    def groups(self, places: Sequence[int] | None = None) -> list[tuple[str, list[int]]]:
        """Return the places of partners under each heading, in order; one nameless group where there are none."""
        groups: list[tuple[str, list[int]]] = []
        for place in range(len(self.partners)) if places is None else places:
            group = self.partners[place].group
            name = self.words(group) if group else ""
            if not groups or groups[-1][0] != name:
                groups.append((name, []))
            groups[-1][1].append(place)
        return groups

    def notes(self, place: int) -> list[str]:
        """Return what is written under a partner's name: what lets no certainty be given."""
        notes = [form_note(self.language)] if self.has_agreed_form(place) else []
        return [*notes, *([policy_note(self.language)] if self.is_protected(place) else [])]

    def has_agreed_form(self, place: int) -> bool:
        """Tell whether a side of a partnership gave one agreed answer."""
        return any(
            facts.answering is Answering.ORGANISATION and facts.responses
            for facts in self.compared.sides[place].values()
        )

    def is_protected(self, place: int) -> bool:
        """Tell whether the scores of a partnership are coarse."""
        return self.compared.reviews[place].policy is Policy.PROTECTED

    def withheld_meaning(self, columns: Sequence[Column], places: Sequence[int]) -> str:
        """Return why cells of a map are withheld; nothing where none is."""
        hidden = [(place, column) for place in places for column in columns if _is_withheld(column, place)]
        by_policy = [self._hides_by_policy(columns, place) and column.section is None for place, column in hidden]
        if not hidden:
            return ""
        return withheld_meaning(has_few=not all(by_policy), has_policy=any(by_policy), language=self.language)

    def _hides_by_policy(self, columns: Sequence[Column], place: int) -> bool:
        return self.is_protected(place) and not all(_is_withheld(column, place) for column in columns)


def _is_given(cell: PartnerGap) -> bool:
    return cell.gap is not None or cell.reading is not None


def _is_withheld(column: Column, place: int) -> bool:
    return shows(column.compared.partners[place]) is Shows.WITHHELD


def shows(cell: PartnerGap) -> Shows:
    """Return what a cell shows."""
    if cell.gap is None:
        return Shows.NOT_ASKED if cell.basis is Basis.ADDED else Shows.WITHHELD
    return Shows.GAP if cell.basis is Basis.SAME else Shows.OTHER_WORDS


def step_of(gap: float) -> int:
    """Return which of ``STEPS`` the size of a gap reaches, from 0; by the one decimal that is printed."""
    size = tenth(abs(gap))
    return max(number for number, step in enumerate(STEPS) if size >= step)


def has_interval(columns: Sequence[Column]) -> bool:
    """Tell whether there are partnerships enough for an interval in any column."""
    return any(column.compared.mean.low is not None for column in columns)
