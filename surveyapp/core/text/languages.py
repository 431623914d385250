"""The languages that texts are written in, and a text in all of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """A language that every text is written in; the first is the default."""

    AR = "ar"
    EN = "en"

    @property
    def direction(self) -> str:
        """Return the writing direction as HTML's ``dir`` takes it."""
        return "rtl" if self is Language.AR else "ltr"

    @property
    def code(self) -> str:
        """Return the code, as HTML's ``lang``, addresses and files have it."""
        return self.value

    @property
    def locale(self) -> str:
        """Return the name of the locale that dates and plural forms follow."""
        return "ar_PS" if self is Language.AR else "en_GB"

    @property
    def own_name(self) -> str:
        """Return what the language calls itself."""
        return "العربية" if self is Language.AR else "English"


TABLE = {language.value: language for language in Language}

PRINTED_IN: Mapping[str, tuple[Language, ...]] = {
    **{language.value: (language,) for language in Language},
    "both": tuple(Language),
}
"""What a print may be asked for in → its languages."""


@dataclass(frozen=True, slots=True)
class Text:
    """One sentence in both languages."""

    ar: str
    en: str

    def in_(self, language: Language) -> str:
        """Return the sentence in ``language``."""
        return self.ar if language == Language.AR else self.en


def in_order(first: Language, offered: Sequence[Language]) -> tuple[Language, ...]:
    """Return the languages of what is sent to a reader of ``first``: that one, then the others that are offered."""
    return (first, *(one for one in offered if one != first))
