"""The empty table that people fill in, one person's form a row: CSV, or a workbook with a codebook."""

import csv
from collections.abc import Iterator, Sequence
from io import BytesIO, StringIO
from typing import Any

from surveyapp.catalogue.cells import values_taken
from surveyapp.catalogue.columns import Column, form_columns, own_name
from surveyapp.catalogue.tables import ROW_LIMIT
from surveyapp.core.bidi import RTL_MARK
from surveyapp.core.pages import ChoiceField, ChoicesField, Page, RatingField, TextField
from surveyapp.core.sides import Language, Text

BYTE_ORDER_MARK = "\ufeff"
HEADER_ROWS = 2
"""Rows of the workbook above the answers: the columns' names, and the questions in Arabic."""

NEUTRALISED = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet takes a text that begins with one of these for a formula."""

_SAFE = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False, "in_memory": True}
_CODEBOOK = ("column", "page", "السؤال", "question", "values", "القيم")
_WIDTHS = (32, 20, 60, 60, 40, 40)
_LIST_LIMIT = 255
"""Characters that a spreadsheet takes as the list of a cell's values."""


def blank_csv(pages: Sequence[Page]) -> bytes:
    """Return the header alone, with the mark by which spreadsheets know UTF-8."""
    text = StringIO()
    csv.writer(text).writerow([own_name(c.page, c.field) for c in form_columns(pages)])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def blank_workbook(pages: Sequence[Page]) -> bytes:
    """Return a workbook whose first sheet is filled in, from right to left, and whose second explains the columns."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded only when a workbook is written

    buffer = BytesIO()
    with Workbook(buffer, _SAFE) as book:
        bold = book.add_format({"bold": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        _write_answers(book.add_worksheet("answers"), form_columns(pages), bold=bold, wrapped=wrapped)
        _write_codebook(book.add_worksheet("codebook"), form_columns(pages), bold=bold, wrapped=wrapped)
    return buffer.getvalue()


def neutralised(text: str) -> str:
    """Return ``text`` so that no spreadsheet takes it for a formula."""
    return f"'{text}" if text.startswith(NEUTRALISED) else text


def _write_answers(sheet: Any, columns: Sequence[Column], *, bold: Any, wrapped: Any) -> None:
    sheet.right_to_left()
    sheet.freeze_panes(HEADER_ROWS, 0)
    sheet.set_row(1, 90, wrapped)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, 24)
        sheet.write_string(0, number, own_name(column.page, column.field), bold)
        sheet.write_string(1, number, neutralised(column.label.ar), wrapped)
        listed = values_taken(column.field)
        if listed and not isinstance(column.field, ChoicesField) and len(",".join(listed)) <= _LIST_LIMIT:
            last = HEADER_ROWS + ROW_LIMIT - 2
            sheet.data_validation(HEADER_ROWS, number, last, number, {"validate": "list", "source": listed})


def _write_codebook(sheet: Any, columns: Sequence[Column], *, bold: Any, wrapped: Any) -> None:
    sheet.freeze_panes(1, 0)
    for number, (name, width) in enumerate(zip(_CODEBOOK, _WIDTHS, strict=True)):
        sheet.set_column(number, number, width, wrapped)
        sheet.write_string(0, number, name, bold)
    for row, column in enumerate(columns, start=1):
        texts = (
            own_name(column.page, column.field),
            column.page.id,
            column.label.ar,
            column.label.en,
            _values(column, Language.EN),
            RTL_MARK + _values(column, Language.AR),
        )
        for number, text in enumerate(texts):
            sheet.write_string(row, number, neutralised(text), wrapped)


def _values(column: Column, language: Language) -> str:
    """Return what a cell may hold, a value a line."""
    lines = [f"{value} = {label.in_(language)}" for value, label in _labelled(column)]
    return "\n".join([*_rules(column, language), *lines])


def _labelled(column: Column) -> Iterator[tuple[str, Text]]:
    field = column.field
    if isinstance(field, RatingField):
        yield from ((str(point.value), point.label) for point in field.scale.points)
        yield from ((option.key, option.label) for option in field.scale.non_answers)
    elif isinstance(field, ChoiceField | ChoicesField):
        yield from ((option.key, option.label) for option in field.options)


def _rules(column: Column, language: Language) -> list[str]:
    field = column.field
    if isinstance(field, ChoicesField):
        return [_SEVERAL.in_(language).format(max=field.max)]
    if isinstance(field, TextField):
        return [_WORDS.in_(language)]
    return [] if isinstance(field, RatingField | ChoiceField) else [_TICK.in_(language)]


_SEVERAL = Text(ar="{max} على الأكثر، تفصل بينها مسافات:", en="{max} at most, with spaces between them:")
_WORDS = Text(ar="نص حر، لا يزيد على 1000 حرف", en="words, 1,000 characters at most")
_TICK = Text(ar="y = نعم؛ فارغ = لا", en="y = yes; empty = no")
