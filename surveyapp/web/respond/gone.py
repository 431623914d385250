"""Links that take no more answers: what was kept, and, once the review is shared, what it found."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from surveyapp.core.errors import GoneError
from surveyapp.core.review import State
from surveyapp.store.actions import get_meeting
from surveyapp.store.results import get_result
from surveyapp.web.agreements.forms import STATUS_NAMES
from surveyapp.web.db import reading
from surveyapp.web.errors import review_error, sentences_for
from surveyapp.web.i18n import gettext
from surveyapp.web.keys import keys
from surveyapp.web.respond.frame import answers, frame
from surveyapp.web.results.frame import results_frame
from surveyapp.workflow import answering
from surveyapp.workflow.answering import WayIn
from surveyapp.workflow.keys import read_token

GONE = 410


def init_gone(bp: Blueprint) -> None:
    """Answer a link that lets nobody in with what it still may show."""
    bp.register_error_handler(GoneError, _gone)


def _gone(error: GoneError) -> ResponseReturnValue:
    token = (request.view_args or {}).get("token", "")
    if error.code != "review_closed":
        return review_error(error)
    with reading() as session:
        way_in = answering.find_way_in(session, read_token(token), keys=keys())
        if way_in.review.is_closed and way_in.review.state is not State.CLOSED:
            shared = results_frame(way_in.review, way_in.questionnaire, get_result(session, way_in.review.id))
            agreed = {"kept": get_meeting(session, way_in.review.id), "status_names": STATUS_NAMES}
            return render_template("respond/summary.html", **frame(way_in) | shared | agreed)
    return _closed(way_in), GONE


def _closed(way_in: WayIn) -> str:
    sentences = sentences_for("review_closed")
    return render_template(
        "respond/gone.html",
        **frame(way_in),
        headline=gettext(sentences.headline),
        advice=gettext(sentences.advice),
        answers=answers(way_in),
        has_answers=any(way_in.draft.pages.values()),
    )
