"""The form behind a link: start, pages, check, receipt."""

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.review import State
from surveyapp.core.errors import InputError
from surveyapp.core.form.pages import PROFILE, Page, PageValues, find_page
from surveyapp.store.openings import find_opening
from surveyapp.web.clock import now
from surveyapp.web.db import asking, keeping
from surveyapp.web.i18n import limit_languages
from surveyapp.web.keys import keys
from surveyapp.web.refusals import refusal
from surveyapp.web.respond import saving
from surveyapp.web.respond.forms import PageForm
from surveyapp.web.respond.frame import checked, frame, is_thin, page_url
from surveyapp.web.respond.gone import init_gone
from surveyapp.web.respond.last_day import init_last_day
from surveyapp.web.respond.leaves import one_page
from surveyapp.web.respond.saving import Posted
from surveyapp.web.respond.shells import show_check, show_page, show_pages, show_receipt, show_start
from surveyapp.web.respond.ways import init_ways
from surveyapp.web.security import read_body
from surveyapp.workflow.answers import answering
from surveyapp.workflow.answers.answering import WayIn
from surveyapp.workflow.keys import read_token

bp = Blueprint("respond", __name__, url_prefix="/r")
init_gone(bp)
init_ways(bp)
init_last_day(bp)


@bp.get("/<token>", strict_slashes=False)
def start(token: str) -> ResponseReturnValue:
    """Say who asks, what for, and who will see what; lead to the first page not yet answered."""
    with asking() as connection:
        way_in = _open_way_in(connection, token)
        invited, opened = answering.count_invited(connection, way_in), find_opening(connection, way_in.review.id)
    if way_in.is_sent:
        return redirect(url_for(".receipt", token=way_in.token), code=303)
    return show_start(way_in, invited, opened)


@bp.get("/<token>/<page_id>")
@bp.get("/<token>/<path:page_id>")
def page(token: str, page_id: str) -> ResponseReturnValue:
    """Show one page with the answers kept so far."""
    with asking() as connection:
        way_in = _open_way_in(connection, token)
    if way_in.is_sent:
        return redirect(url_for(".receipt", token=way_in.token), code=303)
    shown = _page(way_in, page_id)
    return _render_page(way_in, shown) if request.args.get("changed") else show_page(way_in, shown)


@bp.get("/<token>/pages.html")
def pages(token: str) -> ResponseReturnValue:
    """Give all pages of the form at once, with the answers kept so far, so that the browser turns them by itself."""
    with asking() as connection:
        way_in = _open_way_in(connection, token)
    if way_in.is_sent:
        return redirect(url_for(".receipt", token=way_in.token), code=303)
    return show_pages(way_in)


@bp.post("/<token>/<page_id>")
@saving.told_to_scripts
def save(token: str, page_id: str) -> ResponseReturnValue:
    """Keep the valid answers of one page and go on; show the page again when one is not valid."""
    body = read_body(drops_controls=True)
    with asking() as connection:
        known = answering.find_way_in(connection, read_token(token), keys=keys())
    known.require_usable(now())
    limit_languages(known.questionnaire.languages)
    page = _page(known, page_id)
    way_in, posted = saving.keep(known, page, body)
    onward = url_for(".receipt", token=way_in.token) if way_in.is_sent else _onward(way_in, posted)
    if saving.wants_json():
        return saving.saved_reply(way_in, posted, onward=onward)
    if posted.is_valid or way_in.is_sent:
        return redirect(onward, code=303)
    return _render_page(way_in, posted.page, form=posted.form, kept=way_in.draft.values(posted.page)), 422


@bp.get("/<token>/check")
def check(token: str) -> ResponseReturnValue:
    """Show every answer before sending."""
    with asking() as connection:
        way_in = _open_way_in(connection, token)
    if way_in.is_sent:
        return redirect(url_for(".receipt", token=way_in.token), code=303)
    return _render_check(way_in) if request.args.get("changed") else show_check(way_in)


@bp.post("/<token>/check")
@saving.told_to_scripts
def send(token: str) -> ResponseReturnValue:
    """Send the answers; sending again leads to the same receipt. ``ask`` has few answers questioned first."""
    read_body(drops_controls=True)
    if "ask" in request.args and (question := _questioned(token)):
        return question, 422
    try:
        with keeping() as connection:
            answering.send(connection, read_token(token), now=now(), keys=keys())
    except InputError as error:
        return _not_sent(token, refusal(error))
    onward = url_for(".receipt", token=read_token(token))
    return {"next": onward} if saving.wants_json() else redirect(onward, code=303)


@bp.get("/<token>/receipt")
def receipt(token: str) -> ResponseReturnValue:
    """Show the receipt of answers that were sent."""
    with asking() as connection:
        way_in = _open_way_in(connection, token)
    if not way_in.is_sent:
        return redirect(url_for(".start", token=way_in.token), code=303)
    return show_receipt(way_in, keys().receipt_code(way_in.token))


def _not_sent(token: str, reason: str) -> ResponseReturnValue:
    if saving.wants_json():
        return {"error": reason}, 422
    with asking() as connection:
        way_in = _open_way_in(connection, token)
    return _render_check(way_in, error=reason), 422


def _questioned(token: str) -> str:
    """Return the check page with the question whether so little shall be sent; "" where there is no cause to ask."""
    with asking() as connection:
        way_in = _open_way_in(connection, token)
    return _render_check(way_in, asks=True) if is_thin(way_in) else ""


def _open_way_in(connection: Connection, token: str) -> WayIn:
    """Return what the link leads to; GoneError when it lets nobody in now."""
    way_in = answering.find_way_in(connection, read_token(token), keys=keys())
    limit_languages(way_in.questionnaire.languages)
    if not (way_in.is_sent and way_in.review.state is State.OPEN):
        way_in.require_open(now())
    return way_in


def _page(way_in: WayIn, page_id: str) -> Page:
    """Return a page of the form; a form that does not ask about people's work leads from there to its first page."""
    found = find_page(way_in.pages, page_id)
    if found is None and page_id == PROFILE and not saving.wants_json():
        abort(redirect(page_url(way_in, way_in.pages[0]), code=303))
    if found is None:
        raise NotFound
    return found


def _render_page(way_in: WayIn, page: Page, *, form: PageForm | None = None, kept: PageValues | None = None) -> str:
    return render_template("respond/page.html", **frame(way_in), **one_page(way_in, page, form=form, kept=kept))


def _render_check(way_in: WayIn, *, error: str | None = None, asks: bool = False) -> str:
    return render_template("respond/check.html", **frame(way_in), **checked(way_in), error=error, asks=asks)


def _onward(way_in: WayIn, posted: Posted) -> str:
    """Return where to go after a page was kept: where the pressed button says, else to the next page."""
    token, page = way_in.token, posted.page
    changed = page.id if posted.changed_elsewhere(way_in.draft.values(page)) else None
    if posted.clear:
        return url_for(".page", token=token, page_id=page.id, changed=changed, _anchor=posted.clear)
    if find_page(way_in.pages, posted.go):
        return url_for(".page", token=token, page_id=posted.go, lang=request.args.get("lang"), changed=changed)
    position = way_in.pages.index(page) + 1
    if posted.go == "check" or position == len(way_in.pages):
        return url_for(".check", token=token, changed=changed)
    return url_for(".page", token=token, page_id=way_in.pages[position].id, changed=changed)
