"""What anyone may see: the first page."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.workflow.keys import read_token

bp = Blueprint("front", __name__)


@bp.get("/")
def home() -> ResponseReturnValue:
    """Say what this is; lead to a form by its code, and staff to their desk."""
    code = read_token(request.args.get("code", ""))
    if code.isalnum() and code.isascii():
        return redirect(url_for("respond.start", token=code), code=303)
    return render_template("home.html")
