"""``/staff/people``: everybody's accounts, kept by administrators."""

from typing import cast

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import Right, Role
from surveyapp.core.errors import Code
from surveyapp.core.text.languages import Language
from surveyapp.store import people
from surveyapp.store.people import Staff
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_language, gettext, ngettext
from surveyapp.web.keys import keys
from surveyapp.web.paging import paging_of
from surveyapp.web.people.forms import ROLE_MEANINGS, ROLE_NAMES, InviteForm, ReviewsForm, RoleForm
from surveyapp.web.people.picking_reviews import asked_words, offer_reviews
from surveyapp.web.picking import is_turning
from surveyapp.web.refusals import refusing
from surveyapp.web.settings import settings
from surveyapp.web.told import tell
from surveyapp.workflow.accounts import keeping_staff, one_time_links, signing_in

bp = Blueprint("people", __name__, url_prefix="/staff/people")


@bp.get("")
@needs(Right.KEEP_PEOPLE)
def index() -> ResponseReturnValue:
    """List the accounts, and offer to make one."""
    return _index(InviteForm(formdata=None, data={"role": Role.VIEWER.value, "language": current_language().code}))


@bp.post("")
@needs(Right.KEEP_PEOPLE)
def invite() -> ResponseReturnValue:
    """Make an account, and mail its owner a link."""
    form = InviteForm()
    if not form.validate():
        return _index(form), 422
    with refusing(form, dict.fromkeys((Code.BAD_EMAIL, Code.EMAIL_TAKEN), form.email)), writing() as session:
        made = keeping_staff.invite_staff(
            session,
            form.email.data or "",
            role=Role(form.role.data),
            language=Language(form.language.data),
            now=now(),
            keys=keys(),
        )
        tell(gettext("The account exists now, without a password."), _mailed_told())
        return _back(made.id)
    return _index(form), 422


@bp.get("/<int:staff_id>")
@needs(Right.KEEP_PEOPLE)
def one(staff_id: int) -> ResponseReturnValue:
    """Show one account, and what may be done with it."""
    return _one(staff_id)


@bp.post("/<int:staff_id>/role")
@needs(Right.KEEP_PEOPLE)
def change_role(staff_id: int) -> ResponseReturnValue:
    """Give an account another role."""
    form = RoleForm()
    if not form.validate():
        return _one(staff_id, role=form), 422
    with writing() as session:
        keeping_staff.change_role(session, staff_id, role=Role(form.role.data))
    tell(gettext("The role is changed."))
    return _back(staff_id)


@bp.post("/<int:staff_id>/reviews")
@needs(Right.KEEP_PEOPLE)
def give_reviews(staff_id: int) -> ResponseReturnValue:
    """Let a facilitator reach the reviews that are ticked, and no others."""
    with reading() as session:
        form = ReviewsForm()
        offer_reviews(session, form.reviews, first=people.get_staff(session, staff_id).given)
    if is_turning():
        return _one(staff_id, given=form)
    if not form.validate():
        return _one(staff_id, given=form), 422
    with writing() as session:
        keeping_staff.set_reviews(session, staff_id, review_ids=form.ids)
    tell(ngettext("%(num)s review is assigned now.", "%(num)s reviews are assigned now.", len(form.ids)))
    return _back(staff_id)


@bp.post("/<int:staff_id>/link")
@needs(Right.KEEP_PEOPLE)
def send_link(staff_id: int) -> ResponseReturnValue:
    """Mail a one-time link; where no mail server is known, show it once to be handed on."""
    if settings().smtp_url is None:
        with writing() as session:
            key = one_time_links.give_link(session, staff_id, now=now())
        return _one(staff_id, link=f"{settings().public_url}{url_for('signing_in.sign_in_by_link', key=key)}")
    with writing() as session:
        one_time_links.send_link(session, staff_id, language=current_language(), now=now(), keys=keys())
    return _one(staff_id, is_sent=True)


@bp.post("/<int:staff_id>/close")
@needs(Right.KEEP_PEOPLE)
def close(staff_id: int) -> ResponseReturnValue:
    """Close an account."""
    with writing() as session:
        keeping_staff.close_staff(session, staff_id, now=now())
    tell(gettext("The account is closed."))
    return _back(staff_id)


@bp.post("/<int:staff_id>/reopen")
@needs(Right.KEEP_PEOPLE)
def reopen(staff_id: int) -> ResponseReturnValue:
    """Open a closed account again."""
    with writing() as session:
        keeping_staff.reopen_staff(session, staff_id)
    tell(gettext("The account is open again."))
    return _back(staff_id)


@bp.post("/<int:staff_id>/second-factor/drop")
@needs(Right.KEEP_PEOPLE)
def drop_factor(staff_id: int) -> ResponseReturnValue:
    """Take away a second factor that its owner lost."""
    with writing() as session:
        keeping_staff.drop_second_factor(session, staff_id)
    tell(gettext("Two-step verification is switched off for this account."))
    return _back(staff_id)


@bp.post("/<int:staff_id>/sessions/end")
@needs(Right.KEEP_PEOPLE)
def end_sessions(staff_id: int) -> ResponseReturnValue:
    """Sign somebody out everywhere."""
    with writing() as session:
        keeping_staff.end_sessions(session, staff_id)
    tell(gettext("The account is signed out in every browser."))
    return _back(staff_id)


def _mailed_told() -> str:
    """Say whether its owner gets a mail, or must be handed a link by hand."""
    if settings().smtp_url is None:
        return gettext("There is no mail server here: create a one-time link below, and hand it on.")
    return gettext("An e-mail with a one-time link is waiting to be sent.")


def _index(form: InviteForm) -> str:
    with reading() as session:
        listed = people.list_staff(session)
    paging = paging_of(len(listed))
    return render_template(
        "people/index.html", people=paging.of(listed), paging=paging, form=form, role_names=ROLE_NAMES
    )


def _one(
    staff_id: int,
    *,
    role: RoleForm | None = None,
    given: ReviewsForm | None = None,
    link: str | None = None,
    is_sent: bool = False,
) -> str:
    with reading() as session:
        person = people.get_staff(session, staff_id)
        sessions = signing_in.list_open_sessions(session, person, now=now())
        given = given or _given(session, person)
    return render_template(
        "people/one.html",
        person=person,
        sessions=sessions,
        role=role or RoleForm(formdata=None, data={"role": person.role.value}),
        given=given,
        looked_for=asked_words(),
        link=link,
        is_sent=is_sent,
        role_names=ROLE_NAMES,
        role_meanings=ROLE_MEANINGS,
    )


def _given(session: Session, person: Staff) -> ReviewsForm | None:
    if person.role is not Role.FACILITATOR:
        return None
    form = ReviewsForm(formdata=None, data={"reviews": [str(review_id) for review_id in sorted(person.given)]})
    offer_reviews(session, form.reviews, first=person.given)
    return form


def _back(staff_id: int) -> Response:
    return cast(Response, redirect(url_for(".one", staff_id=staff_id, lang=request.args.get("lang")), code=303))
