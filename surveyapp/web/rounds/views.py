"""Rounds: the list, one round with its reviews, and preparing reviews of many partners at once."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from surveyapp.core.conduct.roles import Right
from surveyapp.core.errors import Code
from surveyapp.core.text.searching import words_of
from surveyapp.store import finding, review_lists, rounds
from surveyapp.store.earlier import list_promised
from surveyapp.store.finding import Which
from surveyapp.web.access import needs
from surveyapp.web.db import reading, writing
from surveyapp.web.desk.review_forms import RoundForm, round_data
from surveyapp.web.desk.search import read_wanted as read_words
from surveyapp.web.i18n import gettext, ngettext
from surveyapp.web.paging import paging_of
from surveyapp.web.refusals import refusing
from surveyapp.web.results.kept import count_gaps, count_promises
from surveyapp.web.rounds.table import load_table, read_wanted
from surveyapp.web.told import tell
from surveyapp.words.languages import title_heading
from surveyapp.workflow.reviews import preparing

bp = Blueprint("rounds", __name__, url_prefix="/staff/rounds")


@bp.route("", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def index() -> ResponseReturnValue:
    """List rounds, and write down a new one."""
    form = RoundForm.make(title_heading)
    if form.validate_on_submit():
        with refusing(form, {Code.ROUND_TITLE_TAKEN: form.another}), writing() as session:
            made = preparing.create_round(session, None, title=form.words, is_another=form.another.data)
            tell(gettext("The round is created."), _to_choose(session))
            return redirect(url_for(".one", slug=made.slug), code=303)
    with reading() as session:
        words, counts = words_of(read_words(request.args.get("q", ""))), review_lists.count_by_round(session)
        paging = paging_of(finding.count_rounds(session, words))
        found = finding.list_rounds(session, words, offset=paging.offset, limit=paging.size)
    page = render_template("desk/rounds.html", form=form, rounds=found, counts=counts, paging=paging)
    return page, 422 if form.errors else 200


def _to_choose(session: Session) -> str:
    count = finding.count_partners(session, Which(is_archived=False))
    return ngettext("%(num)s partner can be chosen for it.", "%(num)s partners can be chosen for it.", count)


@bp.get("/<slug>")
@needs(Right.SEE_ALL_RESULTS)
def one(slug: str) -> ResponseReturnValue:
    """Show a round: its reviews, and how many have answered."""
    with reading() as session:
        round_ = rounds.get_round(session, slug)
        table = load_table(session, read_wanted(session, slug))
        has_results = review_lists.has_closed(session, round_.id)
        promised, courses = list_promised(session, round_.id)
        is_complete = rounds.is_complete(session, round_.id)
    told = {"table": table, "has_results": has_results, "is_complete": is_complete}
    counted = {"promises": count_promises(promised), "gaps": count_gaps(courses)}
    return render_template("desk/round.html", round=round_, **told, **counted)


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def edit(slug: str) -> ResponseReturnValue:
    """Give a round another title."""
    with reading() as session:
        round_ = rounds.get_round(session, slug)
    form = RoundForm.make(title_heading, known=round_.title, data=round_data(round_))
    if form.validate_on_submit():
        with refusing(form, {Code.ROUND_TITLE_TAKEN: form.another}), writing() as session:
            preparing.rename_round(session, slug, title=form.words, is_another=form.another.data)
            tell(gettext("The changes are saved."))
            return redirect(url_for(".one", slug=slug), code=303)
    return render_template("desk/round_form.html", form=form, round=round_), 422 if form.errors else 200
