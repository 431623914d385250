"""Paper forms with a code each: made, printed and taken back on one page, until the review is opened."""

from functools import partial

from flask import Blueprint, Response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from surveyapp.core.conduct.roles import Right
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import printed_in
from surveyapp.core.text.typed_codes import Secret
from surveyapp.reports.paper.blank_form import load_blank_form, make_blank_form
from surveyapp.reports.paper.content import BlankForm, OwnWay
from surveyapp.store import reviews
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.web.access import needs
from surveyapp.web.db import reading, writing
from surveyapp.web.fields import ChoiceField, NumberField
from surveyapp.web.file_names import What, name_file
from surveyapp.web.i18n import current_language, lazy_gettext, ngettext, offered_languages, prints
from surveyapp.web.inviting.people_listed import side_or_404
from surveyapp.web.keys import keys
from surveyapp.web.making import made_in_turn
from surveyapp.web.refusals import refusing
from surveyapp.web.settings import settings
from surveyapp.web.told import tell
from surveyapp.workflow.invitations import inviting, printing_forms, withdrawing
from surveyapp.workflow.invitations.printing_forms import AT_ONCE

bp = Blueprint("paper_codes", __name__, url_prefix="/staff/reviews/<int:review_id>/invitations/<side>/paper")
_NUMBER = InputRequired(lazy_gettext("Write a whole number."))


class CodesForm(FlaskForm):
    """For how many paper forms codes are made."""

    count = NumberField(lazy_gettext("How many forms"), validators=[_NUMBER])


class PrintForm(FlaskForm):
    """Which of the forms are printed, by the numbers in which they were made, and in which language."""

    first = NumberField(lazy_gettext("From form"), validators=[_NUMBER])
    last = NumberField(lazy_gettext("To form"), validators=[_NUMBER])
    language = ChoiceField(lazy_gettext("Language of the forms"))


@bp.route("", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def codes(review_id: int, side: str) -> ResponseReturnValue:
    """Say, before opening, how many paper forms of a side have a code, and make more."""
    form, of_side = CodesForm(), side_or_404(side)
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            count = form.count.number or 0
            inviting.invite(session, review_id, side=of_side, count=count, keys=keys(), is_paper=True)
            tell(ngettext("%(num)s code was made.", "%(num)s codes were made.", count))
            return redirect(url_for(".codes", review_id=review_id, side=side), code=303)
    return _render(review_id, of_side, form=form), 422 if form.errors else 200


@bp.post("/forms.pdf")
@needs(Right.RUN_REVIEWS)
def forms(review_id: int, side: str) -> ResponseReturnValue:
    """Give some of the forms as PDF, each with its code; it is recorded who took them."""
    of_side, form = side_or_404(side), _print_form(review_id)
    if form.validate():
        first, last, language = form.first.number or 0, form.last.number or 0, form.language.data
        with made_in_turn() as make, refusing(form):
            with writing() as session:
                which = {"first": first, "last": last}
                taken = printing_forms.take_forms(session, review_id, side=of_side, **which, keys=keys())
            blank = _load(review_id, of_side, taken, language=language)
            file = name_file(blank.review, What.FORMS, "pdf", f"{first}-{last}", language, side=of_side)
            headers = {"Content-Disposition": file.header()}
            return Response(make(partial(make_blank_form, blank)), mimetype="application/pdf", headers=headers)
    return _render(review_id, of_side, form=CodesForm(formdata=None), printing=form), 422


@bp.post("/withdraw")
@needs(Right.RUN_REVIEWS)
def withdraw(review_id: int, side: str) -> ResponseReturnValue:
    """Take back, before opening, the codes of all paper forms of a side."""
    with writing() as session:
        count = withdrawing.withdraw_nameless(session, review_id, side=side_or_404(side), is_paper=True)
    tell(ngettext("%(num)s code was withdrawn.", "%(num)s codes were withdrawn.", count))
    return redirect(url_for(".codes", review_id=review_id, side=side), code=303)


def _load(review_id: int, side: Side, taken: list[Secret], *, language: str) -> BlankForm:
    with reading() as session:
        return load_blank_form(
            session,
            review_id,
            side=side,
            languages=printed_in(language, offered_languages()),
            keeping=settings().keeping,
            ways=tuple(OwnWay(f"{settings().public_url}/r/{one.token}", one.code) for one in taken),
        )


def _print_form(review_id: int, *, count: int = 0) -> PrintForm:
    """Return the form that asks which to print; ``count`` is how many there are, where it is shown anew."""
    with reading() as session:
        questionnaire = get_questionnaire(session, reviews.get_review(session, review_id).questionnaire)
    shown = {"formdata": None, "first": "1", "last": str(min(count, AT_ONCE))} if count else {}
    form = PrintForm(**shown)
    form.language.choices = [SelectChoice(name, title) for name, title in prints(questionnaire.languages)]
    if count:
        form.language.data = current_language().code
    return form


def _render(review_id: int, side: Side, *, form: CodesForm, printing: PrintForm | None = None) -> str:
    with reading() as session:
        review = reviews.get_review(session, review_id)
        count = printing_forms.count_forms(session, review_id, side=side)
    printing = printing or (_print_form(review_id, count=count) if count else None)
    told = {"side": side, "count": count, "limit": AT_ONCE, "printing": printing}
    return render_template("paper/codes.html", review=review, form=form, **told)
