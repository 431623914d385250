"""Whether this server is about to stop: a mark that gunicorn's first process sets, and all its workers see.

Imported before the workers are forked, so that they share the page of memory that holds it.
"""

from mmap import mmap

_MARK = mmap(-1, 1)


def leave() -> None:
    """Let ``/readyz`` turn visitors away from now on."""
    _MARK[0] = 1


def is_leaving() -> bool:
    """Say whether the server is about to stop."""
    return _MARK[0] == 1
