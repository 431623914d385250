"""Lists that people keep in a spreadsheet: which column is which, by its name in any language, and faults by row."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from surveyapp.catalogue.tables import Table
from surveyapp.core.errors import Code
from surveyapp.core.text.languages import Language
from surveyapp.core.text.searching import folded
from surveyapp.words.catalogue import available, say

ColumnNames = Mapping[str, Collection[str]]
"""Each column of ours → what it may be called."""

_BETWEEN_NAMES = re.compile("[;؛]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row, counted as a spreadsheet does: a code for a sentence, and the cell it is about."""

    row: int
    code: Code
    cell: str = ""


def named_in_every_language(messages: Mapping[str, str]) -> dict[str, list[str]]:
    """Return what each column may be called in any language; each message names several, with semicolons between."""
    return {
        column: [column, *(name for language in available() for name in names_in(message, language))]
        for column, message in messages.items()
    }


def names_in(message: str, language: Language) -> list[str]:
    """Return what a column may be called in one language, its heading in an empty table first."""
    return [name.strip() for name in _BETWEEN_NAMES.split(say(message, language))]


def find_headings(
    table: Table, columns: ColumnNames, *, any_of: Collection[str] = (), all_of: Collection[str] = ()
) -> tuple[list[str], list[RowFault]]:
    """Return our name of each column of ``table`` ("" for one that is not ours), and what is wrong with the header.

    At least one of ``any_of`` and each of ``all_of`` must be there.
    """
    known = {_heading(name): column for column, names in columns.items() for name in names}
    found = [known.get(_heading(name), "") for name in table.header]
    row = table.header_row
    faults = [RowFault(row, Code.UNKNOWN_COLUMN, name) for name, c in zip(table.header, found, strict=True) if not c]
    faults += [RowFault(row, Code.COLUMN_TWICE, c) for c in columns if found.count(c) > 1]
    faults += [RowFault(row, Code.MISSING_COLUMN, c) for c in all_of if c not in found]
    if any_of and not set(any_of) & set(found):
        faults.append(RowFault(row, Code.NO_COLUMN))
    return found, faults


def empty_table(headings: Iterable[str]) -> bytes:
    """Return a CSV file that names the columns and nothing else, as spreadsheets open it."""
    return ("\ufeff" + ",".join(headings) + "\r\n").encode()


def _heading(name: str) -> str:
    """Return a heading without what people write between its words, or leave out."""
    return _BETWEEN_WORDS.sub("", folded(name))
