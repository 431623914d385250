"""Exports of one review's released figures: CSV, a workbook with its codebook, and the results document itself."""

import json
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from typing import Any

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.release.first_edition import FIRST
from surveyapp.core.results import ReviewResult
from surveyapp.core.text.languages import Language, Text
from surveyapp.core.text.spreadsheets import WORKBOOK_OPTIONS
from surveyapp.core.wire import to_plain
from surveyapp.reports.exports.cells import as_cell, as_csv
from surveyapp.reports.exports.content import Exported, Table
from surveyapp.reports.exports.tables import export_tables
from surveyapp.words import codebook, demonstration
from surveyapp.words.catalogue import say
from surveyapp.words.meanings import meanings
from surveyapp.words.method import edition_note

_WIDTH, _WIDE = 14, 48
_WIDE_COLUMNS = ("text_", "named_", "title_", "question_", "comment")
_MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""A fixed day, so that the same figures give the same bytes on every day."""


def to_csv(exported: Exported, language: Language) -> bytes:
    """Return every released figure as one table, a figure a row: table, its keys, the figure's name and its value."""
    is_invented = exported.result.review.demonstration
    marks = [("demonstration", "", "", say(demonstration.DATA, language))] if is_invented else []
    return as_csv([*marks, ("table", "row", "column", "value"), *_figures(exported)])


def _figures(exported: Exported) -> Iterator[tuple[object, ...]]:
    for table in export_tables(exported):
        for number, row in enumerate(table.rows, 1):
            for column, value in zip(table.columns, row, strict=True):
                yield table.name, number, column, value


def to_workbook(exported: Exported, language: Language) -> bytes:
    """Return a workbook: a sheet a table, in the language's direction, and a codebook; the same bytes every time."""
    from xlsxwriter import Workbook  # noqa: PLC0415 - loaded only when a workbook is written

    tables, buffer, facts = export_tables(exported), BytesIO(), exported.result.review
    with Workbook(buffer, WORKBOOK_OPTIONS) as book:
        book.set_properties({"title": f"{facts.partner} {facts.round}", "created": _MADE})
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        for table in tables:
            _write_table(_sheet(book, codebook.TABLES[table.name], language), table, bold=bold)
        rows = _codebook(exported, tables, language)
        _write_codebook(_sheet(book, codebook.CODEBOOK, language), list(rows), bold=bold)
    return buffer.getvalue()


def to_json(exported: Exported, _language: Language) -> bytes:
    """Return the results document."""
    return (json.dumps(to_plain(exported.result), ensure_ascii=False, indent=1) + "\n").encode()


_MAKERS: dict[str, tuple[Callable[[Exported, Language], bytes], str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "xlsx": (to_workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "json": (to_json, "application/json"),
}
EXPORTS = {kind: media_type for kind, (_, media_type) in _MAKERS.items()}
"""Kinds of export by the end of the file's name, and their media types."""


def make_export(
    kind: str, result: ReviewResult, *, questionnaire: Questionnaire, partner: Text, language: Language
) -> bytes:
    """Return an export of one of the kinds in ``EXPORTS``; ``language`` is that of what stands around the figures."""
    return _MAKERS[kind][0](Exported(result, questionnaire, partner), language)


def _sheet(book: Any, title: str, language: Language) -> Any:
    sheet = book.add_worksheet(say(title, language))
    if language.direction == "rtl":
        sheet.right_to_left()
    return sheet


def _write_table(sheet: Any, table: Table, *, bold: Any) -> None:
    sheet.freeze_panes(1, 0)
    for number, column in enumerate(table.columns):
        sheet.set_column(number, number, _WIDE if column.startswith(_WIDE_COLUMNS) else _WIDTH)
        sheet.write_string(0, number, column, bold)
    for at, row in enumerate(table.rows, 1):
        for number, value in enumerate(row):
            if value is not None:
                sheet.write(at, number, as_cell(value))


def _write_codebook(sheet: Any, rows: Sequence[tuple[str, str, list[str]]], *, bold: Any) -> None:
    sheet.set_column(0, 1, 2 * _WIDTH)
    sheet.set_column(2, 1 + len(rows[0][2]), _WIDE)
    for at, (place, name, said) in enumerate(rows):
        for number, text in enumerate((place, name, *said)):
            sheet.write_string(at, number, as_cell(text), *([] if place else [bold]))


def _codebook(exported: Exported, tables: Sequence[Table], language: Language) -> Iterator[tuple[str, str, list[str]]]:
    """Yield what to know of the file, what each column holds and what each reading means, in every language."""
    result, questionnaire, spoken = exported.result, exported.questionnaire, exported.languages
    notes = [codebook.EMPTY_CELL, *([demonstration.DATA] if result.review.demonstration else [])]
    yield from (("", "", [say(note, one) for one in spoken]) for note in notes)
    if result.method == FIRST:
        yield "", "", [edition_note(result, one) for one in spoken]
    for table in tables:
        title = say(codebook.TABLES[table.name], language)
        for column in table.columns:
            explained = partial(codebook.explanation, table.name, column, limits=result.thresholds)
            yield title, column, [explained(language=one) for one in spoken]
    scores = codebook.TABLES["scores"]
    for words in zip(*(meanings(result, questionnaire, one) for one in spoken), strict=True):
        yield say(scores, language), "reading", [f"{one.name}: {one.text}" for one in words]
