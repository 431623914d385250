"""``/staff/account/passkeys``: one's own passkeys, added and taken away.

A browser is asked to make one by a page that follows a form with the password; a script hands its
answer to the second form.
"""

from flask import Blueprint, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.roles import Right
from surveyapp.store import passkeys
from surveyapp.store.passkeys import Passkey
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import gettext
from surveyapp.web.keys import keys
from surveyapp.web.people.forms import MadeForm, OwnForm, PasskeyForm
from surveyapp.web.people.proving import is_proved
from surveyapp.web.settings import settings
from surveyapp.workflow.accounts import own_account
from surveyapp.workflow.accounts.passkeys import find_site

bp = Blueprint("passkeys", __name__, url_prefix="/staff/account/passkeys")


@bp.route("/new", methods=["GET", "POST"])
@needs(Right.OWN_ACCOUNT)
def new() -> ResponseReturnValue:
    """Ask for a name and the password, and then the browser to make a passkey."""
    site, form = find_site(settings()), PasskeyForm()
    if site is None or not g.staff.has_factor:
        return _back()
    if not form.validate_on_submit() or not is_proved(form):
        return render_template("people/passkey.html", form=form), 422 if form.errors else 200
    with writing() as session:
        asked = own_account.begin_passkey(
            session, g.staff.id, g.staff_session.key_hash, site=site, now=now(), keys=keys()
        )
    return render_template("people/passkey_making.html", asked=asked, name=form.name.data)


@bp.post("")
@needs(Right.OWN_ACCOUNT)
def add() -> ResponseReturnValue:
    """Keep the passkey that the browser made."""
    site, form = find_site(settings()), MadeForm()
    if site is None or not form.validate():
        return _back()
    said = {"answer": form.answer.data or "", "name": form.name.data or ""}
    with writing() as session:
        is_kept = own_account.add_passkey(session, g.staff.id, g.staff_session.key_hash, **said, site=site, now=now())
    if is_kept:
        return _back()
    again = PasskeyForm(formdata=None, data={"name": said["name"]})
    again.name.errors = [gettext("This passkey was not added. Please try again.")]
    return render_template("people/passkey.html", form=again), 422


@bp.route("/<int:passkey_id>/remove", methods=["GET", "POST"])
@needs(Right.OWN_ACCOUNT)
def remove(passkey_id: int) -> ResponseReturnValue:
    """Take one of one's own away."""
    passkey, form = _own(passkey_id), OwnForm()
    if not form.validate_on_submit() or not is_proved(form):
        return render_template("people/passkey_remove.html", form=form, passkey=passkey), 422 if form.errors else 200
    with writing() as session:
        own_account.remove_passkey(session, g.staff.id, passkey_id=passkey.id)
    return _back()


def _own(passkey_id: int) -> Passkey:
    with reading() as session:
        kept = {one.id: one for one in passkeys.list_passkeys(session, g.staff.id)}
    if passkey_id not in kept:
        raise NotFound
    return kept[passkey_id]


def _back() -> ResponseReturnValue:
    return redirect(url_for("account.show", _anchor="passkeys"), code=303)
