"""What anyone may see: the first page, and what is kept of whom."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.web.settings import settings
from surveyapp.workflow.keys import read_token
from surveyapp.workflow.purging import KEEP_SETTLED_MAILS

bp = Blueprint("front", __name__)


@bp.get("/")
def home() -> ResponseReturnValue:
    """Say what this is; lead to a form by its code, and staff to their desk."""
    code = read_token(request.args.get("code", ""))
    if code.isalnum() and code.isascii():
        return redirect(url_for("respond.start", token=code), code=303)
    return render_template("home.html")


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Say what is kept of whom, and for how long, by the settings in force."""
    return render_template("privacy.html", keeping=settings().keeping, mails=KEEP_SETTLED_MAILS)
