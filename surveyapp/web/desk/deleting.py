"""Deleting what has had no effect yet: each page says what goes, and a button deletes it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roles import Right
from surveyapp.store import review_lists, rounds
from surveyapp.web.access import needs
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import gettext
from surveyapp.web.told import tell
from surveyapp.workflow.reviews import deleting

bp = Blueprint("deleting", __name__, url_prefix="/staff")


@bp.route("/reviews/<int:review_id>/delete", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def review(review_id: int) -> ResponseReturnValue:
    """Delete a review that was never opened; before that, say what goes with it."""
    if request.method != "POST":
        with reading() as session:
            cost = deleting.read_cost(session, review_id)
        return render_template("desk/delete_review.html", review=cost.review, cost=cost)
    with writing() as session:
        slug = deleting.read_cost(session, review_id).review.round.slug
        deleting.delete_review(session, review_id)
    tell(gettext("The review is deleted."))
    return redirect(url_for("rounds.one", slug=slug), code=303)


@bp.route("/rounds/<slug>/delete", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def round_(slug: str) -> ResponseReturnValue:
    """Delete a round without reviews; of another one, say why it stays."""
    if request.method != "POST":
        with reading() as session:
            one = rounds.get_round(session, slug)
            count = review_lists.count_reviews(session, round_id=one.id)
        return render_template("desk/delete_round.html", round=one, count=count)
    with writing() as session:
        deleting.delete_round(session, slug)
    tell(gettext("The round is deleted."))
    return redirect(url_for("rounds.index"), code=303)
