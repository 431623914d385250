"""A cell as spreadsheets take it, and rows of cells as CSV."""

import csv
from collections.abc import Iterable
from io import StringIO

from surveyapp.core.text.shown import shown
from surveyapp.core.text.spreadsheets import BYTE_ORDER_MARK, neutralised


def as_cell(value: object) -> object:
    """Return ``value`` so that no program takes it for a formula, and nothing hides or reorders its neighbours."""
    return neutralised(shown(value)) if isinstance(value, str) else value


def as_csv(rows: Iterable[Iterable[object]]) -> bytes:
    """Return ``rows`` as CSV that spreadsheets know for UTF-8."""
    text = StringIO()
    csv.writer(text, lineterminator="\r\n").writerows([as_cell(value) for value in row] for row in rows)
    return (BYTE_ORDER_MARK + text.getvalue()).encode()
