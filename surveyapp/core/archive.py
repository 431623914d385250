"""One whole round as a file for another installation: what was asked, what was released, what was agreed.

It holds no raw answer, no link, no member of staff and no number of the installation that it comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from surveyapp.core.conduct.actions import Agreement, Promise, SignOff, Status
from surveyapp.core.conduct.review import AnsweringBySide, Policy, State
from surveyapp.core.instrument.questionnaire import Questionnaire, Thresholds
from surveyapp.core.text.languages import Text
from surveyapp.core.wire import added_later

Sealed = Mapping[str, Any]
"""A results document as it was sealed, of whichever edition of the method."""

FORMAT = "surveyapp round 4"
"""Begins every archive; the number changes when an older program could not read it."""

THIRD_FORMAT = "surveyapp round 3"
"""Read still: a meeting agreed on one score a topic, and not facet by facet."""

SECOND_FORMAT = "surveyapp round 2"
"""Read still: it did not say which version of the app wrote it."""

FIRST_FORMAT = "surveyapp round 1"
"""Read still: a last day was written as ``closes_at``, the instant at which it was over."""


@dataclass(frozen=True, slots=True)
class ArchivedPartner:
    """A partner organisation."""

    slug: str
    name: Text
    kind: str
    is_demonstration: bool


@dataclass(frozen=True, slots=True)
class ArchivedMeeting:
    """One word on when a meeting was held."""

    held_on: date
    follow_up_on: date
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ArchivedAgreement:
    """One word on a principle."""

    agreement: Agreement
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ArchivedFollowUp:
    """One word on what has become of a promise."""

    status: Status
    note: str
    noted_on: date
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ArchivedAction:
    """A promise, and every word on what has become of it, the oldest first."""

    promise: Promise
    written_at: datetime
    follow_ups: tuple[ArchivedFollowUp, ...]


@dataclass(frozen=True, slots=True)
class ArchivedSignOff:
    """That both sides signed off, and when that was written down."""

    sign_off: SignOff
    written_at: datetime


@dataclass(frozen=True, slots=True)
class ArchivedReview:
    """A closed review. In ``result`` the review's number is its place in the archive, from 1."""

    partner: str
    questionnaire: str
    state: State
    policy: Policy
    thresholds: Thresholds
    answering: AnsweringBySide
    closes_on: date
    opened_at: datetime
    closed_at: datetime
    shared_at: datetime | None
    result: Sealed
    meetings: tuple[ArchivedMeeting, ...]
    agreements: tuple[ArchivedAgreement, ...]
    actions: tuple[ArchivedAction, ...]
    signed_off: tuple[ArchivedSignOff, ...] = added_later(())

    def numbered(self, number: int) -> "ArchivedReview":
        """Return the review with another number in its results."""
        facts = {**self.result["review"], "id": number}
        return replace(self, result={**self.result, "review": facts})


@dataclass(frozen=True, slots=True)
class RoundArchive:
    """A round with its closed reviews, the partners by slug, and the versions that were answered.

    ``written_by`` is the version of the app, empty in older archives.
    """

    format: str
    written_by: str
    slug: str
    title: Text
    is_demonstration: bool
    questionnaires: tuple[Questionnaire, ...]
    partners: tuple[ArchivedPartner, ...]
    reviews: tuple[ArchivedReview, ...]
