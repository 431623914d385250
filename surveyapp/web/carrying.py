"""Forms that carry a file that was checked to where it is used, so that nothing is stored in between."""

from base64 import b64decode, urlsafe_b64encode
from typing import Self

from flask import request
from flask_wtf import FlaskForm
from werkzeug.exceptions import BadRequest
from wtforms import HiddenField

from surveyapp.web.i18n import gettext
from surveyapp.web.security import Upload

UPLOAD_LIMIT = 128 * 1024
"""Bytes of a file that is carried: as text it must fit into a form."""


PASTED = "pasted"
"""The field of what was copied out of a spreadsheet, in the place of a file."""


def read_pasted() -> Upload | None:
    """Return what was pasted as the file that it stands for, or None where that is nothing."""
    typed = typed_list()
    return Upload(gettext("Pasted list"), typed.encode()) if typed.strip() else None


def typed_list() -> str:
    """Return what was pasted as it was, to be shown again."""
    return request.form.get(PASTED, "")


def refused_length(upload: Upload) -> str | None:
    """Return what is said of a pasted list that is too long to be carried, or None."""
    if len(upload.data) <= UPLOAD_LIMIT:
        return None
    limit = UPLOAD_LIMIT // 1024
    return gettext("This list is longer than %(limit)s KiB. Nothing from it was saved. Enter it in parts.", limit=limit)


class CarryingForm(FlaskForm):
    """A file and its name, in hidden fields."""

    name = HiddenField()
    document = HiddenField()

    @classmethod
    def carry(cls, upload: Upload, **fields: str | bool) -> Self:
        """Return the form that carries ``upload``."""
        return cls(formdata=None, name=upload.name, document=urlsafe_b64encode(upload.data).decode(), **fields)

    def upload(self) -> Upload:
        """Return the file that the form carries.

        Raises:
            BadRequest: it carries none.
        """
        try:
            return Upload(self.name.data or "", b64decode(self.document.data or "", altchars=b"-_", validate=True))
        except ValueError:
            raise BadRequest("malformed") from None
