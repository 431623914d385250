"""Forms about people to be invited."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import BooleanField, EmailField, HiddenField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired

from surveyapp.catalogue.people import read_lines
from surveyapp.core.conduct.partnership import read_address
from surveyapp.core.conduct.roster import Person, find_repeated, read_person
from surveyapp.core.errors import Code, InputError
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.core.text.naming import read_name
from surveyapp.core.wire import canonical_json, digest
from surveyapp.web.fields import ChoiceField, NumberField, language_choices
from surveyapp.web.i18n import gettext, lazy_gettext
from surveyapp.web.refusals import readable, refusal, refusing, row_refusal


class PersonForm(FlaskForm):
    """Somebody to be invited, by mail or by a printed letter."""

    name = StringField(lazy_gettext("Name"), validators=[readable(read_name, is_optional=True)])
    role = StringField(lazy_gettext("What this person does"), validators=[readable(read_name, is_optional=True)])
    email = EmailField(lazy_gettext("E-mail address"), validators=[readable(read_address, is_optional=True)])
    language = ChoiceField(lazy_gettext("Language that comes first"), choices=language_choices)

    def people(self) -> list[Person]:
        """Return the person who was sent, or nobody where none was, or what was typed cannot be used."""
        if self.validate_on_submit():
            typed = {"role": self.role.data or "", "address": self.email.data or ""}
            with refusing(self):
                return [read_person(self.name.data or "", **typed, language=Language(self.language.data))]
        return []


class CorrectionForm(PersonForm):
    """Who somebody on a list is, and on which side."""

    side = ChoiceField(
        lazy_gettext("Side"),
        choices=lambda: [
            SelectChoice(Side.PRCS.value, gettext("People at PRCS")),
            SelectChoice(Side.PARTNER.value, gettext("People at the partner")),
        ],
    )


class LinksForm(FlaskForm):
    """How many links that nobody's name is on."""

    count = NumberField(
        lazy_gettext("How many links"), validators=[InputRequired(lazy_gettext("Write a whole number."))]
    )


class LinesField(TextAreaField):
    """People, a line each."""

    def read(self, language: Language) -> tuple[Person, ...]:
        """Return the people; what is wrong with a line becomes an error of this field."""
        found = read_lines(self.data or "", language=language)
        line = lazy_gettext("Line %(line)s: %(what)s")
        self.errors = [str(line) % {"line": fault.row, "what": row_refusal(fault)} for fault in found.faults]
        return found.people


class LinesForm(FlaskForm):
    """Whom to invite on each side, and which language they read first."""

    prcs = LinesField(lazy_gettext("People at PRCS"), render_kw={"rows": 7})
    prcs_language = ChoiceField(lazy_gettext("Language that comes first"), choices=language_choices)
    partner = LinesField(lazy_gettext("People at the partner"), render_kw={"rows": 7})
    partner_language = ChoiceField(lazy_gettext("Language that comes first"), choices=language_choices)
    seen = HiddenField()
    """What was understood of the lines as the page showed it; nobody is invited who was not shown."""
    asks = BooleanField(lazy_gettext("Ask the focal points by e-mail straight away to confirm these lists."))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Read every line of both sides, one of which names somebody."""
        if not super().validate(*args, **kwargs):
            return False
        fields = {side: (self[side.value], Language(self[f"{side}_language"].data)) for side in Side}
        found = {side: field.read(language) for side, (field, language) in fields.items()}
        self.people: dict[Side, tuple[Person, ...]] = {side: people for side, people in found.items() if people}
        if any(self[side.value].errors for side in Side):
            return False
        if not self.people:
            self.form_errors.append(gettext("Enter at least one person."))
        for address in find_repeated(person for people in self.people.values() for person in people):
            self.form_errors.append(refusal(InputError(Code.ADDRESS_LISTED, email=address)))
        return not self.form_errors

    def is_shown(self) -> bool:
        """Say whether the page has shown who is meant; from now on it has."""
        listed = [[side.value, p.name, p.address, p.language.code] for side in Side for p in self.people.get(side, ())]
        before, self.seen.data = self.seen.data, digest(canonical_json(listed))
        return bool(before == self.seen.data)


class AddressForm(FlaskForm):
    """Another address for somebody, or none to leave it as it is."""

    email = EmailField(lazy_gettext("Another address"), validators=[readable(read_address, is_optional=True)])
