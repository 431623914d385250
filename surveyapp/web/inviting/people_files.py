"""People from a list: a file is checked and shown, and a button invites all of it or nobody."""

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from surveyapp.catalogue.blank_tables import empty_table
from surveyapp.catalogue.people import PeopleList, example_for, headings_for
from surveyapp.catalogue.table_faults import FaultyTableError
from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import InputError
from surveyapp.core.sides import Side
from surveyapp.store import reviews
from surveyapp.web.access import needs
from surveyapp.web.carrying import UPLOAD_LIMIT, CarryingForm
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_language, gettext, ngettext
from surveyapp.web.inviting.alike import AlikeForm, ask_about
from surveyapp.web.inviting.people_listed import side_or_404
from surveyapp.web.keys import keys
from surveyapp.web.refusals import refusal
from surveyapp.web.security import Upload, read_upload, takes_file
from surveyapp.web.told import tell
from surveyapp.workflow.invitations import inviting

bp = Blueprint("people_files", __name__, url_prefix="/staff/reviews/<int:review_id>/invitations/<side>/list")
FILE = "people"


@bp.get("")
@needs(Right.RUN_REVIEWS)
def choose(review_id: int, side: str) -> ResponseReturnValue:
    """Offer to check a list, and say what it must look like."""
    return _render_choice(review_id, side_or_404(side))


@bp.get("/empty.csv")
@needs(Right.RUN_REVIEWS)
def empty(review_id: int, side: str) -> ResponseReturnValue:  # noqa: ARG001 - the address names them
    """Give a table with the names of the columns, and a row that shows how somebody is written down."""
    language = current_language()
    return Response(
        empty_table(headings_for(language), example_for(language)),
        mimetype="text/csv",
        headers={"Content-Disposition": "attachment; filename=people.csv"},
    )


@bp.post("")
@takes_file(UPLOAD_LIMIT)
@needs(Right.RUN_REVIEWS)
def check(review_id: int, side: str) -> ResponseReturnValue:
    """Check a list, and show its faults or whom it would invite; nothing is stored."""
    upload = read_upload(FILE)
    if upload is None:
        return _render_choice(review_id, side_or_404(side), error=gettext("Choose a file first.")), 422
    try:
        with reading() as session:
            plan = inviting.plan_people(session, review_id, upload.data, file=upload.name, default=current_language())
            alike = ask_about(session, review_id, {side_or_404(side): plan.people})
    except FaultyTableError as error:
        return _render(review_id, side_or_404(side), upload, unreadable=error.faults), 422
    return _render(review_id, side_or_404(side), upload, plan=plan, alike=alike), 422 if plan.faults else 200


@bp.post("/enter")
@needs(Right.RUN_REVIEWS)
def enter(review_id: int, side: str) -> ResponseReturnValue:
    """Invite everybody on the list that was shown, unless something stands in the way by now."""
    upload, of_side = CarryingForm().upload(), side_or_404(side)
    try:
        with writing() as session:
            plan = inviting.plan_people(session, review_id, upload.data, file=upload.name, default=current_language())
            alike = ask_about(session, review_id, {of_side: plan.people})
            is_clear = not plan.faults and alike.validate()
            if is_clear:
                said = alike.said(of_side)
                inviting.invite_people(session, review_id, side=of_side, people=plan.people, keys=keys(), said=said)
    except InputError as error:
        return _render_choice(review_id, of_side, error=refusal(error)), 422
    if not is_clear:
        return _render(review_id, of_side, upload, plan=plan, alike=alike), 422
    count = len(plan.people)
    tell(ngettext("%(num)s person is on the list now.", "%(num)s people are on the list now.", count))
    return redirect(url_for("inviting.index", review_id=review_id, _anchor=side), code=303)


def _render_choice(review_id: int, side: Side, *, error: str | None = None) -> str:
    with reading() as session:
        review = reviews.get_review(session, review_id)
    review.require(Step.INVITE)
    limit = UPLOAD_LIMIT // 1024
    return render_template("inviting/file.html", review=review, side=side, error=error, limit=limit, field=FILE)


def _render(
    review_id: int,
    side: Side,
    upload: Upload,
    *,
    plan: PeopleList | None = None,
    alike: AlikeForm | None = None,
    unreadable: object = (),
) -> str:
    with reading() as session:
        review = reviews.get_review(session, review_id)
    return render_template(
        "inviting/checked.html",
        review=review,
        side=side,
        name=upload.name,
        plan=plan,
        alike=alike,
        unreadable=unreadable,
        form=CarryingForm.carry(upload),
    )
