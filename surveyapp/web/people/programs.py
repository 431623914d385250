"""``/staff/people/programs``: the tokens by which programs ask the API, kept by administrators."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import Code
from surveyapp.store import programs, review_lists
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.paging import paging_of
from surveyapp.web.people.picking_reviews import asked_words
from surveyapp.web.people.program_forms import RIGHT_NAMES, ProgramForm
from surveyapp.web.picking import is_turning
from surveyapp.web.refusals import refusing
from surveyapp.workflow.accounts import keeping_programs

bp = Blueprint("programs", __name__, url_prefix="/staff/people/programs")
REVIEWS_SHOWN = 10
"""Reviews that are named beside a program that is kept to them."""


@bp.get("")
@needs(Right.KEEP_PEOPLE)
def index() -> ResponseReturnValue:
    """List the programs, and offer to let one in."""
    return _index(_offered(ProgramForm(formdata=None, data={"days": str(keeping_programs.DEFAULT_DAYS)})))


@bp.post("")
@needs(Right.KEEP_PEOPLE)
def create() -> ResponseReturnValue:
    """Let a program in, and show its token this once."""
    form = _offered(ProgramForm())
    if is_turning():
        return _index(form)
    if not form.validate():
        return _index(form), 422
    made = None
    with refusing(form, dict.fromkeys((Code.BAD_SLUG, Code.SLUG_TAKEN), form.name)), writing() as session:
        made = keeping_programs.create_program(
            session, form.name.data or "", scope=form.scope, days=int(form.days.data), now=now()
        )
    if made is None:
        return _index(form), 422
    program, token = made
    return render_template("people/program_token.html", program=program, token=token)


@bp.post("/<name>/revoke")
@needs(Right.KEEP_PEOPLE)
def revoke(name: str) -> ResponseReturnValue:
    """Let a program in no more."""
    with writing() as session:
        keeping_programs.revoke_program(session, name, now=now())
    return redirect(url_for(".index", lang=request.args.get("lang")), code=303)


def _offered(form: ProgramForm) -> ProgramForm:
    with reading() as session:
        return form.offer(session)


def _index(form: ProgramForm) -> str:
    with reading() as session:
        paging = paging_of(len(known := programs.list_programs(session)))
        listed = paging.of(known)
        shown = {one.id: sorted(one.scope.reviews or ())[:REVIEWS_SHOWN] for one in listed}
        named = {one.id: one for one in review_lists.list_some(session, {id_ for ids in shown.values() for id_ in ids})}
    told = {"programs": listed, "reviews": named, "shown": shown, "paging": paging, "looked_for": asked_words()}
    return render_template("people/programs.html", form=form, right_names=RIGHT_NAMES, now=now(), **told)
