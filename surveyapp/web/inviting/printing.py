"""Letters as a file."""

from functools import partial

from flask import Blueprint, Response
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.web.access import needs
from surveyapp.web.db import writing
from surveyapp.web.inviting.people_listed import side_or_404
from surveyapp.web.keys import keys
from surveyapp.web.making import made_once
from surveyapp.web.settings import settings
from surveyapp.workflow.invitations import writing_letters

bp = Blueprint("letters", __name__, url_prefix="/staff/reviews/<int:review_id>/invitations/<side>")


@bp.post("/letters.pdf")
@needs(Right.RUN_REVIEWS)
def letters(review_id: int, side: str) -> ResponseReturnValue:
    """Give the letters of one side as PDF; it is recorded who took them."""
    from surveyapp.reports.paper import letters as made  # noqa: PLC0415 - loaded with the first letters

    of_side = side_or_404(side)
    with writing() as session:
        to = writing_letters.take_letters(session, review_id, side=of_side, keys=keys())
        found = made.load_letters(session, review_id, side=of_side, addressed=to, settings=settings())
    name = f"{found.review.partner.slug}-{found.review.round.slug}-{side}-letters.pdf"
    return Response(
        made_once(partial(made.make_letters, found)),
        mimetype="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )
