"""``/staff/account``: one's own password, second factor, recovery codes, and the browsers one is signed in with."""

import io
from typing import cast

from flask import Blueprint, Response, g, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.roles import Right
from surveyapp.store import passkeys, people
from surveyapp.web.access import let_in, needs, session_key
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import gettext
from surveyapp.web.keys import keys
from surveyapp.web.people.forms import ROLE_MEANINGS, ROLE_NAMES, FactorForm, OwnForm, PasswordForm
from surveyapp.web.people.known import remember
from surveyapp.web.people.proving import is_proved
from surveyapp.web.settings import settings
from surveyapp.web.told import tell
from surveyapp.workflow.accounts import own_account, second_factor, signing_in
from surveyapp.workflow.accounts.passkeys import find_site

bp = Blueprint("account", __name__, url_prefix="/staff/account")


@bp.get("")
@needs(Right.OWN_ACCOUNT)
def show() -> ResponseReturnValue:
    """Show who one is here, and how one signs in."""
    with reading() as session:
        sessions = signing_in.list_open_sessions(session, g.staff, now=now())
        codes_left = people.count_recovery_codes(session, g.staff.id)
        kept = passkeys.list_passkeys(session, g.staff.id)
    return render_template(
        "people/account.html",
        sessions=sessions,
        here=g.staff_session.key_hash,
        codes_left=codes_left,
        passkeys=kept,
        takes_passkeys=find_site(settings()) is not None,
        role_names=ROLE_NAMES,
        role_meanings=ROLE_MEANINGS,
        must_keep_factor=second_factor.is_required(g.staff.role, settings()),
    )


@bp.route("/password", methods=["GET", "POST"])
@needs(Right.OWN_ACCOUNT)
def password() -> ResponseReturnValue:
    """Choose a password."""
    form = PasswordForm()
    if not form.validate_on_submit() or not is_proved(form):
        return render_template("people/password.html", form=form), 422 if form.errors else 200
    password_hash = form.hashed(g.staff.email)
    if password_hash is None:
        return render_template("people/password.html", form=form), 422
    with writing() as session:
        key = own_account.change_password(session, g.staff.id, password_hash=password_hash, now=now())
    tell(gettext("Your password is saved."))
    onward = _back("password") if form.current else cast(Response, redirect(url_for("desk.home"), code=303))
    return remember(let_in(onward, key), key)


@bp.route("/second-factor", methods=["GET", "POST"])
@needs(Right.OWN_ACCOUNT)
def factor() -> ResponseReturnValue:
    """Choose a second factor: show the secret, take its first code, and give recovery codes."""
    if g.staff.has_factor:
        return _back("factor")
    form, secret = FactorForm(), second_factor.offered_secret(session_key(), keys=keys())
    if not form.validate_on_submit() or not is_proved(form):
        return _factor_page(form, secret), 422 if form.errors else 200
    with writing() as session:
        done = own_account.set_factor(
            session, g.staff.id, secret=secret, typed=form.code.data or "", now=now(), keys=keys()
        )
    if done is None:
        form.code.errors = [gettext("This code is not correct. Is your phone’s clock set correctly?")]
        return _factor_page(form, secret), 422
    key, codes = done
    return let_in(make_response(render_template("people/recovery_codes.html", codes=codes)), key)


@bp.get("/second-factor.svg")
@needs(Right.OWN_ACCOUNT)
def factor_code() -> ResponseReturnValue:
    """Give the QR code that an app reads the secret from."""
    import segno  # noqa: PLC0415 - few pages draw one

    if g.staff.has_factor:
        raise NotFound
    secret = second_factor.offered_secret(session_key(), keys=keys())
    drawn = io.BytesIO()
    segno.make(second_factor.app_address(secret, email=g.staff.email), error="m").save(
        drawn, kind="svg", scale=6, border=4, light="#fff", dark="#000", xmldecl=False
    )
    return Response(drawn.getvalue(), mimetype="image/svg+xml")


@bp.route("/second-factor/drop", methods=["GET", "POST"])
@needs(Right.OWN_ACCOUNT)
def drop_factor() -> ResponseReturnValue:
    """Do without a second factor; where one is required, another must be chosen at once."""
    form = OwnForm()
    if not g.staff.has_factor:
        return _back("factor")
    if not form.validate_on_submit() or not is_proved(form):
        return render_template("people/drop_factor.html", form=form), 422 if form.errors else 200
    with writing() as session:
        key = own_account.drop_factor(session, g.staff.id, now=now())
    return let_in(_back("factor"), key)


@bp.route("/recovery-codes", methods=["GET", "POST"])
@needs(Right.OWN_ACCOUNT)
def recovery_codes() -> ResponseReturnValue:
    """Give new recovery codes in place of the old ones."""
    form = OwnForm()
    if not g.staff.has_factor:
        return _back("factor")
    if not form.validate_on_submit() or not is_proved(form):
        return render_template("people/renew_codes.html", form=form), 422 if form.errors else 200
    with writing() as session:
        codes = own_account.renew_recovery_codes(session, g.staff.id, keys=keys())
    return render_template("people/recovery_codes.html", codes=codes)


@bp.post("/sessions/<key_hash>/end")
@needs(Right.OWN_ACCOUNT)
def end_session(key_hash: str) -> ResponseReturnValue:
    """Sign oneself out in another browser."""
    try:
        raw = bytes.fromhex(key_hash)
    except ValueError:
        raise NotFound from None
    with writing() as session:
        own_account.end_session(session, g.staff.id, key_hash=raw)
    return _back("sessions")


@bp.post("/sessions/end")
@needs(Right.OWN_ACCOUNT)
def end_other_sessions() -> ResponseReturnValue:
    """Sign oneself out everywhere but here."""
    with writing() as session:
        own_account.end_other_sessions(session, g.staff.id, but=g.staff_session.key_hash)
    return _back("sessions")


def _factor_page(form: FactorForm, secret: str) -> str:
    parts = [secret[start : start + 4] for start in range(0, len(secret), 4)]
    return render_template("people/factor.html", form=form, secret=" ".join(parts))


def _back(anchor: str) -> Response:
    return cast(Response, redirect(url_for(".show", lang=request.args.get("lang"), _anchor=anchor), code=303))
