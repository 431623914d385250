"""Forms of the staff pages."""

from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from surveyapp.web.i18n import lazy_gettext


class SignInForm(FlaskForm):
    """Address and password."""

    email = EmailField(
        lazy_gettext("E-mail address"),
        validators=[
            InputRequired(lazy_gettext("Type your e-mail address.")),
            Length(max=254, message=lazy_gettext("This address is too long.")),
        ],
    )
    password = PasswordField(
        lazy_gettext("Password"),
        validators=[
            InputRequired(lazy_gettext("Type your password.")),
            Length(max=128, message=lazy_gettext("This password is too long.")),
        ],
    )


class ConfirmForm(FlaskForm):
    """A button."""
