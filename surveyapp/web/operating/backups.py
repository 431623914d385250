"""``/staff/installation/backups``: a backup to download, and one looked into; putting one back stays in the shell.

What is given here is locked under SECRET_KEY too, so that nobody who may press the button can read answers.
"""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import InputError
from surveyapp.operating.backups import look_into, read_look
from surveyapp.operating.encryption import lock
from surveyapp.store import audit
from surveyapp.store.audit import Entry
from surveyapp.store.snapshots import snapshot
from surveyapp.web.access import needs
from surveyapp.web.clock import now, today
from surveyapp.web.db import engine, reading, writing
from surveyapp.web.i18n import gettext
from surveyapp.web.keys import keys
from surveyapp.web.making import made_in_turn, made_once
from surveyapp.web.operating.forms import BackupForm, LookForm
from surveyapp.web.refusals import refusal
from surveyapp.web.security import read_upload, takes_file
from surveyapp.workflow import backing_up

bp = Blueprint("backups", __name__, url_prefix="/staff/installation/backups")
FILE = "backup"
LIMIT = 5 * 1024 * 1024
"""Bytes of a file that a page about the installation takes; the proxy lets no more through."""


def find_last(session: Session, action: str) -> Entry | None:
    """Return the newest entry of an action, or None."""
    return next(iter(audit.list_entries(session, action=action, limit=1)), None)


@bp.get("")
@needs(Right.OPERATE)
def show() -> ResponseReturnValue:
    """Say when the last backup was made, and when one was looked into; offer both."""
    return _render()


@bp.post("")
@needs(Right.OPERATE)
def make() -> ResponseReturnValue:
    """Give everything as one file, locked; it is written nowhere here."""
    form = BackupForm()
    if not form.validate():
        return _render(form=form), 422
    with made_in_turn() as make_it:
        with snapshot(engine()) as connection:
            taken = backing_up.take_backup(connection, now=now(), keys=keys())
        data = make_it(partial(lock, taken.packed, form.passphrase.data or "", keys=keys()))
    with writing() as session:
        backing_up.record_backup(session, taken, is_encrypted=True)
    name = f"surveyapp-{today()}.backup"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, mimetype="application/octet-stream", headers=headers)


@bp.post("/check")
@takes_file(LIMIT)
@needs(Right.OPERATE)
def check() -> ResponseReturnValue:
    """Read a backup whole, and say what it holds; nothing is put back, and nothing of it is kept."""
    upload, form = read_upload(FILE), LookForm()
    if upload is None:
        return _render(look=form, error=gettext("Choose a file first.")), 422
    if not form.validate():
        return _render(look=form), 422
    told = made_once(partial(look_into, upload.data, form.opened_by.data or "", keys=keys()))
    try:
        found = read_look(told)
    except InputError as error:
        return _render(look=form, error=refusal(error)), 422
    made_at = datetime.fromisoformat(str(found["made_at"]))
    with writing() as session:
        backing_up.record_look(session, made_at=made_at, rows=int(str(found["rows"])))
    return _render(found={**found, "name": upload.name, "made_at": made_at})


def _render(
    *,
    form: BackupForm | None = None,
    look: LookForm | None = None,
    error: str = "",
    found: Mapping[str, object] | None = None,
) -> str:
    with reading() as session:
        made, looked = find_last(session, "backup.written"), find_last(session, "backup.checked")
    return render_template(
        "operating/backups.html",
        form=form or BackupForm(formdata=None),
        look=look or LookForm(formdata=None),
        error=error,
        found=found,
        made=made,
        details=audit.read_details(made) if made else {},
        looked=looked,
        field=FILE,
        limit=LIMIT // (1024 * 1024),
    )
