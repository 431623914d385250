"""``/staff/help``: how each task is done; and which of them the page that is open belongs to."""

from flask import Blueprint, Flask, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.roles import Right
from surveyapp.web.access import needs
from surveyapp.web.help.tasks import PAGES, TASKS

bp = Blueprint("help", __name__, url_prefix="/staff/help")


@bp.get("")
@needs(Right.OWN_ACCOUNT)
def index() -> ResponseReturnValue:
    """List every task."""
    return render_template("help/index.html", tasks=TASKS)


@bp.get("/<task>")
@needs(Right.OWN_ACCOUNT)
def one(task: str) -> ResponseReturnValue:
    """Say how one task is done."""
    if task not in TASKS:
        raise NotFound
    return render_template("help/task.html", task=TASKS[task], tasks=TASKS, here=task)


def find_task() -> tuple[str, str] | None:
    """Return the task that the page belongs to: its name in addresses, and what it is called; or None."""
    name = PAGES.get(request.endpoint or "") or PAGES.get(request.blueprint or "")
    return (name, TASKS[name].title) if name else None


def init_help(app: Flask) -> None:
    """Let the frame of staff's pages lead to it."""
    app.context_processor(lambda: {"help_task": find_task})
