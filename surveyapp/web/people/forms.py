"""Forms of signing in, of one's own account, and of everybody's."""

from typing import Any

from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, PasswordField, StringField
from wtforms.validators import InputRequired, Length

from surveyapp.core.conduct.partnership import ADDRESS_LIMIT, read_address
from surveyapp.core.conduct.roles import Role
from surveyapp.core.errors import InputError
from surveyapp.core.text.writable import in_one_line
from surveyapp.web.fields import ChoiceField, language_choices
from surveyapp.web.i18n import lazy_gettext
from surveyapp.web.people.picking_reviews import ReviewsField
from surveyapp.web.people.proving import needs_password
from surveyapp.web.refusals import readable, refusal
from surveyapp.workflow.accounts import passwords
from surveyapp.workflow.accounts.passkeys import NAME_LIMIT

CODE_LIMIT = 64
ANSWER_LIMIT = 16 * 1024
ROLE_NAMES = {
    Role.ADMINISTRATOR: lazy_gettext("Administrator"),
    Role.COORDINATOR: lazy_gettext("Coordinator"),
    Role.FACILITATOR: lazy_gettext("Facilitator"),
    Role.VIEWER: lazy_gettext("Viewer"),
}
"""What a role is called."""

ROLE_MEANINGS = {
    Role.ADMINISTRATOR: lazy_gettext("may do everything, and manages accounts and the activity log"),
    Role.COORDINATOR: lazy_gettext("prepares, runs and compares reviews"),
    Role.FACILITATOR: lazy_gettext("sees the results of the reviews assigned to them, and records what is agreed"),
    Role.VIEWER: lazy_gettext("sees the results of all reviews"),
}
"""What a role lets somebody do, in few words."""

_NEEDED = lazy_gettext("Please fill this in.")
_TOO_LONG = lazy_gettext("This address is too long.")


def _address_field() -> EmailField:
    return EmailField(
        lazy_gettext("E-mail address"),
        validators=[
            InputRequired(lazy_gettext("Type your e-mail address.")),
            Length(max=ADDRESS_LIMIT, message=_TOO_LONG),
            readable(read_address),
        ],
    )


def _code_field() -> StringField:
    return StringField(
        lazy_gettext("One-time code"),
        validators=[InputRequired(_NEEDED), Length(max=CODE_LIMIT, message=lazy_gettext("This code is too long."))],
        render_kw={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"},
    )


def _password_field(label: Any) -> PasswordField:
    return PasswordField(
        label,
        render_kw={"autocomplete": "current-password"},
        validators=[
            InputRequired(lazy_gettext("Type your password.")),
            Length(max=passwords.MAXIMUM, message=lazy_gettext("This password is too long.")),
        ],
    )


class SignInForm(FlaskForm):
    """Address and password."""

    email = _address_field()
    password = _password_field(lazy_gettext("Password"))


class CodeForm(FlaskForm):
    """A code of the app, or a recovery code."""

    code = _code_field()


class ForgottenForm(FlaskForm):
    """The address that a link is mailed to."""

    email = _address_field()


class ConfirmForm(FlaskForm):
    """A button."""


class OwnForm(FlaskForm):
    """A button that wants one's password once more; not of whoever came by a one-time link."""

    current = _password_field(lazy_gettext("Your current password"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not needs_password():
            del self.current


class PasswordForm(OwnForm):
    """A new password."""

    new = PasswordField(
        lazy_gettext("New password"),
        validators=[InputRequired(_NEEDED)],
        render_kw={"autocomplete": "new-password"},
    )

    def hashed(self, email: str) -> str | None:
        """Return what is kept of the new password; None, and an error at its field, when it is not taken."""
        try:
            return passwords.hash_password(self.new.data or "", email=email)
        except InputError as error:
            self.new.errors = [refusal(error)]
            return None


class FactorForm(OwnForm):
    """The first code of a new second factor."""

    code = _code_field()


class PasskeyForm(OwnForm):
    """What a new passkey is called."""

    name = StringField(
        lazy_gettext("Name of the passkey"),
        validators=[InputRequired(_NEEDED), Length(max=NAME_LIMIT, message=lazy_gettext("This name is too long."))],
        render_kw={"autocomplete": "off"},
        filters=[lambda typed: in_one_line(typed or "")],
    )


class AnswerForm(FlaskForm):
    """What a browser answers when it is asked for a passkey; a script fills it in."""

    answer = HiddenField(validators=[Length(max=ANSWER_LIMIT)])


class MadeForm(AnswerForm):
    """A passkey that a browser made, and what it is called."""

    name = HiddenField(validators=[InputRequired(), Length(max=NAME_LIMIT)])


class RoleForm(FlaskForm):
    """A role."""

    role = ChoiceField(lazy_gettext("Role"), validators=[InputRequired(_NEEDED)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [(role.value, f"{ROLE_NAMES[role]} – {ROLE_MEANINGS[role]}") for role in reversed(Role)]


class InviteForm(RoleForm):
    """Whom to make an account for; the mail is in both languages, and begins with one."""

    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[InputRequired(_NEEDED), Length(max=ADDRESS_LIMIT, message=_TOO_LONG)],
        render_kw={"autocomplete": "off"},
    )
    language = ChoiceField(lazy_gettext("First language of the e-mail"), validators=[InputRequired(_NEEDED)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = language_choices()


class ReviewsForm(FlaskForm):
    """The reviews that are given to a facilitator."""

    reviews = ReviewsField(lazy_gettext("Reviews"))

    @property
    def ids(self) -> list[int]:
        """Return the ids of the reviews that were ticked."""
        return [int(value) for value in self.reviews.data or ()]
