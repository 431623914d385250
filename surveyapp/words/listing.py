"""Several things in one line, parted as the reader's language parts them."""

from collections.abc import Iterable
from functools import reduce

from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say

_TWO = marked("%(some)s, %(more)s")


def listed(things: Iterable[object], language: Language) -> str:
    """Return ``things`` one after the other; nothing where there is none."""
    said = [str(thing) for thing in things]
    return reduce(lambda some, more: say(_TWO, language, some=some, more=more), said) if said else ""
