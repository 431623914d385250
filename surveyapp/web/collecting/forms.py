"""What is decided of rows in doubt, beside the table that a page carries."""

from collections.abc import Collection

from wtforms import BooleanField, Field, HiddenField
from wtforms.fields.choices import SelectChoice

from surveyapp.catalogue.cells import Missing
from surveyapp.core.errors import Code
from surveyapp.web.carrying import CarryingForm
from surveyapp.web.fields import ChoiceField
from surveyapp.web.i18n import gettext, lazy_gettext
from surveyapp.workflow.answers.judging import CODES, Choice, Decisions, Doubt


def _skipping() -> list[SelectChoice]:
    return [SelectChoice("", gettext("not decided yet")), SelectChoice(Choice.SKIP.value, gettext("leave them out"))]


def _either() -> list[SelectChoice]:
    return [*_skipping(), SelectChoice(Choice.TAKE.value, gettext("count them"))]


def _meanings() -> list[SelectChoice]:
    return [
        SelectChoice("", gettext("not decided yet")),
        SelectChoice(Missing.SKIPPED.value, gettext("The question was left empty")),
        SelectChoice(Missing.NOT_APPLICABLE.value, gettext("The question does not apply")),
    ]


class DecisionsForm(CarryingForm):
    """A table of one side's answers, and what was decided of rows in doubt; nothing is, until somebody does."""

    side = HiddenField()
    known = ChoiceField(lazy_gettext("Rows that were imported before"), choices=_skipping, default="")
    alike = ChoiceField(
        lazy_gettext("Rows with the same answers as another row or import"), choices=_either, default=""
    )
    unapproved = ChoiceField(lazy_gettext("Rows that a reviewer rejected or put on hold"), choices=_either, default="")
    blank = ChoiceField(lazy_gettext("Rows in which nothing is rated"), choices=_skipping, default="")
    missing = ChoiceField(lazy_gettext("What NA, n/a, - and the like mean"), choices=_meanings, default="")
    use_begun = BooleanField(
        lazy_gettext("Also use links with answers that were started but not sent; these are erased.")
    )

    @property
    def rules(self) -> Decisions:
        """Return what was decided."""
        choices = {doubt: Choice(self[doubt.value].data) for doubt in Doubt if self[doubt.value].data}
        return Decisions(choices, Missing(self.missing.data) if self.missing.data else None)

    def asked(self, codes: Collection[Code | None]) -> list[Field]:
        """Return what is to be decided, by the codes of the faults that were found, and what was decided already."""
        by_code = {**{code: self[doubt.value] for doubt, code in CODES.items()}, Code.SIGNS_UNCLEAR: self.missing}
        return [field for code, field in by_code.items() if code in codes or field.data]
