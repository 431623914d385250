"""XLSForm workbooks: a form that collecting tools take, and behind it the whole questionnaire, which comes back."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from surveyapp.catalogue.faults import FaultyQuestionnaireError, Report
from surveyapp.catalogue.files import read_shape
from surveyapp.catalogue.signatures import check_file
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.versions import version_of
from surveyapp.catalogue.workbooks import Sheet, read_sheets
from surveyapp.catalogue.writing import Document, source_of, to_document
from surveyapp.catalogue.xlsform import form_sheets
from surveyapp.catalogue.xlsform_source import REMARK, SHEET, header_for, languages_in, to_lines, to_tree
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import TABLE, Language
from surveyapp.core.text.spreadsheets import WORKBOOK_OPTIONS
from surveyapp.core.wire import canonical_json, digest
from surveyapp.words.catalogue import marked, say

SEAL = f"{REMARK}seal"
"""The row that tells whether another sheet was changed since; what is changed there is not read."""

_REMARKS = (
    marked("Change texts on this sheet only, then import it; the other sheets are derived from it."),
    marked("The source language is not part of a version: correct it if it is a different one."),
)
_WIDEST = 420
"""Pixels that a column may be wide."""
_SEAL_LENGTH = 12

_Rows = Sequence[Sequence[str]]


def write_xlsform(questionnaire: Questionnaire, side: Side) -> bytes:
    """Return the workbook with the form of ``side``, and the whole questionnaire on its last sheet."""
    reference = f"{questionnaire.slug}@{version_of(questionnaire)}"
    sheets: dict[str, _Rows] = {**form_sheets(questionnaire, side, reference=reference)}
    seals = " ".join(f"{name}={_seal(rows)}" for name, rows in sheets.items())
    languages = questionnaire.languages
    remarks = [(REMARK, *(say(remark, one) for one in languages), "") for remark in _REMARKS]
    lines = to_lines(to_document(questionnaire, source_language=source_of(questionnaire)), languages)
    sheets[SHEET] = [header_for(languages), *remarks, (SEAL, *("" for _ in languages), seals), *lines]
    buffer = BytesIO()
    with Workbook(buffer, WORKBOOK_OPTIONS) as book:
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for name, rows in sheets.items():
            _write(book.add_worksheet(name), rows, wrapped=wrapped)
    return buffer.getvalue()


def read_xlsform(data: bytes, report: TableReport) -> Document:
    """Return the questionnaire in such a workbook as its file holds it.

    Raises:
        FaultyTableError: with every fault, by sheet, row and column.
    """
    check_file(data, report)
    sheets = {sheet.name: sheet for sheet in read_sheets(data, report)}
    source = sheets.get(SHEET)
    languages = languages_in(source.rows[0].cells) if source and source.rows else None
    if source is None or languages is None:
        headings = ", ".join(header_for(tuple(TABLE)))
        sentence = f"a sheet called {SHEET} must hold the questionnaire, below the headings {headings}"
        report.stop(f"{sentence}; take a form that was exported here, as Kobo and others do not keep that sheet")
    document = _read_source(source, languages, report.on_sheet(SHEET))
    _report_changed(sheets, source, report)
    report.raise_faults()
    return document


def _read_source(source: Sheet, languages: Sequence[str], report: TableReport) -> Document:
    """Return what the sheet holds; of a faulty one nothing, and the faults are reported."""
    faults, shape = Report(report.file), None
    with suppress(FaultyQuestionnaireError):  # there are so many faults that reading ended
        shape = read_shape(to_tree(source.rows[1:], languages, faults), faults)
    for fault in faults.faults:
        report.add(fault.line, fault.column, message=fault.message)
    if shape is None or faults.faults:
        return {}
    return to_document(shape.to_core(), source_language=Language(shape.source_language))


def _report_changed(sheets: Mapping[str, Sheet], source: Sheet, report: TableReport) -> None:
    sealed = next((row.cells[-1] for row in source.rows if row.cells[0] == SEAL), "")
    for name, seal in (part.split("=", 1) for part in sealed.split() if "=" in part):
        if name in sheets and _seal([row.cells for row in sheets[name].rows]) != seal:
            sentence = f"this sheet was changed, and nothing of it is read; make the change on sheet {SHEET}"
            report.on_sheet(name).add(0, 0, message=f"{sentence}, and take this sheet out or export the form anew")


def _seal(rows: _Rows) -> str:
    """Return what tells these rows from any others; blank ones and what is blank at a row's end do not count."""
    tidied = ["\t".join(cells).rstrip("\t") for cells in rows]
    return digest(canonical_json([row for row in tidied if row]))[:_SEAL_LENGTH]


def _write(sheet: Any, rows: _Rows, *, wrapped: Any) -> None:
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            if cell:
                sheet.write_string(row, column, cell, wrapped)
    sheet.freeze_panes(1, 0)
    sheet.autofit(_WIDEST)
