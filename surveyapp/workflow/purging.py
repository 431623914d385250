"""Purging: what has been kept for as long as it was needed is erased. One rule a line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.settings import Keeping
from surveyapp.store import audit, drafts, handouts, openings, outbox, partners, recipients, results, sealing, vouchings

KEEP_SETTLED_MAILS = timedelta(days=30)

Step = Callable[[Session, datetime], Sequence[int | None]]
"""Erases what ended before an instant; returns of each thing erased its review, or None where it belongs to none."""


def rules(keeping: Keeping) -> Mapping[str, tuple[timedelta, Step]]:
    """Return what is erased: for how long it is kept, and the step that erases it."""
    return {
        "people": (keeping.contacts, recipients.drop_outdated),
        "openings": (keeping.contacts, openings.drop_outdated),
        "vouchings": (keeping.contacts, vouchings.drop_outdated),
        "handouts": (keeping.contacts, handouts.drop_outdated),
        "focal_points": (keeping.contacts, partners.drop_outdated),
        "drafts": (keeping.drafts, drafts.drop_outdated),
        "comments": (keeping.comments, results.drop_comments),
        "mails": (KEEP_SETTLED_MAILS, outbox.drop_old),
    }


def purge(session: Session, *, now: datetime, keeping: Keeping) -> dict[str, int]:
    """Erase what the rules say, and return how much of each; a dry run rolls back instead of committing.

    Closed reviews of which something was erased are unsealed: the caller commits, and calls ``store.sealing.compact``,
    which wipes it from the files too.
    """
    erased = {name: step(session, now - kept) for name, (kept, step) in rules(keeping).items()}
    counted = {name: len(found) for name, found in erased.items()}
    sealing.unseal(session, {review_id for found in erased.values() for review_id in found if review_id is not None})
    if any(counted.values()):
        audit.record(session, "retention.purged", **counted)
    return counted
