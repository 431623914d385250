"""Reminding whole sides: what it would do is shown first, in numbers, and done on a button's press."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.store import reviews
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import ngettext
from surveyapp.web.inviting.people_listed import side_or_404
from surveyapp.web.told import tell
from surveyapp.workflow.invitations import reminding

bp = Blueprint("reminding", __name__, url_prefix="/staff/reviews/<int:review_id>/reminders")


@bp.get("")
@needs(Right.RUN_REVIEWS)
def remind(review_id: int) -> ResponseReturnValue:
    """Say, side by side, what reminding would do; whom a mail would go to is not shown."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        plans = reminding.plan_reminders(session, review_id, now=now())
    return render_template("inviting/remind.html", review=review, plans=plans)


@bp.post("/<side>")
@needs(Right.RUN_REVIEWS)
def send(review_id: int, side: str) -> ResponseReturnValue:
    """Queue the reminders of one side."""
    with writing() as session:
        plans = reminding.remind(session, review_id, now=now(), sides=(side_or_404(side),))
    mails = sum(plan.mails for plan in plans)
    tell(ngettext("%(num)s reminder is waiting to be sent.", "%(num)s reminders are waiting to be sent.", mails))
    return redirect(url_for(".remind", review_id=review_id), code=303)
