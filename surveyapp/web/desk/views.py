"""The desk: the list of reviews, one review."""

from flask import Blueprint, g, render_template
from flask.typing import ResponseReturnValue

from surveyapp.core.roles import Right
from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.web.access import needs
from surveyapp.web.db import reading

bp = Blueprint("desk", __name__, url_prefix="/staff")


@bp.get("/")
@needs(Right.OWN_ACCOUNT)
def home() -> ResponseReturnValue:
    """List rounds and reviews with how many have answered."""
    with reading() as session:
        listed = [review for review in reviews.list_reviews(session) if g.staff.may(Right.SEE_RESULTS, review.id)]
        ids = [review.id for review in listed]
        invited, answered = reviews.count_invited(session, ids), reviews.count_responses(session, ids)
    return render_template("desk/home.html", reviews=listed, invited=invited, answered=answered, sides=tuple(Side))


@bp.get("/reviews/<int:review_id>")
@needs(Right.SEE_RESULTS)
def review(review_id: int) -> ResponseReturnValue:
    """Show one review: how it is set up, and how many have answered."""
    with reading() as session:
        found = reviews.get_review(session, review_id)
        questionnaire = get_questionnaire(session, found.questionnaire)
        invited, answered = reviews.count_invited(session, [review_id]), reviews.count_responses(session, [review_id])
    return render_template(
        "desk/review.html",
        review=found,
        questionnaire=questionnaire,
        invited=invited,
        answered=answered,
        sides=tuple(Side),
    )
