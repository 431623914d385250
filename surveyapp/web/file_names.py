"""What files are called that are given away: partner, round, what it is, side, language and day, in any script."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from surveyapp.core.conduct.review import Review
from surveyapp.core.sides import Side
from surveyapp.web.clock import today
from surveyapp.web.i18n import gettext, marked, text

_LENGTH = 48
"""Characters of a name in the name of a file: with all else it stays below the 255 bytes that discs take."""
_REFUSED = re.compile(r'[\x00-\x1f\x7f"*/:<>?\\|\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]+')
"""What some disc takes in no name, and marks that nobody sees."""


class What(StrEnum):
    """What a file is; the value is what it is called in plain letters."""

    PACK = "pack"
    SLIDES = "slides"
    HANDOUT = "handout"
    LETTERS = "letters"
    LETTER = "letter"
    FORM = "form"
    FORMS = "forms-with-codes"
    RESULTS = "results"
    TABLE = "empty-table"


_NAMES = {
    What.PACK: marked("Meeting pack"),
    What.SLIDES: marked("Slides"),
    What.HANDOUT: marked("Handout"),
    What.LETTERS: marked("Letters"),
    What.LETTER: marked("Letter"),
    What.FORM: marked("Blank form"),
    What.FORMS: marked("Forms with codes"),
    What.RESULTS: marked("Results"),
    What.TABLE: marked("Empty table"),
}
_SIDES = {Side.PRCS: marked("PRCS"), Side.PARTNER: marked("Partner")}


@dataclass(frozen=True, slots=True)
class FileName:
    """A file's name as its reader finds it, and in plain letters for what cannot take that."""

    shown: str
    plain: str

    def header(self, *, is_inline: bool = False) -> str:
        """Return the header that gives the name (RFC 6266)."""
        way = "inline" if is_inline else "attachment"
        return f"{way}; filename=\"{self.plain}\"; filename*=UTF-8''{quote(self.shown, safe='')}"


def name_file(
    review: Review, what: What, kind: str, *more: str, side: Side | None = None, is_alike: bool = False
) -> FileName:
    """Return what a file of a review is called; ``more`` is what tells it from others, such as its language.

    Where another partner's name ``is_alike``, the short name tells them apart.
    """
    day = f"{today():%Y-%m-%d}"
    sides = [] if side is None else [gettext(_SIDES[side])]
    name, slug = text(review.partner.name), review.partner.slug[: _LENGTH // 2]
    partner = [name[: _LENGTH - len(slug)], slug] if is_alike else [name]
    names = [*partner, text(review.round.title), gettext(_NAMES[what]), *sides, *more, day]
    plain = [review.partner.slug, review.round.slug, *([] if side is None else [side.value]), what.value, *more, day]
    return FileName(f"{_joined(names)}.{kind}", f"{'-'.join(plain)}.{kind}")


def list_alike(listed: Iterable[Review]) -> set[int]:
    """Return the reviews whose files' names would begin as those of another partner's review do."""
    of_name: dict[str, list[Review]] = {}
    for review in listed:
        of_name.setdefault(_joined([text(review.partner.name)]).casefold(), []).append(review)
    alike = (found for found in of_name.values() if len({review.partner.id for review in found}) > 1)
    return {review.id for found in alike for review in found}


def _joined(parts: Sequence[str]) -> str:
    cleaned = (" ".join(_REFUSED.sub(" ", part).split())[:_LENGTH].strip(" .") for part in parts)
    return " – ".join(one for one in cleaned if one)
