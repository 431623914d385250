"""The form behind a link: start, pages, check, receipt."""

from dataclasses import dataclass

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from surveyapp.core.draft import PageValues
from surveyapp.core.errors import InputError
from surveyapp.core.pages import CLOSING, Page, find_page
from surveyapp.core.review import State
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_language, gettext, text
from surveyapp.web.respond.forms import PageForm, page_form
from surveyapp.web.respond.manifest import changes_since, write_manifest
from surveyapp.web.security import read_body
from surveyapp.workflow import answering
from surveyapp.workflow.answering import WayIn
from surveyapp.workflow.keys import Keys, read_token

bp = Blueprint("respond", __name__, url_prefix="/r")


@dataclass(frozen=True, slots=True)
class Stop:
    """One page on the way through the form: where it is, and how far it is answered."""

    id: str
    title: str
    url: str
    asked: int
    answered: int
    is_seen: bool


@bp.get("/<token>")
def start(token: str) -> ResponseReturnValue:
    """Say who asks, what for, and who will see what; lead to the first page not yet answered."""
    with reading() as session:
        way_in = _open_way_in(session, token)
        invited = answering.count_invited(session, way_in)
    if way_in.is_sent:
        return redirect(url_for(".receipt", token=way_in.token), code=303)
    following = way_in.draft.next_page(way_in.pages)
    next_url = _page_url(way_in, following) if following else url_for(".check", token=way_in.token)
    return render_template("respond/start.html", **_frame(way_in), invited=invited, next_url=next_url)


@bp.get("/<token>/<page_id>")
def page(token: str, page_id: str) -> ResponseReturnValue:
    """Show one page with the answers kept so far."""
    with reading() as session:
        way_in = _open_way_in(session, token)
    if way_in.is_sent:
        return redirect(url_for(".receipt", token=way_in.token), code=303)
    shown = _page(way_in, page_id)
    values = way_in.draft.values(shown)
    return _render_page(way_in, shown, form=page_form(shown, current_language(), values=values, body=None), kept=values)


@bp.post("/<token>/<page_id>")
def save(token: str, page_id: str) -> ResponseReturnValue:
    """Keep the valid answers of one page and go on; show the page again when one is not valid."""
    body = read_body()
    with writing() as session:
        way_in = _open_way_in(session, token)
        shown = _page(way_in, page_id)
        form = page_form(shown, current_language(), values={}, body=body)
        is_valid = form.validate()
        changes = changes_since(shown, body, values=form.values())
        if not way_in.is_sent and (changes or is_valid):
            way_in = answering.save_page(
                session, way_in.token, page_id=page_id, changes=changes, now=now(), keys=_keys()
            )
    if way_in.is_sent:
        return redirect(url_for(".receipt", token=way_in.token), code=303)
    if not is_valid:
        return _render_page(way_in, shown, form=form, kept=way_in.draft.values(shown)), 422
    return redirect(_onward(way_in, shown), code=303)


@bp.get("/<token>/check")
def check(token: str) -> ResponseReturnValue:
    """Show every answer before sending."""
    with reading() as session:
        way_in = _open_way_in(session, token)
    if way_in.is_sent:
        return redirect(url_for(".receipt", token=way_in.token), code=303)
    return _render_check(way_in)


@bp.post("/<token>/check")
def send(token: str) -> ResponseReturnValue:
    """Send the answers; sending again leads to the same receipt."""
    read_body()
    try:
        with writing() as session:
            answering.send(session, read_token(token), now=now(), keys=_keys())
    except InputError:
        with reading() as session:
            way_in = _open_way_in(session, token)
        return _render_check(way_in, error=gettext("Nothing was answered yet, so nothing was sent.")), 422
    return redirect(url_for(".receipt", token=read_token(token)), code=303)


@bp.get("/<token>/receipt")
def receipt(token: str) -> ResponseReturnValue:
    """Show the receipt of answers that were sent."""
    with reading() as session:
        way_in = _open_way_in(session, token)
    if not way_in.is_sent:
        return redirect(url_for(".start", token=way_in.token), code=303)
    code = _keys().receipt_code(way_in.token)
    return render_template("respond/receipt.html", **_frame(way_in), receipt=code)


def _keys() -> Keys:
    keys: Keys = current_app.extensions["surveyapp.keys"]
    return keys


def _open_way_in(session: Session, token: str) -> WayIn:
    """Return what the link leads to; GoneError when it lets nobody in now."""
    way_in = answering.find_way_in(session, read_token(token), keys=_keys())
    if not (way_in.is_sent and way_in.review.state is State.OPEN):
        way_in.require_open(now())
    return way_in


def _page(way_in: WayIn, page_id: str) -> Page:
    found = find_page(way_in.pages, page_id)
    if found is None:
        raise NotFound
    return found


def _page_url(way_in: WayIn, page: Page) -> str:
    return url_for(".page", token=way_in.token, page_id=page.id)


def _title(page: Page) -> str:
    if page.section:
        return text(page.section.title)
    return gettext("In closing") if page.id == CLOSING else gettext("About your work")


def _stops(way_in: WayIn) -> list[Stop]:
    return [
        Stop(
            id=page.id,
            title=_title(page),
            url=_page_url(way_in, page),
            asked=len(page.questions),
            answered=page.count_answered(way_in.draft.values(page)),
            is_seen=page.id in way_in.draft.seen,
        )
        for page in way_in.pages
    ]


def _frame(way_in: WayIn) -> dict[str, object]:
    """Return what every page of the form shows around its content."""
    return {
        "way_in": way_in,
        "review": way_in.review,
        "questionnaire": way_in.questionnaire,
        "side": way_in.side,
        "stops": _stops(way_in),
        "start_url": url_for(".start", token=way_in.token),
        "check_url": url_for(".check", token=way_in.token),
    }


def _render_page(way_in: WayIn, page: Page, *, form: PageForm, kept: PageValues) -> str:
    position = way_in.pages.index(page)
    before = way_in.pages[position - 1] if position else None
    return render_template(
        "respond/page.html",
        **_frame(way_in),
        page=page,
        title=_title(page),
        position=position,
        before=before,
        fields=list(zip(page.fields, form, strict=True)),
        errors=[field for field in form if field.errors],
        manifest=write_manifest(page, kept),
        action=url_for(".save", token=way_in.token, page_id=page.id),
    )


def _render_check(way_in: WayIn, *, error: str | None = None) -> str:
    answers = [(page, stop, way_in.draft.values(page)) for page, stop in zip(way_in.pages, _stops(way_in), strict=True)]
    return render_template("respond/check.html", **_frame(way_in), answers=answers, error=error)


def _onward(way_in: WayIn, page: Page) -> str:
    """Return where to go after ``page`` was kept: where the pressed button says, else to the next page."""
    wanted = request.args.get("go", "")
    if find_page(way_in.pages, wanted):
        return url_for(".page", token=way_in.token, page_id=wanted, lang=request.args.get("lang"))
    position = way_in.pages.index(page) + 1
    if wanted == "check" or position == len(way_in.pages):
        return url_for(".check", token=way_in.token)
    return _page_url(way_in, way_in.pages[position])
