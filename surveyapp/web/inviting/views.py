"""A review's invitations: both sides' people, what is done with them one by one, and asking the focal points."""

from collections.abc import Sequence

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import Turn, turn_after
from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roles import Right
from surveyapp.core.conduct.roster import Recipient, Roster, Wanted
from surveyapp.store import outbox, recipients, reviews
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import current_language
from surveyapp.web.inviting.alike import ask_about
from surveyapp.web.inviting.copying import message_to_copy
from surveyapp.web.inviting.forms import AddressForm, LinksForm, PersonForm
from surveyapp.web.inviting.people_listed import load_lists, mail_of, side_or_404
from surveyapp.web.keys import keys
from surveyapp.web.paging import Paging, turned_to
from surveyapp.web.refusals import refusing
from surveyapp.web.settings import settings
from surveyapp.words.listed import list_counts
from surveyapp.workflow.invitations import confirming, inviting, reissuing, returning, seconding, withdrawing

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
    return render_template("inviting/index.html", review=review, lists=lists, waiting=waiting, since=since)


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
        withdrawing.withdraw_nameless(session, review_id, side=side_or_404(side))
    return redirect(url_for(".index", review_id=review_id), code=303)


@bp.post("/<side>/ask")
@needs(Right.RUN_REVIEWS)
def ask(review_id: int, side: str) -> ResponseReturnValue:
    """Ask the side's focal points by mail to confirm its list."""
    with writing() as session:
        confirming.ask_focal_points(session, review_id, side=side_or_404(side), now=now(), keys=keys())
    return redirect(url_for(".index", review_id=review_id, _anchor=side), code=303)


@bp.route("/people/<recipient_id>", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def person(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Show one person; a POST gives another link in place of the old one."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        one, _ = recipients.get_recipient(session, recipient_id, review_id=review_id, is_for_change=False)
        turns = _turns(session, one)
        remaining = recipients.list_rosters(session, [review_id])[review_id, one.side]
        invited = reviews.count_invited(session, [review_id])[review_id, one.side]
        last_letter = reissuing.find_last_letter(session, review_id, recipient_id=recipient_id)
    form = AddressForm()
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            address = form.email.data or ""
            given = {"recipient_id": recipient_id, "address": address}
            if reissuing.reissue(session, review_id, **given, keys=keys(), now=now()):
                return redirect(url_for(".index", review_id=review_id, _anchor=one.side.value), code=303)
            return redirect(url_for(".person", review_id=review_id, recipient_id=recipient_id), code=303)
    status = 422 if form.errors else 200
    shown = {"review": review, "one": one, "mail": mail_of(one, review), "turns": turns, "last_letter": last_letter}
    cost = _cost(remaining, invited)
    return render_template("inviting/person.html", form=form, **shown, cost=cost), status


@bp.post("/people/<recipient_id>/returned")
@needs(Right.RUN_REVIEWS)
def returned(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Note that the mail with somebody's link came back, or confirm what somebody else has noted."""
    with writing() as session:
        returning.note_returned(session, review_id, recipient_id=recipient_id)
    return redirect(url_for(".person", review_id=review_id, recipient_id=recipient_id), code=303)


@bp.post("/people/<recipient_id>/withdraw")
@needs(Right.RUN_REVIEWS)
def withdraw(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Take somebody's link back, or ask for it; before opening the person leaves the list."""
    with writing() as session:
        is_done = withdrawing.withdraw(session, review_id, recipient_id=recipient_id, keys=keys(), now=now())
    onward = url_for(".index", review_id=review_id)
    if not is_done:
        onward = url_for(".person", review_id=review_id, recipient_id=recipient_id)
    return redirect(onward, code=303)


@bp.post("/people/<recipient_id>/drop")
@needs(Right.RUN_REVIEWS)
def drop(review_id: int, recipient_id: str) -> ResponseReturnValue:
    """Forget what somebody noted of a person and nobody has seconded."""
    with writing() as session:
        seconding.drop_note(session, review_id, recipient_id=recipient_id)
    return redirect(url_for(".person", review_id=review_id, recipient_id=recipient_id), code=303)


def _turns(session: Session, one: Recipient) -> dict[Wanted, Turn]:
    """Return what whoever is signed in can do towards each step that takes two."""
    eyes = seconding.list_eyes(session, one.review_id, now=now())
    address = one.note.address if one.note else ""
    return {wanted: turn_after(one.noted_by(wanted, address), g.staff.email, eyes=eyes) for wanted in Wanted}


def _cost(roster: Roster, invited: int) -> dict[str, object]:
    """Return how many of a side would remain if one more of those by name were withdrawn."""
    people = max(len(roster.people) - 1, 0)
    counts = list_counts(people, roster.nameless, current_language())
    return {"left": people + roster.nameless, "total": invited, "counts": counts}
