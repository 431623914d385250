"""The form that carries a checked file to its publishing, so that nothing is stored in between."""

from base64 import b64decode, urlsafe_b64encode

from flask_wtf import FlaskForm
from werkzeug.exceptions import BadRequest
from wtforms import BooleanField, HiddenField

from surveyapp.web.i18n import gettext, lazy_gettext
from surveyapp.web.questionnaires.checking import Checked, File, find_shipped

SHIPPED, UPLOADED = "shipped", "uploaded"


class PublishForm(FlaskForm):
    """A checked file, the version it was shown as, and the version it was compared with."""

    origin = HiddenField()
    name = HiddenField()
    document = HiddenField()
    version = HiddenField()
    newest = HiddenField()
    fits = BooleanField(lazy_gettext("I have read these translations again, and they still fit."))

    def file(self) -> File:
        """Return the file that the form carries, or names.

        Raises:
            BadRequest: it does not.
        """
        if self.origin.data == SHIPPED:
            found = find_shipped(self.name.data or "")
            if found is None:
                raise BadRequest("no_such_file")
            return found
        try:
            return File(self.name.data or "", b64decode(self.document.data or "", altchars=b"-_", validate=True))
        except ValueError:
            raise BadRequest("malformed") from None

    def refusal(self, checked: Checked) -> str | None:
        """Return why what was shown cannot be published now, or None when it can, or was already.

        Raises:
            BadRequest: no page offered to publish this.
        """
        if checked.version != self.version.data or not (checked.same or checked.may_be_published):
            raise BadRequest("not what was shown")
        if checked.same:
            return None
        if newest_of(checked) != self.newest.data:
            return gettext("Another version was published meanwhile. Look at what changes now, and publish again.")
        if checked.stale and not self.fits.data:
            return gettext("Read the translations named below again. Then say that they fit, or mend the file.")
        return None


def carry(checked: Checked) -> PublishForm:
    """Return the form that publishes what was checked."""
    file = checked.file
    return PublishForm(
        formdata=None,
        origin=SHIPPED if file.is_shipped else UPLOADED,
        name=file.name,
        document="" if file.is_shipped else urlsafe_b64encode(file.data).decode(),
        version=checked.version,
        newest=newest_of(checked),
    )


def newest_of(checked: Checked) -> str:
    """Return the version that the file would follow; "" for the first."""
    return checked.newest.version.version if checked.newest else ""
