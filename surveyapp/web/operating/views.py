"""``/staff/installation``: the way to what administrators keep running, what the doctor finds, and erasing."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import StateError
from surveyapp.operating.erasing import forget_files
from surveyapp.operating.site import Site
from surveyapp.store import sealing
from surveyapp.store.audit import Author
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import own_engine, reading, trying, writing
from surveyapp.web.i18n import current_language, gettext, ngettext
from surveyapp.web.operating.advice import ADVICE
from surveyapp.web.operating.backups import find_last
from surveyapp.web.settings import settings
from surveyapp.web.told import tell
from surveyapp.words.joining import commas
from surveyapp.words.tallies import label_of, tally_lines
from surveyapp.workflow import purging

EVERYTHING = "everything"
"""What an address asks for to have also the checks made that take long."""

bp = Blueprint("installation", __name__, url_prefix="/staff/installation")


@bp.get("")
@needs(Right.OPERATE)
def index() -> ResponseReturnValue:
    """Lead to each page about the installation."""
    with reading() as session:
        made = find_last(session, "backup.written")
    return render_template("operating/index.html", made=made)


@bp.get("/checks")
@needs(Right.OPERATE)
def checks() -> ResponseReturnValue:
    """Say what each check finds, and what to do about what is not well, which the page has first.

    Those that read all that is stored are made where ``everything`` is asked for.
    """
    from surveyapp.operating.checks import LONG, examine  # noqa: PLC0415 - loads Alembic, which no other page needs

    left_out = [] if EVERYTHING in request.args else sorted(LONG)
    site = Site(settings(), own_engine(), current_language(), now())
    found = list(examine(site, is_brief=bool(left_out)))
    return render_template("operating/checks.html", found=found, left_out=left_out, advice=ADVICE, at=now())


@bp.get("/erasing")
@needs(Right.OPERATE)
def erasing() -> ResponseReturnValue:
    """Say what is due to be erased, and on which day what will be; nothing is erased."""
    keeping, instant = settings().keeping, now()
    with trying() as session:
        due, soon = purging.foresee(session, now=instant, keeping=keeping)
    kinds = [
        (label_of(name, current_language()), kept.days, due[name], soon[name])
        for name, (kept, _) in purging.rules(keeping).items()
    ]
    return render_template("operating/erasing.html", kinds=kinds, is_due=any(due.values()), ahead=purging.AHEAD.days)


@bp.post("/erasing")
@needs(Right.OPERATE)
def erase() -> ResponseReturnValue:
    """Erase what is due, in the files too."""
    with writing() as session:
        erased = purging.purge(session, now=now(), keeping=settings().keeping)
    forget_files(settings(), is_erased=any(erased.values()))
    what = tally_lines({name: count for name, count in erased.items() if count}, current_language())
    said = gettext("Erased: %(what)s.", what=commas(what, current_language())) if what else gettext("Nothing was due.")
    tell(said, _wipe())
    return redirect(url_for(".erasing"), code=303)


def _wipe() -> str:
    """Wipe what was erased from the database's files; return what is to be said of it."""
    try:
        sealed = sealing.compact(own_engine(), Author(g.staff.email, now()))
    except StateError:
        return gettext("The database’s files are still being read; the worker wipes them as soon as it can.")
    if not sealed:
        return ""
    return ngettext(
        "The files of %(num)s closed review were wiped.", "The files of %(num)s closed reviews were wiped.", len(sealed)
    )
