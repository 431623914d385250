"""Where a review stands, in one word or two, within a line of the terminal."""

from collections.abc import Mapping

from surveyapp.core.conduct.review import State
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say

_STATES: Mapping[State, str] = {
    State.DRAFT: marked("draft"),
    State.OPEN: marked("open"),
    State.CLOSED: marked("closed"),
    State.SHARED: marked("shared"),
    State.MET: marked("met"),
    State.FOLLOWED_UP: marked("followed up"),
}


def state_word(state: State, language: Language) -> str:
    """Return what a review in ``state`` is called in the middle of a line."""
    return say(_STATES[state], language)
