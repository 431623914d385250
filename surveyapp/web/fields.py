"""Fields that the forms of staff pages share."""

from datetime import date
from typing import Any

from markupsafe import Markup
from wtforms import Field, SelectField, SelectMultipleField, StringField
from wtforms.validators import StopValidation
from wtforms.widgets import DateInput

from surveyapp.core.bidi import western_digits
from surveyapp.web.i18n import gettext


class DayField(StringField):
    """A day as ``YYYY-MM-DD``, in Western or Arabic-Indic digits; ``day`` is None while it is not one."""

    widget = DateInput()

    @property
    def day(self) -> date | None:
        """Return the day that was typed."""
        try:
            return date.fromisoformat(western_digits(str(self.data or "").strip()))
        except ValueError:
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


def rendered(field: Field, described_by: list[str]) -> Markup:
    """Return a field's control, tied to what describes it and marked where its value was refused."""
    attributes: dict[str, str] = {}
    if isinstance(field, StringField) and not isinstance(field, DayField):
        attributes["dir"] = "auto"
    if described_by:
        attributes["aria-describedby"] = " ".join(described_by)
    if field.errors:
        attributes["aria-invalid"] = "true"
    control: Markup = field(**attributes)
    return control
