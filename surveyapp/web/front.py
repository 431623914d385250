"""What anyone may see: the first page, and what is kept of whom."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from surveyapp.web.settings import settings
from surveyapp.workflow.purging import KEEP_SETTLED_MAILS

bp = Blueprint("front", __name__)


@bp.get("/")
def home() -> ResponseReturnValue:
    """Say what this is; ask for the code of a form, which an address may hold but is not looked up from."""
    return render_template("home.html", typed=request.args.get("code", ""), refused=None)


@bp.get("/privacy")
def privacy() -> ResponseReturnValue:
    """Say what is kept of whom, and for how long, by the settings in force."""
    return render_template("privacy.html", keeping=settings().keeping, mails=KEEP_SETTLED_MAILS)
