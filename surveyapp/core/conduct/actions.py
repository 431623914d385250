"""What the meeting agreed: a reading and a lesson per principle, and promises that are followed up.

They live beside the sealed results. A later word never replaces an earlier one: each is kept, and the last one holds.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from surveyapp.core.sides import Facet
from surveyapp.core.wire import added_later

WORDS_LIMIT = 1000
WHOLE = "topic"
"""In place of a facet: a topic as a whole, as meetings scored it before they did so facet by facet."""


class Status(StrEnum):
    """How far an action has come."""

    PROMISED = "promised"
    BEGUN = "begun"
    DONE = "done"
    DROPPED = "dropped"

    @property
    def is_settled(self) -> bool:
        """Say whether nothing more is expected."""
        return self in {Status.DONE, Status.DROPPED}


@dataclass(frozen=True, slots=True)
class Agreement:
    """What the two sides said of one principle.

    ``scores`` are by facet, or of the ``WHOLE``, in scale points, 1–K; None where they still differ; nothing was said
    of what is missing. Either way ``words`` say how they see it, and ``lesson`` what they learned.
    """

    section: str
    scores: Mapping[str, float | None]
    words: str = ""
    lesson: str = ""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was said."""
        return not (self.scores or self.words or self.lesson)


@dataclass(frozen=True, slots=True)
class Promise:
    """What will change, who answers for it on each side, by when, and how one will know; fixed once signed off.

    ``facet`` is what it is about in its section; None of the topic as a whole.
    """

    section: str | None
    words: str
    prcs_lead: str
    partner_lead: str
    due: date
    evidence: str
    facet: Facet | None = added_later(None)  # noqa: RUF009 - it never changes


@dataclass(frozen=True, slots=True)
class Action:
    """A promise and what has become of it; ``note`` and ``noted_on`` are of its last follow-up."""

    id: int
    promise: Promise
    status: Status = Status.PROMISED
    note: str = ""
    noted_on: date | None = None

    def is_overdue(self, today: date) -> bool:
        """Say whether it should have been done by now."""
        return not self.status.is_settled and self.promise.due < today


@dataclass(frozen=True, slots=True)
class SignOff:
    """Who said for each side, and on which day, that what stands written is what was agreed."""

    prcs_name: str
    partner_name: str
    signed_on: date


@dataclass(frozen=True, slots=True)
class Meeting:
    """Everything that one review's meeting agreed on, and the day for looking at it again.

    ``later`` are the topics of which something was said after the sign-off, and ``later_actions`` the promises made or
    put otherwise since, by their ids.
    """

    held_on: date | None = None
    follow_up_on: date | None = None
    agreements: Mapping[str, Agreement] | None = None
    actions: tuple[Action, ...] = ()
    signed_off: SignOff | None = added_later(None)  # noqa: RUF009 - it never changes
    later: tuple[str, ...] = added_later(())
    later_actions: tuple[int, ...] = added_later(())

    def agreement(self, section_id: str) -> Agreement | None:
        """Return what was agreed on a section, or None."""
        return (self.agreements or {}).get(section_id)

    @property
    def is_empty(self) -> bool:
        """Say whether nothing was written down."""
        return not (self.held_on or self.agreements or self.actions)

    def count(self, status: Status) -> int:
        """Return how many actions stand at ``status``."""
        return sum(action.status is status for action in self.actions)
