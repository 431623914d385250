"""Exports of one review's released figures: CSV, a workbook with its codebook, and the results document itself."""

import csv
import json
from collections.abc import Callable
from datetime import UTC, datetime
from io import BytesIO, StringIO
from typing import Any

from surveyapp.core.bidi import without_controls
from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Language, Text
from surveyapp.core.spreadsheets import BYTE_ORDER_MARK, WORKBOOK_OPTIONS, neutralised
from surveyapp.core.wire import to_plain
from surveyapp.reports.export_tables import Table, Value, explain, export_tables

_DEMONSTRATION = Text(
    ar="بيانات توضيحية: الأشخاص والإجابات هنا من نسج الخيال.",
    en="Demonstration data: the people and answers here are invented.",
)
_WITHHELD = Text(
    ar="خانة فارغة: رقم محجوب، والسبب في ورقة «المحجوب»", en="An empty cell: withheld; sheet “Withheld” says why"
)
_CODEBOOK = Text(ar="دليل الأعمدة", en="Codebook")
_WIDTH, _WIDE = 14, 48
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed day, so that the same figures give the same bytes on every day."""


def to_csv(result: ReviewResult, questionnaire: Questionnaire, _language: Language) -> bytes:
    """Return every released figure as one table, a figure a row: table, its keys, the figure's name and its value."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    if result.review.demonstration:
        writer.writerow(["demonstration", "", "", neutralised(_DEMONSTRATION.en)])
    writer.writerow(["table", "row", "column", "value"])
    for table in export_tables(result, questionnaire):
        for number, row in enumerate(table.rows, 1):
            for column, value in zip(table.columns, row, strict=True):
                writer.writerow([table.name, number, column, _cell(value)])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def to_workbook(result: ReviewResult, questionnaire: Questionnaire, language: Language) -> bytes:
    """Return a workbook: a sheet a table, from right to left in Arabic, and a codebook; the same bytes every time."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded only when a workbook is written

    tables, buffer = export_tables(result, questionnaire), BytesIO()
    with Workbook(buffer, WORKBOOK_OPTIONS) as book:
        book.set_properties({"title": f"{result.review.partner} {result.review.round}", "created": _MADE})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for table in tables:
            _write_sheet(book.add_worksheet(table.title.in_(language)[:31]), table, bold=bold, language=language)
        _write_codebook(book, tables, bold=bold, language=language, is_invented=result.review.demonstration)
    return buffer.getvalue()


def to_json(result: ReviewResult, _questionnaire: Questionnaire, _language: Language) -> bytes:
    """Return the results document."""
    return (json.dumps(to_plain(result), ensure_ascii=False, indent=1) + "\n").encode()


EXPORTS: dict[str, tuple[Callable[[ReviewResult, Questionnaire, Language], bytes], str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "xlsx": (to_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (to_json, "application/json"),
}
"""Kinds of export by the end of the file's name: what makes it, and its media type."""


def _cell(value: Value) -> Value:
    return neutralised(without_controls(value)) if isinstance(value, str) else value


def _write_sheet(sheet: Any, table: Table, *, bold: Any, language: Language) -> None:
    if language.direction == "rtl":
        sheet.right_to_left()
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(table.columns):
        is_wide = column.startswith(("text_", "title_", "comment"))
        sheet.set_column(number, number, _WIDE if is_wide else _WIDTH)
        sheet.write_string(0, number, column, bold)
    for at, row in enumerate(table.rows, 1):
        for number, value in enumerate(row):
            if value is not None:
                sheet.write(at, number, _cell(value))


def _write_codebook(book: Any, tables: list[Table], *, bold: Any, language: Language, is_invented: bool) -> None:
    sheet = book.add_worksheet(_CODEBOOK.in_(language))
    if language.direction == "rtl":
        sheet.right_to_left()
    sheet.set_column(0, 1, 2 * _WIDTH)
    sheet.set_column(2, 3, _WIDE)
    notes = [_WITHHELD, *([_DEMONSTRATION] if is_invented else [])]
    for at, note in enumerate(notes):
        sheet.write_string(at, 2, note.ar, bold)
        sheet.write_string(at, 3, note.en, bold)
    at = len(notes)
    for table in tables:
        for column in table.columns:
            at += 1
            said = explain(column)
            for number, text in enumerate((table.title.in_(language), column, said.ar, said.en)):
                sheet.write_string(at, number, text)
