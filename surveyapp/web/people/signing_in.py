"""Signing in by password or one-time link, with a code where there is a second factor; signing out."""

from typing import cast

import flask
from flask import Blueprint, Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.store import passkeys
from surveyapp.web.access import cookie_name, is_local, let_in, needs, session_key
from surveyapp.web.clock import now
from surveyapp.web.db import VISITOR, reading, writing
from surveyapp.web.i18n import current_language, gettext
from surveyapp.web.keys import keys, source
from surveyapp.web.people.forms import AnswerForm, CodeForm, ConfirmForm, ForgottenForm, SignInForm
from surveyapp.web.people.known import remember, shown_mark
from surveyapp.web.people.proving import claimed
from surveyapp.web.settings import settings
from surveyapp.workflow.accounts import one_time_links, signing_in
from surveyapp.workflow.accounts.passkeys import find_site

bp = Blueprint("signing_in", __name__, url_prefix="/staff")


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Let a member of staff in by address and password, and by a code where there is a second factor."""
    if _awaits_code() and "again" not in request.args:
        return _give_code()
    form = SignInForm()
    if not form.is_submitted():
        return render_template("people/sign_in.html", form=form, error=None)
    if not form.validate():
        return render_template("people/sign_in.html", form=form, error=None), 422
    claim = claimed(form.email.data or "", form.password.data or "")
    with writing(author=VISITOR) as session:
        key = signing_in.sign_in(session, claim, now=now())
    if key is None:
        error = gettext(
            "The address or password is wrong, or there have been too many attempts. Try again in a quarter of an "
            "hour, or choose “%(forgotten)s” below: the link that comes by e-mail always works.",
            forgotten=gettext("I forgot my password"),
        )
        return render_template("people/sign_in.html", form=form, error=error), 422
    return _enter(key)


def _give_code() -> ResponseReturnValue:
    form = CodeForm()
    if not form.validate_on_submit():
        return _code_page(form)
    with writing(author=VISITOR) as session:
        key = signing_in.give_code(
            session,
            session_key(),
            typed=form.code.data or "",
            source=source(),
            now=now(),
            keys=keys(),
            mark=shown_mark(),
        )
    if key is None:
        form.code.errors = [gettext("This code is wrong or was used before, or there have been too many attempts.")]
        return _code_page(form)
    return _enter(key)


def _code_page(form: CodeForm) -> ResponseReturnValue:
    with reading() as session:
        found = signing_in.find_half_signed_in(session, session_key(), now=now())
        kept = passkeys.list_passkeys(session, found.staff.id) if found else []
    has_passkey = bool(kept) and find_site(settings()) is not None
    return render_template("people/code.html", form=form, has_passkey=has_passkey), 422 if form.errors else 200


@bp.post("/sign-in/passkey")
def sign_in_by_passkey() -> ResponseReturnValue:
    """Let a passkey stand for the code: ask the browser for it first, and then weigh its answer."""
    site, form = find_site(settings()), AnswerForm()
    if site is None or not _awaits_code() or not form.validate():
        error = gettext("This page has expired. Please try again.")
        return render_template("people/sign_in.html", form=SignInForm(formdata=None), error=error), 422
    if not form.answer.data:
        with writing(author=VISITOR) as session:
            asked = signing_in.ask_passkey(session, session_key(), site=site, now=now())
        return render_template("people/passkey_asking.html", asked=asked)
    with writing(author=VISITOR) as session:
        key = signing_in.give_passkey(
            session,
            session_key(),
            answer=form.answer.data,
            site=site,
            source=source(),
            now=now(),
            keys=keys(),
            mark=shown_mark(),
        )
    if key is None:
        again = CodeForm(formdata=None)
        again.code.errors = [gettext("The passkey was not accepted, or there have been too many attempts.")]
        return _code_page(again)
    return _enter(key)


@bp.route("/sign-in/<key>", methods=["GET", "POST"])
def sign_in_by_link(key: str) -> ResponseReturnValue:
    """Let a member of staff in by a one-time link, on a button's press: scanners open links, but press nothing."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("people/sign_in_by_link.html", form=form)
    with writing(author=VISITOR) as session:
        session_key = signing_in.sign_in_by_link(session, key, now=now())
    if session_key is None:
        error = gettext("This link has already been used, or has expired. Ask for a new one.")
        return render_template("people/sign_in.html", form=SignInForm(formdata=None), error=error), 422
    return _enter(session_key, wanted=url_for("account.password"))


@bp.route("/sign-in/forgotten", methods=["GET", "POST"])
def forgotten() -> ResponseReturnValue:
    """Mail a one-time link; the answer is the same whether the address has an account or not."""
    form = ForgottenForm()
    if not form.validate_on_submit():
        page = render_template("people/forgotten.html", form=form, has_mail=settings().smtp_url is not None)
        return page, 422 if form.errors else 200
    with writing(author=VISITOR) as session:
        one_time_links.ask_link(
            session, form.email.data or "", source=source(), language=current_language(), now=now(), keys=keys()
        )
    return render_template("people/link_sent.html")


@bp.post("/sign-out")
@needs(Right.OWN_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    with writing() as session:
        signing_in.sign_out(session, session_key())
    flask.session.clear()
    response = cast(Response, redirect(url_for("front.home"), code=303))
    response.delete_cookie(cookie_name(), secure=bool(current_app.config["SESSION_COOKIE_SECURE"]))
    return response


def _awaits_code() -> bool:
    key = session_key()
    if not key:
        return False
    with reading() as session:
        return signing_in.find_half_signed_in(session, key, now=now()) is not None


def _enter(key: str, *, wanted: str = "") -> Response:
    """Go where one wanted to; whoever still has to give a code is led back here by that page."""
    flask.session.clear()
    wanted = wanted or request.args.get("next", "")
    led = cast(Response, redirect(wanted if is_local(wanted) else url_for("desk.home"), code=303))
    return remember(let_in(led, key), key)
