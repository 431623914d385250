"""One pack as one reader sees it, in one language; and the blocks that its sheets are built of."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from babel.dates import format_date

from surveyapp.charts.view import View
from surveyapp.charts.wording import difference, score
from surveyapp.core.bidi import isolated, without_controls
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Language, Text
from surveyapp.core.wire import canonical_json, digest
from surveyapp.reports.pack_content import MeetingPack
from surveyapp.reports.pack_labels import LABELS, PackLabels

Block = dict[str, object]
Sheet = dict[str, object]
Cell = str | dict[str, object]
NOTHING = "–"
_LOCALES = {Language.AR: "ar_PS", Language.EN: "en_GB"}


@dataclass(frozen=True)
class Reader:
    """A pack in one language."""

    pack: MeetingPack
    language: Language

    @property
    def labels(self) -> PackLabels:
        """Return the pack's own words."""
        return LABELS[self.language]

    @property
    def view(self) -> View:
        """Return the result as the charts show it to this reader."""
        return View(self.pack.result, self.pack.questionnaire, self.language, self.pack.review.partner.name)

    @property
    def result(self) -> ReviewResult:
        """Return the released figures."""
        return self.pack.result

    @cached_property
    def shown(self) -> str:
        """Return the hash of what charts show: the figures and the partner's name, no comments."""
        return digest(canonical_json([replace(self.pack.result, comments=()), self.pack.review.partner.name]))

    @property
    def for_charts(self) -> dict[str, Any]:
        """Return what charts and their descriptions take beside the figures."""
        review = self.pack.review
        return {"questionnaire": self.questionnaire, "language": self.language, "partner": review.partner.name}

    @property
    def questionnaire(self) -> Questionnaire:
        """Return the version that was answered."""
        return self.pack.questionnaire

    def wants(self, name: str) -> bool:
        """Say whether the sheet or section called ``name`` was chosen; a chosen section brings its sheet along."""
        chosen = self.pack.chosen
        sections = {section.id for section in self.questionnaire.sections}
        if not chosen or name in chosen:
            return True
        if name == "principles":
            return bool(chosen & sections)
        return name in sections and "principles" in chosen and not chosen & sections

    def say(self, text: Text) -> str:
        """Return ``text`` in the reader's language."""
        return without_controls(text.in_(self.language))

    def name(self, text: Text) -> str:
        """Return a name so that it does not disturb the sentence around it."""
        return isolated(self.say(text))

    def day(self, day: date) -> str:
        """Return a date as the reader's language writes it."""
        return str(format_date(day, "long", _LOCALES[self.language]))

    def sheet(self, title: str, *blocks: Block, kind: str, is_wide: bool = False) -> Sheet:
        """Return one sheet: its heading, which is also its bookmark, and its blocks."""
        review = self.pack.review
        marks = [self.view.labels.demonstration] if review.is_demonstration else []
        return {
            "kind": kind,
            "title": title,
            "blocks": list(blocks),
            "is_wide": is_wide,
            "language": self.language.value,
            "direction": self.language.direction,
            "running": " · ".join([self.say(review.partner.name), self.say(review.round.title), *marks]),
            "page": self.labels.page,
        }


def block(kind: str, **content: Any) -> Block:
    """Return one block of a sheet, as the template knows it."""
    return {"kind": kind, **content}


def table(head: list[Cell], rows: list[list[Cell]], *, widths: list[str], size: int = 12, height: int = 0) -> Block:
    """Return a table; ``widths`` are Typst's, ``size`` is in points, ``height`` the least of a row, in millimetres."""
    return block("table", head=head, rows=rows, widths=widths, size=size, height=height)


def number(value: float | None, *, digits: int = 1) -> Cell:
    """Return an unsigned figure as a cell; a dash where it is withheld."""
    if value is None:
        return NOTHING
    return ltr(score(value) if digits == 1 else f"{value:.{digits}f}")


def signed(value: float | None, *, is_strong: bool = False) -> Cell:
    """Return a gap as a cell, with its sign; a dash where it is withheld."""
    return NOTHING if value is None else {"text": difference(value), "is_ltr": True, "is_strong": is_strong}


def ltr(text: str) -> Cell:
    """Return a cell that reads from left to right in either language."""
    return {"text": text, "is_ltr": True, "is_strong": False}
