"""Somebody holds the database: whoever sends waits, or is refused with 503; when it is free again all goes on."""

import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from tools.drills.asking import ask, send
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

PEOPLE = 8
SHORTLY, FOR_LONG = 0.5, 12.0
"""Seconds; the app waits for ten."""


def run(ground: Ground, is_short: bool) -> Figure:
    tokens = (review := ground.open_review(PEOPLE, drafted=PEOPLE)).tokens
    with ground.serving() as server, ThreadPoolExecutor(PEOPLE) as pool:
        with _holding(ground):
            path = "/r/{}/check"
            waiting = [
                pool.submit(ask, server.port, "POST", path.format(token), {"confirm": "send"}) for token in tokens
            ]
            time.sleep(SHORTLY if is_short else FOR_LONG)
        held = [one.result().status for one in waiting]
        receipts = [send(server.port, token).receipt for token in tokens]
    stored = ground.stored(review.id)
    holds = set(held) <= {303, 503} and (is_short or 503 in held) and all(receipts)
    said = (
        f"held for {SHORTLY if is_short else FOR_LONG} s: {held.count(303)} waited, {held.count(503)} refused with 503"
    )
    return Figure(f"{said}; afterwards {stored[0]} of {PEOPLE} stored", holds=holds and stored == (PEOPLE, PEOPLE))


@contextmanager
def _holding(ground: Ground) -> Iterator[None]:
    """Hold all links until the block ends."""
    with ground.engine.connect() as connection:
        if ground.kind == "sqlite":
            connection.connection.cursor().execute("BEGIN EXCLUSIVE")
        else:
            connection.exec_driver_sql("LOCK TABLE invitation IN ACCESS EXCLUSIVE MODE")
        try:
            yield
        finally:
            connection.connection.rollback()


DRILL = Drill(
    promise="a database that is held refuses, and loses nothing",
    breaks="no `lock_timeout` or `busy_timeout` in `store/engine`, or `OperationalError` unhandled in `web/errors`",
    run=run,
)
