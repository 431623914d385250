"""Importing answers collected elsewhere: a table's rows become responses, all of them or none."""

import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.catalogue.cells import CellError, join_choices, read_cell
from surveyapp.catalogue.columns import Columns, Key, Meaning, check_form, find_columns, form_mark, question_of
from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import Table, TableRow
from surveyapp.core.answers import AnswerSheet
from surveyapp.core.draft import Draft, to_sheet
from surveyapp.core.errors import InputError, StateError
from surveyapp.core.pages import ChoicesField, Page, Value, form_pages
from surveyapp.core.review import Answering, Review
from surveyapp.core.sides import Language, Side
from surveyapp.store import audit, invitations, responses, reviews
from surveyapp.store.questionnaires import get_questionnaire


@dataclass(frozen=True, slots=True)
class Plan:
    """What an import would do: the answers, one sheet a row, and the unused links to take a link a sheet from.

    ``begun`` are the links behind which somebody has begun to answer; they are taken last, and only if allowed.
    """

    review: Review
    side: Side
    sheets: tuple[AnswerSheet, ...]
    untouched: tuple[str, ...]
    begun: tuple[str, ...]

    @property
    def count(self) -> int:
        """Return how many people's answers there are."""
        return len(self.sheets)

    @property
    def links_left(self) -> int:
        """Return how many unused links the side has afterwards."""
        return len(self.untouched) + len(self.begun) - self.count

    def draw_links(self, chance: random.Random) -> list[str]:
        """Return one link for each sheet, drawn by lot."""
        untouched = chance.sample(self.untouched, k=min(self.count, len(self.untouched)))
        return untouched + chance.sample(self.begun, k=self.count - len(untouched))


def plan_import(
    session: Session,
    review_id: int,
    *,
    side: Side,
    table: Table,
    report: TableReport,
    now: datetime,
    may_use_begun: bool = False,
) -> Plan:
    """Return what importing ``table`` would do; changes nothing, but keeps the review from being answered meanwhile.

    Args:
        session: as always.
        review_id: an open review.
        side: whose answers these are.
        table: one person's form a row.
        report: what is wrong with the table's cells already; what else is wrong is added.
        now: the present instant.
        may_use_begun: whether links behind which somebody has begun to answer may be used up when others are too few.

    Raises:
        NotFoundError: there is no such review.
        StateError: it takes no answers at ``now``.
        FaultyTableError: with every fault of the table.
        InputError: an organisation was to have two forms, or the unused links are too few.
    """
    reviews.get_review_row(session, review_id)
    review = reviews.get_review(session, review_id)
    if not review.takes_answers_at(now):
        raise StateError("may_not_import", review=review_id, state=review.state.value, closes=review.closes_on)
    check_form(table, form_mark(review.questionnaire, side), report)
    sheets = read_sheets(table, form_pages(get_questionnaire(session, review.questionnaire), side), side, report=report)
    untouched, begun = invitations.list_unused(session, review_id, side=side)
    plan = Plan(review, side, tuple(sheets), tuple(untouched), tuple(begun))
    _require_links(plan, may_use_begun=may_use_begun)
    return plan


def import_answers(session: Session, plan: Plan, *, chance: random.Random | None = None) -> None:
    """Do what ``plan`` says. Neither links nor stored answers follow the order of the file."""
    chance = chance or random.SystemRandom()
    invitations.mark_all_sent(session, plan.draw_links(chance))
    for sheet in chance.sample(plan.sheets, k=plan.count):
        responses.put_response(session, sheet, review_id=plan.review.id)
    audit.record(session, "answers.imported", review_id=plan.review.id, side=plan.side.value, count=plan.count)


def read_sheets(table: Table, pages: Sequence[Page], side: Side, *, report: TableReport) -> list[AnswerSheet]:
    """Return one sheet for each row of ``table``; a row that repeats the headings in words is passed over.

    Raises:
        FaultyTableError: with every fault of the table, those in ``report`` before included.
    """
    columns = find_columns(table, pages, report)
    reader = _RowReader(columns, pages, side, report=report)
    rows = [row for row in table.rows if not _is_heading(row, columns)]
    sheets = [reader.read(row) for row in rows]
    if not rows:
        report.add(table.header_row, 0, message="no rows follow the column names; write one for each person")
    report.raise_faults()
    return sheets


def _require_links(plan: Plan, *, may_use_begun: bool) -> None:
    rows, details = plan.count, {"review": plan.review.id, "side": plan.side.value, "rows": plan.count}
    if plan.review.answering.of(plan.side) is Answering.ORGANISATION and rows > 1:
        raise InputError("one_row_per_organisation", **details)
    if plan.links_left < 0:
        raise InputError("too_few_links", **details, links=len(plan.untouched) + len(plan.begun))
    if rows > len(plan.untouched) and not may_use_begun:
        raise InputError("too_few_untouched_links", **details, links=len(plan.untouched), begun=len(plan.begun))


def _is_heading(row: TableRow, columns: Columns) -> bool:
    """Say whether the row repeats the questions under the columns' names, as the empty table has them."""
    filled = [(meaning, cell) for meaning, cell in zip(columns, row.cells, strict=True) if meaning and cell]
    return bool(filled) and all(
        cell in {question_of(meaning.field).in_(language) for language in Language} for meaning, cell in filled
    )


class _RowReader:
    """Turns the rows of one table into sheets."""

    def __init__(self, columns: Columns, pages: Sequence[Page], side: Side, *, report: TableReport) -> None:
        self._columns = [(number, meaning) for number, meaning in enumerate(columns, start=1) if meaning]
        self._pages, self._side, self._report = pages, side, report
        choices = [(n, one, one.field) for n, one in self._columns if isinstance(one.field, ChoicesField)]
        self._choices = {one.key[:2]: (n, one, field) for n, one, field in reversed(choices)}.values()

    def read(self, row: TableRow) -> AnswerSheet:
        """Return the sheet that ``row`` holds, without what is reported to be wrong in it."""
        values = self._values(row)
        draft = Draft()
        for page in self._pages:
            draft = draft.with_changes(page, {f.name: values.get((page.id, f.name, None), "") for f in page.fields})
        sheet = to_sheet(draft, self._pages, self._side)
        if sheet.is_blank and not self._report.has_faults_in(row.number):
            self._report.add(row.number, 0, message="no question is answered; answer at least one, or remove the row")
        return sheet

    def _values(self, row: TableRow) -> dict[Key, Value]:
        values: dict[Key, Value] = {}
        for number, meaning in self._columns:
            cell = row.cells[number - 1]
            if cell:
                with self._noting(row, number, meaning):
                    values[meaning.key] = read_cell(meaning.field, cell, option=meaning.option)
        for number, meaning, field in self._choices:
            page, name, _ = meaning.key
            with self._noting(row, number, meaning):
                apart = [values[page, name, one.key] for one in field.options if (page, name, one.key) in values]
                values[page, name, None] = join_choices(field, values.get((page, name, None), ()), apart)
        return values

    @contextmanager
    def _noting(self, row: TableRow, number: int, meaning: Meaning) -> Iterator[None]:
        try:
            yield
        except CellError as error:
            self._report.add(row.number, number, name=meaning.place, message=str(error))
