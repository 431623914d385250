"""Forms for what a meeting agreed on."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from flask_wtf import FlaskForm
from wtforms import Field, StringField, TextAreaField
from wtforms.validators import InputRequired

from surveyapp.core.conduct.actions import WORDS_LIMIT, Status
from surveyapp.core.conduct.noting import DIFFER, points_of
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Facet
from surveyapp.core.text.naming import read_name, read_words
from surveyapp.web.fields import ChoiceField, DayField
from surveyapp.web.i18n import gettext, lazy_gettext, text
from surveyapp.web.refusals import readable
from surveyapp.words.actions import STATUSES

_NEEDED = lazy_gettext("Please fill this in.")
_WORDS = readable(partial(read_words, limit=WORDS_LIMIT), is_optional=True)


class MeetingForm(FlaskForm):
    """When the meeting was held, and when it looks at its promises again."""

    held_on = DayField(lazy_gettext("Date of the meeting"), validators=[InputRequired(_NEEDED)])
    follow_up_on = DayField(lazy_gettext("Date of the follow-up"), validators=[InputRequired(_NEEDED)])


class AgreementForm(FlaskForm):
    """Of each facet a score that both sides agree on or that they still differ, in words, and what they learned."""

    prcs = ChoiceField(default="")
    partner = ChoiceField(default="")
    joint = ChoiceField(default="")
    words = TextAreaField(lazy_gettext("How both sides put it"), validators=[_WORDS])
    lesson = TextAreaField(lazy_gettext("What we learned"), validators=[_WORDS])

    def offer(self, facets: Mapping[Facet, str], top: int) -> "AgreementForm":
        """Offer whole and half points from 1 to ``top``, and that the sides still differ; return the form.

        ``facets`` are those that the topic has, each with its name.
        """
        choices = [("", "–"), (DIFFER, gettext("We still differ")), *((point, point) for point in points_of(top))]
        for facet in Facet:
            if facet in facets:
                self[facet].label.text, self[facet].choices = facets[facet], choices
            else:
                del self[facet]
        return self

    @property
    def by_facet(self) -> list[Field]:
        """Return the fields for scores, as many as are offered."""
        return [self[facet] for facet in Facet if facet in self]

    @property
    def scores(self) -> dict[str, float | None]:
        """Return the scores that were chosen; None where the sides still differ."""
        chosen = {field.short_name: field.data for field in self.by_facet if field.data}
        return {facet: None if score == DIFFER else float(score) for facet, score in chosen.items()}


class PromiseForm(FlaskForm):
    """What will change, who answers for it on each side, by when, and how one will know."""

    section = ChoiceField(lazy_gettext("Topic"))
    facet = ChoiceField(lazy_gettext("What is rated"), default="")
    words = TextAreaField(
        lazy_gettext("What will change"),
        validators=[InputRequired(_NEEDED), _WORDS],
    )
    prcs_lead = StringField(
        lazy_gettext("Responsible at PRCS"), validators=[InputRequired(_NEEDED), readable(read_name)]
    )
    partner_lead = StringField(
        lazy_gettext("Responsible at the partner"), validators=[InputRequired(_NEEDED), readable(read_name)]
    )
    due = DayField(lazy_gettext("By when"), validators=[InputRequired(_NEEDED)])
    evidence = TextAreaField(lazy_gettext("How we will know"), validators=[_WORDS])

    def offer(self, questionnaire: Questionnaire) -> "PromiseForm":
        """Offer the questionnaire's topics; return the form."""
        topics = [(section.id, text(section.title)) for section in questionnaire.sections]
        self.section.choices = [("", gettext("The partnership as a whole")), *topics]
        self.facet.choices = [
            ("", gettext("The topic as a whole")),
            *((facet.value, text(name)) for facet, name in questionnaire.facets.items()),
        ]
        return self


class FollowUpForm(FlaskForm):
    """What has become of a promise."""

    status = ChoiceField(lazy_gettext("Status"))
    note = TextAreaField(lazy_gettext("What we see"), validators=[_WORDS])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.status.choices = [(status.value, gettext(STATUSES[status])) for status in Status]
