"""The record of what staff did, as a file: a table for people, and JSON by which the chain can be followed."""

import csv
import json
from collections.abc import Callable, Sequence
from io import StringIO

from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.spreadsheets import BYTE_ORDER_MARK, neutralised
from surveyapp.core.wire import to_plain
from surveyapp.store.audit import Entry

COLUMNS = ("number", "at", "author", "action", "review_id", "details", "previous", "hash")


def to_csv(entries: Sequence[Entry]) -> bytes:
    """Return the entries as a table, one a row."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for entry in entries:
        plain = to_plain(entry)
        writer.writerow([_cell(plain[column]) for column in COLUMNS])
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def to_json(entries: Sequence[Entry]) -> bytes:
    """Return the entries as JSON; ``details`` stay the text that was hashed."""
    return (json.dumps({"entries": to_plain(tuple(entries))}, ensure_ascii=False, indent=1) + "\n").encode()


EXPORTS: dict[str, tuple[Callable[[Sequence[Entry]], bytes], str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "json": (to_json, "application/json"),
}
"""Kinds of file by the end of its name: what makes it, and its media type."""


def _cell(value: object) -> object:
    return neutralised(without_controls(value)) if isinstance(value, str) else value
