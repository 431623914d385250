"""Correcting who somebody on a list is, before opening."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.core.conduct.alike import SameName
from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roles import Right
from surveyapp.core.conduct.roster import Person, Recipient
from surveyapp.core.errors import Code
from surveyapp.core.sides import Side
from surveyapp.store import recipients, reviews
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import gettext
from surveyapp.web.inviting.alike import ask_of
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
    form, alike = CorrectionForm(data=_data(one)), ask_of({})
    for person in form.people():
        side = Side(form.side.data)
        with reading() as session:
            alike = ask_of({side: correcting.list_alike(session, one, side=side, person=person)})
        if alike.validate():
            with (
                refusing(form, {Code.ADDRESS_LISTED: form.email, Code.ONE_FORM_PER_ORGANISATION: form.side}),
                writing() as session,
            ):
                _correct(session, one, side=side, person=person, said=alike.said(side))
                return redirect(url_for("inviting.index", review_id=review_id, _anchor=side.value), code=303)
    status = 422 if form.errors or alike.errors else 200
    return render_template("inviting/correct.html", form=form, alike=alike, review=review, one=one), status


def _correct(session: Session, one: Recipient, *, side: Side, person: Person, said: Mapping[str, SameName]) -> None:
    on: dict[str, Any] = {"recipient_id": one.id, "side": side, "person": person, "said": said}
    ended = correcting.correct(session, one.review_id, keys=keys(), now=now(), **on)
    tell(
        gettext("The changes are saved."),
        gettext("If a letter was printed before, it leads nowhere now.") if ended else "",
    )


def _data(one: Recipient) -> dict[str, str]:
    person = one.person
    told = {"name": person.name, "role": person.role, "email": person.address, "language": person.language.code}
    return {**told, "side": one.side.value}
