"""The empty table that people fill in, one person's form a row: CSV, or a workbook with a codebook."""

import csv
from collections.abc import Sequence
from io import BytesIO, StringIO
from typing import Any

from surveyapp.catalogue.cells import labelled, values_taken
from surveyapp.catalogue.columns import MARK, own_name, question_of
from surveyapp.catalogue.tables import ROW_LIMIT
from surveyapp.core.form.pages import ChoiceField, ChoicesField, Field, Page, RatingField, TextField
from surveyapp.core.text.bidi import RTL_MARK
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.spreadsheets import BYTE_ORDER_MARK, WORKBOOK_OPTIONS

HEADER_ROWS = 2
"""Rows of the workbook above the answers: the columns' names, and the questions in Arabic."""

_CODEBOOK = ("column", "page", "السؤال", "question", "القيم", "values")
_WIDTHS = (32, 20, 60, 60, 40, 40)
_LIST_LIMIT = 255
"""Characters that a spreadsheet takes as the list of a cell's values."""

_Asked = Sequence[tuple[Page, Field]]


def blank_csv(pages: Sequence[Page], *, form: str) -> bytes:
    """Return the header alone, with the mark by which spreadsheets know UTF-8; its last column names ``form``."""
    text = StringIO()
    csv.writer(text).writerow([*(own_name(page, field) for page, field in _asked(pages)), MARK + form])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def blank_workbook(pages: Sequence[Page], *, form: str) -> bytes:
    """Return a workbook whose first sheet is filled in, from right to left, and whose second explains the columns."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded only when a workbook is written

    buffer = BytesIO()
    with Workbook(buffer, WORKBOOK_OPTIONS) as book:
        bold = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        answers = book.add_worksheet("answers")
        _write_answers(answers, _asked(pages), bold=bold, wrapped=wrapped)
        answers.write_string(0, len(_asked(pages)), MARK + form, bold)
        _write_codebook(book.add_worksheet("codebook"), _asked(pages), bold=bold, wrapped=wrapped)
    return buffer.getvalue()


def _asked(pages: Sequence[Page]) -> _Asked:
    return [(page, field) for page in pages for field in page.fields]


def _write_answers(sheet: Any, asked: _Asked, *, bold: Any, wrapped: Any) -> None:
    sheet.right_to_left()
    sheet.freeze_panes(HEADER_ROWS, 0)
    sheet.set_row(1, 90, wrapped)
    sheet.set_column(0, len(asked), 24)
    for number, (page, field) in enumerate(asked):
        sheet.write_string(0, number, own_name(page, field), bold)
        sheet.write_string(1, number, question_of(field)["ar"], wrapped)
        listed = values_taken(field)
        if listed and not isinstance(field, ChoicesField) and len(",".join(listed)) <= _LIST_LIMIT:
            last = HEADER_ROWS + ROW_LIMIT - 2
            sheet.data_validation(HEADER_ROWS, number, last, number, {"validate": "list", "source": listed})


def _write_codebook(sheet: Any, asked: _Asked, *, bold: Any, wrapped: Any) -> None:
    sheet.freeze_panes(1, 0)
    for number, (name, width) in enumerate(zip(_CODEBOOK, _WIDTHS, strict=True)):
        sheet.set_column(number, number, width, wrapped)
        sheet.write_string(0, number, name, bold)
    for row, (page, field) in enumerate(asked, start=1):
        question = question_of(field)
        values = RTL_MARK + _values(field, Language("ar")), _values(field, Language("en"))
        for number, text in enumerate((own_name(page, field), page.id, question["ar"], question["en"], *values)):
            sheet.write_string(row, number, text, wrapped)


def _values(field: Field, language: Language) -> str:
    """Return what a cell may hold, a value a line."""
    lines = [f"{value} = {label.in_(language)}" for value, label in labelled(field)]
    return "\n".join([*_rules(field, language), *lines])


def _rules(field: Field, language: Language) -> list[str]:
    if isinstance(field, ChoicesField):
        return [_SEVERAL.in_(language).format(max=field.max)]
    if isinstance(field, TextField):
        return [_WORDS.in_(language)]
    return [] if isinstance(field, RatingField | ChoiceField) else [_TICK.in_(language)]


_SEVERAL = Text({"ar": "{max} على الأكثر، تفصل بينها مسافات:", "en": "{max} at most, with spaces between them:"})
_WORDS = Text({"ar": "نص حر، لا يزيد على 1000 حرف", "en": "words, 1,000 characters at most"})
_TICK = Text({"ar": "y = نعم؛ فارغ = لا", "en": "y = yes; empty = no"})
