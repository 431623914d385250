"""Blank forms to print."""

from flask import Blueprint, Response, abort
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import PRINTED_IN
from surveyapp.reports.paper.blank_form import load_blank_form, make_blank_form
from surveyapp.web.access import needs
from surveyapp.web.db import reading
from surveyapp.web.settings import settings

bp = Blueprint("paper", __name__)


@bp.get("/staff/reviews/<int:review_id>/forms/<side>-<language>.pdf")
@needs(Right.RUN_REVIEWS)
def blank(review_id: int, side: str, language: str) -> ResponseReturnValue:
    """Give the blank form of one side as PDF."""
    if side not in set(Side) or language not in PRINTED_IN:
        abort(404)
    with reading() as session:
        form = load_blank_form(
            session, review_id, side=Side(side), languages=PRINTED_IN[language], keeping=settings().keeping
        )
    name = f"{form.review.partner.slug}-{form.review.round.slug}-{side}-{language}.pdf"
    return Response(
        make_blank_form(form),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'inline; filename="{name}"'},
    )
