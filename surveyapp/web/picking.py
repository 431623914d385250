"""Ticking many of very many: a list in parts, with a word to look for, in which no tick is lost on the way.

What is ticked on other parts travels in one hidden field; what turns the list over is a button of the same form.
"""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from flask import request
from wtforms import SelectMultipleField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from surveyapp.web.i18n import gettext, ngettext
from surveyapp.web.paging import PAGE_SIZE, Paging, turned_to

AT_ONCE = 300
"""What one press takes at most: what is done with each must be done before the page answers."""
_TURN, _ALL_FROM = "turn", 12


def is_turning() -> bool:
    """Say whether the form was sent to see another part of its list, and not to do what it is for."""
    return request.method == "POST" and _TURN in request.form


class PickField(SelectMultipleField):
    """Any number of the choices offered; ``kept`` are those ticked that this part of the list does not show."""

    limit: int | None = AT_ONCE
    """How many may be ticked; where it is None, nothing stands for all that was found."""
    paging: Paging
    is_long: bool
    kept: Sequence[str]
    found: Sequence[str]

    def process_formdata(self, valuelist: list[str]) -> None:
        """Take what is ticked here, and what was on other parts."""
        carried = request.form.get(self.kept_name, "").split()
        self.data = list(dict.fromkeys([*map(str, valuelist), *carried]))

    def offer(
        self, found: Sequence[str], *, valid: Collection[str], shown: Callable[[Sequence[str]], list[SelectChoice]]
    ) -> None:
        """Offer a part of what was ``found`` for the words looked for; ``shown`` gives choices their labels."""
        self.found, self.valid, self.is_long = found, valid, len(valid) > PAGE_SIZE
        self.paging = turned_to(request.values.get(_TURN, 1, type=int), len(found))
        part = self.paging.of(found)
        self.choices = shown(part)
        if self.takes_all:
            self.data = list(dict.fromkeys([*(self.data or ()), *found[:AT_ONCE]]))
        self.kept = [one for one in self.data or () if one in valid and one not in set(part)]

    @property
    def kept_name(self) -> str:
        """Return what the hidden field is called."""
        return f"{self.name}-kept"

    @property
    def all_name(self) -> str:
        """Return what the box is called that stands for everything found."""
        return f"{self.name}-all"

    @property
    def takes_all(self) -> bool:
        """Say whether everything found was ticked at once."""
        return self.all_name in request.form and not is_turning()

    @property
    def all_label(self) -> str:
        """Return what stands beside that box; nothing where a few boxes are as soon ticked."""
        count = len(self.found)
        return "" if self.limit is None or count <= _ALL_FROM else self.every_label

    @property
    def every_label(self) -> str:
        """Return what stands beside that box, however few they are."""
        count = len(self.found)
        if count <= AT_ONCE:
            return gettext("All %(num)s of this list", num=count)
        return gettext("The first %(num)s of this list", num=AT_ONCE)

    @property
    def kept_label(self) -> str:
        """Return how many are ticked that are not shown."""
        return ngettext(
            "%(num)s more is selected elsewhere in the list",
            "%(num)s more are selected elsewhere in the list",
            len(self.kept),
        )

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms' own signature
        """Refuse what was not offered, and more than one press takes."""
        if not set(self.data or ()) <= set(self.valid):
            raise StopValidation(gettext("Choose one of the answers given here."))
        if self.limit is not None and len(self.data or ()) > self.limit:
            raise StopValidation(gettext("At most %(num)s can be selected at once.", num=self.limit))
