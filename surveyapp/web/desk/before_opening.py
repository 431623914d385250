"""What is shown before a review is opened: both whole lists, who made them, and whose turn it is."""

from dataclasses import dataclass
from datetime import datetime

from flask import g
from sqlalchemy.orm import Session

from surveyapp.core.conduct.four_eyes import Turn
from surveyapp.store import audit
from surveyapp.web.clock import now
from surveyapp.web.db import FOCAL_POINT
from surveyapp.workflow.reviews import opening
from surveyapp.workflow.reviews.opening import Prepared

CHANGE_NOTHING = ("review.proposed", "invitation.letters_taken", "invitation.links_shown", "invitation.list_asked")
"""What may be done with a review in preparation and leaves it as it was; whatever is not named here has prepared it."""


@dataclass(frozen=True, slots=True)
class BeforeOpening:
    """A review in preparation, as whoever is signed in sees it before its opening."""

    prepared: Prepared
    turn: Turn
    counts_from: datetime | None
    """When whoever is signed in will be one of those who open it, if that is only a matter of time."""
    prepared_by: tuple[str, ...]
    """Who changed something of it or of its lists, as the record calls them, the first one first."""

    @property
    def is_ready(self) -> bool:
        """Say whether nothing is missing but what opening may do without."""
        return len(self.prepared.missing) == len(self.prepared.unconfirmed)


def load_before_opening(session: Session, review_id: int) -> BeforeOpening:
    """Return what matters before a review is opened; NotFoundError when there is no such review."""
    prepared = opening.read_prepared(session, review_id, now=now())
    done = [
        entry
        for family in ("review", "invitation")
        for entry in audit.list_entries(session, review_id=review_id, action=family, limit=None)
        if entry.author != FOCAL_POINT and entry.action not in CHANGE_NOTHING
    ]
    authors = dict.fromkeys(entry.author for entry in sorted(done, key=lambda entry: entry.number))
    email = g.staff.email
    return BeforeOpening(prepared, prepared.turn_of(email), prepared.eyes.later.get(email), tuple(authors))
