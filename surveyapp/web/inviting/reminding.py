"""Reminding whole sides: what it would do is shown first, in numbers, and done on a button's press."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.store import reviews
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.inviting.people_listed import side_or_404
from surveyapp.workflow.invitations import reminding

bp = Blueprint("reminding", __name__, url_prefix="/staff/reviews/<int:review_id>/reminders")


@bp.get("")
@needs(Right.RUN_REVIEWS)
def remind(review_id: int) -> ResponseReturnValue:
    """Say, side by side, what reminding would do; whom a mail would go to is not shown."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        plans = reminding.plan_reminders(session, review_id, now=now())
    done = request.args.get("done", "")
    return render_template("inviting/remind.html", review=review, plans=plans, done=done)


@bp.post("/<side>")
@needs(Right.RUN_REVIEWS)
def send(review_id: int, side: str) -> ResponseReturnValue:
    """Queue the reminders of one side."""
    with writing() as session:
        reminding.remind(session, review_id, now=now(), sides=(side_or_404(side),))
    return redirect(url_for(".remind", review_id=review_id, done=side), code=303)
