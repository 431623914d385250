"""``/staff/reviews/<id>/collected``: answers collected elsewhere, from a table that is checked first."""

from collections.abc import Sequence

from flask import Blueprint, Response, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.catalogue.blank_tables import blank_csv, blank_workbook
from surveyapp.catalogue.columns import form_mark
from surveyapp.catalogue.table_faults import FaultyTableError, TableFault, TableReport, column_letters
from surveyapp.catalogue.tables import read_table
from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import Code, InputError
from surveyapp.core.form.pages import form_pages
from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.web.access import needs
from surveyapp.web.carrying import UPLOAD_LIMIT
from surveyapp.web.clock import now
from surveyapp.web.collecting.forms import DecisionsForm
from surveyapp.web.db import reading, writing
from surveyapp.web.file_names import What, name_file
from surveyapp.web.i18n import gettext
from surveyapp.web.inviting.people_listed import side_or_404
from surveyapp.web.keys import keys
from surveyapp.web.refusals import refusal
from surveyapp.web.security import Upload, read_upload, takes_file
from surveyapp.web.told import tell
from surveyapp.workflow.answers import importing, undoing
from surveyapp.workflow.answers.importing import Plan
from surveyapp.workflow.answers.judging import Doubt

bp = Blueprint("collecting", __name__, url_prefix="/staff/reviews/<int:review_id>/collected")
FILE = "answers"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("")
@needs(Right.RUN_REVIEWS)
def index(review_id: int) -> ResponseReturnValue:
    """Offer to check a table, and list what was imported."""
    return _render_index(review_id)


@bp.get("/<side>/empty.<kind>")
@needs(Right.RUN_REVIEWS)
def empty(review_id: int, side: str, kind: str) -> ResponseReturnValue:
    """Give the empty table of one side: one person's form a row."""
    of_side, is_book = side_or_404(side), kind == "xlsx"
    if kind not in {"csv", "xlsx"}:
        abort(404)
    with reading() as session:
        review = reviews.get_review(session, review_id)
        questionnaire = get_questionnaire(session, review.questionnaire)
    pages = form_pages(questionnaire, of_side, asks_profile=review.asks_profile(of_side))
    form, languages = form_mark(review.questionnaire, of_side), questionnaire.languages
    data = blank_workbook(pages, form=form, languages=languages) if is_book else blank_csv(pages, form=form)
    headers = {"Content-Disposition": name_file(review, What.TABLE, kind, side=of_side).header()}
    return Response(data, mimetype=XLSX if is_book else "text/csv", headers=headers)


@bp.post("")
@takes_file(UPLOAD_LIMIT)
@needs(Right.RUN_REVIEWS)
def check(review_id: int) -> ResponseReturnValue:
    """Check a table, and show its faults or what importing it would do; nothing is stored."""
    upload, side = read_upload(FILE), side_or_404(request.form.get("side", ""))
    if upload is None:
        return _render_index(review_id, error=gettext("Choose a file first.")), 422
    form = DecisionsForm.carry(upload, side=side.value)
    return _try(review_id, side, upload, form=form, is_dry=True)


@bp.post("/enter")
@needs(Right.RUN_REVIEWS)
def enter(review_id: int) -> ResponseReturnValue:
    """Check again with what was decided, or import what was shown, unless something stands in the way by now."""
    form = DecisionsForm()
    upload, side = form.upload(), side_or_404(form.side.data or "")
    is_dry = request.form.get("then") != "import" or not form.validate()
    return _try(review_id, side, upload, form=form, is_dry=is_dry)


@bp.post("/<int:number>/undo")
@needs(Right.RUN_REVIEWS)
def undo(review_id: int, number: int) -> ResponseReturnValue:
    """Take back one import: exactly its responses go, and its links are unused again."""
    with writing() as session:
        undoing.undo_import(session, review_id, number=number)
    tell(gettext("The import is undone: its answers are removed, and its links are unused again."))
    return redirect(url_for(".index", review_id=review_id, _anchor="imports"), code=303)


def _try(review_id: int, side: Side, upload: Upload, *, form: DecisionsForm, is_dry: bool) -> ResponseReturnValue:
    """Import the table, or show what that would do, or what is wrong with it."""
    try:
        with reading() if is_dry else writing() as session:
            plan = _plan(session, review_id, side, upload, form=form)
            if not is_dry:
                importing.import_answers(session, plan, now=now())
    except FaultyTableError as error:
        return _render_checked(review_id, side, form=form, faults=error.faults), 422
    except InputError as error:
        return _render_checked(review_id, side, form=form, error=error), 422
    if not is_dry:
        tell(gettext("The table is imported."))
        return redirect(url_for(".index", review_id=review_id, _anchor="imports"), code=303)
    return _render_checked(review_id, side, form=form, plan=plan)


def _plan(session: Session, review_id: int, side: Side, upload: Upload, *, form: DecisionsForm) -> Plan:
    report = TableReport(upload.name)
    return importing.plan_import(
        session,
        review_id,
        side=side,
        table=read_table(upload.data, report),
        report=report,
        keys=keys(),
        now=now(),
        rules=form.rules,
        may_use_begun=bool(form.use_begun.data),
    )


def _render_index(review_id: int, *, error: str | None = None) -> str:
    with reading() as session:
        review, done = reviews.get_review(session, review_id), undoing.list_imports(session, review_id)
    return render_template(
        "collecting/index.html",
        review=review,
        sides=tuple(Side),
        takes_answers=review.takes_answers_at(now()),
        imports=done,
        error=error,
        limit=UPLOAD_LIMIT // 1024,
        field=FILE,
    )


def _render_checked(
    review_id: int,
    side: Side,
    *,
    form: DecisionsForm,
    plan: Plan | None = None,
    faults: Sequence[TableFault] = (),
    error: InputError | None = None,
) -> str:
    with reading() as session:
        review = reviews.get_review(session, review_id)
    asked = form.asked({fault.code for fault in faults})
    return render_template(
        "collecting/checked.html",
        review=review,
        side=side,
        name=form.name.data,
        form=form,
        asked=asked,
        may_use_begun=bool(error and error.code is Code.TOO_FEW_UNTOUCHED_LINKS),
        plan=plan,
        left_out={why: [one.row for one in plan.left_out if one.why is why] for why in Doubt} if plan else {},
        faults=[(fault, column_letters(fault.column)) for fault in faults],
        error=refusal(error) if error else "",
    )
