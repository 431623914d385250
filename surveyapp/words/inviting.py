"""What mails and letters have in common: how people are greeted, and what the form is for."""

from collections.abc import Iterator

from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Language
from surveyapp.core.text.shown import shown
from surveyapp.sender.identity import Sender
from surveyapp.words.catalogue import marked, say

WHAT_FOR = marked(
    "The Palestine Red Crescent Society and %(partner)s are reviewing how well they work together (%(round)s), and we "
    "would like to know your view. Both sides answer the same questions. You can stop and continue at any time: every "
    "answer is saved."
)

INVENTED = marked("Layla Example")
"""Whom a mail or letter greets that is only looked at."""


def greeting(name: str, language: Language) -> str:
    """Return the greeting of somebody, whose name may not be known."""
    plain = shown(name)
    return say("Dear %(name)s,", language, name=isolated(plain)) if plain else say("Dear colleague,", language)


def signature(sender: Sender, language: Language) -> Iterator[str]:
    """Yield the lines that a mail or letter ends with; none where no sender is set."""
    name = sender.name_in(language)
    if name:
        yield from filter(None, (sender.closing_in(language), name, sender.department_in(language)))
