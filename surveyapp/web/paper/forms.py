"""The fields of a paper form as they are keyed: in the paper's order, by its codes, in its marks."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from werkzeug.exceptions import BadRequest

from surveyapp.core.errors import Code, InputError
from surveyapp.core.form.draft import Draft
from surveyapp.core.form.marks import marks_of, read_marks, write_marks
from surveyapp.core.form.pages import ChoiceField, ChoicesField, Field, Page, RatingField, ShareField, TextField, Value
from surveyapp.reports.paper.codes import item_codes
from surveyapp.web.i18n import gettext, text
from surveyapp.web.refusals import refusal
from surveyapp.workflow.answers.answering import WayIn

WHOLE = "whole"
"""The last, hidden field of the form: a body that was cut on the way has it not."""

_NEVER_KEPT = "\x00"
"""What no database takes."""

_DIGITS = str.maketrans({str(n): f"[{n}{chr(0x660 + n)}{chr(0x6F0 + n)}]" for n in range(10)} | {"?": "[?؟]"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One field, its code on paper, and what was typed."""

    page: Page
    field: Field
    code: str
    typed: str = ""
    is_wrong: bool = False

    @property
    def name(self) -> str:
        """Return what the field is called in the form; on pages alone names repeat."""
        return name_of(self.page, self.field)

    @property
    def value(self) -> Value:
        """Return what was typed, as an answer; empty when it is wrong."""
        return self.field.empty if self.is_wrong else read_marks(self.field, self.typed)

    @property
    def meaning(self) -> str:
        """Return what the answer says, in the reader's language."""
        return meaning(self.field, self.value)

    @property
    def fault(self) -> str:
        """Return what is said when the field refuses what was typed."""
        if isinstance(self.field, TextField):
            too_long = InputError(Code.TOO_MANY_WORDS, limit=self.field.limit)
            return refusal(InputError(Code.UNWRITABLE) if _NEVER_KEPT in self.typed else too_long)
        if isinstance(self.field, ChoicesField):
            return str(gettext("Type at most %(count)s of these numbers, each once.", count=self.field.max))
        return str(gettext("This mark does not exist here on paper."))

    @property
    def legend(self) -> list[tuple[str, str]]:
        """Return each mark that the field takes with what it says."""
        return [(mark, meaning(self.field, (key,))) for mark, key in marks_of(self.field).items()]

    @property
    def pattern(self) -> str | None:
        """Return what the field takes, as HTML's ``pattern`` writes it; None for words and ticks."""
        marks = "|".join(mark.translate(_DIGITS) for mark in marks_of(self.field))
        if isinstance(self.field, ChoicesField):
            return rf"\s*(({marks})([\s,،;؛]+|$))*"
        return rf"\s*({marks})\s*" if marks else None


def name_of(page: Page, field: Field) -> str:
    """Return what a field is called in the form of all pages."""
    return f"{page.id}:{field.name}"


def meaning(field: Field, value: Value) -> str:
    """Return what an answer says, in the reader's language; words say it themselves."""
    if not value:
        return ""
    if isinstance(field, ShareField):
        return str(gettext("may be shown word for word"))
    labels = dict(_labels(field))
    keys = [value] if isinstance(value, str) else value
    return " · ".join(labels.get(key, key) for key in keys)


def _labels(field: Field) -> Iterator[tuple[str, str]]:
    if isinstance(field, RatingField):
        yield from ((str(point.value), text(point.label)) for point in field.scale.points)
        yield from ((option.key, text(option.label)) for option in field.scale.non_answers)
    elif isinstance(field, ChoiceField | ChoicesField):
        yield from ((option.key, text(option.label)) for option in field.options)


def kept_entries(way_in: WayIn, draft: Draft) -> list[Entry]:
    """Return the form as it was keyed."""
    return [
        Entry(page, field, code, write_marks(field, draft.values(page).get(field.name, field.empty)))
        for page, field, code in _fields(way_in)
    ]


def by_page(entries: Sequence[Entry]) -> list[tuple[Page, list[Entry]]]:
    """Return the entries of each page."""
    return [(page, list(rows)) for page, rows in groupby(entries, key=lambda entry: entry.page)]


def by_legend(entries: Sequence[Entry]) -> list[tuple[list[tuple[str, str]], list[Entry]]]:
    """Return the entries that follow each other under one legend; words and ticks have none."""
    return [(legend, list(rows)) for legend, rows in groupby(entries, key=lambda entry: entry.legend)]


def posted_entries(way_in: WayIn, body: Mapping[str, str]) -> list[Entry]:
    """Return the form as it was sent.

    Raises:
        BadRequest: ``body`` is not whole.
    """
    if WHOLE not in body:
        raise BadRequest("malformed")
    return [_posted(page, field, code, body) for page, field, code in _fields(way_in)]


def paper_entries(way_in: WayIn, fields: Sequence[tuple[Page, Field]], body: Mapping[str, str]) -> list[Entry]:
    """Return what was typed beside both keyings of these fields, under names of its own."""
    codes = item_codes(way_in.questionnaire, way_in.side)
    found = []
    for page, field in fields:
        typed = body.get(f"{name_of(page, field)}:paper", "")
        is_wrong = _NEVER_KEPT in typed or not _is_read(field, typed)
        found.append(Entry(page, field, codes[page.id, field.name], typed, is_wrong=is_wrong))
    return found


def draft_of(entries: Sequence[Entry]) -> Draft:
    """Return what was typed as a draft, without what is wrong."""
    draft = Draft()
    for page in dict.fromkeys(entry.page for entry in entries):
        draft = draft.with_changes(page, {entry.field.name: entry.value for entry in entries if entry.page is page})
    return draft


def _posted(page: Page, field: Field, code: str, body: Mapping[str, str]) -> Entry:
    typed = body.get(name_of(page, field), None if not isinstance(field, ShareField) else "")
    if typed is None:
        raise BadRequest("cut")
    return Entry(page, field, code, typed, is_wrong=_NEVER_KEPT in typed or not _is_read(field, typed))


def _is_read(field: Field, typed: str) -> bool:
    try:
        read_marks(field, typed)
    except ValueError:
        return False
    return True


def _fields(way_in: WayIn) -> Iterator[tuple[Page, Field, str]]:
    codes = item_codes(way_in.questionnaire, way_in.side)
    for page in way_in.pages:
        yield from ((page, field, codes[page.id, field.name]) for field in page.fields)
