"""Partners from a list: a file is checked and shown, and a button enters all of it or none.

What it says otherwise of partners that are known is shown beside what is known, and changed where that is ticked.
"""

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.catalogue.blank_tables import empty_table
from surveyapp.catalogue.partners import example_for, headings_for
from surveyapp.catalogue.table_faults import FaultyTableError
from surveyapp.core.conduct.roles import Right
from surveyapp.core.text.languages import Language
from surveyapp.store import questionnaires
from surveyapp.web.access import needs
from surveyapp.web.carrying import UPLOAD_LIMIT, CarryingForm, read_pasted, refused_length, typed_list
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_default, current_language, gettext, ngettext, offered_languages
from surveyapp.web.refusals import refusing
from surveyapp.web.security import Upload, read_upload, takes_file
from surveyapp.web.told import tell
from surveyapp.workflow.partners.importing import PartnerPlan, import_partners, plan_partners

bp = Blueprint("partner_lists", __name__, url_prefix="/staff/partners/import")
FILE = "partners"


@bp.get("")
@needs(Right.RUN_REVIEWS)
def choose() -> ResponseReturnValue:
    """Offer to check a list, and say what it must look like."""
    return _render_choice()


@bp.get("/empty.csv")
@needs(Right.RUN_REVIEWS)
def empty() -> ResponseReturnValue:
    """Give a table with the names of the columns, and a row that shows how a partner is written down."""
    language, offered = current_language(), _offered()
    with reading() as session:
        kinds, places = questionnaires.list_organisation_types(session), questionnaires.list_places(session)
    example = example_for(language, kinds=kinds, places=places, offered=offered)
    return Response(
        empty_table(headings_for(language, offered=offered), example),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=partners.csv"},
    )


@bp.post("")
@takes_file(UPLOAD_LIMIT)
@needs(Right.RUN_REVIEWS)
def check() -> ResponseReturnValue:
    """Check a list, and show its faults or what it would enter; nothing is stored."""
    upload = read_upload(FILE)
    if upload is None:
        return _render_choice(error=gettext("Choose a file first.")), 422
    return _checked(upload)


@bp.post("/pasted")
@needs(Right.RUN_REVIEWS)
def check_pasted() -> ResponseReturnValue:
    """Check what was copied out of a spreadsheet, as ``check`` does."""
    pasted = read_pasted()
    if pasted is None:
        return _render_choice(error=gettext("Paste the list first.")), 422
    if refused := refused_length(pasted):
        return _render_choice(error=refused), 422
    return _checked(pasted)


def _checked(upload: Upload) -> ResponseReturnValue:
    try:
        with reading() as session:
            plan = plan_partners(session, upload.data, file=upload.name, offered=_offered(), reader=current_language())
    except FaultyTableError as error:
        told = {"plan": None, "unreadable": error.faults, "pasted": typed_list()}
        return render_template("desk/partner_list.html", name=upload.name, **told), 422
    return _render_plan(upload, plan), 422 if plan.faults else 200


@bp.post("/enter")
@needs(Right.RUN_REVIEWS)
def enter() -> ResponseReturnValue:
    """Enter every new partner of the list that was shown, and make the changes that are ticked, or all."""
    form = CarryingForm()
    upload = form.upload()
    with refusing(form), writing() as session:
        plan = plan_partners(session, upload.data, file=upload.name, offered=_offered(), reader=current_language())
        if not plan.faults and plan.digest == request.form.get("seen"):
            ticked = {one.row for one in plan.changes if "all" in request.form or str(one.row) in _ticked()}
            import_partners(session, plan, now=now(), changed=ticked)
            _tell_entered(len(plan.new), len(ticked))
            return redirect(url_for("partners.index"), code=303)
    error = " ".join(form.form_errors) or gettext("Something has changed since it was shown. Look again.")
    return _render_plan(upload, plan, error=error), 422


def _tell_entered(new: int, changed: int) -> None:
    said = ngettext("%(num)s partner was changed.", "%(num)s partners were changed.", changed) if changed else ""
    tell(ngettext("%(num)s partner was entered.", "%(num)s partners were entered.", new), said)


def _ticked() -> list[str]:
    return request.form.getlist("change")


def _offered() -> list[Language]:
    """Return the languages offered, the default first."""
    default = current_default()
    return [default, *(one for one in offered_languages() if one != default)]


def _render_choice(*, error: str | None = None) -> str:
    with reading() as session:
        kinds, places = questionnaires.list_organisation_types(session), questionnaires.list_places(session)
    told = {
        "headings": headings_for(current_language(), offered=_offered()),
        "limit": UPLOAD_LIMIT // 1024,
        "field": FILE,
        "pasted": typed_list(),
    }
    return render_template("desk/partner_import.html", kinds=kinds, places=places, error=error, **told)


def _render_plan(upload: Upload, plan: PartnerPlan, *, error: str = "") -> str:
    with reading() as session:
        options = [*questionnaires.list_organisation_types(session), *questionnaires.list_places(session)]
    labels = {option.key: option.label for option in options}
    form = CarryingForm.carry(upload)
    told = {"labels_of": labels, "form": form, "error": error, "ticked": _ticked(), "pasted": typed_list()}
    return render_template("desk/partner_list.html", name=upload.name, plan=plan, **told)
