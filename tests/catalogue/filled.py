"""Tables of answers for tests, as people and collecting tools make them."""

import csv
from collections.abc import Iterable, Sequence
from io import BytesIO, StringIO

from xlsxwriter import Workbook

from surveyapp.catalogue.columns import MARK, own_name
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.form.draft import from_sheet
from surveyapp.core.form.pages import Page

Cells = Sequence[object]


def header(pages: Sequence[Page], *, form: str = "") -> list[str]:
    names = [own_name(page, field) for page in pages for field in page.fields]
    return [*names, MARK + form] if form else names


def filled_rows(pages: Sequence[Page], sheets: Iterable[AnswerSheet]) -> list[list[str]]:
    """Return one row a sheet, under ``header``."""
    return [_row(pages, sheet) for sheet in sheets]


def to_csv(rows: Iterable[Cells], *, separator: str = ",") -> bytes:
    text = StringIO()
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode()


def to_xlsx(rows: Iterable[Cells], *, name: str = "answers") -> bytes:
    """Return a workbook; numbers, dates and truth values become cells of their kind, and texts stay texts."""
    buffer = BytesIO()
    with Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        sheet = book.add_worksheet(name)
        dates = book.add_format({"num_format": "yyyy-mm-dd"})
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(row, column, cell, *([dates] if hasattr(cell, "year") else []))
    return buffer.getvalue()


def _row(pages: Sequence[Page], sheet: AnswerSheet) -> list[str]:
    draft = from_sheet(sheet, pages)
    values = [draft.values(page).get(field.name, "") for page in pages for field in page.fields]
    return [value if isinstance(value, str) else " ".join(value) for value in values]
