"""Pages of released results. Nothing here can reach an answer: every figure comes from the results document."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.charts.comparison.rounds_view import RoundsView
from surveyapp.charts.on_demand import Chart
from surveyapp.core.comparison.comparability import Subject
from surveyapp.core.conduct.actions import Agreement
from surveyapp.core.conduct.review import Review
from surveyapp.core.conduct.roles import Right
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.results import ReviewResult
from surveyapp.core.sides import Facet
from surveyapp.core.text.languages import Text
from surveyapp.core.wire import canonical_json
from surveyapp.store import actions, audit
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.releases import Release, get_release
from surveyapp.store.results import get_result
from surveyapp.store.reviews import get_review
from surveyapp.web.access import needs
from surveyapp.web.db import reading, writing
from surveyapp.web.file_names import What, name_file
from surveyapp.web.i18n import current_language
from surveyapp.web.results import drawing
from surveyapp.web.results.among import among_frame, released_among
from surveyapp.web.results.frame import results_frame, topic_frame
from surveyapp.web.results.groups import groups_frame
from surveyapp.web.results.kept import load_told
from surveyapp.web.results.over_time import (
    ROUNDS_SHOWN,
    find_oldest,
    list_seen_before,
    load_pair,
    load_rounds,
    rounds_frame,
)
from surveyapp.web.results.sheets import show_sheet
from surveyapp.web.results.summing_up import summary_frame
from surveyapp.words.actions import STATUSES
from surveyapp.words.agreed import agreed_scores
from surveyapp.words.meeting import topics_for_meeting
from surveyapp.words.method import method_paragraphs
from surveyapp.words.naming import Names, told_apart
from surveyapp.words.sources import review_source, rounds_source

bp = Blueprint("results", __name__, url_prefix="/staff/reviews/<int:review_id>")


@bp.get("/results")
@needs(Right.SEE_RESULTS)
def overview(review_id: int) -> ResponseReturnValue:
    """Show what the review says in sentences, then every principle in every facet, as a chart and in numbers."""
    with reading() as session:
        release = get_release(session, review_id)
        of = (release, *list_seen_before(session, review_id)[-1:], released_among(session, release.review))
    return show_sheet("results/overview.html", of, partial(_overview, review_id))


def _overview(review_id: int) -> Mapping[str, Any]:
    review, questionnaire, result = _load(review_id)
    frame = summary_frame(
        review,
        questionnaire,
        result,
        over=_load_pair(review),
        leads=partial(_topic_url, review_id),
        rounds_at=url_for(".rounds", review_id=review_id),
    )
    names = frame["names"]
    subjects = [(names.facet(facet), Subject(facet=facet)) for facet in Facet]
    return {**frame, **among_frame(review, names, subjects)}


@bp.get("/results/rounds")
@needs(Right.SEE_RESULTS)
def rounds(review_id: int) -> ResponseReturnValue:
    """Show this round beside the partner's earlier ones, topic by topic."""
    review, questionnaire, result = _load(review_id)
    frame = results_frame(review, questionnaire, result)
    with reading() as session:
        view = load_rounds(session, review, language=current_language())
        before = find_oldest(session, view) if view else None
        promised = load_told(session, review, questionnaire)
    told = {"over": None} if view is None else rounds_frame(view, frame["names"])
    return render_template("results/rounds.html", **frame, **told, told=promised, status_names=STATUSES, before=before)


@bp.get("/results/priorities")
@needs(Right.SEE_RESULTS)
def priorities(review_id: int) -> ResponseReturnValue:
    """Show the topics for the meeting: votes beside readings; and how people answered the closing questions."""
    return show_sheet("results/priorities.html", _get_release(review_id), partial(_priorities, review_id))


def _priorities(review_id: int) -> Mapping[str, Any]:
    review, questionnaire, result = _load(review_id)
    chart = _inline(result, drawing.PRIORITIES, questionnaire=questionnaire, partner=review.partner.name)
    frame = results_frame(review, questionnaire, result)
    return {**frame, "chart": chart, "topics": topics_for_meeting(result, frame["names"])}


@bp.get("/results/cuts")
@needs(Right.SEE_RESULTS)
def cuts(review_id: int) -> ResponseReturnValue:
    """Show each side's scores by role or place, of the groups that are large enough."""
    return show_sheet("results/cuts.html", _get_release(review_id), partial(_cuts, review_id))


def _cuts(review_id: int) -> Mapping[str, Any]:
    review, questionnaire, result = _load(review_id)
    return results_frame(review, questionnaire, result) | groups_frame(result, questionnaire)


@bp.get("/results/method")
@needs(Right.SEE_RESULTS)
def method(review_id: int) -> ResponseReturnValue:
    """Show how figures come about, and those that are for readers who ask."""
    return show_sheet("results/method.html", _get_release(review_id), partial(_method, review_id))


def _method(review_id: int) -> Mapping[str, Any]:
    review, questionnaire, result = _load(review_id)
    told = {
        "paragraphs": method_paragraphs(questionnaire, result, current_language()),
        "has_tests": any(
            pair.p is not None for one in result.sections for s in one.statements for pair in s.facets.values()
        ),
    }
    return results_frame(review, questionnaire, result) | told


@bp.get("/results/<section_id>")
@needs(Right.SEE_RESULTS)
def section(review_id: int, section_id: str) -> ResponseReturnValue:
    """Show one principle: what its facets say, its chart, its statements."""
    with reading() as session:
        release = get_release(session, review_id)
        said = actions.find_agreement(session, review_id, section_id)
        of = (release, canonical_json(said), released_among(session, release.review))
    return show_sheet("results/section.html", of, partial(_section, review_id, section_id, said))


def _section(review_id: int, section_id: str, said: Agreement | None) -> Mapping[str, Any]:
    review, questionnaire, result = _load(review_id)
    found = next((section for section in result.sections if section.id == section_id), None)
    asked = questionnaire.find_section(section_id)
    if found is None or asked is None:
        raise NotFound
    frame = topic_frame(review, questionnaire, result, section=found, asked=asked)
    subjects = [(one.name, Subject(section_id, one.facet)) for one in frame["compared"]]
    told = {"said": said, "agreed_scores": partial(agreed_scores, frame["names"])}
    return {**frame, **told, **among_frame(review, frame["names"], subjects)}


@bp.get("/charts/<name>.<kind>")
@needs(Right.SEE_RESULTS)
def chart(review_id: int, name: str, kind: str) -> ResponseReturnValue:
    """Give one chart as a file."""
    with reading() as session:
        release = get_release(session, review_id)
        is_of_one = drawing.is_chart(name, get_questionnaire(session, release.review.questionnaire))
        shown = [release] if is_of_one else [*list_seen_before(session, review_id)[1 - ROUNDS_SHOWN :], release]
    about = f"{release.review.partner.slug}-{release.review.round.slug}"
    draw = partial(_one_chart if is_of_one else _rounds_chart, review_id, name)
    return drawing.send(name, kind, about=about, of=(_content(*shown), current_language()), draw=draw)


@lru_cache(maxsize=256)
def _content(*shown: Release) -> str:
    return canonical_json(shown)


def _one_chart(review_id: int, name: str) -> Chart:
    review, questionnaire, result = _load(review_id)
    drawn = _drawn(result, name, questionnaire=questionnaire, partner=review.partner.name)
    return replace(drawn.chart, source=review_source(result, review, _names(review, questionnaire)))


def _rounds_chart(review_id: int, name: str) -> Chart:
    review, questionnaire, result = _load(review_id)
    view = _load_rounds(review)
    if view is None or name not in (charts := drawing.rounds_charts(view)):
        raise NotFound
    source = rounds_source(result, review, _names(review, questionnaire), rounds=view.titles)
    return replace(charts[name].chart, source=source)


def _names(review: Review, questionnaire: Questionnaire) -> Names:
    return Names(questionnaire, review.partner.name, current_language())


@bp.post("/export.<kind>")
@needs(Right.SEE_RESULTS)
def export(review_id: int, kind: str) -> ResponseReturnValue:
    """Give the released figures as a file. A press of a button, because it is written down who took them."""
    from surveyapp.reports.exports import files  # noqa: PLC0415 - loaded with the first file

    if kind not in files.EXPORTS:
        raise NotFound
    review, questionnaire, result = _load(review_id)
    with writing() as session:
        audit.record(session, "results.exported", review_id=review_id, kind=kind)
    partner, language = review.partner.name, current_language()
    made = files.make_export(kind, result, questionnaire=questionnaire, partner=partner, language=language)
    response = Response(made, content_type=files.EXPORTS[kind])
    response.headers["Content-Disposition"] = name_file(review, What.RESULTS, kind, language.code).header()
    return response


def _topic_url(review_id: int, section_id: str) -> str:
    return url_for("results.section", review_id=review_id, section_id=section_id)


def _get_release(review_id: int) -> Release:
    with reading() as session:
        return get_release(session, review_id)


def _load(review_id: int) -> tuple[Review, Questionnaire, ReviewResult]:
    with reading() as session:
        review = get_review(session, review_id)
        asked = told_apart(get_questionnaire(session, review.questionnaire), review.partner.name)
        return review, asked, get_result(session, review_id)


def _load_pair(review: Review) -> RoundsView | None:
    with reading() as session:
        return load_pair(session, review, language=current_language())


def _load_rounds(review: Review) -> RoundsView | None:
    with reading() as session:
        return load_rounds(session, review, language=current_language())


def _inline(result: ReviewResult, name: str, *, questionnaire: Questionnaire, partner: Text) -> str:
    return drawing.inline(_drawn(result, name, questionnaire=questionnaire, partner=partner))


def _drawn(result: ReviewResult, name: str, *, questionnaire: Questionnaire, partner: Text) -> drawing.NamedChart:
    return drawing.review_chart(result, name, questionnaire=questionnaire, language=current_language(), partner=partner)
