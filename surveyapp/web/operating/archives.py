"""A whole round as a file for another installation, and one of another taken in, after it was looked at."""

import hashlib

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.archive import RoundArchive
from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import InputError
from surveyapp.store import archives, partners, reviews, rounds
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, trying, writing
from surveyapp.web.i18n import gettext, ngettext
from surveyapp.web.operating.backups import LIMIT
from surveyapp.web.refusals import refusal
from surveyapp.web.security import Upload, read_upload, takes_file
from surveyapp.web.told import tell
from surveyapp.workflow.reviews import archiving

bp = Blueprint("archives", __name__, url_prefix="/staff")
FILE = "archive"


@bp.get("/rounds/<slug>/archive")
@needs(Right.OPERATE)
def before(slug: str) -> ResponseReturnValue:
    """Say what the file of a round holds, and what is left out."""
    with reading() as session:
        round_ = rounds.get_round(session, slug)
        count, left_out = len(reviews.list_reviews_in(session, round_.id)), archives.count_unclosed(session, round_.id)
    return render_template("operating/archive.html", round=round_, count=count - left_out, left_out=left_out)


@bp.post("/rounds/<slug>/archive")
@needs(Right.OPERATE)
def take(slug: str) -> ResponseReturnValue:
    """Give a round as a file."""
    try:
        with writing() as session:
            text, _ = archiving.archive_round(session, slug)
    except InputError as error:
        tell(refusal(error))
        return redirect(url_for(".before", slug=slug), code=303)
    headers = {"Content-Disposition": f'attachment; filename="{slug}.json"'}
    return Response(text, mimetype="application/json", headers=headers)


@bp.get("/installation/archives")
@needs(Right.OPERATE)
def choose() -> ResponseReturnValue:
    """Ask for the file of a round."""
    return _render()


@bp.post("/installation/archives")
@takes_file(LIMIT)
@needs(Right.OPERATE)
def check() -> ResponseReturnValue:
    """Say what a file would bring; nothing is stored."""
    upload = read_upload(FILE)
    if upload is None:
        return _render(error=gettext("Choose a file first.")), 422
    try:
        with trying() as session:
            known = {one.slug for one in partners.list_partners(session)}
            archive = archiving.import_round(session, _text(upload), now=now())
    except InputError as error:
        return _render(error=refusal(error)), 422
    return _render(archive=archive, digest=_digest(upload), known=known)


@bp.post("/installation/archives/enter")
@takes_file(LIMIT)
@needs(Right.OPERATE)
def enter() -> ResponseReturnValue:
    """Store the round of a file, all of it or nothing: of the one that was looked at, and of no other."""
    upload = read_upload(FILE)
    if upload is None or _digest(upload) != request.form.get("digest"):
        return _render(error=gettext("This is not the file that was checked. Check it first.")), 422
    try:
        with writing() as session:
            archive = archiving.import_round(session, _text(upload), now=now())
    except InputError as error:
        return _render(error=refusal(error)), 422
    count = len(archive.reviews)
    tell(ngettext("%(num)s review was taken in.", "%(num)s reviews were taken in.", count))
    return redirect(url_for("rounds.one", slug=archive.slug), code=303)


def _text(upload: Upload) -> str:
    return upload.data.decode("utf-8", errors="replace")


def _digest(upload: Upload) -> str:
    return hashlib.sha256(upload.data).hexdigest()


def _render(
    *,
    archive: RoundArchive | None = None,
    digest: str = "",
    known: set[str] | frozenset[str] = frozenset(),
    error: str = "",
) -> str:
    names = {one.slug: one for one in archive.partners} if archive else {}
    told = {"archive": archive, "digest": digest, "known": known, "names": names, "error": error}
    return render_template("operating/archives.html", field=FILE, limit=LIMIT // (1024 * 1024), **told)
