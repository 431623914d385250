"""What a form begins with: the questionnaire's own words for people; for an organisation, words of our own."""

from surveyapp.core.instrument.burden import count_statements
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Language
from surveyapp.core.text.shown import shown
from surveyapp.words.burden import time_told
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.notice import Told

_MEANT = marked("This is the form of %(own)s as a whole. “We” means %(own)s; “the other side” means %(other)s.")
_MEANT_BY_TERM = marked(
    "This is the form of %(own)s as a whole. “We” means %(own)s; “the other side” and “%(term)s” mean %(other)s."
)


def opening_words(told: Told, language: Language) -> str:
    """Return what the form is for, whom its words mean, and what to think of.

    A questionnaire speaks to people ("from your own experience"), and an organisation answers as one.
    """
    questionnaire = told.questionnaire
    if not told.is_attributed:
        return questionnaire.intro[told.side].in_(language)
    names = {Side.PRCS: questionnaire.sides[Side.PRCS].full_name, Side.PARTNER: told.review.partner.name}
    own, other = (shown(names[one].in_(language)) for one in (told.side, told.side.opposite))
    term = questionnaire.terms[told.side].plain.in_(language)
    meant = say(
        _MEANT if term == other else _MEANT_BY_TERM, language, own=isolated(own), other=isolated(other), term=term
    )
    asked = counted(
        "Think of the last month and answer for your organisation. You can stop and come back later.",
        "Think of the last %(n)s months and answer for your organisation. You can stop and come back later.",
        questionnaire.reference_period_months,
        language,
    )
    return f"{meant} {asked}"


def time_needed(told: Told, language: Language) -> str:
    """Return how long the form takes that ``told`` is about."""
    return time_told(count_statements(told.questionnaire, told.side), language, is_attributed=told.is_attributed)
