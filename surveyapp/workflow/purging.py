"""Purging: what has been kept for as long as it was needed is erased. One rule a line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.core.text.days import day_of, end_of_day
from surveyapp.settings import Keeping
from surveyapp.store import (
    audit,
    drafts,
    endings,
    handouts,
    openings,
    outbox,
    partners,
    recipients,
    results,
    sealing,
    vouchings,
)
from surveyapp.store.engine import timezone_of

KEEP_SETTLED_MAILS = timedelta(days=30)
AHEAD = timedelta(days=90)
"""For how far ahead is told what will be erased."""
_LAST_MOMENT = timedelta(seconds=1)
_NEVER_COUNTED = frozenset({"drafts"})
"""Whose number would tell how many have begun, and not sent."""

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


def foresee(
    session: Session, *, now: datetime, keeping: Keeping
) -> tuple[dict[str, int], dict[str, list[tuple[date, int]]]]:
    """Return how much of each kind is due, and then day by day how much will be, by what is there now.

    It is found out by erasing: the caller rolls back. Drafts are not counted.
    """
    timezone = timezone_of(session)
    ends, today = endings.list_ends(session), day_of(now, timezone)
    due, soon = dict[str, int](), dict[str, list[tuple[date, int]]]()
    for name, (kept, step) in rules(keeping).items():
        if name in _NEVER_COUNTED:
            due[name], soon[name] = 0, []
            continue
        due[name] = len(step(session, now - kept))
        days = {end + kept + timedelta(days=later) for end in ends for later in (0, 1)}
        ahead = sorted(day for day in days if today <= day <= today + AHEAD)
        counted = [(day, len(step(session, end_of_day(day, timezone) - _LAST_MOMENT - kept))) for day in ahead]
        soon[name] = [(day, count) for day, count in counted if count]
    return due, soon
