"""What a form says when a step refuses what was typed, by the error's code."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask_wtf import FlaskForm
from wtforms import Field
from wtforms.validators import ValidationError

from surveyapp.core.errors import InputError
from surveyapp.web.i18n import gettext, marked

SENTENCES: dict[str, str] = {
    "address_listed": marked("This address stands on one of the review’s lists already."),
    "address_twice": marked("One address stands twice on the same side."),
    "bad_count": marked("The number of links must be from 1 to %(limit)s."),
    "bad_day": marked("Write a day as day, month, year, or choose one."),
    "bad_email": marked("This is not an e-mail address."),
    "bad_name": marked("Write a name of 1 to %(limit)s characters."),
    "bad_objection": marked("Write what is wrong with the list, in at most %(limit)s characters."),
    "closing_date_passed": marked("This day is over. Choose a later one."),
    "list_was_changed": marked("The list was changed since it was shown to you. This is how it stands now."),
    "merge_mixes_demonstration": marked("Only one of the two was invented for demonstration; they stay apart."),
    "merge_with_itself": marked("A record cannot be merged with itself."),
    "min_detail_too_low": marked("Details need at least %(minimum)s people under these rules."),
    "no_language": marked("Tick at least one language."),
    "nobody_named": marked("Write a name or an address."),
    "not_an_extension": marked("The new day must come after the old one, and must not be over."),
    "one_form_per_organisation": marked("A side that gives one agreed form has one link. Take back the others first."),
    "people_alike": marked("Somebody of the same name was listed meanwhile. Look at the list, then send this again."),
    "review_exists": marked("One of these partners has a review in this round already."),
    "slug_taken": marked("This short name is taken."),
    "too_many_focal_points": marked("A side has at most %(limit)s focal points."),
    "unknown_kind": marked("No published questionnaire knows this kind of organisation."),
    "unknown_place": marked("No published questionnaire knows this place."),
}


def refusal(error: InputError) -> str:
    """Return what ``error`` says to whoever filled in a form, in the reader's language."""
    return str(gettext(SENTENCES[error.code], **error.details))


@contextmanager
def refusing(form: FlaskForm) -> Iterator[None]:
    """Turn an InputError of the block into an error of the form; the block then ends, and the view shows the form."""
    try:
        yield
    except InputError as error:
        if error.code not in SENTENCES:
            raise
        form.form_errors.append(refusal(error))


def readable(read: Callable[[str], object], *, is_optional: bool = False) -> Callable[[FlaskForm, Field], None]:
    """Return a validator that takes what ``read`` takes; with ``is_optional`` nothing, too."""

    def check(_form: FlaskForm, field: Field) -> None:
        if is_optional and not (field.data or "").strip():
            return
        try:
            read(field.data or "")
        except InputError as error:
            raise ValidationError(refusal(error)) from None

    check.field_flags = {} if is_optional else {"required": True}  # type: ignore[attr-defined]  # how WTForms' own validators say it
    return check
