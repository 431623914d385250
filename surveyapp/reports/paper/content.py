"""What one blank form is made of, and words in the languages that it is printed in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from surveyapp.core.conduct.four_eyes import Opening
from surveyapp.core.conduct.review import Review
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import About, Side
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.shown import shown
from surveyapp.settings import Keeping
from surveyapp.words.asking import heads
from surveyapp.words.catalogue import say
from surveyapp.words.notice import Told

Said = dict[str, str]
"""Language → words, in each language of the form."""
Data = dict[str, object]


@dataclass(frozen=True, slots=True)
class OwnWay:
    """The address under which one form's person may answer on a screen, and the code typed to get there, or to key."""

    address: str
    code: str


@dataclass(frozen=True, slots=True)
class BlankForm:
    """What a printed form is made of.

    ``keeping`` says for how long answers are kept; ``invited`` and ``opening`` are None while the lists may still grow.
    With ``ways`` it is printed once for each of them, else once without a code.
    """

    questionnaire: Questionnaire
    review: Review
    side: Side
    languages: tuple[Language, ...]
    keeping: Keeping
    invited: Mapping[Side, int] | None = None
    opening: Opening | None = None
    ways: tuple[OwnWay, ...] = ()

    @property
    def told(self) -> Told:
        """Return what the notice follows from."""
        told = Told(self.review, self.side, self.questionnaire, self.invited, self.keeping, is_on_paper=True)
        return replace(told, opening=self.opening)

    @property
    def names(self) -> Mapping[Side, Text]:
        """Return both organisations' names, in full."""
        return {Side.PRCS: self.questionnaire.sides[Side.PRCS].full_name, Side.PARTNER: self.review.partner.name}

    def head(self, about: About) -> Said:
        """Return what stands above the statements about ``about``, as on a screen."""
        own, other = self.names[self.side], self.names[self.side.opposite]
        return self.each(lambda language: heads(own.in_(language), other.in_(language), language)[about])

    def each(self, sentence: Callable[[Language], str]) -> Said:
        """Return one of the sentences that pages have too, in the languages of the form."""
        return {language.code: sentence(language) for language in self.languages}

    def words(self, text: Text) -> Said:
        """Return ``text`` in the languages of the form."""
        return self.each(lambda language: shown(text.in_(language)))

    def say(self, message: str, **values: object) -> Said:
        """Return a sentence of the catalogue in the languages of the form."""
        return self.each(lambda language: say(message, language, **values))
