"""Rounds: the list, one round with its reviews, and preparing reviews of many partners at once."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice

from surveyapp.core.conduct.review import Round
from surveyapp.core.conduct.roles import Right
from surveyapp.store import partners, questionnaires, reviews, rounds
from surveyapp.web.access import needs
from surveyapp.web.clock import local, now
from surveyapp.web.db import reading, writing
from surveyapp.web.desk.partners import by_name
from surveyapp.web.desk.progress import load_progress
from surveyapp.web.desk.review_forms import NewReviewsForm, RoundForm, round_data
from surveyapp.web.i18n import day, text
from surveyapp.web.refusals import refusing
from surveyapp.words.languages import title_heading
from surveyapp.workflow.reviews import preparing

bp = Blueprint("rounds", __name__, url_prefix="/staff/rounds")


@bp.route("", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def index() -> ResponseReturnValue:
    """List rounds, and write down a new one."""
    form = RoundForm.make(title_heading)
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            made = preparing.create_round(session, None, title=form.words)
            return redirect(url_for(".one", slug=made.slug), code=303)
    with reading() as session:
        found, held = rounds.list_rounds(session), reviews.list_reviews(session)
    return render_template("desk/rounds.html", form=form, rounds=found, reviews=held), 422 if form.errors else 200


@bp.get("/<slug>")
@needs(Right.SEE_ALL_RESULTS)
def one(slug: str) -> ResponseReturnValue:
    """Show a round: its reviews, and how many have answered."""
    with reading() as session:
        round_ = rounds.get_round(session, slug)
        listed = [review for review in reviews.list_reviews(session) if review.round.slug == slug]
        progress = load_progress(session, listed, now=now())
    return render_template("desk/round.html", round=round_, progress=progress, reviews=listed)


@bp.route("/<slug>/edit", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def edit(slug: str) -> ResponseReturnValue:
    """Give a round another title."""
    with reading() as session:
        round_ = rounds.get_round(session, slug)
    form = RoundForm.make(title_heading, known=round_.title, data=round_data(round_))
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            preparing.rename_round(session, slug, title=form.words)
            return redirect(url_for(".one", slug=slug), code=303)
    return render_template("desk/round_form.html", form=form, round=round_), 422 if form.errors else 200


@bp.route("/<slug>/reviews/new", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def new_reviews(slug: str) -> ResponseReturnValue:
    """Prepare reviews of the partners that are ticked, all alike."""
    with reading() as session:
        round_ = rounds.get_round(session, slug)
        form = _new_reviews_form(session, round_)
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            for partner in form.partners.data:
                preparing.create_review(session, slug, partner_slug=partner, now=now(), **form.terms)
            return redirect(url_for(".one", slug=slug), code=303)
    return render_template("desk/new_reviews.html", form=form, round=round_), 422 if form.errors else 200


def offered_versions(session: Session) -> list[tuple[str, str]]:
    """Return reference and name of each published version, the newest first."""
    return [
        (str(one.version), f"{text(one.questionnaire.title)} · {one.version.version} · {day(local(one.published_at))}")
        for one in questionnaires.list_published(session)
    ]


def _new_reviews_form(session: Session, round_: Round) -> NewReviewsForm:
    form: Any = NewReviewsForm()
    form.offer(offered_versions(session))
    taken = {review.partner.id for review in reviews.list_reviews(session) if review.round == round_}
    free = by_name(p for p in partners.list_partners(session) if not p.is_archived and p.id not in taken)
    form.partners.choices = [SelectChoice(partner.slug, text(partner.name)) for partner in free]
    return form
