"""Blank forms to print."""

from functools import partial

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import printed_in
from surveyapp.reports.paper.blank_form import load_blank_form, make_blank_form
from surveyapp.web.access import needs
from surveyapp.web.db import reading
from surveyapp.web.file_names import What, name_file
from surveyapp.web.i18n import offered_languages
from surveyapp.web.making import made_once
from surveyapp.web.settings import settings

bp = Blueprint("paper", __name__)


@bp.get("/staff/reviews/<int:review_id>/forms/<side>-<language>.pdf")
@needs(Right.RUN_REVIEWS)
def blank(review_id: int, side: str, language: str) -> ResponseReturnValue:
    """Give the blank form of one side as PDF."""
    try:
        of_side, languages = Side(side), printed_in(language, offered_languages())
    except ValueError:
        abort(404)
    with reading() as session:
        form = load_blank_form(session, review_id, side=of_side, languages=languages, keeping=settings().keeping)
    name = name_file(form.review, What.FORM, "pdf", language, side=of_side)
    headers = {"Content-Disposition": name.header(is_inline=True)}
    return Response(made_once(partial(make_blank_form, form)), mimetype="application/pdf", headers=headers)
