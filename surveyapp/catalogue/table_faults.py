"""What is wrong with a table, and where: by row and column, as a spreadsheet shows them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NoReturn

from surveyapp.catalogue.faults import FaultyFileError
from surveyapp.core.errors import Code
from surveyapp.core.text.bidi import without_controls
from surveyapp.core.text.writable import in_one_line

MESSAGE_LIMIT = 400
"""Characters of a message, which may repeat words of the file."""

NAME_LIMIT = 80
"""Characters of a column's name that a fault shows."""

FAULT_LIMIT = 500
"""Faults that one report holds; beyond them the file is something else than what was meant."""


@dataclass(frozen=True, slots=True, order=True)
class TableFault:
    """One thing to mend. Row and column count from 1; 0 stands for the whole file or the whole row.

    With a ``code`` a page says it in the reader's language.
    """

    file: str
    sheet: str
    row: int
    column: int
    name: str
    message: str
    code: Code | None = field(default=None, compare=False)

    def __str__(self) -> str:
        """Return the fault in one line, such as ``answers.csv: row 7, column G (integrity/open): …``."""
        name = f" ({self.name})" if self.name else ""
        places = (
            self.sheet and f"sheet {self.sheet}",
            self.row and f"row {self.row}",
            self.column and f"column {column_letters(self.column)}{name}",
        )
        where = ", ".join(str(place) for place in places if place)
        return f"{self.file}: {where}: {self.message}" if where else f"{self.file}: {self.message}"


class FaultyTableError(FaultyFileError):
    """The table cannot be taken. ``faults`` holds everything that was found, in the file's order."""

    def __init__(self, faults: Iterable[TableFault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(Code.FAULTY_TABLE, count=len(self.faults))

    def __str__(self) -> str:
        """Return one fault a line."""
        said = [str(fault) for fault in self.faults]
        return "\n".join(
            said if len(said) < FAULT_LIMIT else [*said, f"here are {FAULT_LIMIT} faults; mend them first"]
        )


@dataclass(slots=True)
class TableReport:
    """Gathers the faults of one file, the first of each cell."""

    file: str
    sheet: str = ""
    _faults: dict[tuple[str, int, int], TableFault] = field(default_factory=dict)

    def add(self, row: int, column: int, *, message: str, name: str = "", code: Code | None = None) -> None:
        """Note one fault; a second one in the same cell is not noted.

        Raises:
            FaultyTableError: the report is full.
        """
        fault = TableFault(
            _shown(self.file), _shown(self.sheet), row, column, _shown(name, NAME_LIMIT), _shown(message), code
        )
        self._faults.setdefault((self.sheet, row, column), fault)
        if len(self._faults) >= FAULT_LIMIT:
            self.raise_faults()

    def stop(self, message: str, *, row: int = 0, code: Code | None = None) -> NoReturn:
        """Note a fault of the whole file, or of the row at which reading ends, and raise all there are."""
        self.add(row, 0, message=message, code=code)
        raise FaultyTableError(self._faults.values())

    def refuse(self, message: str, *, row: int) -> NoReturn:
        """Raise one fault that makes all others those of another kind of file."""
        self._faults.clear()
        self.stop(message, row=row)

    def has_faults_in(self, row: int) -> bool:
        """Say whether anything is wrong in ``row``."""
        return any(fault.row == row for fault in self._faults.values())

    def raise_faults(self) -> None:
        """Raise FaultyTableError if there are any faults."""
        if self._faults:
            raise FaultyTableError(self._faults.values())

    def on_sheet(self, sheet: str) -> "TableReport":
        """Return a report on one sheet of a workbook, which gathers into this one."""
        return TableReport(self.file, sheet, self._faults)


def column_letters(column: int) -> str:
    """Return what a spreadsheet calls the column, counted from 1: A … Z, AA …."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


def quoted(text: str, limit: int = 40) -> str:
    """Return what a cell holds, in quotes and cut, for a message."""
    return f'"{_shown(text, limit)}"'


def _shown(text: str, limit: int = MESSAGE_LIMIT) -> str:
    """Return ``text``, cut, so that what the file put into it cannot break the line or hide in it."""
    kept = in_one_line(without_controls(text[: limit + 1]))
    return kept if len(kept) <= limit else f"{kept[:limit]}…"
