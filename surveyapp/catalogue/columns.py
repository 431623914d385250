"""What the columns of a table of answers are called: the form's own names, and those of an XLSForm's export."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from surveyapp.catalogue.table_faults import TableReport, quoted
from surveyapp.catalogue.tables import Table
from surveyapp.core.pages import PROFILE, ChoicesField, Field, Page, RatingField, ShareField
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.sides import Text

SHARE_LABEL = Text(
    ar="يجوز عرض ما كتبته أعلاه حرفياً ومن دون اسم على الطرفين.",
    en="My words above may be shown, word for word and without a name, to both sides.",
)
XLSFORM_DOT = "__"
"""What stands in an XLSForm's names for a dot, which not every tool takes."""

COVER = "overview"
"""The group of an XLSForm that explains what the form is for; no section can have this name."""

HINT, SCALE, INTRO, PRIVACY, THANKS = "hint", "scale", "intro", "privacy", "thanks"
"""What an XLSForm's notes say; a note's name is its group's and one of these."""

_SEPARATORS = "/-:."
_METADATA = frozenset(
    {"start", "end", "today", "deviceid", "device_id", "phonenumber", "simserial", "subscriberid", "username", "email"}
    | {"audit", "instanceid", "instancename", "meta", "formhub", "key", "background-audio"}
    | {"submissiondate", "submitterid", "submittername", "attachmentspresent", "attachmentsexpected", "status"}
    | {"reviewstate", "edits", "formversion"}
)
"""Columns that Kobo and ODK add, in small letters; and all that begin with one of these and a separator, or with _."""


@dataclass(frozen=True, slots=True)
class Column:
    """What a column holds: a field's value, or whether one ``option`` of a field was chosen (0 or 1)."""

    page: Page
    field: Field
    option: str | None = None

    @property
    def place(self) -> str:
        """Return what faults call the column, such as ``integrity/holds_principles.self``."""
        own = own_name(self.page, self.field).removeprefix(f"{self.page.id}.")
        return "/".join(filter(None, (self.page.id, own, self.option)))

    @property
    def label(self) -> Text:
        """Return what is asked."""
        return SHARE_LABEL if isinstance(self.field, ShareField) else self.field.label


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


def form_columns(pages: Sequence[Page]) -> list[Column]:
    """Return one column for each field of the form, in its order."""
    return [Column(page, field) for page in pages for field in page.fields]


def find_columns(table: Table, pages: Sequence[Page], report: TableReport) -> list[Column | None]:
    """Return what each column of ``table`` holds, None for one that is passed over; unknown names are reported."""
    known, notes = dict(_names(pages)), _note_names(pages)
    found: list[Column | None] = []
    first: dict[Column, str] = {}
    for number, name in enumerate(table.header, start=1):
        column = known.get(name)
        if column is None and name and not _is_passed_over(name, notes):
            sentence = f"{quoted(name)} is not a column of this form; correct its name, or remove it"
            advice = "; an export from Kobo or ODK must have XML names, not labels, as headings"
            report.add(table.header_row, number, message=sentence + advice)
        elif column in first:
            sentence = f"the column holds what {quoted(first[column])} holds; keep one of the two"
            report.add(table.header_row, number, name=column.place if column else "", message=sentence)
        elif column:
            first[column] = name
        found.append(column)
    return found


def _names(pages: Sequence[Page]) -> Iterator[tuple[str, Column]]:
    """Yield every name that a column may have; where two columns could have one name, the later pair wins."""
    columns = form_columns(pages)
    for column in columns:
        own, xlsform = own_name(column.page, column.field), xlsform_name(column.page, column.field)
        for name in {own, xlsform, column.field.name}:
            for separator in _SEPARATORS:
                prefixed = f"{column.page.id}{separator}{name}"
                yield prefixed, column
                yield from _option_names(prefixed, column)
    for column in columns:
        for name in (xlsform_name(column.page, column.field), own_name(column.page, column.field)):
            yield name, column
            yield from _option_names(name, column)


def _option_names(name: str, column: Column) -> Iterator[tuple[str, Column]]:
    if isinstance(column.field, ChoicesField):
        for option in column.field.options:
            for separator in _SEPARATORS:
                yield f"{name}{separator}{option.key}", Column(column.page, column.field, option.key)


def _note_names(pages: Sequence[Page]) -> frozenset[str]:
    groups = [page.id for page in pages]
    notes = [note_name(group, note) for group in groups for note in (HINT, SCALE, THANKS)]
    return frozenset([*notes, note_name(COVER, INTRO), note_name(COVER, PRIVACY)])


def _is_passed_over(name: str, notes: frozenset[str]) -> bool:
    """Say whether ``name`` is that of a note, or of a column that collecting tools add."""
    parts = name.replace(":", "/").replace("-", "/").split("/")
    return name.startswith("_") or parts[0].lower() in _METADATA or parts[-1] in notes


def check_names(questionnaire: Questionnaire, pages: Sequence[Page]) -> list[str]:
    """Return the XLSForm names that two things of one form would share; none in any sensible questionnaire."""
    names = [xlsform_name(page, field) for page in pages for field in page.fields]
    names += [section.id for section in questionnaire.sections]
    return sorted({name for name in names if names.count(name) > 1})
