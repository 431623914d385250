"""The desk: the list of reviews, what needs attention, one review."""

from flask import Blueprint, abort, g, render_template, request
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.attention import Matter
from surveyapp.core.conduct.review import State
from surveyapp.core.conduct.roles import Right, scope_of
from surveyapp.core.sides import Side
from surveyapp.store import review_lists, reviews, rounds, turnouts
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading
from surveyapp.web.desk.attending import list_urgent, load_heed, load_heeds
from surveyapp.web.desk.before_opening import load_before_opening
from surveyapp.web.desk.progress import load_progress
from surveyapp.web.desk.search import search
from surveyapp.web.desk.starting import load_started
from surveyapp.web.paging import PAGE_SIZE, paging_of
from surveyapp.web.results.kept import load_told
from surveyapp.words.actions import STATUSES

bp = Blueprint("desk", __name__, url_prefix="/staff")


@bp.get("/")
@needs(Right.OWN_ACCOUNT)
def home() -> ResponseReturnValue:
    """Show what needs attention and how far each review has come; with ``?q`` find partners, rounds and reviews."""
    among = scope_of(g.staff.role, g.staff.given).reviews
    with reading() as session:
        if found := search(session, request.args.get("q", ""), among=among):
            return render_template("desk/found.html", found=found)
        paging = paging_of(review_lists.count_reviews(session, among=among))
        listed = review_lists.list_part(session, offset=paging.offset, limit=paging.size, among=among)
        urgent = list_urgent(session)
        shown = list({one.id: one for one in [*listed, *urgent]}.values())
        progress = load_progress(session, shown, now=now(), reader=g.staff.email)
        heeds = load_heeds(session, (progress[one.id] for one in urgent))
        empty = rounds.list_empty(session, PAGE_SIZE) if paging.number == 1 and g.staff.may(Right.RUN_REVIEWS) else []
        started = None if paging.total else load_started(session)
    return render_template(
        "desk/home.html",
        reviews=listed,
        rounds=sorted({review.round for review in listed} | set(empty), key=lambda one: -one.id),
        progress=progress,
        heeds=heeds,
        paging=paging,
        started=started,
    )


@bp.get("/attention/<matter>")
@needs(Right.RUN_REVIEWS)
def attention(matter: str) -> ResponseReturnValue:
    """List every review that needs attention for one reason."""
    if matter not in set(Matter):
        abort(404)
    with reading() as session:
        heed, paging = load_heed(session, Matter(matter))
    return render_template("desk/attention.html", heed=heed, paging=paging)


@bp.get("/reviews/<int:review_id>")
@needs(Right.SEE_RESULTS)
def review(review_id: int) -> ResponseReturnValue:
    """Show one review: how it is set up, how far it has come, and what can be done next."""
    with reading() as session:
        found = reviews.get_review(session, review_id)
        questionnaire = get_questionnaire(session, found.questionnaire)
        progress = load_progress(session, [found], now=now(), reader=g.staff.email)[review_id]
        before = load_before_opening(session, review_id) if found.state is State.DRAFT else None
        on_paper = turnouts.list_on_paper(session, found, now=now())
        told = load_told(session, found, questionnaire)
    return render_template(
        "desk/review.html",
        review=found,
        questionnaire=questionnaire,
        progress=progress,
        before=before,
        on_paper=on_paper,
        told=told,
        status_names=STATUSES,
        sides=tuple(Side),
    )
