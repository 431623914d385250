"""The desk: signing in, the list of reviews, one review."""

from typing import cast

from flask import Blueprint, Response, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.roles import Right
from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.web.access import cookie_name, is_local, let_in, needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.desk.forms import ConfirmForm, SignInForm
from surveyapp.web.i18n import gettext
from surveyapp.workflow import signing_in

bp = Blueprint("desk", __name__, url_prefix="/staff")


@bp.route("/sign-in", methods=["GET", "POST"])
def sign_in() -> ResponseReturnValue:
    """Let a member of staff in by address and password."""
    form = SignInForm()
    if not form.is_submitted():
        return render_template("desk/sign_in.html", form=form, error=None)
    if not form.validate():
        return render_template("desk/sign_in.html", form=form, error=None), 422
    with writing() as session:
        key = signing_in.sign_in(session, form.email.data or "", password=form.password.data or "", now=now())
    if key is None:
        error = gettext("Address and password do not fit, or there were too many attempts. Try again, or wait.")
        return render_template("desk/sign_in.html", form=form, error=error), 422
    wanted = request.args.get("next", "")
    return let_in(_redirect(wanted if is_local(wanted) else url_for(".home")), key)


@bp.route("/sign-in/<key>", methods=["GET", "POST"])
def sign_in_by_link(key: str) -> ResponseReturnValue:
    """Let a member of staff in by a one-time link, on a button's press: scanners open links, but press nothing."""
    form = ConfirmForm()
    if not form.validate_on_submit():
        return render_template("desk/sign_in_by_link.html", form=form)
    with writing() as session:
        session_key = signing_in.sign_in_by_link(session, key, now=now())
    if session_key is None:
        error = gettext("This link was used before, or is older than a day.")
        return render_template("desk/sign_in.html", form=SignInForm(formdata=None), error=error), 422
    return let_in(_redirect(url_for(".home")), session_key)


@bp.post("/sign-out")
@needs(Right.OWN_ACCOUNT)
def sign_out() -> ResponseReturnValue:
    """End this browser's session."""
    with writing() as session:
        signing_in.sign_out(session, request.cookies.get(cookie_name(), ""))
    response = _redirect(url_for("front.home"))
    response.delete_cookie(cookie_name())
    return response


@bp.get("/")
@needs(Right.OWN_ACCOUNT)
def home() -> ResponseReturnValue:
    """List rounds and reviews with how many have answered."""
    with reading() as session:
        listed = [review for review in reviews.list_reviews(session) if g.staff.may(Right.SEE_RESULTS, review.id)]
        ids = [review.id for review in listed]
        invited, answered = reviews.count_invited(session, ids), reviews.count_responses(session, ids)
    return render_template("desk/home.html", reviews=listed, invited=invited, answered=answered, sides=tuple(Side))


@bp.get("/reviews/<int:review_id>")
@needs(Right.SEE_RESULTS)
def review(review_id: int) -> ResponseReturnValue:
    """Show one review: how it is set up, and how many have answered."""
    with reading() as session:
        found = reviews.get_review(session, review_id)
        questionnaire = get_questionnaire(session, found.questionnaire)
        invited, answered = reviews.count_invited(session, [review_id]), reviews.count_responses(session, [review_id])
    return render_template(
        "desk/review.html",
        review=found,
        questionnaire=questionnaire,
        invited=invited,
        answered=answered,
        sides=tuple(Side),
    )


def _redirect(address: str) -> Response:
    return cast(Response, redirect(address, code=303))
