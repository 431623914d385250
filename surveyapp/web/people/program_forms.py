"""The form that lets a program in."""

from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired

from surveyapp.core.conduct.roles import PROGRAMS_RIGHTS, Right, Scope
from surveyapp.web.fields import ChoiceField, ChoicesField
from surveyapp.web.i18n import gettext, lazy_gettext, ngettext
from surveyapp.web.people.picking_reviews import ReviewsField, offer_reviews

RIGHT_NAMES = {
    Right.SEE_RESULTS: lazy_gettext("Reviews and their released results"),
    Right.RUN_REVIEWS: lazy_gettext("Invitations: how many, and new links"),
}
"""What a right lets a program ask for."""

DAYS = (7, 30, 90, 366)
_ALL = "all"
_NEEDED = lazy_gettext("Choose at least one.")


class ProgramForm(FlaskForm):
    """What a program is called, what it may ask for, of which reviews, and for how long."""

    name = StringField(
        lazy_gettext("Short name"),
        validators=[InputRequired(lazy_gettext("Please fill this in."))],
        render_kw={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"},
    )
    rights = ChoicesField(lazy_gettext("What it may request"), validators=[InputRequired(_NEEDED)])
    reviews = ReviewsField(lazy_gettext("For which reviews"), validators=[DataRequired(_NEEDED)])
    days = ChoiceField(lazy_gettext("Valid for"), validators=[InputRequired(_NEEDED)])

    @property
    def scope(self) -> Scope:
        """Return what was chosen."""
        chosen = self.reviews.data or []
        reviews = None if _ALL in chosen else frozenset(map(int, chosen))
        return Scope(frozenset(map(Right, self.rights.data or ())), reviews)

    def offer(self, session: Session) -> "ProgramForm":
        """Offer what there is; return the form."""
        self.rights.choices = [SelectChoice(right.value, RIGHT_NAMES[right]) for right in PROGRAMS_RIGHTS]
        self.days.choices = [(str(days), ngettext("%(num)s day", "%(num)s days", days)) for days in DAYS]
        everything = SelectChoice(_ALL, gettext("All, including future ones"))
        offer_reviews(session, self.reviews, before=[everything])
        return self
