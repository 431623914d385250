"""What the two organisations of a review are called, and statements with their names in them."""

from dataclasses import dataclass

from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.instrument.statement import Statement
from surveyapp.core.sides import About, Facet, Side
from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.shown import shown
from surveyapp.words.catalogue import marked, say


@dataclass(frozen=True, slots=True)
class Names:
    """Both organisations' names in one language, and the questionnaire's own words around them."""

    questionnaire: Questionnaire
    partner: Text
    language: Language

    def of(self, side: Side) -> str:
        """Return what a side is called in a sentence, isolated."""
        return isolated(self.alone(side))

    def alone(self, side: Side) -> str:
        """Return what a side is called where nothing else stands beside it.

        PRCS goes by its short name, unless the partner's name holds that too: then by its full one.
        """
        partner, labels = self.words(self.partner), self.questionnaire.sides[Side.PRCS]
        if side is Side.PARTNER:
            return partner
        short = self.words(labels.label)
        return self.words(labels.full_name) if short in partner else short

    def words(self, text: Text) -> str:
        """Return ``text`` in this language, without characters that reorder their neighbours."""
        return shown(text.in_(self.language))

    def wording(self, section: Section, statement_id: str, *, facet: Facet) -> str:
        """Return a statement as it stands beside its figures; where it is scored the other way round, that is said."""
        found = next(one for one in section.statements if one.id == statement_id)
        words = self.statement(found, facet=facet)
        return say(_REVERSED, self.language, words=words) if found.reverse else words

    def statement(self, statement: Statement, *, facet: Facet) -> str:
        """Return a statement with the name of the organisation that ``facet`` is about; a joint one as it stands."""
        if facet is Facet.JOINT:
            return self.words(statement.text_about(About.JOINT))
        side = Side(facet.value)
        words = self.words(statement.text_about(About.OTHER))
        return words.replace("{Other}", self._subject(side)).replace("{other}", self._subject(side))

    def _subject(self, side: Side) -> str:
        """Return an organisation as the statements' grammar takes it; a language may put a noun before the name."""
        terms = self.questionnaire.terms[side.opposite]
        if side is Side.PRCS:
            short = self.words(terms.plain)
            return self.of(side) if short in self.of(side) else short
        return say(_SUBJECT, self.language, partner=self.of(side), noun=self.words(terms.plain))


_SUBJECT = marked("%(partner)s%(noun).0s")  # no noun in English; named all the same, for languages that have one
_REVERSED = marked("%(words)s (Worded the other way round: the lower the answer, the higher the score.)")
