"""Forms made from the pages of a questionnaire."""

from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import Any

from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from wtforms import Field as FormField
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from surveyapp.core.form.pages import (
    COMMENT_LIMIT,
    ChoiceField,
    ChoicesField,
    Field,
    Page,
    PageValues,
    RatingField,
    ShareField,
    TextField,
    Value,
)
from surveyapp.core.text.bidi import western_digits
from surveyapp.core.text.languages import Language
from surveyapp.web.i18n import gettext, marked
from surveyapp.web.respond.manifest import MANIFEST

CHANGE_KEY = "key"  # sent by scripts, so that changes that come twice are made once; with those that these replace
_TOO_LONG = marked("Too long by this many characters: %(count)s. It stays here until you shorten it.")
"""As the counter beside a text says it where scripts run."""
IGNORED = frozenset({"csrf_token"})  # the link is the credential; a page from elsewhere may carry one
_Filter = Callable[[str | None], str | None]


class PageForm(FlaskForm):
    """A page of the questionnaire. No CSRF token: nobody can forge a request without the link's own secret."""

    class Meta(FlaskForm.Meta):
        """No token, and so nothing that goes stale."""

        csrf = False

    def refused(self) -> dict[str, Value]:
        """Return the value of every field that is not valid."""
        return {field.name: _value(field.data) for field in self if field.errors}


def read_values(page: Page, body: MultiDict[str, str]) -> dict[str, Value]:
    """Return what ``body`` has of each field that is valid. Of all others ``page_form`` says what is wrong.

    Raises:
        BadRequest: ``body`` has a field that the page has not, or one field twice.
    """
    _require_known_fields(page, body)
    read = {field.name: _value(_READERS[type(field)](body, field.name)) for field in page.fields}
    return {field.name: read[field.name] for field in page.fields if field.accepts(read[field.name])}


def page_form(page: Page, language: Language, *, values: PageValues, body: MultiDict[str, str] | None) -> PageForm:
    """Return the form of ``page`` with ``values`` kept so far or, when posted, with what ``body`` holds.

    Raises:
        BadRequest: ``body`` has a field that the page has not, or one field twice.
    """
    if body is not None:
        _require_known_fields(page, body)
    return _form_class(page, language)(formdata=body, data=_data(page, values))


@lru_cache(maxsize=512)
def _form_class(page: Page, language: Language) -> type[PageForm]:
    fields = {f"q{i}": _MAKERS[type(f)](f, language) for i, f in enumerate(page.fields)}
    return type("PageForm", (PageForm,), fields)


def _data(page: Page, values: PageValues) -> dict[str, Value]:
    return {f"q{i}": values.get(f.name, f.empty) for i, f in enumerate(page.fields)}


def _rating(field: RatingField, language: Language) -> FormField:
    points = [SelectChoice(str(point.value), point.label.in_(language)) for point in field.scale.points]
    others = [SelectChoice(option.key, option.label.in_(language)) for option in field.scale.non_answers]
    return _radio(field, language, choices=points + others, filters=[_in_western_digits])


def _choice(field: ChoiceField, language: Language) -> FormField:
    return _radio(
        field, language, choices=[SelectChoice(option.key, option.label.in_(language)) for option in field.options]
    )


def _radio(
    field: RatingField | ChoiceField,
    language: Language,
    *,
    choices: list[SelectChoice],
    filters: Sequence[_Filter] = (),
) -> FormField:
    return RadioField(
        field.label.in_(language),
        name=field.name,
        choices=choices,
        filters=filters,
        validate_choice=False,
        validators=[_accepts(field, lambda: gettext("Choose one of the answers given here."))],
    )


def _choices(field: ChoicesField, language: Language) -> FormField:
    return SelectMultipleField(
        field.label.in_(language),
        name=field.name,
        choices=[SelectChoice(option.key, option.label.in_(language)) for option in field.options],
        validate_choice=False,
        validators=[_accepts(field, lambda: gettext("Choose at most %(count)s.", count=field.max))],
    )


def _text(field: TextField, language: Language) -> FormField:
    def check(_form: FlaskForm, posted: FormField) -> None:
        if over := max(len(posted.data or "") - COMMENT_LIMIT, 0):
            raise ValidationError(gettext(_TOO_LONG, count=over))

    return TextAreaField(field.label.in_(language), name=field.name, filters=[tidy], validators=[check])


def _share(field: ShareField, _language: Language) -> FormField:
    return StringField(name=field.name, validators=[_accepts(field, lambda: gettext("Tick the box or leave it."))])


_MAKERS: dict[type[Field], Callable[[Any, Language], FormField]] = {
    RatingField: _rating,
    ChoiceField: _choice,
    ChoicesField: _choices,
    TextField: _text,
    ShareField: _share,
}


_READERS: dict[type[Field], Callable[[MultiDict[str, str], str], object]] = {
    RatingField: lambda body, name: _in_western_digits(body.get(name)),
    ChoiceField: lambda body, name: body.get(name),
    ChoicesField: lambda body, name: body.getlist(name),
    TextField: lambda body, name: tidy(body.get(name)),
    ShareField: lambda body, name: body.get(name),
}
"""How a posted field is read, as the field of ``_MAKERS`` reads it."""


def _accepts(field: Field, message: Callable[[], str]) -> Callable[[FlaskForm, FormField], None]:
    def check(_form: FlaskForm, posted: FormField) -> None:
        if not field.accepts(_value(posted.data)):
            raise ValidationError(message())

    return check


def _value(data: object) -> Value:
    if isinstance(data, (list, tuple)):
        return tuple(str(item) for item in data)
    return "" if data in (None, "None") else str(data)


def _in_western_digits(value: str | None) -> str | None:
    return western_digits(value) if value else value


def tidy(value: str | None) -> str:
    """Return what was written with plain line ends, and nothing before or after it."""
    return (value or "").replace("\r\n", "\n").strip()


def _require_known_fields(page: Page, body: MultiDict[str, str]) -> None:
    several = {f.name for f in page.fields if isinstance(f, ChoicesField)}
    known = {f.name for f in page.fields} | page.passed_over | {MANIFEST, CHANGE_KEY} | IGNORED
    for name, values in body.lists():
        if name not in known or (len(values) > 1 and name not in several):
            raise BadRequest("unknown_field")
