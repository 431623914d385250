"""What anyone may see: the first page, and what operators ask."""

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import text as sql
from sqlalchemy.exc import SQLAlchemyError

from surveyapp.web.db import reading
from surveyapp.workflow.keys import read_token

bp = Blueprint("front", __name__)


@bp.get("/")
def home() -> ResponseReturnValue:
    """Say what this is; lead to a form by its code, and staff to their desk."""
    code = read_token(request.args.get("code", ""))
    if code.isalnum() and code.isascii():
        return redirect(url_for("respond.start", token=code), code=303)
    return render_template("home.html")


@bp.get("/healthz")
def alive() -> ResponseReturnValue:
    """Say that the process answers."""
    return "ok\n", {"Content-Type": "text/plain; charset=utf-8"}


@bp.get("/readyz")
def ready() -> ResponseReturnValue:
    """Say whether the database answers and is migrated."""
    try:
        with reading() as session:
            session.execute(sql("SELECT 1 FROM review LIMIT 1"))
    except SQLAlchemyError as error:
        current_app.logger.warning("not ready: %s", type(error).__name__)
        return "database not ready\n", 503, {"Content-Type": "text/plain; charset=utf-8"}
    return "ready\n", {"Content-Type": "text/plain; charset=utf-8"}
