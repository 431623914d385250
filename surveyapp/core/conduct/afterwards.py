"""What is known of a review since its closing, from dates and promises alone: which of its later steps wait."""

from dataclasses import dataclass
from datetime import date, timedelta

from surveyapp.core.conduct.review import State

UNSHARED_FOR = timedelta(days=7)
"""After how long results that nobody shared are called to attention."""

UNMET_FOR = timedelta(days=30)
"""After how long shared results without a meeting are."""


@dataclass(frozen=True, slots=True)
class After:
    """Where a closed review stands ``today``: when it was closed and shared, when it is followed up, what is overdue.

    ``overdue`` are promised actions that are not settled, ``oldest`` the day on which the first of them was due. Unless
    it ``is_answered`` by somebody, there is nothing to share.
    """

    review_id: int
    state: State
    today: date
    closed_on: date
    shared_on: date | None = None
    follow_up_on: date | None = None
    overdue: int = 0
    oldest: date | None = None
    is_answered: bool = True

    @property
    def is_unshared(self) -> bool:
        """Say whether its results were shared with nobody for too long."""
        return self.state is State.CLOSED and self.is_answered and self.today - self.closed_on >= UNSHARED_FOR

    @property
    def is_unmet(self) -> bool:
        """Say whether both sides have had the results for long, and no meeting was recorded."""
        return self.state is State.SHARED and self.shared_on is not None and self.today - self.shared_on >= UNMET_FOR

    @property
    def is_to_follow_up(self) -> bool:
        """Say whether the day has come on which both sides look again at what they promised."""
        return self.state is State.MET and self.follow_up_on is not None and self.follow_up_on <= self.today
