"""By what the people of a side are told apart: role, place, or both, as a questionnaire asks for them."""

from collections.abc import Mapping

from surveyapp.core.instrument.questionnaire import CUT_BY, LOCATION, Questionnaire
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say

_BOTH, _PLACE = frozenset(CUT_BY), frozenset({LOCATION})
_ROLE = _BOTH - _PLACE
_BY: Mapping[frozenset[str], str] = {
    _BOTH: marked("role and place"),
    _ROLE: marked("role"),
    _PLACE: marked("place"),
}
_TITLES: Mapping[frozenset[str], str] = {
    _BOTH: marked("By role and place"),
    _ROLE: marked("By role"),
    _PLACE: marked("By place"),
}


def groups_by(questionnaire: Questionnaire, language: Language) -> str:
    """Return by what groups are told apart, within a sentence; nothing where there are none."""
    return _said(_BY, questionnaire, language)


def groups_title(questionnaire: Questionnaire, language: Language) -> str:
    """Return what the results of groups are called; nothing where there are none."""
    return _said(_TITLES, questionnaire, language)


def _said(words: Mapping[frozenset[str], str], questionnaire: Questionnaire, language: Language) -> str:
    found = words.get(frozenset(question.id for question in questionnaire.cut_questions))
    return say(found, language) if found else ""
