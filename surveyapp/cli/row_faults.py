"""What is wrong with a row of a list, on the terminal: one line a fault, which names file and row."""

from collections.abc import Iterable

from surveyapp.catalogue.lists import Reading, RowFault
from surveyapp.catalogue.table_faults import NAME_LIMIT
from surveyapp.core.text.languages import Language
from surveyapp.words.catalogue import say
from surveyapp.words.refusals.table import row_line


def row_fault_lines(file: str, faults: Iterable[RowFault], language: Language) -> str:
    """Return one line a fault."""
    return "\n".join(
        say(
            "%(file)s: row %(row)s: %(what)s",
            language,
            file=file,
            row=one.row,
            what=row_line(one.code, language, cell=one.cell if 0 < len(one.cell) <= NAME_LIMIT else one.column),
        )
        for one in faults
    )


def reading_lines(file: str, how: Reading, language: Language) -> list[str]:
    """Return what was passed over in a list, and what its letters were saved as where that was worked out."""
    told = []
    if how.encoding:
        told.append(say("%(file)s: read as %(encoding)s", language, file=file, encoding=how.encoding))
    if how.passed_over:
        names = " · ".join(how.passed_over)
        told.append(
            say("%(file)s: columns that are not ours, passed over: %(names)s", language, file=file, names=names)
        )
    return told
