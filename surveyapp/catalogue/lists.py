"""Lists that people keep in a spreadsheet: which column is which, by its name in either language, and faults by row."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from surveyapp.catalogue.tables import Table
from surveyapp.core.errors import Code
from surveyapp.core.text.languages import Language
from surveyapp.core.text.searching import folded

Columns = Mapping[str, tuple[str, ...]]
"""Each column of ours → what it may be called; the empty table has the first in the reader's letters."""

LANGUAGES: Mapping[str, Language] = {
    **dict.fromkeys(("ar", "arabic", "العربية", "عربية", "عربي"), Language.AR),
    **dict.fromkeys(("en", "english", "الإنجليزية", "إنجليزية", "إنجليزي"), Language.EN),
}
"""What a language may be called."""

_BETWEEN_WORDS = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class RowFault:
    """What is wrong with a row, counted as a spreadsheet does: a code for a sentence, and the cell it is about."""

    row: int
    code: Code
    cell: str = ""


def find_headings(
    table: Table, columns: Columns, *, any_of: Collection[str] = (), all_of: Collection[str] = ()
) -> tuple[list[str], list[RowFault]]:
    """Return our name of each column of ``table`` ("" for one that is not ours), and what is wrong with the header.

    At least one of ``any_of`` and each of ``all_of`` must be there.
    """
    known = {_heading(name): column for column, names in columns.items() for name in names}
    found = [known.get(_heading(name), "") for name in table.header]
    row = table.header_row
    faults = [RowFault(row, Code.UNKNOWN_COLUMN, name) for name, c in zip(table.header, found, strict=True) if not c]
    faults += [RowFault(row, Code.COLUMN_TWICE, columns[c][0]) for c in columns if found.count(c) > 1]
    faults += [RowFault(row, Code.MISSING_COLUMN, columns[c][0]) for c in all_of if c not in found]
    if any_of and not set(any_of) & set(found):
        faults.append(RowFault(row, Code.NO_COLUMN))
    return found, faults


def empty_table(columns: Columns, language: Language) -> bytes:
    """Return a CSV file that names the columns and nothing else, as spreadsheets open it."""
    latin = language is Language.EN
    names = [next(name for name in names if name.isascii() is latin) for names in columns.values()]
    return ("\ufeff" + ",".join(names) + "\r\n").encode()


def find_language(said: str) -> Language | None:
    """Return the language that a cell names, also as programs do (``ar-PS``, ``Arabic (ar)``); None without one."""
    known = {folded(name): language for name, language in LANGUAGES.items()}
    named = {known[word] for word in _BETWEEN_WORDS.split(folded(said)) if word in known}
    return named.pop() if len(named) == 1 else None


def _heading(name: str) -> str:
    """Return a heading without what people write between its words, or leave out."""
    return _BETWEEN_WORDS.sub("", folded(name))
