"""How words are joined to one another: lists, a name and what is said of it, words within a sentence."""

from collections.abc import Iterable
from functools import reduce

from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import marked, say

_COMMA, _SEMICOLON = marked("%(before)s, %(after)s"), marked("%(before)s; %(after)s")
_NAMED = marked("%(name)s: %(said)s")


def commas(parts: Iterable[str], language: Language) -> str:
    """Return parts as one list; nothing where there are none."""
    return _joined(parts, _COMMA, language)


def semicolons(parts: Iterable[str], language: Language) -> str:
    """Return parts that may hold commas as one list; nothing where there are none."""
    return _joined(parts, _SEMICOLON, language)


def named(name: str, said: str, language: Language) -> str:
    """Return what is said of a thing behind its name."""
    return say(_NAMED, language, name=name, said=said)


def lowered(words: str) -> str:
    """Return ``words`` as they begin within a sentence; an abbreviation keeps its capitals."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _joined(parts: Iterable[str], pattern: str, language: Language) -> str:
    known = list(parts)
    return reduce(lambda before, after: say(pattern, language, before=before, after=after), known) if known else ""
