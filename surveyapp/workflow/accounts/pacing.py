"""How much a program may ask: counted in the database, so that it is one count however many machines answer."""

from datetime import datetime
from math import ceil

from sqlalchemy.orm import Session

from surveyapp.store import programs

AT_ONCE = 60
"""Requests that a program may make at once when it made none for a while."""

A_SECOND = 1.0
"""Requests that it gets back in a second."""


def take_turn(session: Session, name: str, *, now: datetime) -> int:
    """Count a request of a program; return 0, or in how many seconds it may ask again, and then count nothing.

    The program is held alone until the caller commits. Machines whose clocks differ never give a request back twice.
    """
    row = programs.get_program_row(session, name)
    last = row.used_at or now
    spent = spent_after(row.spent, (now - last).total_seconds())
    if spent + 1 > AT_ONCE:
        return ceil((spent + 1 - AT_ONCE) / A_SECOND)
    row.spent, row.used_at = spent + 1, max(now, last)
    return 0


def spent_after(spent: float, seconds: float) -> float:
    """Return how many of ``spent`` requests still count after ``seconds``; before, by a slow clock, all of them."""
    return max(0.0, spent - max(0.0, seconds) * A_SECOND)
