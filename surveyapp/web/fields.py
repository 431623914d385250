"""Fields that the forms of staff pages share."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from markupsafe import Markup
from wtforms import Field, FieldList, FormField, SelectField, SelectMultipleField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput

from surveyapp.core.errors import InputError
from surveyapp.core.instrument.questionnaire import Option
from surveyapp.core.text.bidi import western_digits
from surveyapp.core.text.days import read_day
from surveyapp.web.i18n import gettext, language_name, offered_languages, text

INTEGER_DIGITS = 9
"""Digits of a number that both databases take."""


class DayField(StringField):
    """A day, in Western or Arabic-Indic digits; ``day`` is None while it is not one."""

    widget = DateInput()

    @property
    def day(self) -> date | None:
        """Return the day that was typed."""
        try:
            return read_day(str(self.data or ""))
        except InputError:
            return None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' own signature
        """Refuse what is not a day."""
        if self.data and self.day is None:
            raise StopValidation(gettext("Type a day as year-month-day, such as 2026-12-31."))


class ChoiceField(SelectField):
    """One of the choices offered; a refusal speaks the reader's language, as WTForms' own does not."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' own signature
        """Refuse what was not offered."""
        if self.data not in {value for value, *_ in self.iter_choices()}:
            raise StopValidation(gettext("Choose one of the answers given here."))


class ChoicesField(SelectMultipleField):
    """Any number of the choices offered."""

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' own signature
        """Refuse what was not offered."""
        if not set(self.data or ()) <= {value for value, *_ in self.iter_choices()}:
            raise StopValidation(gettext("Choose one of the answers given here."))


class NumberField(StringField):
    """A whole number in either language's digits; ``number`` is None while it is empty, or not one."""

    @property
    def number(self) -> int | None:
        """Return the number that was typed."""
        typed = western_digits(str(self.data or "")).strip()
        is_number = typed.isascii() and typed.isdecimal() and len(typed) <= INTEGER_DIGITS
        return int(typed) if is_number else None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' own signature
        """Refuse what is not a number."""
        if str(self.data or "").strip() and self.number is None:
            raise StopValidation(gettext("Write a whole number."))


def option_choices(options: Sequence[Option]) -> list[SelectChoice]:
    """Return a questionnaire's options as choices in the reader's language."""
    return [SelectChoice(option.key, text(option.label)) for option in options]


def language_choices() -> list[SelectChoice]:
    """Return the languages that the app is offered in as choices."""
    return [SelectChoice(one.code, language_name(one)) for one in offered_languages()]


def faulty(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield the fields to look at again, those within lists of fields too."""
    for field in fields:
        if isinstance(field, FieldList):
            yield from faulty(field)
        elif isinstance(field, FormField):
            yield from faulty(field.form)
        elif field.errors:
            yield field


def rendered(field: Field, described_by: list[str]) -> Markup:
    """Return a field's control, tied to what describes it and marked where its value was refused."""
    attributes: dict[str, str] = {}
    if isinstance(field, StringField) and not isinstance(field, DayField):
        attributes["dir"] = "auto"
    if isinstance(field, NumberField):
        attributes |= {"dir": "ltr", "inputmode": "numeric"}
    if described_by:
        attributes["aria-describedby"] = " ".join(described_by)
    if field.errors:
        attributes["aria-invalid"] = "true"
    control: Markup = field(**attributes)
    return control
