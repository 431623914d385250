"""What the columns of a table of answers are called: the form's own names, and those of an XLSForm's export."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from surveyapp.catalogue.table_faults import TableReport, quoted
from surveyapp.catalogue.tables import Table
from surveyapp.core.pages import PROFILE, ChoicesField, Field, Page, RatingField, ShareField
from surveyapp.core.sides import Side, Text

SHARE_LABEL = Text(
    ar="يجوز عرض ما كتبته أعلاه حرفياً ومن دون اسم على الطرفين.",
    en="My words above may be shown, word for word and without a name, to both sides.",
)
XLSFORM_DOT = "__"
"""What stands in an XLSForm's names for a dot, which not every tool takes."""

COVER = "overview"
"""The group of an XLSForm that explains what the form is for; no section can have this name."""

NOTES = ("intro", "privacy", "hint", "scale", "self", "other", "joint", "thanks", "form")
"""What an XLSForm says beside its questions. A note's name is its group's and one of these."""

MARK = "form:"
"""How a column's name begins that names the form which the app's own table is for."""

FORM = f"{COVER}{XLSFORM_DOT}form"
"""The column in which each row of an XLSForm's export names its form."""

_BETWEEN = re.compile(r"__|[-/:.]")
"""What stands between the parts of a name: the app's own, an XLSForm's, and before them the groups of Kobo and ODK."""

_METADATA = frozenset(
    {"start", "end", "today", "deviceid", "phonenumber", "simserial", "subscriberid", "username", "audit", "meta"}
    | {"instanceid", "instancename", "formhub", "key", "submissiondate", "submitterid", "submittername", "status"}
    | {"attachmentspresent", "attachmentsexpected", "reviewstate", "edits", "formversion"}
)
"""How columns' names begin that Kobo and ODK add, in small letters; others of theirs begin with ``_``."""


Key = tuple[str, str, str | None]
"""A page's id, a field's name, and an option's key."""


class Meaning(NamedTuple):
    """What a column holds: a field's value, or by 0 and 1 whether one ``option`` of a field was chosen."""

    page: Page
    field: Field
    option: str | None = None

    @property
    def key(self) -> Key:
        """Return what tells this from all else that a column may hold."""
        return self.page.id, self.field.name, self.option

    @property
    def place(self) -> str:
        """Return what faults call the column, such as ``integrity/holds_principles.self``."""
        own = own_name(self.page, self.field).removeprefix(f"{self.page.id}.")
        return "/".join(filter(None, (self.page.id, own, self.option)))


Columns = Sequence[Meaning | None]
"""What each column of a table holds; None for one that is passed over."""


def own_name(page: Page, field: Field) -> str:
    """Return what the app calls the field in tables: with the page's name where the field's alone says too little."""
    is_alone = page.id != PROFILE and (page.section is None or isinstance(field, RatingField))
    return field.name if is_alone else f"{page.id}.{field.name}"


def xlsform_name(page: Page, field: Field) -> str:
    """Return what the field is called in an XLSForm."""
    return own_name(page, field).removeprefix(f"{PROFILE}.").replace(".", XLSFORM_DOT)


def note_name(group: str, note: str) -> str:
    """Return what a note is called in an XLSForm."""
    return f"{group}{XLSFORM_DOT}{note}"


def form_mark(questionnaire: str, side: Side) -> str:
    """Return what names one side's form of the version ``slug@version``."""
    return f"{side.value}:{questionnaire}"


def question_of(field: Field) -> Text:
    """Return what is asked."""
    return SHARE_LABEL if isinstance(field, ShareField) else field.label


def find_columns(table: Table, pages: Sequence[Page], report: TableReport) -> Columns:
    """Return what the columns of ``table`` hold; those are reported that are unknown, there twice, or missing."""
    known = dict(_meanings(pages))
    found: list[Meaning | None] = []
    first: dict[Key, str] = {}
    for number, name in enumerate(table.header, start=1):
        words = _words(name)
        meaning = known.get(words)
        if words not in known and not _is_added(name):
            sentence = f"{quoted(name)} is not a column of this form; correct its name, or remove it"
            advice = "; an export from Kobo or ODK must have XML names, not labels, as headings"
            report.add(table.header_row, number, message=sentence + advice)
        elif meaning and name != first.setdefault(meaning.key, name):
            sentence = f"the column holds what {quoted(first[meaning.key])} holds; keep one of the two"
            report.add(table.header_row, number, name=meaning.place, message=sentence)
        found.append(meaning)
    _report_missing(table, pages, found, report)
    return found


def check_form(table: Table, form: str, report: TableReport) -> None:
    """Report each sign that ``table`` was made for another form than ``form``: the other side's, or another version's.

    Both sides' tables have the same columns for different questions.
    """
    for number, name in enumerate(table.header, start=1):
        marks = [(table.header_row, name.removeprefix(MARK))] if name.startswith(MARK) else []
        if _words(name).endswith(_words(FORM)):
            marks += [(row.number, row.cells[number - 1]) for row in table.rows]
        for row, mark in marks:
            if mark not in {"", form}:
                sentence = f"this belongs to the form {quoted(mark, 80)}, and answers are read for {form}"
                report.add(row, number, message=f"{sentence}; take that form's table, side and review")


def _words(name: str) -> str:
    return _BETWEEN.sub("/", name)


def _meanings(pages: Sequence[Page]) -> Iterator[tuple[str, Meaning | None]]:
    """Yield what each name that a column may have stands for; where two things could have one name, the later wins."""
    for group in (COVER, *(page.id for page in pages)):
        for note in NOTES:
            yield f"{group}/{note}", None
            yield f"{group}/{group}/{note}", None
    fields = [(page, field) for page in pages for field in page.fields]
    for page, field in fields:
        for name in (field.name, own_name(page, field), xlsform_name(page, field)):
            yield from _with_options(f"{page.id}/{name}", page, field)
    for page, field in fields:
        for name in (xlsform_name(page, field), own_name(page, field)):
            yield from _with_options(name, page, field)


def _with_options(name: str, page: Page, field: Field) -> Iterator[tuple[str, Meaning]]:
    yield _words(name), Meaning(page, field)
    if isinstance(field, ChoicesField):
        for option in field.options:
            yield _words(f"{name}/{option.key}"), Meaning(page, field, option.key)


def _is_added(name: str) -> bool:
    """Say whether collecting tools add such a column, or we do to mark a table; so is one without a name."""
    return name == "" or name.startswith(("_", MARK)) or _words(name).split("/")[0].lower() in _METADATA


def _report_missing(table: Table, pages: Sequence[Page], found: Columns, report: TableReport) -> None:
    """Report questions without a column: of them nobody could tell the unasked from the unanswered."""
    there = {meaning.key[:2] for meaning in found if meaning}
    asked = [(page, field) for page in pages for field in page.questions]
    missing = [own_name(page, field) for page, field in asked if (page.id, field.name) not in there]
    if missing:
        names = f"{len(missing)} columns are missing: {', '.join(missing)}"
        report.add(table.header_row, 0, message=f"add columns, even empty ones; {names}")
