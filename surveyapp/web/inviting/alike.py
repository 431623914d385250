"""Asking whether people of one name whom no address tells apart are one person: a question beside what was typed."""

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import Any, ClassVar

from flask_wtf import FlaskForm
from markupsafe import Markup, escape
from sqlalchemy.orm import Session
from wtforms.fields.choices import SelectChoice
from wtforms.validators import StopValidation

from surveyapp.core.conduct.alike import Alike, SameName
from surveyapp.core.conduct.roster import Person
from surveyapp.core.sides import Side
from surveyapp.core.text.shown import shown
from surveyapp.web.fields import ChoiceField
from surveyapp.web.i18n import gettext, lazy_gettext, ngettext
from surveyapp.workflow.invitations import inviting

_ANSWERS = {
    SameName.DIFFERENT: lazy_gettext("Different people: invite each of them"),
    SameName.ONE: lazy_gettext("One person: invite once"),
}


class AlikeField(ChoiceField):
    """One of the two answers, which is awaited."""

    def pre_validate(self, form: Any) -> None:
        """Refuse to go on without an answer."""
        try:
            super().pre_validate(form)
        except StopValidation:
            raise StopValidation(gettext("Nobody is invited until this is answered.")) from None


class AlikeForm(FlaskForm):
    """A question for each name, or none; it stands within the form that carries what was typed."""

    class Meta(FlaskForm.Meta):
        """No token: the form around it has one."""

        csrf = False

    asked: ClassVar[Mapping[str, tuple[Side, str]]] = {}
    """Each question's field → the side and the name's key."""

    def said(self, side: Side) -> dict[str, SameName]:
        """Return what was answered of the names on a side, by their keys."""
        return {key: SameName(self[field].data) for field, (of_side, key) in self.asked.items() if of_side is side}


def ask_about(session: Session, review_id: int, wanted: Mapping[Side, Sequence[Person]]) -> AlikeForm:
    """Return the questions that inviting ``wanted`` raises, with what was answered of them."""
    return ask_of(
        {side: inviting.list_alike(session, review_id, side=side, people=people) for side, people in wanted.items()}
    )


def ask_of(alike: Mapping[Side, Sequence[Alike]]) -> AlikeForm:
    """Return a question for each of these names, with what was answered."""
    found = {
        f"same-{side}-{sha256(one.key.encode()).hexdigest()[:12]}": (side, one)
        for side, names in alike.items()
        for one in names
    }
    fields = {name: AlikeField(_called(side, one), choices=_choices) for name, (side, one) in found.items()}
    asked = {name: (side, one.key) for name, (side, one) in found.items()}
    form: AlikeForm = type("AlikeForm", (AlikeForm,), {**fields, "asked": asked})()
    return form


def _called(side: Side, alike: Alike) -> Markup:
    """Return who is asked about; the name keeps its own direction."""
    who = ngettext(
        "%(num)s person called %(name)s, without an address",
        "%(num)s people called %(name)s, with no address to tell them apart",
        alike.count,
        name="{}",
    )
    of_side = gettext("People at PRCS") if side is Side.PRCS else gettext("People at the partner")
    return escape(f"{of_side}: {who}").format(Markup("<bdi>{}</bdi>").format(shown(alike.name)))


def _choices() -> list[SelectChoice]:
    return [SelectChoice(said.value, label) for said, label in _ANSWERS.items()]
