"""A focal point's page: the list of people on one side, confirmed or objected to. The link itself is the credential."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from surveyapp.core.conduct.roster import OBJECTION_LIMIT
from surveyapp.core.errors import Code, InputError
from surveyapp.web.clock import now
from surveyapp.web.db import FOCAL_POINT, reading, writing
from surveyapp.web.i18n import current_language
from surveyapp.web.refusals import refusal
from surveyapp.web.security import read_body
from surveyapp.words.vouching import weight_told
from surveyapp.workflow.invitations import confirming
from surveyapp.workflow.keys import read_token

bp = Blueprint("confirm", __name__, url_prefix="/confirm")


@bp.get("/<key>", strict_slashes=False)
def show(key: str) -> ResponseReturnValue:
    """Show the list; changes nothing, so whatever opens links before people do may open this one."""
    return _render(key)


@bp.post("/<key>")
def answer(key: str) -> ResponseReturnValue:
    """Record that the list is right, or what is wrong with it."""
    body = read_body(drops_controls=True)
    words = body.get("reason", "")
    try:
        with writing(author=FOCAL_POINT) as session:
            if body.get("answer") == "confirm":
                confirming.confirm_list(session, read_token(key), digest=body.get("list", ""), now=now())
            else:
                confirming.object_to_list(session, read_token(key), reason=words, now=now())
    except InputError as error:
        return _render(key, words=words, error=error), 422
    return redirect(url_for(".show", key=key), code=303)


def _render(key: str, *, words: str = "", error: InputError | None = None) -> str:
    with reading() as session:
        asked = confirming.find_asked(session, read_token(key), now=now())
    return render_template(
        "inviting/confirm.html",
        key=key,
        asked=asked,
        review=asked.vouching.review,
        roster=asked.vouching.roster,
        standing=asked.voucher.standing(asked.vouching.roster),
        weight=weight_told(asked.weighed.why_not, asked.weighed.counts_from, current_language()),
        words=words,
        limit=OBJECTION_LIMIT,
        error=error and refusal(error),
        is_about_words=error is not None and error.code is not Code.LIST_WAS_CHANGED,
    )
