"""The desk: the list of reviews, one review."""

from flask import Blueprint, g, render_template, request
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.attention import find_attention
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roles import Right
from surveyapp.core.sides import Side
from surveyapp.store import reviews, rounds, turnouts
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading
from surveyapp.web.desk.progress import load_progress
from surveyapp.web.desk.search import search
from surveyapp.workflow.reviews import opening

bp = Blueprint("desk", __name__, url_prefix="/staff")


@bp.get("/")
@needs(Right.OWN_ACCOUNT)
def home() -> ResponseReturnValue:
    """Show what needs attention and how far each review has come; with ``?q`` find partners, rounds and reviews."""
    with reading() as session:
        listed = [review for review in reviews.list_reviews(session) if g.staff.may(Right.SEE_RESULTS, review.id)]
        progress = load_progress(session, listed, now=now())
        named = rounds.list_rounds(session)
        found = search(session, request.args.get("q", ""), listed=listed, rounds=named)
    attention = find_attention(list(progress.values()), now=now()) if g.staff.may(Right.RUN_REVIEWS) else []
    return render_template(
        "desk/home.html", reviews=listed, rounds=named, progress=progress, attention=attention, found=found
    )


@bp.get("/reviews/<int:review_id>")
@needs(Right.SEE_RESULTS)
def review(review_id: int) -> ResponseReturnValue:
    """Show one review: how it is set up, how far it has come, and what can be done next."""
    with reading() as session:
        found = reviews.get_review(session, review_id)
        questionnaire = get_questionnaire(session, found.questionnaire)
        progress = load_progress(session, [found], now=now())[review_id]
        findings = opening.read_checklist(session, review_id, now=now()) if found.state is State.DRAFT else ()
        on_paper = turnouts.list_on_paper(session, found, now=now())
    return render_template(
        "desk/review.html",
        review=found,
        questionnaire=questionnaire,
        progress=progress,
        findings=findings,
        on_paper=on_paper,
        sides=tuple(Side),
    )
