"""What languages are called: by readers of each, and by people who fill in a list."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from babel import Locale

from surveyapp.core.text.languages import TABLE, Language
from surveyapp.core.text.searching import folded
from surveyapp.words.catalogue import SOURCE, say

ALSO: Mapping[str, tuple[str, ...]] = {
    "ar": ("عربية", "عربي"),
    "en": ("إنجليزية", "إنجليزي"),
}
"""What people call a language beside what CLDR has."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")


def name_of(language: str, reader: Language) -> str:
    """Return what ``language`` is called in the language of ``reader``; its own name where CLDR does not know it."""
    try:
        called = Locale.parse(reader.locale).languages.get(Locale.parse(TABLE[language].locale).language)
    except KeyError:
        return language
    return str(called or TABLE[language].own_name)


def english_name(language: str) -> str:
    """Return what a language is called in the language that faults of files are written in."""
    return name_of(language, SOURCE)


def name_heading(language: str, reader: Language) -> str:
    """Return the heading of a column or field with names in ``language``."""
    return say("Name in %(spoken)s", reader, spoken=name_of(language, reader))


def title_heading(language: str, reader: Language) -> str:
    """Return the heading of a field with a round's title in ``language``."""
    return say("Title in %(spoken)s", reader, spoken=name_of(language, reader))


def subject_heading(language: str, reader: Language) -> str:
    """Return the heading of a field with the subject of mails in ``language``."""
    return say("Subject in %(spoken)s", reader, spoken=name_of(language, reader))


def sentence_heading(language: str, reader: Language) -> str:
    """Return the heading of a field with a sentence of mails in ``language``."""
    return say("Sentence in %(spoken)s", reader, spoken=name_of(language, reader))


def listed(languages: Sequence[str], reader: Language) -> str:
    """Return the names of several languages as one run of words."""
    return " · ".join(name_of(one, reader) for one in languages)


def find_language(said: str) -> Language | None:
    """Return the language that a cell names, also as programs do (``ar-PS``, ``Arabic (ar)``); None without one."""
    known = _known()
    named = {known[word] for word in _BETWEEN_WORDS.split(folded(said)) if word in known}
    return Language(named.pop()) if len(named) == 1 else None


@cache
def _known() -> Mapping[str, str]:
    """Return the code of each language by all that it is called in any of them."""
    found: dict[str, str] = {}
    for code in TABLE:
        names = [code, TABLE[code].own_name, *ALSO.get(code, ()), *(name_of(code, Language(one)) for one in TABLE)]
        found |= {folded(name): code for name in names}
    return found
