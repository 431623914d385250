"""A round's own subject and sentence."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.own_words import SENTENCE_LIMIT, SUBJECT_LIMIT
from surveyapp.core.conduct.roles import Right
from surveyapp.store import own_words, rounds
from surveyapp.web.access import needs
from surveyapp.web.db import reading, writing
from surveyapp.web.i18n import gettext
from surveyapp.web.mails.forms import OwnWordsForm
from surveyapp.web.refusals import refusing
from surveyapp.web.told import tell
from surveyapp.workflow.reviews import wording

bp = Blueprint("own_words", __name__, url_prefix="/staff/rounds/<slug>/words")


@bp.route("", methods=["GET", "POST"])
@needs(Right.RUN_REVIEWS)
def edit(slug: str) -> ResponseReturnValue:
    """Say what a round's mails and letters say for themselves; ``review`` is where to see them afterwards."""
    with reading() as session:
        round_ = rounds.get_round(session, slug)
        form = OwnWordsForm.make(own_words.find_own_words(session, round_.id))
    back = request.args.get("review", type=int)
    if form.validate_on_submit():
        with refusing(form), writing() as session:
            wording.set_own_words(session, slug, form.words)
            tell(gettext("The subject and the sentence were saved."))
            onward = url_for("mails.index", review_id=back) if back else url_for("rounds.one", slug=slug)
            return redirect(onward, code=303)
    limits = {"subject_limit": SUBJECT_LIMIT, "sentence_limit": SENTENCE_LIMIT}
    return render_template("mails/own.html", form=form, round=round_, **limits), 422 if form.errors else 200
