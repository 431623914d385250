"""Importing answers collected elsewhere: a table's rows become responses, all of them or none."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from surveyapp.catalogue.cells import CellError, check_number, read_cell
from surveyapp.catalogue.columns import Column, find_columns
from surveyapp.catalogue.tables import Table, TableReport, TableRow
from surveyapp.core.answers import AnswerSheet
from surveyapp.core.draft import Draft, to_sheet
from surveyapp.core.errors import InputError, StateError
from surveyapp.core.pages import ChoicesField, Page, Value, form_pages
from surveyapp.core.review import Answering, Review
from surveyapp.core.sides import Language, Side
from surveyapp.store import invitations, responses, reviews
from surveyapp.store.questionnaires import get_questionnaire

Columns = Sequence[Column | None]
Cells = Mapping[Column, str]


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
    def links_left(self) -> int:
        """Return how many unused links the side has afterwards."""
        return len(self.untouched) + len(self.begun) - len(self.sheets)

    def draw_links(self, chance: random.Random) -> list[str]:
        """Return one link for each sheet, drawn by lot."""
        untouched = chance.sample(self.untouched, k=min(len(self.sheets), len(self.untouched)))
        return untouched + chance.sample(self.begun, k=len(self.sheets) - len(untouched))


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
        raise StateError("may_not_import", review=review_id, state=review.state.value, closes=review.closes_at)
    sheets = read_sheets(table, form_pages(get_questionnaire(session, review.questionnaire), side), side, report=report)
    untouched, begun = invitations.list_unused(session, review_id, side=side)
    plan = Plan(review, side, tuple(sheets), tuple(untouched), tuple(begun))
    _require_links(plan, may_use_begun=may_use_begun)
    return plan


def import_answers(session: Session, plan: Plan, *, chance: random.Random | None = None) -> None:
    """Do what ``plan`` says. Neither links nor stored answers follow the order of the file."""
    chance = chance or random.SystemRandom()
    invitations.mark_all_sent(session, plan.draw_links(chance))
    for sheet in chance.sample(plan.sheets, k=len(plan.sheets)):
        responses.put_response(session, sheet, review_id=plan.review.id)
    session.flush()


def read_sheets(table: Table, pages: Sequence[Page], side: Side, *, report: TableReport) -> list[AnswerSheet]:
    """Return one sheet for each row of ``table``; a row that repeats the headings in words is passed over.

    Raises:
        FaultyTableError: with every fault of the table, those in ``report`` before included.
    """
    columns = find_columns(table, pages, report)
    rows = [row for row in table.rows if not _is_heading(row, columns)]
    sheets = [_read_row(row, columns, pages, side=side, report=report) for row in rows]
    if not rows:
        report.add(table.header_row, 0, message="no rows follow the column names; write one for each person")
    report.raise_faults()
    return sheets


def _require_links(plan: Plan, *, may_use_begun: bool) -> None:
    rows, details = len(plan.sheets), {"review": plan.review.id, "side": plan.side.value, "rows": len(plan.sheets)}
    if plan.review.answering.of(plan.side) is Answering.ORGANISATION and rows > 1:
        raise InputError("one_row_per_organisation", **details)
    if plan.links_left < 0:
        raise InputError("too_few_links", **details, links=len(plan.untouched) + len(plan.begun))
    if rows > len(plan.untouched) and not may_use_begun:
        raise InputError("too_few_untouched_links", **details, links=len(plan.untouched), begun=len(plan.begun))


def _is_heading(row: TableRow, columns: Columns) -> bool:
    """Say whether the row repeats the questions under the columns' names, as the empty form has them."""
    filled = [(column, cell) for column, cell in zip(columns, row.cells, strict=True) if cell and column]
    return bool(filled) and all(
        cell in {column.label.in_(language) for language in Language} for column, cell in filled
    )


def _read_row(
    row: TableRow, columns: Columns, pages: Sequence[Page], *, side: Side, report: TableReport
) -> AnswerSheet:
    values: dict[Column, tuple[int, Value]] = {}
    for number, (column, cell) in enumerate(zip(columns, row.cells, strict=True), start=1):
        if column is None:
            continue
        try:
            values[column] = number, read_cell(column, cell)
        except CellError as error:
            report.add(row.number, number, name=column.place, message=str(error))
    draft = Draft()
    for page in pages:
        draft = draft.with_changes(page, _page_values(page, values, row=row.number, report=report))
    sheet = to_sheet(draft, pages, side)
    if sheet.is_blank and not any(fault.row == row.number for fault in report.faults):
        report.add(row.number, 0, message="no question is answered; answer at least one, or remove the row")
    return sheet


def _page_values(
    page: Page, values: Mapping[Column, tuple[int, Value]], *, row: int, report: TableReport
) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for field in page.fields:
        column = Column(page, field)
        if isinstance(field, ChoicesField):
            try:
                found[field.name] = _chosen(column, field, values)
            except CellError as error:
                number = next((n for one, (n, _) in values.items() if one.field is field), 0)
                report.add(row, number, name=column.place, message=str(error))
        elif column in values:
            found[field.name] = values[column][1]
    return found


def _chosen(column: Column, field: ChoicesField, values: Mapping[Column, tuple[int, Value]]) -> tuple[str, ...]:
    """Return what was chosen, written in one column, as 0 and 1 in a column an option, or both ways alike."""
    together = tuple(values.get(column, (0, ()))[1])
    single = [(option.key, values.get(Column(column.page, field, option.key))) for option in field.options]
    apart = tuple(key for key, value in single if value and value[1])
    if together and any(value for _, value in single) and together != apart:
        raise CellError("the column and the columns of 0 and 1 beside it disagree; correct one of them")
    return check_number(field, together or apart)
