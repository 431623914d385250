"""One list of people for all partners of a round: checked and shown in numbers; a button invites all or nobody."""

from itertools import groupby

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.catalogue.blank_tables import empty_table
from surveyapp.catalogue.round_people import example_for, headings_for
from surveyapp.catalogue.table_faults import FaultyTableError
from surveyapp.core.conduct.review import Round
from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import InputError
from surveyapp.core.sides import Side
from surveyapp.store import rounds
from surveyapp.web.access import needs
from surveyapp.web.carrying import UPLOAD_LIMIT, CarryingForm, read_pasted, refused_length, typed_list
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_language, gettext, ngettext
from surveyapp.web.keys import keys
from surveyapp.web.refusals import refusal
from surveyapp.web.security import Upload, read_upload, takes_file
from surveyapp.web.told import tell
from surveyapp.workflow.invitations.inviting_round import RoundPlan, WantedSide, invite_round, plan_round

bp = Blueprint("round_people", __name__, url_prefix="/staff/rounds/<slug>/people")
FILE = "people"


@bp.get("")
@needs(Right.RUN_REVIEWS)
def choose(slug: str) -> ResponseReturnValue:
    """Offer to check a list, and say what it must look like."""
    return _render_choice(slug)


@bp.get("/empty.csv")
@needs(Right.RUN_REVIEWS)
def empty(slug: str) -> ResponseReturnValue:  # noqa: ARG001 - the address names it
    """Give a table with the names of the columns, and how a row is written."""
    return Response(
        empty_table(headings_for(current_language()), example_for(current_language())),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=people.csv"},
    )


@bp.post("")
@takes_file(UPLOAD_LIMIT)
@needs(Right.RUN_REVIEWS)
def check(slug: str) -> ResponseReturnValue:
    """Check a list, and show its faults or whom it would invite; nothing is stored."""
    upload = read_upload(FILE)
    if upload is None:
        return _render_choice(slug, error=gettext("Choose a file first.")), 422
    return _checked(slug, upload)


@bp.post("/pasted")
@needs(Right.RUN_REVIEWS)
def check_pasted(slug: str) -> ResponseReturnValue:
    """Check what was copied out of a spreadsheet, as ``check`` does."""
    pasted = read_pasted()
    if pasted is None:
        return _render_choice(slug, error=gettext("Paste the list first.")), 422
    if refused := refused_length(pasted):
        return _render_choice(slug, error=refused), 422
    return _checked(slug, pasted)


@bp.post("/enter")
@needs(Right.RUN_REVIEWS)
def enter(slug: str) -> ResponseReturnValue:
    """Invite everybody on the list that was shown, unless something stands in the way by now."""
    upload = CarryingForm().upload()
    try:
        with writing() as session:
            round_ = rounds.get_round(session, slug)
            plan = _plan(session, round_, upload)
            if not plan.faults:
                invite_round(session, plan, keys=keys())
    except InputError as error:
        return _render_choice(slug, error=refusal(error)), 422
    if plan.faults:
        return _render_plan(round_, upload, plan)
    tell(
        ngettext("%(num)s person was invited.", "%(num)s people were invited.", plan.count),
        gettext("E-mails go out once the reviews are opened."),
    )
    return redirect(url_for("rounds.one", slug=slug), code=303)


def _checked(slug: str, upload: Upload) -> ResponseReturnValue:
    with reading() as session:
        round_ = rounds.get_round(session, slug)
        try:
            plan = _plan(session, round_, upload)
        except FaultyTableError as error:
            told = {"name": upload.name, "plan": None, "unreadable": error.faults, "pasted": typed_list()}
            return render_template("rounds/people_checked.html", round=round_, **told), 422
    return _render_plan(round_, upload, plan)


def _plan(session: Session, round_: Round, upload: Upload) -> RoundPlan:
    return plan_round(session, round_.id, upload.data, file=upload.name, default=current_language())


def _render_choice(slug: str, *, error: str | None = None) -> str:
    with reading() as session:
        round_ = rounds.get_round(session, slug)
    told = {
        "headings": headings_for(current_language()),
        "limit": UPLOAD_LIMIT // 1024,
        "field": FILE,
        "pasted": typed_list(),
    }
    return render_template("rounds/people.html", round=round_, error=error, **told)


def _render_plan(round_: Round, upload: Upload, plan: RoundPlan) -> ResponseReturnValue:
    form = CarryingForm.carry(upload)
    told = {"name": upload.name, "plan": plan, "lines": _by_review(plan), "pasted": typed_list()}
    page = render_template("rounds/people_checked.html", round=round_, form=form, **told)
    return page, 422 if plan.faults else 200


def _by_review(plan: RoundPlan) -> list[dict[Side, WantedSide]]:
    """Return what each review gets, side by side, in the order of the reviews."""
    return [{one.side: one for one in sides} for _, sides in groupby(plan.sides, key=lambda one: one.review.id)]
