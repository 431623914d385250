"""Finding and ordering names as people do: hamza, accents, case and the shape of digits make no difference."""

import re
import unicodedata

from surveyapp.core.text.bidi import western_digits, without_invisible

_LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ئ": "ي", "ؤ": "و", "ة": "ه", "ـ": None})


def folded(text: str) -> str:
    """Return ``text`` without what people leave out or write either way, in both languages."""
    plain = unicodedata.normalize("NFKD", western_digits(without_invisible(text)).translate(_LETTERS))
    kept = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(kept.translate(_LETTERS).casefold().split())


def in_order(text: str) -> tuple[str | int, ...]:
    """Return what names are ordered by: their letters as they are found by, and numbers in them by their size."""
    return tuple(int(one) if place % 2 else one for place, one in enumerate(re.split(r"([0-9]+)", folded(text))))
