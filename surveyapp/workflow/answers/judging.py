"""Which rows of a table are somebody's answers that are still to be counted; where that is in doubt, one is asked."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from surveyapp.catalogue.cells import Missing
from surveyapp.catalogue.headings import find_columns
from surveyapp.catalogue.rows import TableRow
from surveyapp.catalogue.submissions import Said, Submission, find_submissions
from surveyapp.catalogue.table_faults import TableReport, quoted
from surveyapp.catalogue.tables import Table
from surveyapp.core.errors import Code
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.form.pages import Page
from surveyapp.core.sides import Side
from surveyapp.workflow.answers.imported_rows import RowReader, is_heading
from surveyapp.workflow.answers.recognising import Memory


class Doubt(StrEnum):
    """Why a row may not be somebody's answers that are still to be counted."""

    KNOWN = "known"
    """Its submission was taken before."""
    ALIKE = "alike"
    """The same answers were, and nothing says whether they are somebody else's."""
    UNAPPROVED = "unapproved"
    """A reviewer rejected it, or put it on hold."""
    BLANK = "blank"
    """It has no rating."""


class Choice(StrEnum):
    """What to do with rows that are in doubt."""

    SKIP = "skip"
    TAKE = "take"


class LeftOut(NamedTuple):
    """A row that is not taken."""

    row: int
    why: Doubt


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided of rows in doubt, and of signs for no answer; what is not decided is refused."""

    choices: Mapping[Doubt, Choice] = field(default_factory=dict)
    missing: Missing | None = None


class Taken(NamedTuple):
    """One sheet for each row that is taken, and the rows that are left out."""

    sheets: tuple[AnswerSheet, ...]
    left_out: tuple[LeftOut, ...]


_WAYS = {
    Doubt.KNOWN: "--skip-known leaves it out",
    Doubt.ALIKE: "--alike skip leaves it out, --alike take counts it",
    Doubt.UNAPPROVED: "--unapproved skip leaves it out, --unapproved take counts it",
    Doubt.BLANK: "answer one, or remove the row, or --skip-blank leaves it out",
}


CODES = {
    Doubt.KNOWN: Code.ROW_KNOWN,
    Doubt.ALIKE: Code.ROW_ALIKE,
    Doubt.UNAPPROVED: Code.ROW_UNAPPROVED,
    Doubt.BLANK: Code.ROW_BLANK,
}
"""Under which code a page says it."""


def read_sheets(
    table: Table,
    pages: Sequence[Page],
    side: Side,
    *,
    report: TableReport,
    memory: Memory,
    rules: Decisions,
    passed_over: Iterable[str] = (),
) -> Taken:
    """Return what the rows of ``table`` come to, and add it to ``memory``; a row that repeats the headings is no row.

    ``passed_over`` is as ``find_columns`` says.

    Raises:
        FaultyTableError: with every fault of the table, those in ``report`` before included.
    """
    columns = find_columns(table, pages, report, passed_over=passed_over)
    submissions = find_submissions(table)
    reader = RowReader(columns, pages, side, report=report, missing=rules.missing)
    judge = _Judge(rules, report, memory)
    rows = [row for row in table.rows if not is_heading(row, columns)]
    sheets = [_read(row, submissions[row.number], reader=reader, judge=judge) for row in rows]
    if not rows:
        report.add(table.header_row, 0, message="no rows follow the column names; write one for each person")
    reader.report_unsaid()
    report.raise_faults()
    return Taken(tuple(filter(None, sheets)), tuple(judge.left_out))


def _read(row: TableRow, submission: Submission, *, reader: RowReader, judge: "_Judge") -> AnswerSheet | None:
    """Return the sheet of one row; None when it is left out, or reported."""
    if not judge.takes_submission(row, submission):
        return None
    sheet = reader.read(row)
    return sheet if judge.takes_answers(row, sheet, submission) else None


class _Judge:
    """Decides of one row after the other, by the rules and by what was taken before."""

    def __init__(self, rules: Decisions, report: TableReport, memory: Memory) -> None:
        self._rules, self._report, self._memory = rules, report, memory
        self.left_out: list[LeftOut] = []

    def takes_submission(self, row: TableRow, submission: Submission) -> bool:
        """Say whether the row may be taken, by what its collecting tool says of it."""
        verdict, known = submission.unapproved, self._memory.find_submission(submission)
        if verdict and not self._settles(
            Doubt.UNAPPROVED, row, said=f"a reviewer says {quoted(verdict.text)}", cell=verdict
        ):
            return False
        if known is None:
            return True
        cell, place = known
        return self._settles(Doubt.KNOWN, row, said=f"submission {quoted(cell.text)} is in {place} already", cell=cell)

    def takes_answers(self, row: TableRow, sheet: AnswerSheet | None, submission: Submission) -> bool:
        """Say whether the row is taken, by its answers (None when there are none), and remember it then."""
        if self._report.has_faults_in(row.number):
            return False
        if sheet is None:
            return self._settles(Doubt.BLANK, row, said="no question is answered")
        place = self._memory.find_alike(sheet, submission)
        said = f"the same answers are in {place} already, and nothing says whether these are another person's"
        if place and not self._settles(Doubt.ALIKE, row, said=said):
            return False
        self._memory.add(sheet, submission, place=f"row {row.number}")
        return True

    def _settles(self, doubt: Doubt, row: TableRow, *, said: str, cell: Said | None = None) -> bool:
        """Say whether a row in doubt is taken; note it when it is left out, and report it when nobody decided."""
        choice = self._rules.choices.get(doubt)
        if choice is Choice.SKIP:
            self.left_out.append(LeftOut(row.number, doubt))
        elif choice is None:
            column, name = (cell.column, cell.name) if cell else (0, "")
            self._report.add(row.number, column, name=name, message=f"{said}; {_WAYS[doubt]}", code=CODES[doubt])
        return choice is Choice.TAKE
