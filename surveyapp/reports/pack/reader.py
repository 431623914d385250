"""One pack as one reader sees it, in one language; and the blocks that its sheets are built of."""

from dataclasses import dataclass
from datetime import date
from textwrap import shorten
from typing import Any

from surveyapp.charts.view import View
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Side
from surveyapp.core.text.bidi import isolated
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.rounding import written
from surveyapp.core.text.shown import shown
from surveyapp.reports.pack.content import OF_SIZE, MeetingPack
from surveyapp.words import demonstration
from surveyapp.words.catalogue import counted, say
from surveyapp.words.dates import day_text
from surveyapp.words.naming import Names, told_apart
from surveyapp.words.rounds import signed as with_sign

Block = dict[str, object]
Sheet = dict[str, Any]
Cell = str | dict[str, object]
NOTHING = "–"
LONGEST_HEAD, LONGEST_RUNNING, LONGEST_SAID = 28, 42, 60
"""Characters of a name at the head of a column, in the line at the foot of every page, and in a sentence."""


@dataclass(frozen=True)
class Reader:
    """A pack in one language."""

    pack: MeetingPack
    language: Language

    @property
    def view(self) -> View:
        """Return the result as the charts show it to this reader."""
        return View(self.pack.result, self.questionnaire, self.language, self._partner)

    @property
    def _partner(self) -> Text:
        """Return the partner's name as sentences have it: cut where it is too long for them, and on the cover whole."""
        whole = self.pack.review.partner.name
        if not self.wants("cover"):
            return whole
        return Text({code: shortened(name, LONGEST_SAID) for code, name in whole.items()})

    @property
    def names(self) -> Names:
        """Return what both organisations are called."""
        return self.view.names

    @property
    def result(self) -> ReviewResult:
        """Return the released figures."""
        return self.pack.result

    @property
    def has_scores(self) -> bool:
        """Say whether any comparison, or one side of it, may be shown."""
        return self.view.has_scores

    @property
    def is_from_right(self) -> bool:
        """Say whether the language is written from the right."""
        return self.language.direction == "rtl"

    @property
    def questionnaire(self) -> Questionnaire:
        """Return the version that was answered, with names that tell the two organisations apart."""
        return told_apart(self.pack.questionnaire, self.pack.review.partner.name)

    def wants(self, name: str) -> bool:
        """Say whether the sheet or section called ``name`` is printed: with the size, or because it was chosen.

        A chosen section brings its sheet along.
        """
        chosen = self.pack.chosen or OF_SIZE[self.pack.size]
        sections = {section.id for section in self.questionnaire.sections}
        if name == "principles":
            return name in chosen or bool(chosen & sections)
        return name in chosen or (name in sections and "principles" in chosen and not chosen & sections)

    def say(self, message: str, **values: object) -> str:
        """Return a sentence of the catalogue in the reader's language."""
        return say(message, self.language, **values)

    def counted(self, one: str, many: str, n: int, **values: object) -> str:
        """Return a sentence about ``n`` things, likewise."""
        return counted(one, many, n, self.language, **values)

    def words(self, text: Text) -> str:
        """Return ``text`` in the reader's language."""
        return shown(text.in_(self.language))

    def name(self, text: Text) -> str:
        """Return a name so that it does not disturb the sentence around it."""
        return isolated(self.words(text))

    def column(self, side: Side) -> str:
        """Return what a side is called at the head of a column or row: by its name, unless that is too long for it."""
        name = self.names.alone(side)
        return self.names.of(side) if len(name) <= LONGEST_HEAD else self.view.side_name(side)

    def day(self, day: date) -> str:
        """Return a date as the reader's language writes it."""
        return day_text(day, self.language)

    def place(self, name: str) -> str:
        """Return the name of the place where a topic's sheet begins, or another; different in each language."""
        return f"{self.language}-{name}"

    def sheet(
        self,
        title: str,
        *blocks: Block,
        kind: str,
        is_wide: bool = False,
        place: str = "",
        over: str = "",
    ) -> Sheet:
        """Return one sheet: its heading, which is also its bookmark, and its blocks.

        ``place`` names its beginning, its kind where nothing is given. ``over`` stands over the heading: what this
        sheet and its neighbours are parts of, and their bookmarks stand under. ``below`` is for further sheets that
        are printed on the same page.
        """
        review = self.pack.review
        marks = [self.say(demonstration.IN_SHORT)] if review.is_demonstration else []
        names = [self.words(review.partner.name), self.words(review.round.title)]
        return {
            "kind": kind,
            "title": title,
            "blocks": list(blocks),
            "below": [],
            "is_wide": is_wide,
            "place": self.place(place or kind),
            "over": over,
            "language": self.language.code,
            "direction": self.language.direction,
            "on_page": self.say("p.\u00a0%(n)s", n="{n}"),
            "running": " · ".join([*map(shortened, names), *marks]),
            "page": self.say("Page %(n)s of %(total)s", n="{n}", total="{total}"),
        }


def shortened(name: str, longest: int = LONGEST_RUNNING) -> str:
    """Return a name as it stands at the foot of every page, or so long: cut where it is too long, between words."""
    return shorten(name, longest, placeholder="…") if len(name) > longest else name


def block(kind: str, **content: Any) -> Block:
    """Return one block of a sheet, as the template knows it."""
    return {"kind": kind, **content}


def table(
    head: list[Cell],
    rows: list[list[Cell]],
    *,
    widths: list[str],
    size: int = 12,
    height: int = 0,
    inset: float = 2,
) -> Block:
    """Return a table; ``widths`` are Typst's, ``size`` is in points.

    ``height`` is the least of a row, and ``inset`` the room above and below its words, in millimetres.
    """
    return block("table", head=head, rows=rows, widths=widths, size=size, height=height, inset=inset)


def number(value: float | None, *, digits: int = 1) -> Cell:
    """Return an unsigned figure as a cell; a dash where it is withheld."""
    return NOTHING if value is None else ltr(written(value, digits))


def signed(value: float | None, *, digits: int = 1, is_strong: bool = False) -> Cell:
    """Return a difference as a cell, with its sign; a dash where there is none."""
    return NOTHING if value is None else {"text": with_sign(value, digits), "is_ltr": True, "is_strong": is_strong}


def ltr(text: str) -> Cell:
    """Return a cell that reads from left to right in either language."""
    return {"text": text, "is_ltr": True, "is_strong": False}


def leading(text: str, place: str) -> Cell:
    """Return a cell that leads to the sheet that begins at ``place``, and names its page."""
    return {"text": text, "is_ltr": False, "is_strong": True, "place": place}


def told_of(reading: str, sentence: str) -> Cell:
    """Return a cell that says what a comparison says: its reading in bold, then its sentence."""
    return {"lead": reading, "text": sentence, "is_ltr": False, "is_strong": False}


def over_rows(cell: Cell, count: int) -> Cell:
    """Return a cell that stands beside ``count`` rows; the next ones leave it out."""
    plain = {"text": cell, "is_ltr": False, "is_strong": False} if isinstance(cell, str) else cell
    return {**plain, "rows": count}
