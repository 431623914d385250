"""Published versions: the list, one version, what changed, each side's form, the sheet for proof-reading."""

from itertools import groupby
from operator import attrgetter

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import Code, NotFoundError
from surveyapp.core.sides import Side
from surveyapp.reports.proof.sheet import columns_for, list_sentences
from surveyapp.store.questionnaires import Published, list_published
from surveyapp.web.access import needs
from surveyapp.web.db import reading
from surveyapp.web.i18n import current_language, text
from surveyapp.web.questionnaires.comparing import comparison
from surveyapp.web.questionnaires.downloads import make_file
from surveyapp.web.questionnaires.preview import preview_pages
from surveyapp.web.questionnaires.uses import is_demonstrated, load_uses
from surveyapp.web.respond.frame import beside_comments
from surveyapp.words.asking import heads

bp = Blueprint("questionnaires", __name__, url_prefix="/staff/questionnaires")


@bp.get("")
@needs(Right.READ_QUESTIONNAIRES)
def index() -> ResponseReturnValue:
    """List every version of every questionnaire, with the rounds that it is used in."""
    with reading() as session:
        published, uses = list_published(session), load_uses(session)
    return render_template(
        "questionnaires/index.html", published=published, uses=uses, is_demonstration=is_demonstrated(uses)
    )


@bp.get("/<slug>/<version>")
@needs(Right.READ_QUESTIONNAIRES)
def version(slug: str, version: str) -> ResponseReturnValue:
    """Show one version: when it was published, where it is used, and what can be looked at."""
    with reading() as session:
        found, others = _find(list_published(session, slug=slug), version)
        used = {str(found.version): load_uses(session).get(str(found.version), {})}
    return render_template(
        "questionnaires/version.html",
        found=found,
        earlier=[other for other in others if other.published_at <= found.published_at],
        rounds=used[str(found.version)],
        is_demonstration=is_demonstrated(used),
        sides=tuple(Side),
    )


@bp.get("/<slug>/<version>/changes/<earlier>")
@needs(Right.READ_QUESTIONNAIRES)
def changes(slug: str, version: str, earlier: str) -> ResponseReturnValue:
    """Show word by word what changed from one version to another."""
    with reading() as session:
        published = list_published(session, slug=slug)
    new, old = _find(published, version)[0], _find(published, earlier)[0]
    shown = comparison(old.questionnaire, new.questionnaire, reader=current_language())
    return render_template("questionnaires/changes.html", old=old, new=new, shown=shown)


@bp.get("/<slug>/<version>/form/<side>")
@needs(Right.READ_QUESTIONNAIRES)
def form(slug: str, version: str, side: str) -> ResponseReturnValue:
    """Show the whole form as one side reads it; nothing here can be sent."""
    if side not in set(Side):
        raise NotFound
    found = _get(slug, version)
    pages = preview_pages(found, Side(side))
    shown = {"found": found, "side": Side(side), "pages": pages, "sides": tuple(Side), "is_filled_in": False}
    own, other = (text(found.questionnaire.sides[one].full_name) for one in (Side(side), Side(side).opposite))
    beside, about_words = beside_comments(), heads(own, other, current_language())
    return render_template("questionnaires/form.html", **shown, beside=beside, about_words=about_words)


@bp.get("/<slug>/<version>/proof")
@needs(Right.READ_QUESTIONNAIRES)
def proof(slug: str, version: str) -> ResponseReturnValue:
    """Show every sentence as each side reads it, all languages beside each other, to print."""
    found = _get(slug, version)
    reader = current_language()
    groups = groupby(list_sentences(found.questionnaire, reader), key=attrgetter("place"))
    places = [(place, list(sentences)) for place, sentences in groups]
    columns = columns_for(reader, found.questionnaire.languages)
    return render_template("questionnaires/proof.html", found=found, places=places, columns=columns)


@bp.get("/<slug>/<version>/files/<name>")
@needs(Right.READ_QUESTIONNAIRES)
def file(slug: str, version: str, name: str) -> ResponseReturnValue:
    """Give the version as a file: to proof-read, to edit, or for other programs that collect answers."""
    made = make_file(_get(slug, version), name)
    if made is None:
        raise NotFound
    response = Response(made.data, mimetype=made.mimetype)
    response.headers["Content-Disposition"] = f'attachment; filename="{slug}-{version}-{name}"'
    return response


def _get(slug: str, version: str) -> Published:
    with reading() as session:
        return _find(list_published(session, slug=slug), version)[0]


def _find(published: list[Published], version: str) -> tuple[Published, list[Published]]:
    """Return the version called ``version``, and the others."""
    found = [one for one in published if one.version.version == version]
    if not found:
        raise NotFoundError(Code.NO_QUESTIONNAIRE, name=version)
    return found[0], [one for one in published if one is not found[0]]
