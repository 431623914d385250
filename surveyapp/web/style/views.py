"""``/staff/style``: each macro of ``macros.html`` as it looks, in both directions."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from wtforms import StringField
from wtforms.validators import InputRequired

from surveyapp.core.conduct.roles import Right
from surveyapp.tokens import SPACE
from surveyapp.web.access import needs
from surveyapp.web.clock import today
from surveyapp.web.fields import ChoiceField
from surveyapp.web.i18n import gettext, lazy_gettext
from surveyapp.web.paging import Paging

bp = Blueprint("style", __name__, url_prefix="/staff/style")
DIRECTIONS = ("rtl", "ltr")


class SampleForm(FlaskForm):
    """Two fields as staff fill them in."""

    class Meta(FlaskForm.Meta):
        """No token: nothing is sent."""

        csrf = False

    title = StringField(lazy_gettext("Title"), [InputRequired(lazy_gettext("Fill in this field."))])
    side = ChoiceField(lazy_gettext("Side"))


@bp.get("")
@needs(Right.RUN_REVIEWS)
def index() -> ResponseReturnValue:
    """Show them."""
    labels = {"rtl": gettext("From right to left"), "ltr": gettext("From left to right")}
    sheets = [(direction, _filled(direction)) for direction in DIRECTIONS]
    told = {"sheets": sheets, "labels": labels, "today": today()}
    return render_template("style/index.html", **told, paging=Paging(2, 150), spaces=SPACE)


def _filled(direction: str) -> SampleForm:
    """Return a form that was sent half empty, so that it says what is wrong."""
    form = SampleForm(MultiDict({f"{direction}-side": "prcs"}), prefix=direction)
    form.side.choices = [("prcs", gettext("PRCS")), ("partner", gettext("Partner"))]
    form.validate()
    return form
