"""Forms about people to be invited."""

from flask_wtf import FlaskForm
from wtforms import EmailField, StringField
from wtforms.validators import InputRequired

from surveyapp.core.naming import read_name
from surveyapp.core.partnership import read_address
from surveyapp.core.roster import Person, read_person
from surveyapp.core.sides import Language
from surveyapp.web.desk.refusals import readable
from surveyapp.web.fields import ChoiceField, NumberField, language_choices
from surveyapp.web.i18n import lazy_gettext


class PersonForm(FlaskForm):
    """Somebody to be invited, by mail or by a printed letter."""

    name = StringField(lazy_gettext("Name"), validators=[readable(read_name, is_optional=True)])
    role = StringField(lazy_gettext("What this person does"), validators=[readable(read_name, is_optional=True)])
    email = EmailField(lazy_gettext("E-mail address"), validators=[readable(read_address, is_optional=True)])
    language = ChoiceField(lazy_gettext("Language that comes first"), choices=language_choices)

    @property
    def person(self) -> Person:
        """Return what was typed; InputError when it names nobody."""
        return read_person(
            self.name.data or "",
            role=self.role.data or "",
            address=self.email.data or "",
            language=Language(self.language.data),
        )


class LinksForm(FlaskForm):
    """How many links that nobody's name is on."""

    count = NumberField(
        lazy_gettext("How many links"), validators=[InputRequired(lazy_gettext("Write a whole number."))]
    )


class AddressForm(FlaskForm):
    """Another address for somebody, or none to leave it as it is."""

    email = EmailField(lazy_gettext("Another address"), validators=[readable(read_address, is_optional=True)])
