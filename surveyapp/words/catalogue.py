"""The catalogue: an English sentence in, the reader's language out. Knows no request."""

import gettext
from collections.abc import Iterable, Mapping
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
    """Return a marked message in each of ``languages``, the texts among ``values`` too."""
    return Text(**{one.code: say(message, one, **_said(values, one)) for one in languages})


def _said(values: Mapping[str, object], language: Language) -> dict[str, object]:
    return {name: value.in_(language) if isinstance(value, Text) else value for name, value in values.items()}


def available() -> tuple[Language, ...]:
    """Return every language that there is a catalogue for."""
    return tuple(Language)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    """Return the compiled catalogue; English is the source and needs none."""
    if language is Language.EN:
        return gettext.NullTranslations()
    return gettext.translation("messages", str(TRANSLATIONS), [language.value])
