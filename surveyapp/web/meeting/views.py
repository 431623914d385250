"""``/staff/reviews/<id>/meeting``: one topic at a time on a large screen, and what is agreed of it now."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.actions import WORDS_LIMIT
from surveyapp.core.conduct.noting import DIFFER, points_of
from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roles import Right
from surveyapp.core.sides import Facet
from surveyapp.core.text.naming import NAME_LIMIT
from surveyapp.store import actions, reviews
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import gettext, text
from surveyapp.web.meeting.board import Board, load_board, read_shown, told
from surveyapp.web.meeting.stage import Meeting, carried, load_meeting, stage_frame, whole_before
from surveyapp.web.refusals import refusal
from surveyapp.words.summary import clearest_lines, summary_words
from surveyapp.workflow.reviews import noting
from surveyapp.workflow.reviews.noting import Kept

bp = Blueprint("meeting", __name__, url_prefix="/staff/reviews/<int:review_id>/meeting")

TAKEN_BACK = "taken-back"
"""The field of the button that takes an action back: its number."""

_NOTHING: Mapping[str, str] = {}


@bp.get("")
@needs(Right.SEE_RESULTS)
def show(review_id: int) -> ResponseReturnValue:
    """Show the topics in the order of the talk and how far it has come; or that the results are not shared yet."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        if not review.allows(Step.AGREE):
            return render_template("meeting/before.html", review=review)
        meeting, kept = load_meeting(session, review), actions.get_meeting(session, review_id)
        before = whole_before(session, meeting)
    spoken_of = {*(kept.agreements or {}), *(one.promise.section for one in kept.actions)}
    told = summary_words(meeting.result, meeting.questionnaire, names=meeting.names)
    shown = {"review": review, "topics": meeting.topics, "spoken_of": spoken_of, "carried": carried(), "before": before}
    shown |= {"said": clearest_lines(told), "nothing": told.nothing}
    return render_template("meeting/start.html", **shown, kept=kept)


@bp.get("/topics/<section_id>")
@needs(Right.SEE_RESULTS)
def topic(review_id: int, section_id: str) -> ResponseReturnValue:
    """Show one topic: its chart, its sentences, and the form for what is agreed of it."""
    return _topic_page(review_id, section_id)


@bp.post("/topics/<section_id>")
@needs(Right.KEEP_AGREEMENTS)
def save(review_id: int, section_id: str) -> ResponseReturnValue:
    """Keep what was typed of one topic, but for what another screen wrote meanwhile: both are shown."""
    with writing() as session:
        reviews.get_review_row(session, review_id)  # held before anything of it is read
        typed = {name: one.replace("\r\n", "\n") for name, one in request.form.items()}
        shown = read_shown(load_board(session, review_id, section_id), typed)
        kept = noting.keep_notes(session, review_id, section_id, shown=shown, typed=typed, now=now())
        if typed.get(TAKEN_BACK, "").isdecimal():
            noting.take_back(session, review_id, int(typed[TAKEN_BACK]), now=now())
        board = load_board(session, review_id, section_id)
    if request.accept_mimetypes.best == "application/json":
        return told(board, now=now(), kept=kept)
    if kept.clashes or kept.faults:
        return _topic_page(review_id, section_id, kept=kept, typed=typed), 409 if kept.clashes else 422
    return redirect(url_for(".topic", review_id=review_id, section_id=section_id, **carried()), code=303)


@bp.get("/topics/<section_id>/now")
@needs(Right.SEE_RESULTS)
def written_now(review_id: int, section_id: str) -> ResponseReturnValue:
    """Tell a screen that asks by itself what is written of a topic now."""
    with reading() as session:
        reviews.get_review(session, review_id).require(Step.AGREE)
        return told(load_board(session, review_id, section_id), now=now())


def _topic_page(
    review_id: int, section_id: str, *, kept: Kept | None = None, typed: Mapping[str, str] = _NOTHING
) -> str:
    with reading() as session:
        review = reviews.get_review(session, review_id)
        review.require(Step.AGREE)
        meeting, board = load_meeting(session, review), load_board(session, review_id, section_id)
        section = meeting.find(section_id)
        if section is None:
            raise NotFound
        frame = stage_frame(session, meeting, section)
    return render_template("meeting/topic.html", **frame, **_form(meeting, board, section_id), **_said(kept, typed))


def _form(meeting: Meeting, board: Board, section_id: str) -> dict[str, Any]:
    """Return what the form takes: its fields, the points that may be chosen, and who may write."""
    asked = next(one for one in meeting.questionnaire.sections if one.id == section_id)
    top = meeting.questionnaire.scale_of(asked).top
    points = [("", "–"), *((point, point) for point in points_of(top))]
    return {
        "board": board,
        "points": [*points, (DIFFER, gettext("We still differ"))],
        "facets_asked": {facet: text(meeting.questionnaire.facets[facet]) for facet in Facet if facet in asked.facets},
        "saved": board.saved(now()),
        "carried": carried(),
        "limits": {"words": WORDS_LIMIT, "name": NAME_LIMIT},
    }


def _said(kept: Kept | None, typed: Mapping[str, str]) -> dict[str, Any]:
    """Return what is said of fields that were not kept, and what was typed into them."""
    clashes = kept.clashes if kept else {}
    faults = {name: refusal(error) for name, error in kept.faults.items()} if kept else {}
    return {"clashes": clashes, "faults": faults, "typed": {name: typed[name] for name in {**clashes, **faults}}}
