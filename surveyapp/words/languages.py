"""What languages are called: by readers of each."""

from babel import Locale

from surveyapp.core.text.languages import TABLE, Language
from surveyapp.words.catalogue import SOURCE


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
