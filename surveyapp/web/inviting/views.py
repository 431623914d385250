"""A review's invitations: both sides' people, what is done with them one by one, and asking the focal points."""

from collections.abc import Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.review import Review, State, Step
from surveyapp.core.conduct.roles import Right
from surveyapp.store import outbox, recipients, reviews
from surveyapp.store.rosters import list_rosters
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.desk.unprinted import unprinted_told
from surveyapp.web.i18n import current_language, gettext, ngettext
from surveyapp.web.inviting.alike import ask_about
from surveyapp.web.inviting.copying import message_to_copy
from surveyapp.web.inviting.forms import AddressForm, LinksForm, PersonForm
from surveyapp.web.inviting.one_person import load_person
from surveyapp.web.inviting.people_listed import load_lists, side_or_404
from surveyapp.web.keys import keys
from surveyapp.web.paging import Paging, turned_to
from surveyapp.web.refusals import refusing
from surveyapp.web.settings import settings
from surveyapp.web.told import tell
from surveyapp.workflow.invitations import confirming, inviting, reissuing, returning, seconding, unprinted, withdrawing

bp = Blueprint("inviting", __name__, url_prefix="/staff/reviews/<int:review_id>/invitations")
LINKS_SHOWN = 200
"""Links that a page shows, to be handed on."""


@bp.get("")
@needs(Right.RUN_REVIEWS)
def index(review_id: int) -> ResponseReturnValue:
    """List who is invited on both sides, and what became of the mails; who has answered is said nowhere."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        lists = load_lists(session, review)
        waiting, since = outbox.count_invitations(session, review_id)
        is_open = review.state is State.OPEN
        left = unprinted_told(unprinted.find_unprinted(session, review_id)) if is_open else ""
    told = {"waiting": waiting, "since": since, "unprinted": left}
    return render_template("inviting/index.html", review=review, lists=lists, **told)


@bp.route("/<side>/new", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def new(review_id: int, side: str) -> ResponseReturnValue:
    """Invite somebody by name or address."""
    form, of_side = PersonForm(data={"language": current_language().code}), side_or_404(side)
    named = form.people()
    with reading() as session:
        review = reviews.get_review(session, review_id)
        review.require(Step.INVITE)
        alike = ask_about(session, review_id, {of_side: named})
    if named and alike.validate():
        said = alike.said(of_side)
        with refusing(form), writing() as session:
            inviting.invite_people(session, review_id, side=of_side, people=named, keys=keys(), said=said)
            tell(ngettext("%(num)s person is on the list now.", "%(num)s people are on the list now.", len(named)))
            onward = ".new" if request.form.get("then") == "another" else ".index"
            return redirect(url_for(onward, review_id=review_id, side=side), code=303)
    status = 422 if form.errors or alike.errors else 200
    return render_template("inviting/new.html", form=form, alike=alike, review=review, side=of_side), status


@bp.route("/<side>/links", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def links(review_id: int, side: str) -> ResponseReturnValue:
    """Say, before opening, how many links there are that nobody's name is on, and make more."""
    with reading() as session:
        count_shown = inviting.count_nameless(session, review_id, side=side_or_404(side))
    form = LinksForm()
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            count = form.count.number or 0
            inviting.invite(session, review_id, side=side_or_404(side), count=count, keys=keys())
            tell(ngettext("%(num)s link was created.", "%(num)s links were created.", count))
            return redirect(url_for(".links", review_id=review_id, side=side), code=303)
    paging = turned_to(1, count_shown, size=LINKS_SHOWN)
    return _render_links(review_id, side, form=form, paging=paging), 422 if form.errors else 200


@bp.route("/<side>/links/show", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def show_links(review_id: int, side: str) -> ResponseReturnValue:
    """Show a part of these links, which is recorded; reading leads to the button that does."""
    if request.method != "POST":
        return redirect(url_for(".links", review_id=review_id, side=side))
    of_side = side_or_404(side)
    with writing() as session:
        number = request.form.get("page", 1, type=int)
        paging = turned_to(number, inviting.count_nameless(session, review_id, side=of_side), size=LINKS_SHOWN)
        part = {"offset": paging.offset, "limit": paging.size}
        tokens = inviting.show_nameless(session, review_id, side=of_side, keys=keys(), **part)
    return _render_links(review_id, side, form=LinksForm(formdata=None), paging=paging, tokens=tokens)


def _render_links(review_id: int, side: str, *, form: LinksForm, paging: Paging, tokens: Sequence[str] = ()) -> str:
    with reading() as session:
        review, url = reviews.get_review(session, review_id), settings().public_url
        messages = {
            token: message_to_copy(
                session, review, side_or_404(side), link=f"{url}{url_for('respond.start', token=token)}"
            )
            for token in tokens
        }
    parts = [turned_to(number, paging.total, size=LINKS_SHOWN) for number in range(1, paging.last + 1)]
    told = {"messages": messages, "tokens": tokens, "paging": paging, "parts": parts, "side": side}
    return render_template("inviting/links.html", form=form, review=review, **told)


@bp.post("/<side>/links/withdraw")
@needs(Right.RUN_REVIEWS)
def withdraw_links(review_id: int, side: str) -> ResponseReturnValue:
    """Take back, before opening, the links that nobody's name is on."""
    with writing() as session:
        count = withdrawing.withdraw_nameless(session, review_id, side=side_or_404(side))
    tell(ngettext("%(num)s link was withdrawn.", "%(num)s links were withdrawn.", count))
    return redirect(url_for(".index", review_id=review_id), code=303)


@bp.post("/<side>/ask")
@needs(Right.RUN_REVIEWS)
def ask(review_id: int, side: str) -> ResponseReturnValue:
    """Ask the side's focal points by mail to confirm its list."""
    with writing() as session:
        count = confirming.ask_focal_points(session, review_id, side=side_or_404(side), now=now(), keys=keys())
    tell(ngettext("%(num)s e-mail is waiting to be sent.", "%(num)s e-mails are waiting to be sent.", count))
    return redirect(url_for(".index", review_id=review_id, _anchor=side), code=303)


@bp.route("/people/<recipient_id>", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def person(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Show one person; a POST gives another link in place of the old one."""
    with reading() as session:
        shown = load_person(session, review_id, recipient_id)
    form, review, one = AddressForm(), shown["review"], shown["one"]
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            given = {"recipient_id": recipient_id, "address": form.email.data or ""}
            is_done = reissuing.reissue(session, review_id, **given, keys=keys(), now=now())
            _tell_reissued(review, is_done=is_done)
            if is_done:
                return redirect(url_for(".index", review_id=review_id, _anchor=one.side.value), code=303)
            return redirect(url_for(".person", review_id=review_id, recipient_id=recipient_id), code=303)
    if form.errors and review.state is State.OPEN:
        return render_template("inviting/sure.html", form=form, step="another", **shown), 422
    return render_template("inviting/person.html", form=form, **shown), 422 if form.errors else 200


@bp.get("/people/<recipient_id>/another")
@needs(Right.RUN_REVIEWS)
def another(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Say what another link, or another letter, costs, and ask."""
    return _ask(review_id, recipient_id, "another")


def _ask(review_id: int, recipient_id: str, step: str) -> ResponseReturnValue:
    """Say what a step with one person costs, and ask; where there is no such step by now, lead to the person."""
    with reading() as session:
        shown = load_person(session, review_id, recipient_id)
    if step not in shown["steps"]:
        return redirect(url_for(".person", review_id=review_id, recipient_id=recipient_id), code=303)
    return render_template("inviting/sure.html", form=AddressForm(formdata=None), step=step, **shown)


def _tell_reissued(review: Review, *, is_done: bool) -> None:
    if review.state is State.DRAFT:
        tell(gettext("The address is changed."))
    elif is_done:
        tell(gettext("The old link has ended."), gettext("An e-mail with the new link is waiting to be sent."))
    else:
        tell(gettext("The new address is recorded. A second member of staff must confirm it."))


@bp.route("/people/<recipient_id>/returned", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def returned(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Note that the mail with somebody's link came back, or confirm another's word; reading says what it costs."""
    if request.method != "POST":
        return _ask(review_id, recipient_id, "returned")
    with writing() as session:
        returning.note_returned(session, review_id, recipient_id=recipient_id)
    tell(gettext("It is noted that the e-mail came back."))
    return redirect(url_for(".person", review_id=review_id, recipient_id=recipient_id), code=303)


@bp.route("/people/<recipient_id>/withdraw", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def withdraw(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Take a link back, or ask for it; before opening the person leaves the list. Reading says what it costs."""
    if request.method != "POST":
        return _ask(review_id, recipient_id, "withdraw")
    with writing() as session:
        one, _ = recipients.get_recipient(session, recipient_id, review_id=review_id, is_for_change=False)
        is_done = withdrawing.withdraw(session, review_id, recipient_id=recipient_id, keys=keys(), now=now())
        roster = list_rosters(session, [review_id])[review_id, one.side]
    onward = url_for(".index", review_id=review_id)
    _tell_withdrawn(len(roster.people) + roster.nameless)
    if not is_done:
        tell(gettext("It is asked that the link be withdrawn. A second member of staff must confirm it."))
        onward = url_for(".person", review_id=review_id, recipient_id=recipient_id)
    return redirect(onward, code=303)


def _tell_withdrawn(left: int) -> None:
    said = ngettext(
        "%(num)s person is still invited on this side.", "%(num)s people are still invited on this side.", left
    )
    tell(gettext("The link is withdrawn."), said)


@bp.post("/people/<recipient_id>/drop")
@needs(Right.RUN_REVIEWS)
def drop(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Forget what somebody noted of a person and nobody has seconded."""
    with writing() as session:
        seconding.drop_note(session, review_id, recipient_id=recipient_id)
    tell(gettext("The request is dropped."))
    return redirect(url_for(".person", review_id=review_id, recipient_id=recipient_id), code=303)
