"""Purging: what has been kept for as long as it was needed is erased. One rule a line."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from surveyapp.store import audit, outbox, recipients

KEEP_SETTLED_MAILS = timedelta(days=30)

Rule = Callable[[Session, datetime], int]
RULES: Mapping[str, Rule] = {
    "people": lambda session, now: recipients.drop_outdated(session, now.date()),
    "mails": lambda session, now: outbox.drop_old(session, now - KEEP_SETTLED_MAILS),
}
"""What is erased → the step that erases it, as of an instant, and returns how much it was."""


def purge(session: Session, *, now: datetime) -> dict[str, int]:
    """Erase what the rules say, and return how much of each; a dry run rolls back instead of committing."""
    erased = {name: rule(session, now) for name, rule in RULES.items()}
    if any(erased.values()):
        audit.record(session, "retention.purged", **erased)
    return erased
