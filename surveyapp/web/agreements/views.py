"""``/staff/reviews/<id>/actions``: the meeting, what it agreed on, its promises and what becomes of them."""

from functools import partial
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from surveyapp.core.conduct.actions import Action, Agreement, Meeting, Promise, Status
from surveyapp.core.conduct.noting import typed_score
from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import Code
from surveyapp.core.instrument.questionnaire import Questionnaire, Section
from surveyapp.core.sides import Facet
from surveyapp.store import actions, reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.store.results import get_result
from surveyapp.web.access import needs
from surveyapp.web.agreements.counted import agreed_told, promised_told, settled_told
from surveyapp.web.agreements.forms import (
    AgreementForm,
    FollowUpForm,
    MeetingForm,
    PromiseForm,
)
from surveyapp.web.clock import now, today
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_language, day, gettext, text
from surveyapp.web.refusals import refusing
from surveyapp.web.results.frame import results_frame
from surveyapp.web.told import tell
from surveyapp.words.actions import STATUSES
from surveyapp.words.agreed import agreed_scores
from surveyapp.words.meeting import topics_for_meeting
from surveyapp.words.naming import Names, told_apart
from surveyapp.workflow.reviews import agreeing

bp = Blueprint("agreements", __name__, url_prefix="/staff/reviews/<int:review_id>/actions")


@bp.get("")
@needs(Right.SEE_RESULTS)
def show(review_id: int) -> ResponseReturnValue:
    """Show everything that was agreed, with a form for each thing that may be added."""
    return _page(review_id)


@bp.post("/meeting")
@needs(Right.KEEP_AGREEMENTS)
def meet(review_id: int) -> ResponseReturnValue:
    """Write down when the meeting was held."""
    form = MeetingForm()
    held_on, follow_up_on = form.held_on.day, form.follow_up_on.day
    if not form.validate() or held_on is None or follow_up_on is None:
        return _page(review_id, meeting=form), 422
    at = {Code.MEETING_AHEAD: form.held_on, Code.FOLLOW_UP_TOO_EARLY: form.follow_up_on}
    with refusing(form, at), writing() as session:
        agreeing.record_meeting(
            session, review_id, held_on=held_on, follow_up_on=follow_up_on, now=now(), today=today()
        )
        tell(gettext("The meeting is recorded. The follow-up is on %(day)s.", day=day(follow_up_on)))
        return _back(review_id, "meeting")
    return _page(review_id, meeting=form), 422


@bp.post("/agreements/<section_id>")
@needs(Right.KEEP_AGREEMENTS)
def agree(review_id: int, section_id: str) -> ResponseReturnValue:
    """Write down what both sides said of one principle."""
    with reading() as session:
        questionnaire = get_questionnaire(session, reviews.get_review(session, review_id).questionnaire)
    section = questionnaire.find_section(section_id)
    if section is None:
        raise NotFound
    form = _offered(AgreementForm(prefix=section_id), questionnaire, section)
    if not form.validate():
        return _page(review_id, agreements={section_id: form}), 422
    said = Agreement(section_id, form.scores, form.words.data or "", form.lesson.data or "")
    with refusing(form), writing() as session:
        agreeing.agree(session, review_id, agreement=said, now=now())
        tell(gettext("What was agreed is saved."), agreed_told(actions.get_meeting(session, review_id)))
        return _back(review_id, f"agreed-{section_id}")
    return _page(review_id, agreements={section_id: form}), 422


@bp.post("/promises")
@needs(Right.KEEP_AGREEMENTS)
def promise(review_id: int) -> ResponseReturnValue:
    """Write down a promise."""
    with reading() as session:
        questionnaire = get_questionnaire(session, reviews.get_review(session, review_id).questionnaire)
    form = PromiseForm(prefix="promise").offer(questionnaire)
    due = form.due.day
    if not form.validate() or due is None:
        return _page(review_id, promise=form), 422
    words, prcs_lead, partner_lead, evidence = (
        str(form[name].data or "") for name in ("words", "prcs_lead", "partner_lead", "evidence")
    )
    facet = Facet(form.facet.data) if form.facet.data else None
    made = Promise(form.section.data or None, words, prcs_lead, partner_lead, due, evidence, facet)
    with refusing(form, {Code.NOTHING_PROMISED: form.words, Code.NO_FACET: form.facet}), writing() as session:
        agreeing.promise(session, review_id, promise=made, now=now())
        tell(gettext("The action is saved."), promised_told(actions.get_meeting(session, review_id)))
        return _back(review_id, "actions")
    return _page(review_id, promise=form), 422


@bp.post("/promises/<int:action_id>")
@needs(Right.KEEP_AGREEMENTS)
def follow_up(review_id: int, action_id: int) -> ResponseReturnValue:
    """Write down what has become of a promise."""
    form = FollowUpForm(prefix=f"a{action_id}")
    if not form.validate():
        return _page(review_id, follow_ups={action_id: form}), 422
    with refusing(form), writing() as session:
        if actions.get_action_review(session, action_id) != review_id:
            raise NotFound
        status = Status(form.status.data)
        agreeing.follow_up(session, action_id, status=status, note=form.note.data or "", now=now(), today=today())
        tell(gettext("It is noted."), settled_told(actions.get_meeting(session, review_id)))
        return _back(review_id, f"action-{action_id}")
    return _page(review_id, follow_ups={action_id: form}), 422


def _page(
    review_id: int,
    *,
    meeting: MeetingForm | None = None,
    agreements: dict[str, AgreementForm] | None = None,
    promise: PromiseForm | None = None,
    follow_ups: dict[int, FollowUpForm] | None = None,
) -> str:
    """Return the page; a form that was refused stands in it as it was sent."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        questionnaire = told_apart(get_questionnaire(session, review.questionnaire), review.partner.name)
        kept = actions.get_meeting(session, review_id)
        result = get_result(session, review_id) if review.is_shared else None
    names = Names(questionnaire, review.partner.name, current_language())
    shown = results_frame(review, questionnaire, result) if result else {}
    return render_template(
        "agreements/actions.html",
        **{"review": review, "questionnaire": questionnaire} | shown,
        topics=topics_for_meeting(result, names) if result else [],
        kept=kept,
        is_shared=review.allows(Step.AGREE),
        agreed_scores=partial(agreed_scores, names),
        status_names=STATUSES,
        today=today(),
        meeting=meeting or MeetingForm(formdata=None, **_days(kept)),
        agreements=_agreement_forms(questionnaire, kept) | (agreements or {}),
        promise=promise or PromiseForm(formdata=None, prefix="promise").offer(questionnaire),
        follow_ups={action.id: _follow_up_form(action) for action in kept.actions} | (follow_ups or {}),
    )


def _days(kept: Meeting) -> dict[str, str]:
    days = {"held_on": kept.held_on, "follow_up_on": kept.follow_up_on}
    return {name: day.isoformat() for name, day in days.items() if day}


def _agreement_forms(questionnaire: Questionnaire, kept: Meeting) -> dict[str, AgreementForm]:
    forms = {}
    for section in questionnaire.sections:
        said = kept.agreement(section.id)
        data: dict[str, Any] = {"words": said.words, "lesson": said.lesson} if said else {}
        for facet, score in said.scores.items() if said else ():
            data[facet] = typed_score(score)
        form = AgreementForm(formdata=None, prefix=section.id, data=data)
        forms[section.id] = _offered(form, questionnaire, section)
    return forms


def _offered(form: AgreementForm, questionnaire: Questionnaire, section: Section) -> AgreementForm:
    facets = {facet: text(questionnaire.facets[facet]) for facet in section.facets}
    return form.offer(facets, questionnaire.scale_of(section).top)


def _follow_up_form(action: Action) -> FollowUpForm:
    return FollowUpForm(formdata=None, prefix=f"a{action.id}", data={"status": action.status.value, "note": ""})


def _back(review_id: int, anchor: str) -> ResponseReturnValue:
    language = request.args.get("lang")
    return redirect(url_for(".show", review_id=review_id, lang=language, _anchor=anchor), code=303)
