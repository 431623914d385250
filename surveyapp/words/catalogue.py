"""The catalogue: an English sentence in, the reader's language out. Knows no request."""

import gettext
from functools import cache
from pathlib import Path

from surveyapp.core.text.languages import Language

SOURCE = Language("en")
"""The language that sentences are written in here."""

TRANSLATIONS = Path(__file__).parents[2] / "translations"


def marked(message: str) -> str:
    """Return ``message`` as it is; marks it as one to translate when it is shown."""
    return message


def say(message: str, language: Language, /, **values: object) -> str:
    """Return a marked message in ``language``, its named places filled: ``%(name)s``."""
    return _catalogue(language).gettext(message) % values


def counted(one: str, many: str, n: int, language: Language, /, **values: object) -> str:
    """Return a message about ``n`` things in the form that the language has for so many; ``%(n)s`` is the number."""
    return _catalogue(language).ngettext(one, many, n) % {"n": n, **values}


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    """Return the compiled catalogue; English is the source and needs none."""
    if language == SOURCE:
        return gettext.NullTranslations()
    return gettext.translation("messages", str(TRANSLATIONS), [language.value])
