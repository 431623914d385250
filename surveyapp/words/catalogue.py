"""The catalogue: an English sentence in, the reader's language out. Knows no request."""

import gettext
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from surveyapp.core.text.languages import TABLE, Language, Text

TRANSLATIONS = Path(__file__).parents[2] / "translations"
SOURCE = Language("en")
"""The language that sentences are written in; it needs no catalogue."""


def marked(message: str) -> str:
    """Return ``message`` as it is; marks it as one to translate when it is shown."""
    return message


def marked_count(one: str, many: str) -> tuple[str, str]:
    """Return both forms of a counted message as they are; marks them as one to translate when it is shown."""
    return one, many


def say(message: str, language: Language, /, **values: object) -> str:
    """Return a marked message in ``language``, its named places filled: ``%(name)s``."""
    return catalogue_of(language).gettext(message) % values


def counted(one: str, many: str, n: int, language: Language, /, **values: object) -> str:
    """Return a message about ``n`` things in the form that the language has for so many; ``%(n)s`` is the number."""
    return catalogue_of(language).ngettext(one, many, n) % {"n": n, **values}


def in_all(message: str, languages: Iterable[Language], **values: object) -> Text:
    """Return a marked message in each of ``languages``."""
    return in_each(languages, lambda language: say(message, language, **values))


def in_each(languages: Iterable[Language], sentence: Callable[[Language], str]) -> Text:
    """Return what ``sentence`` gives for each of ``languages``."""
    return Text({language: sentence(language) for language in languages})


def available() -> tuple[Language, ...]:
    """Return every language that there is a catalogue for."""
    return tuple(language for language in map(Language, TABLE) if find_missing([language]) is None)


def find_missing(languages: Iterable[Language]) -> Language | None:
    """Return the first of ``languages`` that has no compiled catalogue, in which pages would silently be English."""
    for language in languages:
        if language != SOURCE and gettext.find("messages", str(TRANSLATIONS), [language.code]) is None:
            return language
    return None


@cache
def catalogue_of(language: Language) -> gettext.NullTranslations:
    """Return the compiled catalogue; FileNotFoundError where there is none."""
    if language == SOURCE:
        return gettext.NullTranslations()
    return gettext.translation("messages", str(TRANSLATIONS), [language.code])
