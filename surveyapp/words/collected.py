"""The notice of a form that other tools collect with: it knows no review, and says what holds of every one."""

from collections.abc import Iterator

from surveyapp.core.instrument.questionnaire import Thresholds
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, say
from surveyapp.words.notice import after_closing, next_round
from surveyapp.words.results_told import number_alone


def collected_notice(thresholds: Thresholds, language: Language) -> Iterator[str]:
    """Yield the sentences; a review may set its own ``min_detail``, and is never below ``min_side``."""
    yield say("Your name is not asked for.", language)
    yield say(
        "Whoever runs the tool in which you answer sees each form, when it came, and what else the tool records. PRCS "
        "staff take the answers from there into the review.",
        language,
    )
    yield say("Nobody sees any result before the review is closed.", language)
    yield from after_closing(language)
    yield number_alone(thresholds.min_side, language)
    yield _usually(thresholds.min_detail, language)
    yield say(
        "When few people answer, or all of them alike, a colleague can work out roughly what they answered.", language
    )
    yield next_round(language)
    yield say(
        "A comment is shown only where you say that it may be: word for word, in mixed order. Leave out what would "
        "tell who you are.",
        language,
    )
    yield say(
        "Where an organisation gives one agreed form, all of it is shown as that organisation’s, and is not anonymous.",
        language,
    )


def _usually(people: int, language: Language) -> str:
    return counted(
        "Single statements and comments are usually shown if %(n)s person or more on a side answers; each review "
        "says its own number.",
        "Single statements and comments are usually shown if %(n)s people or more on a side answer; each review "
        "says its own number.",
        people,
        language,
    )
