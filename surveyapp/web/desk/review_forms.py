"""Forms about rounds and reviews."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from flask_wtf import FlaskForm
from sqlalchemy.orm import Session
from wtforms import BooleanField, HiddenField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError

from surveyapp.core.conduct.review import Answering, AnsweringBySide, Policy, Review, Round
from surveyapp.core.sides import Side
from surveyapp.store import questionnaires
from surveyapp.web.clock import local
from surveyapp.web.desk.worded import WordedForm, worded_data
from surveyapp.web.fields import ChoiceField, DayField, NumberField
from surveyapp.web.i18n import current_language, day, lazy_gettext, text
from surveyapp.words.burden import ratings_told
from surveyapp.workflow.reviews.preparing import MIN_DETAIL_LIMIT

_UNCONFIRMED = {
    Side.PRCS: lazy_gettext("Why it opens though nobody has confirmed the list of PRCS"),
    Side.PARTNER: lazy_gettext("Why it opens though nobody has confirmed the partner’s list"),
}
_BOTH_UNCONFIRMED = lazy_gettext("Why it opens though nobody has confirmed either list")
_WAYS = {
    Answering.INDIVIDUAL: lazy_gettext("Each person, anonymously"),
    Answering.ORGANISATION: lazy_gettext("One agreed form"),
}
_POLICIES = {
    Policy.STANDARD: lazy_gettext("Standard: everything that is based on enough people"),
    Policy.PROTECTED: lazy_gettext("Protected: rounded means only, if at least five people on each side answer"),
}


class RoundForm(WordedForm):
    """A round's title."""

    before = "title"
    another = BooleanField(lazy_gettext("It is another round all the same."))

    def asks_whether_another(self) -> bool:
        """Say whether the title is that of another round, and nobody has said yet that this is meant."""
        return bool(self.another.data or self.another.errors)


class ClosingDayForm(FlaskForm):
    """The last day on which answers are taken."""

    closes = DayField(lazy_gettext("Deadline"), validators=[InputRequired(lazy_gettext("Choose a deadline."))])

    @property
    def closes_on(self) -> date:
        """Return that day."""
        if self.closes.day is None:
            raise ValueError("not validated")
        return self.closes.day


class ExtendingForm(ClosingDayForm):
    """A later last day, and whether those invited are told."""

    is_told = BooleanField(false_values=("",))


class OpeningForm(FlaskForm):
    """What was shown of a review that is opened, or proposed; and why, where nobody confirmed a list."""

    seen = HiddenField()
    reason = StringField()

    def ask_reason(self, sides: Collection[Side]) -> None:
        """Take no answer without a reason; the lists of ``sides`` are not confirmed."""
        (first, *others) = sides
        self.reason.label.text = _BOTH_UNCONFIRMED if others else _UNCONFIRMED[first]
        self.reason.validators = [InputRequired(lazy_gettext("Write the reason."))]
        self.reason.flags.required = True


class ReviewForm(ClosingDayForm):
    """How a review is answered, what it releases, and when it ends."""

    questionnaire = ChoiceField(lazy_gettext("Questionnaire"))
    prcs = ChoiceField(
        lazy_gettext("How people at PRCS answer"),
        default=Answering.INDIVIDUAL.value,
    )
    partner_side = ChoiceField(
        lazy_gettext("How people at the partner answer"),
        default=Answering.INDIVIDUAL.value,
    )
    policy = ChoiceField(lazy_gettext("What is shown afterwards"), default=Policy.STANDARD.value)
    min_detail = NumberField(lazy_gettext("Minimum number of people per side for details"))

    def validate_min_detail(self, field: NumberField) -> None:
        """Refuse a number that no side reaches."""
        if (field.number or 0) > MIN_DETAIL_LIMIT:
            raise ValidationError(lazy_gettext("This is more than any side can have."))

    def offer(self, versions: Sequence[tuple[str, str]]) -> None:
        """Let choose among the published versions, the newest first."""
        self.questionnaire.choices = [SelectChoice(reference, name) for reference, name in versions]
        for field in (self.prcs, self.partner_side):
            field.choices = [SelectChoice(way.value, label) for way, label in _WAYS.items()]
        self.policy.choices = [SelectChoice(policy.value, label) for policy, label in _POLICIES.items()]

    @property
    def terms(self) -> dict[str, Any]:
        """Return what was chosen, as the steps take it."""
        return {
            "questionnaire": self.questionnaire.data,
            "closes_on": self.closes_on,
            "answering": AnsweringBySide(Answering(self.prcs.data), Answering(self.partner_side.data)),
            "policy": Policy(self.policy.data),
            "min_detail": self.min_detail.number,
        }


def review_data(review: Review) -> dict[str, Any]:
    """Return what the form shows of a review that is being prepared."""
    return {
        "questionnaire": review.questionnaire,
        "closes": review.closes_on.isoformat(),
        "prcs": review.answering.prcs.value,
        "partner_side": review.answering.partner.value,
        "policy": review.policy.value,
        "min_detail": review.thresholds.min_detail,
    }


def offered_versions(session: Session) -> list[tuple[str, str]]:
    """Return reference and name of each published version, the newest first."""
    return [(str(one.version), _named(one)) for one in questionnaires.list_published(session)]


def _named(one: questionnaires.Published) -> str:
    asked, made = one.questionnaire, day(local(one.published_at))
    return " · ".join((text(asked.title), ratings_told(asked, current_language()), made, one.version.version))


def round_data(round_: Round) -> dict[str, str]:
    """Return what the form shows of a round."""
    return worded_data(RoundForm.before, round_.title)
