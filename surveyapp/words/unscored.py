"""The answers without a score, in the words in which a questionnaire offers them."""

from collections.abc import Iterable, Mapping

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import NonAnswer, Scale
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say

_NAMES = {NonAnswer.DONT_KNOW: "dont_know", NonAnswer.NOT_APPLICABLE: "not_applicable"}
_WHERE_NONE_IS_OFFERED = {
    NonAnswer.DONT_KNOW: marked("I don’t know"),
    NonAnswer.NOT_APPLICABLE: marked("Does not apply"),
}


def unscored_words(questionnaire: Questionnaire, language: Language) -> Mapping[str, str]:
    """Return what "I don't know" and "does not apply" are called on the form, by the names that sentences use."""
    scales = [questionnaire.scale_of(section) for section in questionnaire.sections]
    return {name: label_of(answer, scales, language) for answer, name in _NAMES.items()}


def label_of(answer: NonAnswer, scales: Iterable[Scale], language: Language) -> str:
    """Return what an answer is called on these scales: once, or in each of its wordings."""
    offered = (option.label for scale in scales for option in scale.non_answers if option.key == answer)
    said = dict.fromkeys(label.in_(language) for label in offered)
    return " / ".join(said) or say(_WHERE_NONE_IS_OFFERED[answer], language)
