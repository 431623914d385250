"""What a collecting tool says of a table's rows: which submission each one is, and what a reviewer made of it."""

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from surveyapp.catalogue.cells import is_missing
from surveyapp.catalogue.rows import TableRow
from surveyapp.catalogue.tables import Table
from surveyapp.core.text.bidi import without_invisible

_NAMES_SUBMISSION = re.compile(
    r"X?_{1,2}(?:submission__)?(?:id|uuid)|(?:.*\W)?KEY|(?:.*[\W_])?(?:instanceID|rootUuid|deprecatedID)"
    r"|\*meta-instance-id\*",
    re.IGNORECASE,
)
"""Columns that name a submission: Kobo's and Ona's, of which some outlive an edit, ODK's, SurveyCTO's, Aggregate's."""

_SAYS_VERDICT = re.compile(r"(?:.*[\W_])?(?:reviewState|review_status|review_quality|validation_status)", re.IGNORECASE)
_UNAPPROVED = frozenset(
    {"rejected", "hasissues", "notapproved", "onhold", "pending", "fake", "2", "3"}
    | {"validationstatusnotapproved", "validationstatusonhold"}
)
"""Verdicts of reviewers, without what stands between words; by number they are Ona's."""

_ROUNDED = re.compile(r"\d(?:[.,]\d+)?e\+?\d+")
"""What a spreadsheet makes of a long number: it names no submission any more."""

SubmissionId = tuple[str, str]
"""A kind, ``number`` or ``name``, and the value: two submissions may differ only in an id of the same kind."""

KINDS = ("name", "number")


class Said(NamedTuple):
    """What a cell of the tool's own says; ``column`` counts from 1."""

    column: int
    name: str
    text: str


class Submission(NamedTuple):
    """A row as its tool knows it: each id by which it is named, and the verdict of a reviewer who has not approved."""

    ids: Mapping[SubmissionId, Said]
    unapproved: Said | None

    @property
    def kinds(self) -> frozenset[str]:
        """Return the kinds of its ids."""
        return frozenset(kind for kind, _ in self.ids)


def find_submissions(table: Table) -> dict[int, Submission]:
    """Return what is said of each row, by its number."""
    naming = [at for at, name in enumerate(table.header) if _NAMES_SUBMISSION.fullmatch(name)]
    judging = [at for at, name in enumerate(table.header) if _SAYS_VERDICT.fullmatch(name)]
    return {
        row.number: Submission(
            {_id(said.text): said for said in _filled(table, row, naming) if not _ROUNDED.fullmatch(said.text.lower())},
            next((said for said in _filled(table, row, judging) if _verdict(said.text) in _UNAPPROVED), None),
        )
        for row in table.rows
    }


def _filled(table: Table, row: TableRow, columns: Iterable[int]) -> list[Said]:
    said = [Said(at + 1, table.header[at], without_invisible(row.cells[at]).strip()) for at in columns]
    return [one for one in said if not is_missing(one.text)]


def _id(text: str) -> SubmissionId:
    value = text.casefold().removeprefix("uuid:")
    return KINDS[value.isdigit()], value


def _verdict(text: str) -> str:
    return re.sub(r"[\W_]+", "", text.casefold())
