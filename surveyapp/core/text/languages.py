"""The languages that texts may be written in, one row each, and a text in some of them."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple, Self

RTL, LTR = "rtl", "ltr"
_CODE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Row(NamedTuple):
    """What is known of a language."""

    locale: str
    """How CLDR calls it: dates, plural forms and the names of languages follow from it."""
    direction: str
    """The writing direction, as HTML's ``dir`` takes it."""
    own_name: str
    falls_back_to: str
    """The code of the language that its readers are shown a text in which it lacks."""


TABLE: dict[str, Row] = {
    "ar": Row("ar_PS", RTL, "العربية", falls_back_to="en"),
    "en": Row("en_GB", LTR, "English", falls_back_to="ar"),
}
"""Every language that there is, by code. One more: a row here, a catalogue, and texts in a questionnaire."""


class Language(str):
    """A language by its code, such as ``ar``: one that has a row.

    Raises:
        ValueError: there is no such row.
    """

    __slots__ = ()

    def __new__(cls, code: str) -> Self:
        """Return the language that has ``code``."""
        if code not in TABLE:
            raise ValueError(f"there is no language {code!r}")
        return super().__new__(cls, code)

    @property
    def code(self) -> str:
        """Return the code, as HTML's ``lang``, addresses and files have it."""
        return str(self)

    @property
    def locale(self) -> str:
        """Return the name of the locale that dates and plural forms follow."""
        return TABLE[self].locale

    @property
    def direction(self) -> str:
        """Return the writing direction, as HTML's ``dir`` takes it."""
        return TABLE[self].direction

    @property
    def own_name(self) -> str:
        """Return what the language calls itself."""
        return TABLE[self].own_name


def nearest(language: str, given: Collection[str]) -> str:
    """Return the one of ``given`` languages that a reader of ``language`` is shown; the one rule of falling back.

    Its own; else the one that its row names, and so on; else the first of ``given``.

    Raises:
        ValueError: none is given.
    """
    tried: list[str] = []
    while language not in given and language in TABLE and language not in tried:
        tried.append(language)
        language = TABLE[language].falls_back_to
    if language in given:
        return language
    for one in given:
        return one
    raise ValueError("a text needs words in one language at least")


def in_order(reader: str, offered: Sequence[Language]) -> tuple[Language, ...]:
    """Return the languages of what is sent to a reader: the one that he is shown (see ``nearest``), then the others."""
    first = Language(nearest(reader, offered))
    return (first, *(one for one in offered if one != first))


class Text(Mapping[str, str]):
    """One sentence or name, by the codes of the languages that it is written in; blank words count as none.

    Codes that have no row are kept: a release or an archive may come from where there are more languages.

    Raises:
        ValueError: a key is no code of a language.
        TypeError: a value is no text.
    """

    __slots__ = ("_words",)

    def __init__(self, words: Mapping[str, str]) -> None:
        for code, said in words.items():
            if not isinstance(said, str):
                raise TypeError(f"the words of a text are text, not {said!r}")
            if not _CODE.fullmatch(code):
                raise ValueError(f"{code!r} is no code of a language")
        self._words = {str(code): said for code, said in words.items()}

    def __getitem__(self, code: str) -> str:
        """Return the words in one language, without falling back."""
        return self._words[code]

    def __iter__(self) -> Iterator[str]:
        """Go through the codes."""
        return iter(self._words)

    def __len__(self) -> int:
        """Return in how many languages it is written."""
        return len(self._words)

    def __hash__(self) -> int:
        """Return a hash that does not depend on the order of languages."""
        return hash(frozenset(self._words.items()))

    def __repr__(self) -> str:
        """Return the text as it is made."""
        return f"Text({self._words!r})"

    @property
    def written(self) -> tuple[str, ...]:
        """Return the codes of the languages in which there is something to read."""
        return tuple(code for code, said in self._words.items() if said.strip())

    def language_for(self, language: str) -> str:
        """Return the code of the language in which a reader of ``language`` is shown the text: see ``nearest``."""
        if self._words.get(language, "").strip():
            return language
        return nearest(language, self.written or tuple(self._words))

    def in_(self, language: str) -> str:
        """Return the sentence in ``language``, or in the one that stands for it."""
        return self._words[self.language_for(language)]

    def lacks(self, languages: Iterable[str]) -> tuple[str, ...]:
        """Return those of ``languages`` in which there is nothing to read."""
        return tuple(one for one in languages if not self._words.get(one, "").strip())


def printed_in(asked: str, offered: Sequence[Language]) -> tuple[Language, ...]:
    """Return the languages that a print is asked for in: ``both`` is the first two offered, else codes with commas.

    Raises:
        ValueError: one of them is not offered, or stands twice.
    """
    if asked == "both":
        return tuple(offered[:2])
    languages = tuple(Language(code) for code in asked.split(","))
    if len(set(languages)) < len(languages) or not set(languages) <= set(offered):
        raise ValueError(f"{asked!r} is not offered")
    return languages
