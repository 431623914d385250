"""The form that carries a checked file to its publishing, so that nothing is stored in between."""

from werkzeug.exceptions import BadRequest
from wtforms import BooleanField, HiddenField

from surveyapp.web.carrying import CarryingForm
from surveyapp.web.i18n import gettext, lazy_gettext
from surveyapp.web.questionnaires.checking import Checked, File, find_shipped
from surveyapp.web.security import Upload

SHIPPED, UPLOADED = "shipped", "uploaded"


class PublishForm(CarryingForm):
    """A checked file, the version it was shown as, and the version it was compared with."""

    origin = HiddenField()
    version = HiddenField()
    newest = HiddenField()
    fits = BooleanField(lazy_gettext("I have reread these translations, and they are still correct."))

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
        upload = self.upload()
        return File(upload.name, upload.data)

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
            return gettext(
                "Another version has been published in the meantime. Look at what changes now, and publish again."
            )
        if checked.stale and not self.fits.data:
            return gettext(
                "Read the translations named below again. Then confirm that they are correct, or correct the file."
            )
        return None


def carry(checked: Checked, *, is_vouched: bool = False) -> PublishForm:
    """Return the form that publishes what was checked; its stale translations may be vouched for already."""
    file = checked.file
    return PublishForm.carry(
        Upload(file.name, b"" if file.is_shipped else file.data),
        origin=SHIPPED if file.is_shipped else UPLOADED,
        version=checked.version,
        newest=newest_of(checked),
        fits=is_vouched,
    )


def newest_of(checked: Checked) -> str:
    """Return the version that the file would follow; "" for the first."""
    return checked.newest.version.version if checked.newest else ""
