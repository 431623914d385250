"""The meeting's last page: all that was agreed, who signs it off, and the mail that tells both sides."""

from functools import partial

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired

from surveyapp.core.conduct.actions import Meeting, SignOff
from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import Code
from surveyapp.core.text.naming import read_name
from surveyapp.store import actions, audit, noting, reviews
from surveyapp.web.access import needs
from surveyapp.web.clock import now, today
from surveyapp.web.db import reading, writing
from surveyapp.web.fields import DayField
from surveyapp.web.i18n import lazy_gettext
from surveyapp.web.meeting import stage
from surveyapp.web.meeting.stage import carried, load_meeting
from surveyapp.web.refusals import readable, refusing
from surveyapp.web.settings import settings
from surveyapp.words.actions import STATUSES
from surveyapp.words.agreed import agreed_scores
from surveyapp.workflow.reviews import noting as steps
from surveyapp.workflow.reviews import telling

bp = Blueprint("meeting_end", __name__, url_prefix="/staff/reviews/<int:review_id>/meeting/end")

_NEEDED = lazy_gettext("Please fill this in.")


class SignOffForm(FlaskForm):
    """Who signs off for each side, and the two days."""

    prcs_name = StringField(lazy_gettext("For PRCS"), validators=[InputRequired(_NEEDED), readable(read_name)])
    partner_name = StringField(
        lazy_gettext("For the partner"), validators=[InputRequired(_NEEDED), readable(read_name)]
    )
    signed_on = DayField(lazy_gettext("Date of the meeting"), validators=[InputRequired(_NEEDED)])
    follow_up_on = DayField(lazy_gettext("Date of the follow-up"), validators=[InputRequired(_NEEDED)])


@bp.get("")
@needs(Right.SEE_RESULTS)
def show(review_id: int) -> ResponseReturnValue:
    """Show everything that was agreed, to be signed off, printed or mailed."""
    return _page(review_id)


@bp.post("/sign-off")
@needs(Right.KEEP_AGREEMENTS)
def sign_off(review_id: int) -> ResponseReturnValue:
    """Write down who signed off for each side."""
    form = SignOffForm()
    signed_on, follow_up_on = form.signed_on.day, form.follow_up_on.day
    if not form.validate() or signed_on is None or follow_up_on is None:
        return _page(review_id, form), 422
    signed = SignOff(str(form.prcs_name.data), str(form.partner_name.data), signed_on)
    at = {Code.MEETING_AHEAD: form.signed_on, Code.FOLLOW_UP_TOO_EARLY: form.follow_up_on}
    with refusing(form, at), writing() as session:
        steps.sign_off(session, review_id, sign_off=signed, follow_up_on=follow_up_on, now=now(), today=today())
        return _back(review_id, "sign-off")
    return _page(review_id, form), 422


@bp.post("/mail")
@needs(Right.KEEP_AGREEMENTS)
def mail(review_id: int) -> ResponseReturnValue:
    """Queue the mail that tells both sides' focal points what was agreed."""
    with writing() as session:
        telling.queue_agreed(session, review_id, now=now())
    return _back(review_id, "mail")


def _page(review_id: int, form: SignOffForm | None = None) -> str:
    with reading() as session:
        review = reviews.get_review(session, review_id)
        review.require(Step.AGREE)
        meeting, kept = load_meeting(session, review), actions.get_meeting(session, review_id)
        sent = audit.list_entries(session, action="meeting.mailed", review_id=review_id, limit=1)
        told = {
            "told": telling.list_to_tell(session, review_id),
            "unfinished": noting.list_unfinished(session, review_id),
            "sent_at": sent[0].at if sent else None,
            "mails": bool(settings().smtp_url),
        }
    return render_template(
        "meeting/end.html",
        **_agreed(meeting),
        **told,
        kept=kept,
        form=form or SignOffForm(formdata=None, signed_on=(kept.held_on or today()).isoformat(), **_later(kept)),
        carried=carried(),
    )


def _agreed(meeting: stage.Meeting) -> dict[str, object]:
    """Return what the page takes to tell what was agreed, in the order of the talk."""
    order = [meeting.questionnaire.find_section(one.section) for one in meeting.topics]
    return {
        "review": meeting.review,
        "questionnaire": meeting.questionnaire,
        "names": meeting.names,
        "topics": meeting.topics,
        "sections": [one for one in order if one],
        "agreed_scores": partial(agreed_scores, meeting.names),
        "status_names": STATUSES,
    }


def _later(kept: Meeting) -> dict[str, str]:
    return {"follow_up_on": kept.follow_up_on.isoformat()} if kept.follow_up_on else {}


def _back(review_id: int, anchor: str) -> ResponseReturnValue:
    return redirect(url_for(".show", review_id=review_id, **carried(), _anchor=anchor), code=303)
