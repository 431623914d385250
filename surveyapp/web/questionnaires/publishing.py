"""Publishing from the browser: a file is checked, what it changes is shown, what that costs is said, and it is done."""

from typing import cast

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.roles import Right
from surveyapp.web.access import needs
from surveyapp.web.carrying import UPLOAD_LIMIT
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_language, gettext
from surveyapp.web.questionnaires import checking
from surveyapp.web.questionnaires.checking import Checked, File
from surveyapp.web.questionnaires.comparing import ChangeList, comparison
from surveyapp.web.questionnaires.forms import PublishForm, carry
from surveyapp.web.questionnaires.uses import load_uses
from surveyapp.web.security import read_upload, takes_file
from surveyapp.web.told import tell
from surveyapp.workflow.reviews.publishing import publish as publish_version

bp = Blueprint("publishing", __name__, url_prefix="/staff/questionnaires")
FILE = "questionnaire"


@bp.get("/new")
@needs(Right.PUBLISH)
def new() -> ResponseReturnValue:
    """Offer to check a file: the reader's own, or one that is shipped with the app."""
    name = request.args.get("file")
    if name is None:
        return _render_choice()
    file = checking.find_shipped(name)
    if file is None:
        raise NotFound
    return _render_checked(_check(file))


@bp.post("/new")
@takes_file(UPLOAD_LIMIT)
@needs(Right.PUBLISH)
def check() -> ResponseReturnValue:
    """Check an uploaded file, and show its faults or what it changes; nothing is stored."""
    upload = read_upload(FILE)
    if upload is None:
        return _render_choice(error=gettext("Choose a file first.")), 422
    checked = _check(File(upload.name, upload.data))
    return _render_checked(checked), 422 if checked.faults else 200


@bp.post("/publish/ask")
@needs(Right.PUBLISH)
def ask() -> ResponseReturnValue:
    """Say what publishing means that cannot be undone, and ask; nothing is stored."""
    form = PublishForm()
    with reading() as session:
        checked, uses = checking.check(session, form.file()), load_uses(session)
    refusal = form.refusal(checked)
    if refusal is not None or checked.same:
        return _render_checked(checked, error=refusal), 422 if refusal else 200
    reviews = sum(sum(uses.get(str(one.version), {}).values()) for one in checked.published)
    asked = carry(checked, is_vouched=bool(form.fits.data))
    return render_template(
        "questionnaires/publish.html", checked=checked, shown=_compare(checked), form=asked, reviews=reviews
    )


@bp.post("/publish")
@needs(Right.PUBLISH)
def publish() -> ResponseReturnValue:
    """Publish what was checked and shown, unless something changed since."""
    form = PublishForm()
    file = form.file()
    with writing() as session:
        checked = checking.check(session, file)
        refusal = form.refusal(checked)
        if refusal is None and checked.same is None:
            publish_version(session, checked.require(), now=now())
    if refusal is not None:
        return _render_checked(checked, error=refusal), 422
    tell(gettext("The questionnaire is published. It stays as it is: what changes is published as a new version."))
    address = url_for("questionnaires.version", slug=checked.require().slug, version=checked.version)
    return cast(Response, redirect(address, code=303))


def _check(file: File) -> Checked:
    with reading() as session:
        return checking.check(session, file)


def _render_choice(*, error: str | None = None) -> str:
    with reading() as session:
        shipped = [checking.check(session, file) for file in checking.list_shipped()]
    return render_template(
        "questionnaires/new.html", shipped=shipped, error=error, limit=UPLOAD_LIMIT // 1024, field=FILE
    )


def _render_checked(checked: Checked, *, error: str | None = None) -> str:
    shown = _compare(checked)
    return render_template(
        "questionnaires/checked.html", checked=checked, shown=shown, form=carry(checked), error=error
    )


def _compare(checked: Checked) -> ChangeList | None:
    """Return what changes against the newest version; None of a faulty file, and of a first version."""
    if checked.questionnaire is None or checked.newest is None:
        return None
    return comparison(checked.newest.questionnaire, checked.questionnaire, reader=current_language())
