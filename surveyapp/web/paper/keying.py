"""``/paper/<code>``: a paper form that came back is typed in, compared where it was typed twice, and sent."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import Code, InputError, NotFoundError
from surveyapp.core.form.draft import Draft
from surveyapp.core.sides import Side
from surveyapp.web.access import needs
from surveyapp.web.clock import local, now
from surveyapp.web.db import reading, writing
from surveyapp.web.entering import enter, status_of
from surveyapp.web.i18n import current_language, gettext, marked, text
from surveyapp.web.keys import keys
from surveyapp.web.paper.forms import (
    Entry,
    by_legend,
    by_page,
    draft_of,
    kept_entries,
    meaning,
    name_of,
    paper_entries,
    posted_entries,
)
from surveyapp.web.refusals import refusal
from surveyapp.web.respond.saving import told_to_scripts, wants_json
from surveyapp.words.asking import heads
from surveyapp.words.comments import tick
from surveyapp.workflow.answers import keying
from surveyapp.workflow.answers.keying import FIRST, SECOND, PaperForm
from surveyapp.workflow.keys import TOKEN_LENGTH, read_token

bp = Blueprint("keying", __name__, url_prefix="/paper")

TIMES = {"first": FIRST, "second": SECOND}
PAPER = "paper"
"""What is chosen where neither keying is as the paper."""
_SAVED = marked("Saved at %(time)s.")
_PARTLY = marked("Saved at %(time)s, but for what is marked as wrong.")
_MEANWHILE = marked("Someone else has entered this form meanwhile. What you typed is now the second entry: save it.")


@bp.get("/")
@needs(Right.RUN_REVIEWS)
def find() -> ResponseReturnValue:
    """Ask for a form's code."""
    return render_template("paper/find.html", typed="", refused=None)


@bp.post("/")
@needs(Right.RUN_REVIEWS)
def find_by_code() -> ResponseReturnValue:
    """Lead to the keying of the paper form whose code was typed."""
    typed = request.form.get("code", "")
    try:
        token = enter(typed)
    except InputError as error:
        return render_template("paper/find.html", typed=typed, refused=error), status_of(error)
    return redirect(url_for(".key", code=token), code=303)


@bp.get("/<code>", strict_slashes=False)
@needs(Right.RUN_REVIEWS)
def key(code: str) -> ResponseReturnValue:
    """Show the form in the paper's order, as far as it was begun; what was keyed to its end is not shown again."""
    if len(read_token(code)) != TOKEN_LENGTH:
        return redirect(url_for(".key", code=_token_of(code)), code=303)
    form, time = _find(code), _time()
    if form.way_in.is_sent:
        return _sent_page(form)
    if form.is_keyed_twice or (form.is_keyed and time == "first"):
        return _to("check", form)
    if time == "second" and not form.is_keyed:
        return _to("key", form)
    return _keying_page(form, kept_entries(form.way_in, form.begun(TIMES[time])), time=time)


@bp.post("/<code>")
@needs(Right.RUN_REVIEWS)
@told_to_scripts
def save(code: str) -> ResponseReturnValue:
    """Keep what is valid; when all is, show what was keyed first, once, or compare what was keyed a second time."""
    form, time = _find(code), _time()
    entries = posted_entries(form.way_in, request.form)
    is_script = wants_json()
    is_wrong, is_again = any(entry.is_wrong for entry in entries), "again" in request.args
    try:
        _keep(form, entries, time=time, is_done=not (is_script or is_wrong or is_again), is_again=is_again)
    except InputError as error:
        if is_script or time != "first" or error.code is not Code.KEYED_ALREADY or form.is_keyed_twice:
            raise
        return _keying_page(form, entries, time="second", note=_MEANWHILE), 409
    if is_script:
        return {"saved": gettext(_PARTLY if is_wrong else _SAVED, time=local(now()).strftime("%H:%M"))}
    if is_wrong or is_again:
        return _keying_page(form, entries, time=time), 422 if is_wrong else 200
    return _shown_once(form, entries) if time == "first" else _to("check", form)


@bp.get("/<code>/check")
@needs(Right.RUN_REVIEWS)
def check(code: str) -> ResponseReturnValue:
    """Show where the two keyings differ, and nothing else of what was keyed."""
    form = _find(code)
    return _to("key", form) if form.way_in.is_sent or not form.is_keyed else _check_page(form)


@bp.post("/<code>/differences")
@needs(Right.RUN_REVIEWS)
def settle(code: str) -> ResponseReturnValue:
    """Take what was chosen where the keyings differ: one of the two, or what is on the paper."""
    form = _find(code)
    everywhere = request.form.get("everywhere", "")
    told = {one: everywhere or request.form.get(name_of(one.page, one.field), "") for one in form.differences}
    chosen = {(one.page.id, one.field.name): TIMES.get(choice, 0) for one, choice in told.items()}
    fields = [(one.page, one.field) for one, choice in told.items() if choice == PAPER]
    entries = paper_entries(form.way_in, fields, request.form)
    typed = {(entry.page.id, entry.field.name): entry.value for entry in entries if not entry.is_wrong}
    with writing() as session:
        keying.settle(session, form.way_in.token, chosen=chosen, typed=typed, now=now(), keys=keys())
    wrong = {entry.name: entry for entry in entries if entry.is_wrong}
    return (_check_page(_find(code), wrong=wrong), 422) if wrong else _to("check", form)


@bp.post("/<code>/check")
@needs(Right.RUN_REVIEWS)
def send(code: str) -> ResponseReturnValue:
    """Send what was keyed and show its receipt, which no other page shows; sending again gives the same one."""
    with writing() as session:
        receipt = keying.send(session, read_token(code), now=now(), keys=keys())
    return _sent_page(_find(code), receipt=receipt)


@bp.errorhandler(InputError)
def _refused(error: InputError) -> ResponseReturnValue:
    """Lead to what can be done about a form that was sent meanwhile, was not keyed, or cannot be sent."""
    form = _find((request.view_args or {})["code"])
    if form.way_in.is_sent or not form.is_keyed:
        return _to("key", form)
    return _check_page(form, error=refusal(error)), 422


def _find(code: str) -> PaperForm:
    """Return the paper form with this code; GoneError when nothing may be keyed now."""
    with reading() as session:
        form = keying.find_form(session, read_token(code), keys=keys())
    form.way_in.require_usable(now())
    return form


def _token_of(code: str) -> str:
    """Return the token of the form whose short code stands in the address."""
    try:
        return enter(code)
    except InputError:
        raise NotFoundError(Code.UNKNOWN_PAPER) from None


def _time() -> str:
    return "second" if request.args.get("time") == "second" else "first"


def _to(page: str, form: PaperForm) -> ResponseReturnValue:
    return redirect(url_for(f".{page}", code=form.way_in.token), code=303)


def _keep(form: PaperForm, entries: Sequence[Entry], *, time: str, is_done: bool, is_again: bool) -> None:
    with writing() as session:
        keying.keep(
            session,
            form.way_in.token,
            number=TIMES[time],
            draft=draft_of(entries),
            now=now(),
            keys=keys(),
            is_done=is_done,
            is_again=is_again,
        )


def _keying_page(form: PaperForm, entries: Sequence[Entry], *, time: str, note: str = "") -> str:
    return render_template(
        "paper/key.html",
        **_frame(form),
        pages=[(page, by_legend(rows)) for page, rows in by_page(entries)],
        first=entries[0],
        wrong=[entry for entry in entries if entry.is_wrong],
        time=time,
        note=gettext(note) if note else "",
    )


def _shown_once(form: PaperForm, entries: Sequence[Entry]) -> str:
    """Return the page that answers the end of the first keying: all that was keyed, and no page shows it again."""
    return render_template("paper/shown_once.html", **_frame(form), pages=by_page(entries))


def _check_page(form: PaperForm, *, error: str | None = None, wrong: Mapping[str, Entry] = MappingProxyType({})) -> str:
    entries = {entry.name: entry for entry in kept_entries(form.way_in, Draft())}
    differences = [
        (
            wrong.get(name, entries[name]),
            [("first", meaning(one.field, one.first)), ("second", meaning(one.field, one.second))],
        )
        for one in ([] if form.is_apart else form.differences)
        for name in [name_of(one.page, one.field)]
    ]
    return render_template("paper/check.html", **_frame(form), differences=differences, error=error)


def _sent_page(form: PaperForm, *, receipt: str | None = None) -> str:
    return render_template("paper/sent.html", **_frame(form), receipt=receipt)


def _frame(form: PaperForm) -> dict[str, object]:
    way_in = form.way_in
    names = {Side.PRCS: way_in.questionnaire.sides[Side.PRCS].full_name, Side.PARTNER: way_in.review.partner.name}
    return {
        "form": form,
        "code": way_in.token,
        "review": way_in.review,
        "questionnaire": way_in.questionnaire,
        "side": way_in.side,
        "about_words": heads(text(names[way_in.side]), text(names[way_in.side.opposite]), current_language()),
        "tick": tick(current_language(), is_attributed=way_in.is_attributed),
    }
