"""Links that take no more answers: what was kept, what came too late, and, once the review is shared, what it found."""

from dataclasses import replace

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from surveyapp.core.errors import Code, GoneError
from surveyapp.core.form.pages import SHARE_SUFFIX, Page, PageValues, find_page
from surveyapp.web.db import reading
from surveyapp.web.errors import review_error
from surveyapp.web.i18n import current_language, limit_languages
from surveyapp.web.keys import keys
from surveyapp.web.respond.frame import Stop, answers, frame, told
from surveyapp.web.respond.saving import read_posted
from surveyapp.web.results.shared import shared_frame
from surveyapp.web.security import read_body
from surveyapp.words.refusals.table import refusal_advice, refusal_sentence
from surveyapp.workflow.answers import answering
from surveyapp.workflow.answers.answering import WayIn
from surveyapp.workflow.keys import read_token

GONE = 410


def init_gone(bp: Blueprint) -> None:
    """Answer a link that lets nobody in with what it still may show."""
    bp.register_error_handler(GoneError, _gone)


def _gone(error: GoneError) -> ResponseReturnValue:
    token = (request.view_args or {}).get("token", "")
    if error.code is not Code.REVIEW_CLOSED:
        return review_error(error)
    with reading() as session:
        way_in = answering.find_way_in(session, read_token(token), keys=keys())
        limit_languages(way_in.questionnaire.languages)
        if way_in.review.is_shared and request.method != "POST":
            return _shared(session, way_in)
    return _closed(way_in, error), GONE


def _shared(session: Session, way_in: WayIn) -> str:
    """Show what staff see of the summary, with what was agreed."""
    shown = shared_frame(session, way_in.review, way_in.questionnaire)
    return render_template("respond/summary.html", **frame(way_in) | shown)


def _closed(way_in: WayIn, error: GoneError) -> str:
    return render_template(
        "respond/gone.html",
        **frame(way_in),
        headline=refusal_sentence(error, current_language()),
        advice=refusal_advice(error, current_language()),
        answers=answers(way_in),
        told=told,
        has_answers=any(way_in.draft.pages.values()),
        is_late=request.method == "POST",
        late=_late(way_in),
    )


def _late(way_in: WayIn) -> list[tuple[Page, Stop, PageValues]]:
    """Return what was changed on the page that came after closing; nothing where that is not whole."""
    page = find_page(way_in.pages, (request.view_args or {}).get("page_id", ""))
    if request.method != "POST" or page is None:
        return []
    try:
        posted = read_posted(page, read_body(drops_controls=True))
    except HTTPException:
        return []
    changed = {name.removesuffix(SHARE_SUFFIX) for name in posted.changes} | posted.form.refused().keys()
    stop = next(stop for other, stop, _ in answers(way_in) if other is page)
    late = replace(page, fields=tuple(f for f in page.fields if f.name in changed))
    return [(late, stop, {**posted.values, **posted.form.refused()})] if changed else []
