"""How long the form takes, in the same words wherever people are asked to fill it in."""

from surveyapp.core.instrument.burden import count_statements, minutes_for
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, marked, say

_ALONE = marked("The form takes %(time)s without comments (%(statements)s).")
_AGREED = marked(
    "Once you have agreed on the answers, filling in the form takes %(time)s without comments (%(statements)s)."
)

_RATED = marked("%(count)s (%(rated)s: a statement about each side is rated once for each)")


def count_told(questionnaire: Questionnaire, language: Language) -> str:
    """Return how many statements there are, and how many a form has: one is rated of oneself, of the other, or jointly.

    Where the two forms differ, the longer one.
    """
    count = questionnaire.statement_count()
    rated = max(count_statements(questionnaire, side) for side in Side)
    if rated == count:
        return f"{count}"
    return say(_RATED, language, count=count, rated=ratings_told(questionnaire, language))


def ratings_told(questionnaire: Questionnaire, language: Language) -> str:
    """Return how many ratings a form has; where the two forms differ, the longer one."""
    rated = max(count_statements(questionnaire, side) for side in Side)
    return counted("%(n)s rating in each form", "%(n)s ratings in each form", rated, language)


def time_told(statements: int, language: Language, *, is_attributed: bool = False) -> str:
    """Return how long so many statements take to rate, and that an organisation agrees on its answers first."""
    minutes = counted("about %(n)s minute", "about %(n)s minutes", minutes_for(statements), language)
    rated = counted("%(n)s statement", "%(n)s statements", statements, language)
    return say(_AGREED if is_attributed else _ALONE, language, time=minutes, statements=rated)
