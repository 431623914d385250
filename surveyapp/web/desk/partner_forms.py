"""Forms about partners."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, FieldList, Form, FormField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from surveyapp.core.conduct.partnership import FocalPoint, Partnership, read_address
from surveyapp.core.errors import Code, InputError
from surveyapp.core.instrument.questionnaire import Option
from surveyapp.core.sides import Side
from surveyapp.core.text.languages import Language
from surveyapp.core.text.naming import read_name
from surveyapp.web.desk.worded import WordedForm, worded_data
from surveyapp.web.fields import ChoiceField, ChoicesField, language_choices, option_choices
from surveyapp.web.i18n import lazy_gettext
from surveyapp.web.refusals import readable, refusal
from surveyapp.workflow.partners.keeping import FOCAL_POINT_LIMIT

_AT_PARTNER = lazy_gettext("Focal point %(n)s at the partner")
_AT_PRCS = lazy_gettext("Focal point %(n)s at PRCS")


class ContactForm(Form):
    """One focal point; a row left empty is none."""

    name = StringField(lazy_gettext("Name"))
    email = EmailField(lazy_gettext("E-mail address"))
    language = ChoiceField(lazy_gettext("Language"), choices=language_choices)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.name.flags.required = self.email.flags.required = not self.is_empty

    @property
    def is_empty(self) -> bool:
        """Say whether neither name nor address was typed."""
        return not ((self.name.data or "").strip() or (self.email.data or "").strip())

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Take an empty row; of any other, name and address."""
        if self.is_empty:
            return True
        extra = {"name": [readable(read_name)], "email": [readable(read_address)]}
        return bool(super().validate(*args, extra_validators=extra, **kwargs))


class PartnerForm(WordedForm):
    """A partner's facts, and who answers for each side."""

    before = "name"
    kind = ChoiceField(
        lazy_gettext("Kind of organisation"),
        validators=[InputRequired(lazy_gettext("Choose what kind of organisation it is."))],
    )
    places = ChoicesField(lazy_gettext("Where we work together"))
    languages = ChoicesField(
        lazy_gettext("Languages it works in"),
        choices=language_choices,
        validators=[InputRequired(lazy_gettext("Select at least one language."))],
    )
    partner = FieldList(FormField(ContactForm), max_entries=FOCAL_POINT_LIMIT)
    prcs = FieldList(FormField(ContactForm), max_entries=FOCAL_POINT_LIMIT)

    def validate_partner(self, field: FieldList) -> None:
        """Refuse an address that stands on the side before."""
        _tell_apart(field)

    def validate_prcs(self, field: FieldList) -> None:
        """Refuse an address that stands on the side before."""
        _tell_apart(field)

    def offer(self, *, kinds: Sequence[Option], places: Sequence[Option]) -> None:
        """Let choose among the kinds and places that questionnaires know, and give each side a row more."""
        self.kind.choices = [SelectChoice("", lazy_gettext("Choose …")), *option_choices(kinds)]
        self.places.choices = option_choices(places)
        if not self.is_submitted():
            for rows in (self.partner, self.prcs):
                if len(rows) < FOCAL_POINT_LIMIT:
                    rows.append_entry()
        for rows, whose in ((self.partner, _AT_PARTNER), (self.prcs, _AT_PRCS)):
            for number, row in enumerate(rows, start=1):
                for field in row.form:
                    field.description = f"{str(whose) % {'n': number}} – {field.label.text}"

    @property
    def facts(self) -> dict[str, Any]:
        """Return the facts as the steps take them."""
        return {
            "name": self.words,
            "kind": self.kind.data,
            "places": self.places.data,
            "languages": [Language(language) for language in self.languages.data],
        }

    @property
    def focal_points(self) -> list[FocalPoint]:
        """Return the contacts that were typed."""
        return [
            FocalPoint(side, row.form.name.data, row.form.email.data, Language(row.form.language.data))
            for side in Side
            for row in self[side.value]
            if not row.form.is_empty
        ]


def _tell_apart(rows: FieldList) -> None:
    """Refuse an address that a row of the same side has already, at its second field."""
    seen = set[str]()
    for row in rows:
        typed = (row.form.email.data or "").strip().casefold()
        if typed and typed in seen:
            row.form.email.errors = [refusal(InputError(Code.ADDRESS_TWICE))]
            raise ValidationError
        seen.add(typed)


def partner_data(partner: Partnership, points: Iterable[FocalPoint]) -> dict[str, Any]:
    """Return what the form shows of a partner that is known."""
    sides = {
        side.value: [{"name": p.name, "email": p.email, "language": p.language.code} for p in points if p.side is side]
        for side in Side
    }
    return {
        **worded_data(PartnerForm.before, partner.name),
        "kind": partner.kind,
        "places": list(partner.places),
        "languages": [language.code for language in partner.languages],
        **sides,
    }


class MergeForm(FlaskForm):
    """Which record a double goes into."""

    into = ChoiceField(
        lazy_gettext("Record to keep"),
        validators=[InputRequired(lazy_gettext("Choose the record to keep."))],
    )

    def offer(self, others: Sequence[tuple[int, str]]) -> None:
        """Let choose among the other partners."""
        named = [SelectChoice(str(partner_id), name) for partner_id, name in others]
        self.into.choices = [SelectChoice("", lazy_gettext("Choose …")), *named]
