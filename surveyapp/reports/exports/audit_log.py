"""The record of what staff did, as a file: a table for people, and JSON by which the chain can be followed."""

import json
from collections.abc import Callable, Sequence

from surveyapp.core.wire import to_plain
from surveyapp.reports.exports.cells import as_csv
from surveyapp.store.audit import Entry

COLUMNS = ("number", "at", "author", "action", "review_id", "details", "previous", "hash")


def to_csv(entries: Sequence[Entry]) -> bytes:
    """Return the entries as a table, one a row."""
    plain = [to_plain(entry) for entry in entries]
    return as_csv([COLUMNS, *([entry[column] for column in COLUMNS] for entry in plain)])


def to_json(entries: Sequence[Entry]) -> bytes:
    """Return the entries as JSON; ``details`` stay the text that was hashed."""
    return (json.dumps({"entries": to_plain(tuple(entries))}, ensure_ascii=False, indent=1) + "\n").encode()


EXPORTS: dict[str, tuple[Callable[[Sequence[Entry]], bytes], str]] = {
    "csv": (to_csv, "text/csv; charset=utf-8"),
    "json": (to_json, "application/json"),
}
"""Kinds of file by the end of its name: what makes it, and its media type."""
