"""The catalogue: an English sentence in, the reader's language out. Knows no request."""

import gettext
from collections.abc import Callable, Iterable
from functools import cache
from pathlib import Path

from surveyapp.core.text.languages import Language, Text

TRANSLATIONS = Path(__file__).parents[2] / "translations"
SOURCE = Language("en")
"""The language that sentences are written in; it needs no catalogue."""


def marked(message: str) -> str:
    """Return ``message`` as it is; marks it as one to translate when it is shown."""
    return message


def say(message: str, language: Language, **values: object) -> str:
    """Return a marked message in ``language``, its named places filled: ``%(name)s``."""
    return _catalogue(language).gettext(message) % values


def counted(one: str, many: str, n: int, language: Language, **values: object) -> str:
    """Return a message about ``n`` things in the form that the language has for so many; ``%(n)s`` is the number."""
    return _catalogue(language).ngettext(one, many, n) % {"n": n, **values}


def in_all(message: str, languages: Iterable[Language], **values: object) -> Text:
    """Return a marked message in each of ``languages``."""
    return in_each(languages, lambda language: say(message, language, **values))


def in_each(languages: Iterable[Language], sentence: Callable[[Language], str]) -> Text:
    """Return what ``sentence`` gives for each of ``languages``."""
    return Text(**{language.code: sentence(language) for language in languages})


def available() -> tuple[Language, ...]:
    """Return every language that there is a catalogue for."""
    return tuple(Language)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    """Return the compiled catalogue; English is the source and needs none."""
    if language is Language.EN:
        return gettext.NullTranslations()
    return gettext.translation("messages", str(TRANSLATIONS), [language.value])
