"""How many of a side have answered, in words: no exact number, as long as the review is open."""

from collections.abc import Mapping

from surveyapp.core.conduct.review import Answering
from surveyapp.core.conduct.turnout import Turnout
from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, marked, say

_WHOLE: Mapping[Turnout, str] = {Turnout.NONE: marked("nobody yet"), Turnout.ALL: marked("all of them")}
_ONE_FORM: Mapping[Turnout, str] = {Turnout.NONE: marked("not yet"), Turnout.ALL: marked("answered")}


def turnout_words(turnout: Turnout, language: Language, *, thresholds: Thresholds, answering: Answering) -> str:
    """Return the step in the review's own numbers: ``fewer than 3 people``; of one agreed form, whether it was sent."""
    if answering is Answering.ORGANISATION:
        return say(_ONE_FORM[turnout], language)
    return say(_WHOLE[turnout], language) if turnout in _WHOLE else step_words(turnout, thresholds, language)


def step_words(turnout: Turnout, thresholds: Thresholds, language: Language) -> str:
    """Return the step of a number that is neither nobody nor all."""
    least, detail = thresholds.min_side, thresholds.min_detail
    if turnout is Turnout.FEWER:
        return counted("fewer than %(n)s person", "fewer than %(n)s people", least, language)
    if turnout is Turnout.ENOUGH:
        return counted("%(n)s person or more", "%(n)s people or more", detail, language)
    last = detail - 1
    if last == least:
        return counted("%(n)s person", "%(n)s people", least, language)
    if last == least + 1:
        return counted("%(least)s or %(n)s person", "%(least)s or %(n)s people", last, language, least=least)
    return counted("%(least)s to %(n)s person", "%(least)s to %(n)s people", last, language, least=least)
