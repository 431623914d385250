"""What each reading and each flag means, with the limits in force: the key to the words that a result is told in."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from surveyapp.core.conduct.review import Policy
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.method.judging import comparisons_in
from surveyapp.core.results import Reading, ReviewResult
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say
from surveyapp.words.limits import figures_in_force, is_attributed, shows_cells, shows_wholes
from surveyapp.words.readings import ONE_AGREED_ANSWER, SPLIT, UNSEEN, reading_names
from surveyapp.words.unscored import unscored_words


class Meaning(NamedTuple):
    """A reading or flag by its name, and what it means."""

    name: str
    text: str


def meanings(result: ReviewResult, questionnaire: Questionnaire, language: Language) -> list[Meaning]:
    """Return what the words of ``result`` mean: those that its policy, and the people who answered, allow."""
    figures = {**figures_in_force(questionnaire, result), **unscored_words(questionnaire, language)}
    said = [*_readings(result), *_flags(result)]
    return [Meaning(say(name, language), say(text, language, **figures)) for name, text in said]


def _readings(result: ReviewResult) -> Iterator[tuple[str, str]]:
    names, said = reading_names(result), _meanings_of(result)
    comparisons = [one for section in result.sections for _, one in comparisons_in(section)]
    if not is_attributed(result) and any(one.reading is not Reading.TOO_FEW for one in comparisons):
        absent = {Reading.TOO_FEW, *([Reading.DIVIDED] if shows_wholes(result) else [])}
        yield from ((name, said[reading]) for reading, name in names.items() if reading not in absent)
    few = {one.gap.value is None for one in comparisons if one.reading is Reading.TOO_FEW}
    if False in few:
        yield ONE_AGREED_ANSWER, _ONE_AGREED
    if True in few:
        yield names[Reading.TOO_FEW], said[Reading.TOO_FEW]


def _flags(result: ReviewResult) -> Iterator[tuple[str, str]]:
    """Yield the flags, wherever numbers of people are shown from which they follow."""
    if shows_cells(result) and result.review.policy is not Policy.PROTECTED:
        yield SPLIT, _SPLIT
        yield UNSEEN, _UNSEEN


def _meanings_of(result: ReviewResult) -> Mapping[Reading, str]:
    if result.review.policy is Policy.PROTECTED:
        return {**_MEANINGS, **_PROTECTED}
    return _MEANINGS


_MEANINGS: Mapping[Reading, str] = {
    Reading.CLEAR_GAP: marked(
        "The scores are %(flag)s points or more apart, and the gap stands out even when all comparisons of this review "
        "are judged together. Of the gaps that are called clear, no more than %(rate)s are expected to be chance."
    ),
    Reading.POSSIBLE_GAP: marked(
        "The scores are %(flag)s points or more apart, but chance alone may have caused that."
    ),
    Reading.DIVIDED: marked(
        "No such gap; but on one of the statements the people on a side answered very differently."
    ),
    Reading.BOTH_HIGH: marked("No such gap, and both scores are %(high)s or higher."),
    Reading.BOTH_LOW: marked("No such gap, and both scores are %(low)s or lower."),
    Reading.ALIKE: marked(
        "None of these, and the whole %(level)s interval of the gap is within %(alike)s points either way."
    ),
    Reading.UNSETTLED: marked("None of these. That no gap shows does not mean that views are alike."),
    Reading.TOO_FEW: marked("Too few people on a side answered, or too few of them rated its statements."),
}
_PROTECTED: Mapping[Reading, str] = {
    Reading.POSSIBLE_GAP: marked(
        "The rounded scores are further apart than %(flag)s points and the coarser step together. Chance alone may "
        "have caused that; how likely that is cannot be said for rounded scores."
    ),
    Reading.BOTH_HIGH: marked("No such gap, and both rounded scores are %(high)s or higher."),
    Reading.BOTH_LOW: marked("No such gap, and both rounded scores are %(low)s or lower."),
}
_ONE_AGREED = marked(
    "One side gave a single agreed answer for its organisation. The two scores are shown side by side, and nothing "
    "can be said about chance."
)
_SPLIT = marked(
    "Shown beside any of these: on a statement the people on a side answered very differently (agreement of %(split)s "
    "or less among %(split_from)s people or more)."
)
_UNSEEN = marked(
    "Shown beside any of these: on a side, %(unseen)s or more of the answers that rate or say “%(dont_know)s” are "
    "“%(dont_know)s”."
)
