"""Whom to invite on both sides, written or pasted a line each: shown as it was understood, then invited."""

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.core.conduct.review import Review, Step
from surveyapp.core.conduct.roles import Right
from surveyapp.core.conduct.vouching import is_asked_in_vain
from surveyapp.core.sides import Side
from surveyapp.store import partners, reviews
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import ngettext
from surveyapp.web.inviting.alike import AlikeForm, ask_about
from surveyapp.web.inviting.forms import LinesForm
from surveyapp.web.keys import keys
from surveyapp.web.refusals import refusing
from surveyapp.web.settings import settings
from surveyapp.web.told import tell
from surveyapp.workflow.invitations import confirming, inviting

bp = Blueprint("lines", __name__, url_prefix="/staff/reviews/<int:review_id>/invitations/write")


@bp.route("", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def write(review_id: int) -> ResponseReturnValue:
    """Invite everybody who was written down, on both sides or on one; or nobody, where a line cannot be read."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        review.require(Step.INVITE)
        points = partners.list_focal_points(session, [review.partner.id])[review.partner.id]
        in_vain = {point.side for point in points if is_asked_in_vain(point, g.staff.email)}
        form = LinesForm(data={**_languages(review), "asks": not in_vain})
        people = form.people if form.validate_on_submit() else {}
        alike = ask_about(session, review_id, people)
    is_clear, is_shown = bool(people) and alike.validate(), bool(people) and form.is_shown()
    if is_clear and is_shown and "look" not in request.form:
        with refusing(form), writing() as session:
            _invite(session, review_id, form=form, alike=alike, confirmed={point.side for point in points})
            return redirect(url_for("desk.review", review_id=review_id, _anchor="checklist"), code=303)
    status = 422 if form.errors or alike.errors else 200
    told = {"review": review, "points": points, "in_vain": [side for side in Side if side in in_vain]}
    return render_template("inviting/write.html", form=form, alike=alike, people=people, **told), status


def _invite(session: Session, review_id: int, *, form: LinesForm, alike: AlikeForm, confirmed: set[Side]) -> None:
    """Invite the people of both sides; focal points of the sides to be ``confirmed`` are asked where that is wished."""
    mails = 0
    for side, people in form.people.items():
        inviting.invite_people(session, review_id, side=side, people=people, keys=keys(), said=alike.said(side))
        if form.asks.data and side in confirmed:
            mails += confirming.ask_focal_points(session, review_id, side=side, now=now(), keys=keys())
    named = sum(map(len, form.people.values()))
    tell(
        ngettext("%(num)s person is on the list now.", "%(num)s people are on the list now.", named),
        ngettext("%(num)s e-mail is waiting to be sent.", "%(num)s e-mails are waiting to be sent.", mails)
        if mails
        else "",
    )


def _languages(review: Review) -> dict[str, str]:
    """Return the language that most on each side will read: the house's own, and the partner's where it has but one."""
    own = settings().default_language
    theirs = review.partner.languages[0] if len(review.partner.languages) == 1 else own
    return {"prcs_language": own.code, "partner_language": theirs.code}
