"""Runs a command of the app that dies half way: ``python -m tools.drills.half_way N db upgrade``.

The process kills itself as soon as its ``N``-th change has run, so always within a migration that has changed something
and has not committed it.
"""

import os
import re
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

from flask.cli import main
from sqlalchemy import Connection, Engine, event

_CHANGE = re.compile(r"\s*(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE)\b", re.IGNORECASE)


def die_after(changes: int) -> None:
    """Have this process killed when so many statements changed something, on whichever engine."""
    numbers = count(1)

    def look(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if _CHANGE.match(statement) and next(numbers) == changes:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "after_cursor_execute", look)


@contextmanager
def changes_on(engine: Engine) -> Iterator[list[str]]:
    """Yield the statements that change something on ``engine`` until the block ends."""
    seen: list[str] = []

    def look(_connection: Connection, _cursor: object, statement: str, *_more: object) -> None:
        if _CHANGE.match(statement):
            seen.append(statement)

    event.listen(engine, "after_cursor_execute", look)
    yield seen
    event.remove(engine, "after_cursor_execute", look)


if __name__ == "__main__":
    die_after(int(sys.argv.pop(1)))
    main()
