"""Finding and ordering names as people do: hamza, accents, case and the shape of digits make no difference.

Databases look through what is written here beside each name, and compare by code point.
"""

import re
import unicodedata

from surveyapp.core.text.bidi import western_digits
from surveyapp.core.text.languages import TABLE, Text

_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None})
_NUMBER, _DIGITS, _ANY = re.compile(r"[0-9]+"), 4, "*"


class _Plain(dict[int, str]):
    """What each letter is found by, worked out when it is first met: lists of names hold few, very often."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        is_hidden = unicodedata.category(letter) == "Cf"
        plain = "" if is_hidden else unicodedata.normalize("NFKD", western_digits(letter).translate(_LETTERS))
        self[code] = "".join(c for c in plain if not unicodedata.combining(c)).translate(_LETTERS)
        return self[code]


_PLAIN = _Plain()


def folded(text: str) -> str:
    """Return ``text`` without what people leave out or write either way, in both languages."""
    return " ".join(text.translate(_PLAIN).casefold().split())


def words_of(wanted: str) -> list[str]:
    """Return the words that are looked for, as names are found by them."""
    return folded(wanted.replace("\0", "")).split()


def in_order(text: str) -> tuple[str | int, ...]:
    """Return what names are ordered by: their letters as they are found by, and numbers in them by their size."""
    return tuple(int(one) if place % 2 else one for place, one in enumerate(re.split(r"([0-9]+)", folded(text))))


def sought_in(name: Text) -> str:
    """Return what a name is found by: in each of its languages, a line each, so that no word spans two."""
    return "\n".join(dict.fromkeys(folded(name[code]) for code in name.written))


def places_of(name: Text) -> dict[str, str]:
    """Return by what a name is ordered in each of its languages, and in one that it lacks: ``in_order`` as one text."""
    places = {code: _place_of(name[code]) for code in name.written}
    return {**places, _ANY: next(iter(places.values()))}


def places_read_by(language: str) -> list[str]:
    """Return under which keys of ``places_of`` a reader's place stands, the first that is there: see ``nearest``."""
    tried: list[str] = []
    while language in TABLE and language not in tried:
        tried.append(language)
        language = TABLE[language].falls_back_to
    return [*tried, _ANY]


def _place_of(name: str) -> str:
    """Return text in which a tab, which comes before all letters, and how long a number is stand before each number."""
    return _NUMBER.sub(lambda found: f"\t{_sized(found.group().lstrip('0') or '0')}", folded(name))


def _sized(number: str) -> str:
    return f"{len(number):0{_DIGITS}}{number}"
