"""Ways to a form that are not its plain address: a code, an address with what was copied along, a page there is not."""

from urllib.parse import urlencode

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.core.errors import InputError
from surveyapp.web.db import asking
from surveyapp.web.entering import enter, status_of
from surveyapp.web.i18n import limit_languages
from surveyapp.web.keys import keys
from surveyapp.web.respond.frame import frame
from surveyapp.web.security import read_body
from surveyapp.workflow.answers import answering
from surveyapp.workflow.keys import TOKEN_LENGTH, read_token


def init_ways(bp: Blueprint) -> None:
    """Let these ways lead to the forms of ``bp``.

    The code is sent here and not to the first page, so that its request counts as one behind a link, which no log
    tells the instant of.
    """
    bp.add_url_rule("/", "home", _home, methods=["GET"])
    bp.add_url_rule("/", "enter", _enter, methods=["POST"])
    bp.before_request(_leave_out_what_came_along)
    bp.register_error_handler(NotFound, _lost)


def _home() -> ResponseReturnValue:
    return redirect(_with_query(url_for("front.home")), code=303)


def _enter() -> ResponseReturnValue:
    """Lead to the form whose code was typed; where there is none keep what was typed, and say so beside it."""
    typed = read_body(drops_controls=True).get("code", "")
    try:
        token = enter(typed)
    except InputError as error:
        return render_template("home.html", typed=typed, refused=error), status_of(error)
    return redirect(url_for("respond.start", token=token), code=303)


def _leave_out_what_came_along() -> ResponseReturnValue | None:
    """Lead from a link with a full stop, a bracket or a mark that nobody sees after it to the link."""
    asked = request.view_args or {}
    clean = read_token(asked.get("token", ""))
    if request.method not in {"GET", "HEAD"} or len(clean) != TOKEN_LENGTH or clean == asked["token"]:
        return None
    return redirect(_with_query(url_for(request.endpoint or "", **asked | {"token": clean})), code=303)


def _with_query(address: str) -> str:
    query = urlencode(list(request.args.items(multi=True)))
    return f"{address}?{query}" if query else address


def _lost(_error: NotFound) -> ResponseReturnValue:
    """Say that the form has no such page, and lead back into it."""
    with asking() as connection:
        way_in = answering.find_way_in(connection, read_token((request.view_args or {}).get("token", "")), keys=keys())
    limit_languages(way_in.questionnaire.languages)
    return render_template("respond/lost.html", **frame(way_in)), NotFound.code or 404
