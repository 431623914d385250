"""Letters as a file: a whole side's before opening, and after it another one for one person, which takes two."""

from collections.abc import Callable, Iterable
from functools import partial

from flask import Blueprint, Response, redirect, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.core.text.typed_codes import Secret
from surveyapp.rendering.workshop import Work
from surveyapp.store import recipients
from surveyapp.web.access import needs
from surveyapp.web.clock import now, today
from surveyapp.web.db import reading, writing
from surveyapp.web.file_names import What, name_file
from surveyapp.web.i18n import gettext
from surveyapp.web.inviting.people_listed import side_or_404
from surveyapp.web.keys import keys
from surveyapp.web.making import made_in_turn
from surveyapp.web.settings import settings
from surveyapp.web.told import tell
from surveyapp.workflow.invitations import reissuing, writing_letters

bp = Blueprint("letters", __name__, url_prefix="/staff/reviews/<int:review_id>/invitations")


@bp.post("/<side>/letters.pdf")
@needs(Right.RUN_REVIEWS)
def letters(review_id: int, side: str) -> ResponseReturnValue:
    """Give the letters of one side as PDF; it is recorded who took them."""
    of_side = side_or_404(side)
    with made_in_turn() as make:
        with writing() as session:
            to = writing_letters.take_letters(session, review_id, side=of_side, keys=keys())
        return _printed(review_id, of_side, to, what=What.LETTERS, make=make)


@bp.post("/people/<recipient_id>/letter")
@needs(Right.RUN_REVIEWS)
def ask(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Ask for another letter for somebody without an address, which another member of staff prints."""
    with writing() as session:
        reissuing.ask_for_letter(session, review_id, recipient_id=recipient_id, now=now())
    tell(gettext("It is asked for another letter. A second member of staff must print it."))
    return redirect(url_for("inviting.person", review_id=review_id, recipient_id=recipient_id), code=303)


@bp.post("/people/<recipient_id>/letter.pdf")
@needs(Right.RUN_REVIEWS)
def letter(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Give somebody without an address another link, on a letter that is given in this answer and never again."""
    with made_in_turn() as make:  # before the old link ends
        with writing() as session:
            one, _ = recipients.get_recipient(session, recipient_id, review_id=review_id)
            to = [reissuing.reissue_letter(session, review_id, recipient_id=recipient_id, keys=keys(), now=now())]
        return _printed(review_id, one.side, to, what=What.LETTER, make=make, is_reissued=True)


def _printed(
    review_id: int,
    side: Side,
    to: Iterable[tuple[Person | None, Secret]],
    *,
    what: What,
    make: Callable[[Work], bytes],
    is_reissued: bool = False,
) -> Response:
    from surveyapp.reports.paper import letters as made  # noqa: PLC0415 - loaded with the first letters

    with reading() as session:
        found = made.load_letters(
            session,
            review_id,
            side=side,
            addressed=to,
            settings=settings(),
            written_on=today(),
            is_reissued=is_reissued,
        )
    headers = {"Content-Disposition": name_file(found.review, what, "pdf", side=side).header()}
    return Response(make(partial(made.make_letters, found)), mimetype="application/pdf", headers=headers)
