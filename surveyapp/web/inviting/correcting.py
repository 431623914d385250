"""Correcting who somebody on a list is, before opening."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roles import Right
from surveyapp.core.conduct.roster import Recipient
from surveyapp.core.errors import Code
from surveyapp.core.sides import Side
from surveyapp.store import recipients, reviews
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import gettext
from surveyapp.web.inviting.forms import CorrectionForm
from surveyapp.web.keys import keys
from surveyapp.web.refusals import refusing
from surveyapp.web.told import tell
from surveyapp.workflow.invitations import correcting

bp = Blueprint("correcting", __name__, url_prefix="/staff/reviews/<int:review_id>/invitations")


@bp.route("/people/<recipient_id>/correct", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def correct(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Write anew who somebody is, or move them to the other side."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        review.require(Step.INVITE)
        one, _ = recipients.get_recipient(session, recipient_id, review_id=review_id, is_for_change=False)
    form = CorrectionForm(data=_data(one))
    for person in form.people():
        side = Side(form.side.data)
        at = {Code.ADDRESS_LISTED: form.email, Code.ONE_FORM_PER_ORGANISATION: form.side}
        with refusing(form, at), writing() as session:
            correcting.correct(
                session, review_id, recipient_id=recipient_id, side=side, person=person, keys=keys(), now=now()
            )
            tell(gettext("The changes are saved."))
            return redirect(url_for("inviting.index", review_id=review_id, _anchor=side.value), code=303)
    return render_template("inviting/correct.html", form=form, review=review, one=one), 422 if form.errors else 200


def _data(one: Recipient) -> dict[str, str]:
    person = one.person
    told = {"name": person.name, "role": person.role, "email": person.address, "language": person.language.code}
    return {**told, "side": one.side.value}
