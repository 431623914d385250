"""The meeting pack: a page that says how far it is, and the file itself; and the slides, which take less long."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import UnmadeError
from surveyapp.core.text.languages import printed_in
from surveyapp.rendering.workshop import Waiting
from surveyapp.reports.pack.content import Size
from surveyapp.web.access import needs, sees_results
from surveyapp.web.clock import today
from surveyapp.web.db import reading
from surveyapp.web.file_names import What, name_file
from surveyapp.web.i18n import current_language, offered_languages
from surveyapp.web.making import ask_for, made_file
from surveyapp.words.catalogue import marked

if TYPE_CHECKING:
    from surveyapp.reports.pack.content import MeetingPack

bp = Blueprint("packs", __name__, url_prefix="/staff/reviews/<int:review_id>")

SIZES: Mapping[Size, str] = {
    Size.HANDOUT: marked("Handout: the summary on two pages in each language, for all who attend"),
    Size.MEETING: marked("Meeting: the summary, a page for each topic with some comments, the action plan"),
    Size.EVERYTHING: marked("Everything: with all comments, and every figure in an annex"),
}
_AS_ASKED = {"meeting": False, "questionnaire": True}

LOOKED_AGAIN = "3"
"""Seconds after which the page looks again by itself, scripts or none."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A pack that is asked for: ``printed`` are its languages as the address has them; ``make`` makes it."""

    pack: "MeetingPack"
    printed: str
    size: Size
    make: Callable[[], bytes]

    @property
    def review(self) -> Review:
        """Return the review that it is of."""
        return self.pack.review

    @property
    def key(self) -> str:
        """Return what its bytes depend on."""
        return self.pack.key()


@bp.get("/pack")
@needs(Right.SEE_RESULTS)
def page(review_id: int) -> ResponseReturnValue:
    """Have the pack made, say how many files come before it, and lead to it once it is there."""
    if request.args.get("size", Size.MEETING) not in SIZES or request.args.get("order", "meeting") not in _AS_ASKED:
        return redirect(url_for(".page", review_id=review_id, print=request.args.get("print")), code=303)
    asked = _load(review_id, request.args.get("print"))
    address = {name: request.args.getlist(name) for name in ("size", "order", "only")}
    told = {"review": asked.review, "printed": asked.printed, "size": asked.size, "address": address, "sizes": SIZES}
    try:
        found = ask_for(asked.make, "pack", asked.key)
    except UnmadeError as error:
        return make_response(render_template("results/pack.html", **told, error=error, waiting=None), 503)
    waiting = found if isinstance(found, Waiting) else None
    response = make_response(render_template("results/pack.html", **told, error=None, waiting=waiting))
    if waiting:
        response.headers["Refresh"] = LOOKED_AGAIN
    return response


@bp.get("/pack.pdf")
@needs(Right.SEE_RESULTS)
def pdf(review_id: int) -> ResponseReturnValue:
    """Give the pack, in one language or both on facing pages; of one size, or of chosen sheets alone with ``only``.

    It is what the results pages show, on paper; a GET changes nothing, and so nothing is written down of it either.
    """
    asked = _load(review_id, request.args.get("lang"))
    data = made_file(asked.make, "pack", asked.key)
    response = Response(data, mimetype="application/pdf")
    name = name_file(asked.review, What.PACK, "pdf", asked.size, asked.printed)
    response.headers["Content-Disposition"] = name.header(is_inline=True)
    return response


@bp.get("/slides.pptx")
@needs(Right.SEE_RESULTS)
def slides(review_id: int) -> ResponseReturnValue:
    """Give the slides, in one language or each in both in turn; what the pages of results show, as the pack does."""
    from surveyapp.reports.slides.making import MEDIA_TYPE, make_slides, slides_key  # noqa: PLC0415 - with the first

    asked = _load(review_id, request.args.get("lang"))
    data = made_file(partial(make_slides, asked.pack), "slides", slides_key(asked.pack))
    response = Response(data, mimetype=MEDIA_TYPE)
    name = name_file(asked.review, What.SLIDES, "pptx", asked.printed)
    response.headers["Content-Disposition"] = name.header()
    return response


def _load(review_id: int, printed: str | None) -> _Asked:
    from surveyapp.reports.pack.making import load_pack, make_pack  # noqa: PLC0415 - loaded with the first pack

    args = request.args
    try:
        languages = printed_in(printed or current_language().code, offered_languages())
        size, is_as_asked = Size(args.get("size", Size.MEETING)), _AS_ASKED[args.get("order", "meeting")]
    except (KeyError, ValueError):
        raise NotFound from None
    with reading() as session:
        pack = load_pack(
            session,
            review_id,
            languages=languages,
            today=today(),
            may_see=sees_results,
            size=size,
            is_as_asked=is_as_asked,
            chosen=frozenset(args.getlist("only")),
        )
    return _Asked(pack, printed or current_language().code, size, partial(make_pack, pack))
