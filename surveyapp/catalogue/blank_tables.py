"""The empty table that people fill in, one person's form a row: CSV, or a workbook with a codebook."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO
from typing import Any

from surveyapp.catalogue.cells import labelled, values_taken
from surveyapp.catalogue.columns import MARK, own_name, question_of
from surveyapp.catalogue.tables import ROW_LIMIT
from surveyapp.core.form.pages import COMMENT_LIMIT, ChoiceField, ChoicesField, Field, Page, RatingField, TextField
from surveyapp.core.text.bidi import RTL_MARK
from surveyapp.core.text.languages import Language
from surveyapp.core.text.spreadsheets import BYTE_ORDER_MARK, WORKBOOK_OPTIONS
from surveyapp.words.catalogue import counted, marked, say

HEADER_ROWS = 2
"""Rows of the workbook above the answers: the columns' names, and the questions."""

_NAMED = (("column", 32), ("page", 20))
_ASKED = ((marked("question"), 60), (marked("values"), 40))
"""Columns of the codebook and their widths: names of ours, then what stands in each language."""

_LIST_LIMIT = 255
"""Characters that a spreadsheet takes as the list of a cell's values."""

_Asked = Sequence[tuple[Page, Field]]
_Languages = Sequence[Language]


def blank_csv(pages: Sequence[Page], *, form: str) -> bytes:
    """Return the header alone, with the mark by which spreadsheets know UTF-8; its last column names ``form``."""
    text = StringIO()
    csv.writer(text).writerow([*(own_name(page, field) for page, field in _asked(pages)), MARK + form])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def empty_table(headings: Iterable[str], example: Iterable[str] = ()) -> bytes:
    """Return a CSV file that names the columns, as spreadsheets open it, and shows how a row is written."""
    text = StringIO()
    csv.writer(text).writerows(filter(None, (list(headings), list(example))))
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def blank_workbook(pages: Sequence[Page], *, form: str, languages: Sequence[Language]) -> bytes:
    """Return a workbook whose first sheet is filled in and whose second explains the columns.

    Args:
        pages: of one side's form.
        form: its mark, as ``form_mark`` makes it.
        languages: those of the questionnaire; the first sheet is in the first of them.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded only when a workbook is written

    buffer = BytesIO()
    with Workbook(buffer, WORKBOOK_OPTIONS) as book:
        bold = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        answers = book.add_worksheet("answers")
        _write_answers(answers, _asked(pages), languages, bold=bold, wrapped=wrapped)
        answers.write_string(0, len(_asked(pages)), MARK + form, bold)
        _write_codebook(book.add_worksheet("codebook"), _asked(pages), languages, bold=bold, wrapped=wrapped)
    return buffer.getvalue()


def _asked(pages: Sequence[Page]) -> _Asked:
    return [(page, field) for page in pages for field in page.fields]


def _write_answers(sheet: Any, asked: _Asked, languages: _Languages, *, bold: Any, wrapped: Any) -> None:
    if languages[0].direction == "rtl":
        sheet.right_to_left()
    sheet.freeze_panes(HEADER_ROWS, 0)
    sheet.set_row(1, 90, wrapped)
    sheet.set_column(0, len(asked), 24)
    for number, (page, field) in enumerate(asked):
        sheet.write_string(0, number, own_name(page, field), bold)
        sheet.write_string(1, number, question_of(field, languages).in_(languages[0]), wrapped)
        listed = values_taken(field)
        if listed and not isinstance(field, ChoicesField) and len(",".join(listed)) <= _LIST_LIMIT:
            last = HEADER_ROWS + ROW_LIMIT - 2
            sheet.data_validation(HEADER_ROWS, number, last, number, {"validate": "list", "source": listed})


def _write_codebook(sheet: Any, asked: _Asked, languages: _Languages, *, bold: Any, wrapped: Any) -> None:
    spoken = [(say(heading, one), width) for heading, width in _ASKED for one in languages]
    for number, (name, width) in enumerate([*_NAMED, *spoken]):
        sheet.set_column(number, number, width, wrapped)
        sheet.write_string(0, number, name, bold)
    sheet.freeze_panes(1, 0)
    for row, (page, field) in enumerate(asked, start=1):
        question = question_of(field, languages)
        said = [question.in_(one) for one in languages] + [_values(field, one) for one in languages]
        for number, text in enumerate((own_name(page, field), page.id, *said)):
            sheet.write_string(row, number, text, wrapped)


def _values(field: Field, language: Language) -> str:
    """Return what a cell may hold, a value a line, in the language's direction although values begin the lines."""
    lines = [f"{value} = {label.in_(language)}" for value, label in labelled(field)]
    return (RTL_MARK if language.direction == "rtl" else "") + "\n".join([*_rules(field, language), *lines])


def _rules(field: Field, language: Language) -> list[str]:
    if isinstance(field, ChoicesField):
        return [say("%(max)s at most, with spaces between them:", language, max=field.max)]
    if isinstance(field, TextField):
        return [counted("words, %(n)s character at most", "words, %(n)s characters at most", COMMENT_LIMIT, language)]
    return [] if isinstance(field, RatingField | ChoiceField) else [say("y = yes; empty = no", language)]
