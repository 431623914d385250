"""Which column of a table of answers holds what, by its name, and what is said of names that nobody knows."""

import re
from collections.abc import Iterable, Mapping, Sequence

from surveyapp.catalogue.cells import is_missing
from surveyapp.catalogue.columns import (
    FORM,
    MARK,
    Columns,
    Key,
    Meaning,
    headings_of,
    meanings,
    own_name,
    words_of,
)
from surveyapp.catalogue.table_faults import TableReport, quoted
from surveyapp.catalogue.tables import Table
from surveyapp.core.form.pages import Page
from surveyapp.core.text.searching import folded

_METADATA = frozenset(
    {"start", "end", "today", "deviceid", "phonenumber", "simserial", "subscriberid", "username", "audit", "meta"}
    | {"instanceid", "instancename", "formhub", "key", "submissiondate", "submitterid", "submittername", "status"}
    | {"attachmentspresent", "attachmentsexpected", "reviewstate", "edits", "formversion"}
    | {"starttime", "endtime", "completiondate", "duration", "caseid", "devicephonenum", "simid", "formdef_version"}
    | {"review_status", "review_quality", "review_comments", "review_corrections"}
)
"""How columns' names begin that Kobo, ODK and SurveyCTO add, in small letters; others of theirs begin with ``_``."""

_UNDERLINED = re.compile(r"X?_|\*meta-")
"""How those others begin: R puts an X before it, and ODK Aggregate marks its own with stars."""

_STRANGE = object()
_FEW = 10
"""Strange columns that are reported one by one; more are told in one sentence."""

_NAMES = "export anew with XML values and headers, or take the table of `flask responses template`"
"""What to do when the names of columns are none."""


def find_columns(
    table: Table, pages: Sequence[Page], report: TableReport, *, passed_over: Iterable[str] = ()
) -> Columns:
    """Return what the columns of ``table`` hold; those are reported that are unknown, there twice, or missing.

    ``passed_over`` are questions of other forms that this one does not ask: columns of theirs are not read.

    Raises:
        FaultyTableError: the columns are named otherwise altogether.
    """
    known = {**dict.fromkeys(passed_over), **dict(meanings(pages))}
    read = [_read_name(name, known) for name in table.header]
    strange = [number for number, one in enumerate(read, start=1) if one is _STRANGE]
    found = [one if isinstance(one, Meaning) else None for one in read]
    _refuse_labels(table, pages, strange, known=sum(map(bool, found)), report=report)
    _report_strange(table, strange, report)
    _report_repeated(table, found, report)
    _report_missing(table, pages, found, report)
    return found


def check_form(table: Table, form: str, report: TableReport) -> None:
    """Report each sign that ``table`` was made for another form than ``form``: the other side's, or another version's.

    Both sides' tables have the same columns for different questions.
    """
    for number, name in enumerate(table.header, start=1):
        marks = [(table.header_row, name[len(MARK) :])] if words_of(name).startswith(words_of(MARK)) else []
        if words_of(name).endswith(words_of(FORM)):
            marks += [(row.number, row.cells[number - 1]) for row in table.rows]
        for row, mark in marks:
            if not (is_missing(mark) or words_of(mark) == words_of(form)):
                sentence = f"this belongs to the form {quoted(mark, 80)}, and answers are read for {form}"
                report.add(row, number, message=f"{sentence}; take that form's table, side and review")


def _read_name(name: str, known: Mapping[str, Meaning | None]) -> object:
    """Return what a column of this name holds: None when it is passed over, ``_STRANGE`` when nobody knows.

    Names are told apart without their groups, so that a renamed group loses no answers.
    """
    words = words_of(name)
    if name == "" or _UNDERLINED.match(name) or words.startswith(words_of(MARK)):
        return None
    parts = words.split("/")
    ends = ("/".join(parts[start:]) for start in range(len(parts)))
    unknown = None if parts[0].lower() in _METADATA else _STRANGE
    return next((known[end] for end in ends if end in known), unknown)


def _refuse_labels(
    table: Table, pages: Sequence[Page], strange: Sequence[int], *, known: int, report: TableReport
) -> None:
    """Refuse a table whose columns bear the questions' words, or none of the form's names."""
    fields = [field for page in pages for field in page.fields]
    questions = tuple({folded(words) for field in fields for words in headings_of(field)})
    named = [folded(table.header[number - 1]) for number in strange]
    if sum(name.endswith(questions) for name in named) > known:
        report.refuse(f"the columns are named by the questions' words; {_NAMES}", row=table.header_row)
    if not known:
        sentence = "no column has a name of this form; they must stand in the first row of the first sheet"
        report.refuse(f"{sentence}: {_NAMES}", row=table.header_row)


def _report_strange(table: Table, strange: Sequence[int], report: TableReport) -> None:
    names = [quoted(table.header[number - 1]) for number in strange]
    advice = "give a renamed question its name back, and remove what is no question of this form"
    if len(names) > _FEW:
        sentence = f"{len(names)} columns are not of this form, {names[0]} and {names[1]} among them; {advice}"
        report.add(table.header_row, strange[0], message=sentence)
        return
    for number, name in zip(strange, names, strict=True):
        report.add(table.header_row, number, message=f"{name} is not a column of this form; {advice}")


def _report_repeated(table: Table, found: Columns, report: TableReport) -> None:
    first: dict[Key, str] = {}
    for number, (name, meaning) in enumerate(zip(table.header, found, strict=True), start=1):
        if meaning and name != first.setdefault(meaning.key, name):
            sentence = f"the column holds what {quoted(first[meaning.key])} holds; keep one of the two"
            report.add(table.header_row, number, name=meaning.place, message=sentence)


def _report_missing(table: Table, pages: Sequence[Page], found: Columns, report: TableReport) -> None:
    """Report questions without a column: of them nobody could tell the unasked from the unanswered."""
    there = {meaning.key[:2] for meaning in found if meaning}
    asked = [(page, field) for page in pages for field in page.questions]
    missing = [own_name(page, field) for page, field in asked if (page.id, field.name) not in there]
    if missing:
        names = f"{len(missing)} columns are missing: {', '.join(missing)}"
        report.add(table.header_row, 0, message=f"add columns, even empty ones; {names}")
