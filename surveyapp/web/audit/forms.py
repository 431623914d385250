"""Which entries of the record somebody looks for."""

from collections.abc import Sequence
from datetime import timedelta, tzinfo
from typing import Any

from flask_wtf import FlaskForm

from surveyapp.core.conduct.review import Review
from surveyapp.core.text.days import end_of_day
from surveyapp.web.audit.words import AUTHORS, FAMILIES, name_author
from surveyapp.web.fields import ChoiceField, DayField
from surveyapp.web.i18n import gettext, lazy_gettext, text

A_DAY = timedelta(days=1)


class FilterForm(FlaskForm):
    """Who did it, of which kind it was, on which review, and when; nothing chosen means all."""

    class Meta(FlaskForm.Meta):
        """No token: the form asks, and changes nothing."""

        csrf = False

    author = ChoiceField(lazy_gettext("Who"))
    family = ChoiceField(lazy_gettext("Type of entry"))
    review = ChoiceField(lazy_gettext("Review"))
    since = DayField(lazy_gettext("From"))
    until = DayField(lazy_gettext("To"))

    def offer(self, authors: Sequence[str], reviews: Sequence[Review]) -> "FilterForm":
        """Offer what there is, and these reviews; return the form."""
        everything = ("", gettext("All"))
        self.author.choices = [everything, *map(_author_choice, authors)]
        self.family.choices = [everything, *((family, gettext(name)) for family, name in FAMILIES.items())]
        named = ((str(one.id), f"{text(one.partner.name)} · {text(one.round.title)}") for one in reviews)
        self.review.choices = [everything, *named]
        for field in (self.author, self.family, self.review):
            field.data = field.data or ""
        return self

    def wanted(self, timezone: tzinfo) -> dict[str, Any]:
        """Return the filter as ``store.audit.list_entries`` takes it; days begin and end in ``timezone``."""
        since, until = self.since.day, self.until.day
        return {
            "author": self.author.data or None,
            "action": self.family.data or None,
            "review_id": int(self.review.data) if self.review.data else None,
            "since": since and end_of_day(since - A_DAY, timezone),
            "until": until and end_of_day(until, timezone),
        }


def _author_choice(author: str) -> tuple[str, str, dict[str, str]]:
    return author, name_author(author), {} if author in AUTHORS else {"dir": "ltr"}
