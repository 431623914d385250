"""Forms about backups: a passphrase typed twice, and one that opens a file."""

from flask_wtf import FlaskForm
from wtforms import PasswordField
from wtforms.validators import InputRequired, Length, ValidationError

from surveyapp.operating.encryption import long_enough
from surveyapp.web.i18n import gettext, lazy_gettext
from surveyapp.web.refusals import readable

MAXIMUM = 1024
_TOO_LONG = Length(max=MAXIMUM, message=lazy_gettext("This passphrase is too long."))


class BackupForm(FlaskForm):
    """What a new backup is locked under."""

    passphrase = PasswordField(
        lazy_gettext("Passphrase"), [readable(long_enough), _TOO_LONG], render_kw={"autocomplete": "new-password"}
    )
    again = PasswordField(
        lazy_gettext("The same passphrase again"),
        [InputRequired(lazy_gettext("Type the passphrase a second time."))],
        render_kw={"autocomplete": "new-password"},
    )

    def validate_again(self, field: PasswordField) -> None:
        """Refuse another one."""
        if field.data != self.passphrase.data:
            raise ValidationError(gettext("The two passphrases differ."))


class LookForm(FlaskForm):
    """What opens a backup."""

    opened_by = PasswordField(
        lazy_gettext("Its passphrase"),
        [InputRequired(lazy_gettext("Type the passphrase that was chosen when it was made.")), _TOO_LONG],
        render_kw={"autocomplete": "off"},
    )
