"""What the two organisations of a review are called, and statements with their names in them."""

from dataclasses import dataclass, field, replace

from surveyapp.core.instrument.questionnaire import Questionnaire, Section, SideLabels
from surveyapp.core.instrument.statement import Statement
from surveyapp.core.sides import About, Facet, Side
from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.shown import shown
from surveyapp.words.catalogue import marked, say


def told_apart(questionnaire: Questionnaire, partner: Text) -> Questionnaire:
    """Return ``questionnaire`` so that nothing in it that names PRCS could mean ``partner``.

    In a language in which the partner's name holds PRCS's short one, with or without what stands before the noun, PRCS
    goes by its full name: «الجمعية» is no name where both are a «جمعية».
    """
    labels = questionnaire.sides[Side.PRCS]
    full = {code: words for code, words in labels.full_name.items() if _is_shared(labels, code, partner)}
    if not full:
        return questionnaire
    short = labels.label
    facets = {
        facet: Text({code: words.replace(short[code], full.get(code, short[code])) for code, words in said.items()})
        for facet, said in questionnaire.facets.items()
    }
    prcs = replace(labels, label=Text({**short, **full}))
    return replace(questionnaire, sides={**questionnaire.sides, Side.PRCS: prcs}, facets=facets)


def _is_shared(labels: SideLabels, code: str, partner: Text) -> bool:
    """Say whether the partner's name holds the short name of PRCS, or the noun of the full one that it ends with."""
    short, full = labels.label.get(code, ""), labels.full_name[code]
    noun = next((word for word in full.split() if short.endswith(word)), short)
    return bool(noun) and noun in partner.in_(code)


@dataclass(frozen=True, slots=True)
class Names:
    """Both organisations' names in one language, and the questionnaire's own words around them."""

    questionnaire: Questionnaire
    partner: Text
    language: Language
    _apart: Questionnaire = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Tell both apart once: a page says their names a thousand times."""
        object.__setattr__(self, "_apart", told_apart(self.questionnaire, self.partner))

    def of(self, side: Side) -> str:
        """Return what a side is called in a sentence, isolated."""
        return isolated(self.alone(side))

    def alone(self, side: Side) -> str:
        """Return what a side is called where nothing else stands beside it.

        PRCS goes by its short name, unless the partner's name holds that too: then by its full one (``told_apart``).
        """
        if side is Side.PARTNER:
            return self.words(self.partner)
        return self.words(self._apart.sides[side].label)

    def facet(self, facet: Facet) -> str:
        """Return what a facet is called; PRCS by its full name there where its short one is the partner's too."""
        return self.words(self._apart.facets[facet])

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
            short, named = self.words(terms.plain), self.of(side)
            is_full = self.alone(side) == self.words(self.questionnaire.sides[side].full_name)
            return named if is_full or short in named else short
        return _nested(say(_SUBJECT, self.language, partner=self.of(side), noun=self.words(terms.plain)), self.of(side))


def _nested(said: str, name: str) -> str:
    """Return words around a name; where they stand it in brackets, its own are square."""
    around = f"({name})"
    return said.replace(around, around[:1] + name.translate(_SQUARE) + around[-1:])


_SQUARE = str.maketrans("()", "[]")
_SUBJECT = marked("%(partner)s%(noun).0s")  # no noun in English; named all the same, for languages that have one
_REVERSED = marked("%(words)s (Worded the other way round: the lower the answer, the higher the score.)")
