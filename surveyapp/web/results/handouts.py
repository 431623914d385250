"""A focal point's own page after sharing: the results on paper, without an account. The link is the credential."""

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from flask import Blueprint, Response, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session
from werkzeug.exceptions import NotFound

from surveyapp.core.text.languages import Language, printed_in
from surveyapp.reports.pack.content import Size
from surveyapp.store.questionnaires import get_questionnaire
from surveyapp.web.clock import local, now, today
from surveyapp.web.db import FOCAL_POINT, reading, writing
from surveyapp.web.file_names import What, name_file
from surveyapp.web.i18n import limit_languages, offered_languages
from surveyapp.web.making import made_file
from surveyapp.web.security import read_body
from surveyapp.workflow.keys import read_token
from surveyapp.workflow.reviews import handing_out

if TYPE_CHECKING:
    from surveyapp.reports.pack.content import MeetingPack

bp = Blueprint("handouts", __name__, url_prefix="/handout")


@bp.get("/<key>", strict_slashes=False)
def show(key: str) -> ResponseReturnValue:
    """Say what can be fetched, and until when; changes nothing, so whatever opens links before people do may."""
    with reading() as session:
        handout = handing_out.find_handout(session, read_token(key), now=now())
        questionnaire = get_questionnaire(session, handout.review.questionnaire)
    limit_languages(questionnaire.languages)
    shown = {"review": handout.review, "questionnaire": questionnaire, "ends_on": local(handout.ends_at)}
    return render_template("results/handout.html", key=key, **shown)


@bp.post("/<key>")
def take(key: str) -> ResponseReturnValue:
    """Give the file. A press of a button, because it is written down for which side it was taken."""
    printed = read_body().get("print", "")
    try:
        languages = printed_in(printed, offered_languages())
    except ValueError:
        raise NotFound from None
    from surveyapp.reports.pack.making import make_pack  # noqa: PLC0415 - loaded with the first pack

    with writing(author=FOCAL_POINT) as session:
        handout = handing_out.take_handout(session, read_token(key), now=now())
    with reading() as session:
        pack = load_handout(session, handout.review.id, languages=languages, today=today())
    response = Response(made_file(partial(make_pack, pack), "pack", pack.key()), mimetype="application/pdf")
    response.headers["Content-Disposition"] = name_file(handout.review, What.HANDOUT, "pdf", printed).header()
    return response


def load_handout(session: Session, review_id: int, *, languages: tuple[Language, ...], today: date) -> "MeetingPack":
    """Return what is printed."""
    from surveyapp.reports.pack.making import load_pack  # noqa: PLC0415 - loaded with the first pack

    return load_pack(session, review_id, languages=languages, today=today, may_see=lambda _: True, size=Size.HANDOUT)
