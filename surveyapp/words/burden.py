"""How long the form takes, in the same words wherever people are asked to fill it in."""

from surveyapp.core.instrument.burden import minutes_for
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import counted, marked, say

_ALONE = marked("The form takes %(time)s without comments (%(statements)s).")
_AGREED = marked(
    "Once you have agreed on the answers, filling in the form takes %(time)s without comments (%(statements)s)."
)


def time_told(statements: int, language: Language, *, is_attributed: bool = False) -> str:
    """Return how long so many statements take to rate, and that an organisation agrees on its answers first."""
    minutes = counted("about %(n)s minute", "about %(n)s minutes", minutes_for(statements), language)
    rated = counted("%(n)s statement", "%(n)s statements", statements, language)
    return say(_AGREED if is_attributed else _ALONE, language, time=minutes, statements=rated)
