"""The notice of a form that other tools collect with: it knows no review, and says what holds of every one."""

from collections.abc import Iterator

from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, say
from surveyapp.words.notice import after_closing, next_round
from surveyapp.words.results_told import number_alone


def collected_notice(thresholds: Thresholds, language: Language) -> Iterator[str]:
    """Yield the sentences; a review may set its own ``min_detail``, and is never below ``min_side``."""
    yield say("We do not ask for your name.", language)
    yield say(
        "The people who run the tool in which you answer see each form, when it arrived, and whatever else the tool "
        "records. PRCS staff transfer the answers from there into the review.",
        language,
    )
    yield say("Nobody sees any results before the review is closed.", language)
    yield from after_closing(language)
    yield number_alone(thresholds.min_side, language)
    yield _usually(thresholds.min_detail, language)
    yield say(
        "If few people answer, or if all of them give the same answer, a colleague can work out roughly what they "
        "answered.",
        language,
    )
    yield next_round(language)
    yield say(
        "A comment is shown only if you say that it may be: word for word, in random order. Leave out anything that "
        "would reveal who you are.",
        language,
    )
    yield say(
        "Where an organisation gives one agreed form, all of it is shown as that organisation’s, and is not anonymous.",
        language,
    )


def _usually(people: int, language: Language) -> str:
    return counted(
        "Individual statements and comments are usually shown if %(n)s person or more on a side answers; each review "
        "states its own number.",
        "Individual statements and comments are usually shown if %(n)s people or more on a side answer; each review "
        "states its own number.",
        people,
        language,
    )
