"""What is made once for everybody whom it fits, and kept in the process; a few of each kind."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import current_app

MOST = 200
"""Things of a kind that are kept: of a form each page in each language."""

_Made = TypeVar("_Made")


def remembered(kind: str, key: Hashable, make: Callable[[], _Made]) -> _Made:
    """Return what ``make`` made for ``key`` when it was first asked for."""
    made: dict[Hashable, _Made] = current_app.extensions.setdefault(kind, {})
    known = made.get(key)
    if known is None:
        if len(made) >= MOST:
            made.clear()
        known = made[key] = make()
    return known
