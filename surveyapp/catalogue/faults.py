"""What is wrong with a questionnaire file, and where."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from surveyapp.core.errors import Code, InputError
from surveyapp.core.text.writable import in_one_line


class Place(NamedTuple):
    """A place in a file; both figures count from 1, the column in characters."""

    line: int
    column: int


START = Place(1, 1)
"""The place of a fault that belongs to the file as a whole."""


MESSAGE_LIMIT = 400
"""Characters of a message, which may repeat a key of the file."""

FAULT_LIMIT = 500
"""Faults that one report holds; beyond them the file is something else than a questionnaire."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing to mend."""

    file: str
    line: int
    column: int
    message: str

    def __str__(self) -> str:
        """Return the fault as compilers print theirs, so that editors can jump to it."""
        return f"{self.file}:{self.line}:{self.column}: {self.message}"


@dataclass(frozen=True, slots=True)
class Stale:
    """A translation that stayed while its source text changed: where it stands in the file, and what both say."""

    place: Place
    name: str
    source_language: str
    source: str
    language: str
    translation: str


class FaultyFileError(InputError):
    """A file that cannot be taken; as text, everything that is wrong with it, a fault a line."""


class FaultyQuestionnaireError(FaultyFileError):
    """The file cannot become a questionnaire. ``faults`` holds everything that was found, in the file's order."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__(Code.FAULTY_QUESTIONNAIRE, count=len(self.faults))

    def __str__(self) -> str:
        """Return one fault a line."""
        return "\n".join(map(str, self.faults))


@dataclass(slots=True)
class Report:
    """Gathers the faults of one file."""

    file: str
    faults: list[Fault] = field(default_factory=list)

    def add(self, place: Place, message: str) -> None:
        """Note one fault; what the file puts into ``message`` cannot break its line or hide in it.

        Raises:
            FaultyQuestionnaireError: the report is full.
        """
        self.faults.append(Fault(self.file, place.line, place.column, in_one_line(message[:MESSAGE_LIMIT])))
        if len(self.faults) >= FAULT_LIMIT:
            last = Fault(self.file, place.line, place.column, f"here are {FAULT_LIMIT} faults; mend them first")
            raise FaultyQuestionnaireError([*self.faults, last])
