"""The steps of one review: each is shown first, with what it means, and done on a button's press."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import SQLAlchemyError

from surveyapp.core.conduct.attention import Progress
from surveyapp.core.conduct.four_eyes import REASON_LIMIT
from surveyapp.core.conduct.review import Step
from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import Code, StateError
from surveyapp.core.sides import Side
from surveyapp.store import reviews, sealing
from surveyapp.store.audit import Author
from surveyapp.store.sqlite import sqlite3
from surveyapp.web.access import needs
from surveyapp.web.clock import now
from surveyapp.web.db import own_engine, reading, writing
from surveyapp.web.desk.before_opening import BeforeOpening, load_before_opening
from surveyapp.web.desk.before_sharing import load_before_sharing, shared_told
from surveyapp.web.desk.extending import count_to_tell, extended_told
from surveyapp.web.desk.progress import load_progress
from surveyapp.web.desk.review_forms import ExtendingForm, OpeningForm, ReviewForm, offered_versions, review_data
from surveyapp.web.desk.unprinted import unprinted_told
from surveyapp.web.i18n import current_language, gettext, ngettext
from surveyapp.web.keys import keys
from surveyapp.web.logs import log
from surveyapp.web.paging import Paging, paging_of
from surveyapp.web.refusals import refusing
from surveyapp.web.told import tell
from surveyapp.words.closing import exact_words, stays_words
from surveyapp.workflow.invitations import unprinted
from surveyapp.workflow.reviews import closing, handing_out, opening, preparing

bp = Blueprint("steps", __name__, url_prefix="/staff/reviews/<int:review_id>")

_LISTED = 500
"""People of a side whom one page names before opening."""


@bp.route("/open", methods=["GET", "POST"], endpoint="open")
@needs(Right.RUN_REVIEWS)
def open_(review_id: int) -> ResponseReturnValue:
    """Open a review; all that was prepared is frozen."""
    with reading() as session:
        reviews.get_review(session, review_id).require(Step.OPEN)
        before = load_before_opening(session, review_id)
    form = OpeningForm()
    if before.prepared.unconfirmed:
        form.ask_reason([finding.side for finding in before.prepared.unconfirmed if finding.side])
    if form.validate_on_submit():
        with refusing(form, {Code.TOO_MANY_WORDS: form.reason}), writing() as session:
            given = {"reason": form.reason.data or "", "seen": form.seen.data}
            opening.open_review(session, review_id, now=now(), **given)
            _tell_opened(before, unprinted_told(unprinted.find_unprinted(session, review_id)))
            return redirect(url_for("desk.review", review_id=review_id), code=303)
    form.seen.data = before.prepared.digest
    shown = {"review": before.prepared.review, "before": before, "parts": _parts(before), "limit": REASON_LIMIT}
    return render_template("desk/open.html", form=form, **shown), 422 if form.errors else 200


def _tell_opened(before: BeforeOpening, left: str) -> None:
    lists = [before.prepared.vouchings[side].roster for side in Side]
    mails = before.prepared.mails
    by_hand = sum(len(one.people) + one.nameless for one in lists) - mails
    tell(
        gettext("The review is open."),
        ngettext("%(num)s e-mail is waiting to be sent.", "%(num)s e-mails are waiting to be sent.", mails),
        ngettext(
            "%(num)s person gets the link by letter or by hand.",
            "%(num)s people get their links by letter or by hand.",
            by_hand,
        )
        if by_hand
        else "",
        left,
    )


def _parts(before: BeforeOpening) -> dict[Side, Paging]:
    """Return which part of each side's list is shown: all of it, unless it is longer than anybody reads at once."""
    lists = {side: before.prepared.vouchings[side].roster.people for side in Side}
    return {side: paging_of(len(people), size=_LISTED, name=side.value) for side, people in lists.items()}


@bp.post("/propose")
@needs(Right.RUN_REVIEWS)
def propose(review_id: int) -> ResponseReturnValue:
    """Say that a review is ready to be opened as it was shown; somebody else opens it."""
    with writing() as session:
        opening.propose_opening(session, review_id, now=now(), seen=request.form.get("seen", ""))
    tell(gettext("Proposed. Now a colleague looks at both lists and opens the review."))
    return redirect(url_for(".open", review_id=review_id), code=303)


@bp.route("/close", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def close(review_id: int) -> ResponseReturnValue:
    """Close a review for good."""
    if request.method != "POST":
        return _before_closing(review_id)
    with writing() as session:
        counted = closing.close_review(session, review_id, now=now())
    waiting = compact_files()
    tell(
        gettext("The review is closed, and its results are calculated."),
        ngettext(
            "The answers of %(num)s person were counted and erased.",
            "The answers of %(num)s people were counted and erased.",
            counted,
        ),
        waiting,
    )
    return redirect(url_for("desk.review", review_id=review_id), code=303)


@bp.route("/close/numbers", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def numbers(review_id: int) -> ResponseReturnValue:
    """Show once how many have answered exactly, on the page that asks whether to close; reading leads there."""
    if request.method != "POST":
        return redirect(url_for(".close", review_id=review_id))
    with writing() as session:
        found = closing.show_numbers(session, review_id)
    return _before_closing(review_id, numbers=found)


@bp.route("/share", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def share(review_id: int) -> ResponseReturnValue:
    """Show both sides the results; before that, what exactly they will see and whom a mail tells so."""
    if request.method == "POST":
        with writing() as session:
            mails = handing_out.share_with_focal_points(session, review_id, now=now(), keys=keys())
            tell(gettext("Both sides can see the results now."), *shared_told(session, review_id, mails=mails))
        return redirect(url_for("desk.review", review_id=review_id), code=303)
    with reading() as session:
        shown = load_before_sharing(session, review_id)
    return render_template("desk/share.html", **shown)


@bp.route("/extend", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def extend(review_id: int) -> ResponseReturnValue:
    """Move the last day of an open review to a later one."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        review.require(Step.EXTEND)
        mails = count_to_tell(session, review_id)
    form = ExtendingForm()
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            later, is_told = form.closes_on, bool(form.is_told.data)
            count = opening.extend_review(session, review_id, closes_on=later, now=now(), is_told=is_told)
            tell(extended_told(session, review_id, later=later, mails=count))
            return redirect(url_for("desk.review", review_id=review_id), code=303)
    page = render_template("desk/extend.html", form=form, review=review, mails=mails)
    return page, 422 if form.errors else 200


@bp.route("/change", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def change(review_id: int) -> ResponseReturnValue:
    """Prepare a review anew that was not opened yet."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        review.require(Step.CHANGE)
        form = ReviewForm(data=review_data(review))
        form.offer(offered_versions(session))
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            preparing.change_review(session, review_id, now=now(), **form.terms)
            tell(gettext("The changes are saved."))
            return redirect(url_for("desk.review", review_id=review_id), code=303)
    return render_template("desk/change.html", form=form, review=review), 422 if form.errors else 200


def _before_closing(review_id: int, *, numbers: Mapping[Side, int] | None = None) -> str:
    """Say what closing means, and ask; StateError when the review's state does not allow it."""
    with reading() as session:
        review = reviews.get_review(session, review_id)
        review.require(Step.CLOSE)
        progress = load_progress(session, [review], now=now())[review_id]
        shown = closing.find_shown_numbers(session, review_id)
    return render_template(
        "desk/close.html",
        review=review,
        progress=progress,
        sides=tuple(Side),
        numbers=numbers,
        cost=_cost(progress, numbers),
        shown=shown,
        is_early=review.takes_answers_at(now()),
    )


def _cost(progress: Progress, numbers: Mapping[Side, int] | None) -> dict[Side, str]:
    """Return what closing now would cost each side: by exact numbers where they are shown, or those of midnight."""
    review, language = progress.review, current_language()
    told: dict[Side, str] = {}
    for side in Side:
        given: dict[str, Any] = {"thresholds": review.thresholds, "answering": review.answering.of(side)}
        if numbers:
            told[side] = exact_words(numbers[side], language, **given)
        elif not progress.is_opened_today:
            invited = progress.invited[side]
            told[side] = stays_words(progress.turnout[side], language, invited=invited, **given)
    return told


def compact_files() -> str:
    """Wipe what could lead back to a person from the files; return what is said where they are too busy for now.

    They are wiped by whoever tries next.
    """
    try:
        sealing.compact(own_engine(), Author(g.staff.email, now()))
    except (StateError, SQLAlchemyError, sqlite3.Error) as error:
        log().warning("sealing waits", error=type(error).__name__)
        return gettext("What was erased leaves the files as soon as nobody reads them: the worker tries each minute.")
    return ""
