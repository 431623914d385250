"""Tables of answers for tests on a database: written from people's sheets, planned and taken in."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from surveyapp.catalogue.table_faults import TableReport
from surveyapp.catalogue.tables import read_table
from surveyapp.core.form.answers import AnswerSheet
from surveyapp.core.form.pages import form_pages
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.store import audit
from surveyapp.store.engine import new_session
from surveyapp.store.rows import AnswerImportRow, DraftRow, InvitationRow, KeyingRow, ResponseRow
from surveyapp.workflow.answers import importing, undoing
from surveyapp.workflow.answers.judging import Decisions
from surveyapp.workflow.keys import Keys
from tests.catalogue.filled import filled_rows, header, to_csv
from tests.conftest import SECRET
from tests.databases import writing

NOW = datetime.now(UTC)
SIDE = Side.PARTNER
KEYS = Keys.from_secret(SECRET)


def write(
    questionnaire: Questionnaire, sheets: Sequence[AnswerSheet], ids: Mapping[str, Sequence[str]] | None = None
) -> bytes:
    """Return a table of ``sheets`` as CSV, with columns in which a collecting tool names each submission."""
    pages, ids = form_pages(questionnaire, SIDE), ids or {}
    named = list(zip(*ids.values(), strict=True)) or [()] * len(sheets)
    rows = [[*row, *own] for row, own in zip(filled_rows(pages, sheets), named, strict=True)]
    return to_csv([[*header(pages), *ids], *rows])


def plan(
    session: Session,
    review_id: int,
    data: bytes,
    *,
    side: Side = SIDE,
    now: datetime = NOW,
    keys: Keys = KEYS,
    rules: Decisions = Decisions(),  # noqa: B008 - frozen
    may_use_begun: bool = False,
) -> importing.Plan:
    report = TableReport("t.csv")
    return importing.plan_import(
        session,
        review_id,
        side=side,
        table=read_table(data, report),
        report=report,
        keys=keys,
        now=now,
        rules=rules,
        may_use_begun=may_use_begun,
    )


def take_in(engine: Engine, review_id: int, data: bytes, **more: object) -> importing.Plan:
    with writing(engine) as session:
        made = plan(session, review_id, data, **more)
        importing.import_answers(session, made, now=NOW)
    return made


def undo(engine: Engine, review_id: int, number: int) -> None:
    with writing(engine) as session:
        undoing.undo_import(session, review_id, number=number)


def state_of(engine: Engine) -> dict[str, object]:
    """Return everything that an import could change."""
    kinds = (ResponseRow, DraftRow, KeyingRow, AnswerImportRow)
    with new_session(engine) as session:
        links = session.execute(select(InvitationRow.id, InvitationRow.state).order_by(InvitationRow.id)).all()
        counts = [session.scalar(select(func.count()).select_from(kind)) for kind in kinds]
        return {"links": links, "counts": counts, "audit": len(audit.list_entries(session))}
