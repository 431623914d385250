"""What a chart that stands alone is of: whose partnership, which round, from how many people, when, which source."""

from collections.abc import Sequence

from surveyapp.core.conduct.review import Review, Round
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.shown import shown
from surveyapp.words.catalogue import counted, marked, say
from surveyapp.words.dates import day_text
from surveyapp.words.joining import commas
from surveyapp.words.naming import Names

_ANSWERED, _UNTIL = marked("answered: %(counts)s"), marked("deadline: %(day)s")
_SOURCE = marked("source: %(title)s")
_BETWEEN = " · "


def review_source(result: ReviewResult, review: Review, names: Names) -> str:
    """Return what the charts of one review are of."""
    return rounds_source(result, review, names, rounds=[review.round.title])


def rounds_source(result: ReviewResult, newest: Review, names: Names, *, rounds: Sequence[Text]) -> str:
    """Return what the charts of a partnership's rounds are of; how many answered is told of the newest."""
    language = names.language
    counts = commas((f"{names.of(side)} {result.sides[side].responses}" for side in Side), language)
    said = [say(_ANSWERED, language, counts=counts), say(_UNTIL, language, day=day_text(newest.closes_on, language))]
    titles = (isolated(shown(title.in_(language))) for title in rounds)
    return _BETWEEN.join(
        [names.of(Side.PARTNER), commas(titles, language), *said, _source(names.questionnaire, language)]
    )


def round_source(held: Round, reviews: Sequence[Review], *, asked: Questionnaire, language: Language) -> str:
    """Return what the maps of a round's partners are of."""
    partners = counted("%(n)s partnership", "%(n)s partnerships", len(reviews), language)
    last = max(review.closes_on for review in reviews)
    until = say(_UNTIL, language, day=day_text(last, language))
    return _BETWEEN.join([isolated(shown(held.title.in_(language))), partners, until, _source(asked, language)])


def _source(asked: Questionnaire, language: Language) -> str:
    return say(_SOURCE, language, title=isolated(shown(asked.title.in_(language))))
