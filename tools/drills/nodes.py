"""Two nodes of the app before PgBouncer and Patroni, as deploy/cluster sets them up: a node dies, then the primary."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack

from tools.drills.cluster import Cluster, clustered, list_lacking
from tools.drills.drill import Drill, Figure
from tools.drills.failover import FACED, Visitor
from tools.drills.ground import Ground
from tools.drills.journeys import compare, journey, send
from tools.drills.proxy import nginx, proxying

PEOPLE, SHORT_PEOPLE, CLIENTS, PATIENCE = 400, 40, 8, 180
PARTED = 0.5
"""Seconds for which standbys hear nothing before the primary dies: what is acknowledged then would be lost."""


def run(ground: Ground, is_short: bool) -> Figure:
    lacking = list_lacking() + ([] if nginx() else ["nginx"])
    if lacking:
        return Figure(f"{', '.join(lacking)} missing, nothing was tried", holds=False)
    ground.folder.chmod(0o755)
    for name in ("app", "other", "cluster"):
        (ground.folder / name).mkdir(mode=0o755)
    with clustered(ground.folder / "cluster") as cluster:
        place = Ground(cluster.url, ground.folder / "app")
        place.migrate()
        figures = list(_drill(place, cluster, SHORT_PEOPLE if is_short else PEOPLE))
        place.engine.dispose()
    return Figure("; ".join(one.said for one in figures), holds=all(one.holds for one in figures))


def _drill(place: Ground, cluster: Cluster, people: int) -> Iterator[Figure]:
    review, told = place.open_review(people), list[Future[str]]()
    beside = Ground(cluster.url, place.folder.parent / "other")
    with ExitStack() as stack:
        first, second = (
            stack.enter_context(one.serving(workers=1, port=0, POOL_URL=cluster.pool_url, **FACED))
            for one in (place, beside)
        )
        visitor = Visitor(stack.enter_context(proxying(place.folder, app_port=first.port, others=[second.port])))
        pool = stack.enter_context(ThreadPoolExecutor(CLIENTS))
        told += [pool.submit(journey, visitor.ask, number, token) for number, token in enumerate(review.tokens)]
        wait(told[: people // 4], timeout=PATIENCE)
        first.die()
        wait(told[: people // 2], timeout=PATIENCE)
        died = _kill_primary(cluster)
        receipts = [one.result(PATIENCE) for one in told]
        away = min(instant for instant in visitor.acknowledged if instant > died + 1) - died
        said = f"a node killed, then the primary: {away:.0f} s until writes again, {visitor.refused} refused"
        yield Figure(said, holds=visitor.refused > 0)
        again = [send(visitor.ask, token) for token in review.tokens]
    lost, doubled = compare(place, review.id, people)
    changed = sum(not one or one != later for one, later in zip(receipts, again, strict=True))
    said = f"{people} journeys: {lost} lost, {doubled} doubled, {changed} other receipts"
    yield Figure(f"{said}; {len(cluster.archive.names())} pieces archived", holds=(lost, doubled, changed) == (0, 0, 0))


def _kill_primary(cluster: Cluster) -> float:
    """Break the lines to the standbys, kill the primary soon after, and return when; they never hear what was sent."""
    primary, held = cluster.primary, [pid for one in cluster.standbys for pid in one.hold("walreceiver")]
    time.sleep(PARTED)
    primary.die()
    for pid in held:
        os.kill(pid, signal.SIGTERM)  # before it goes on, or it would read on
        os.kill(pid, signal.SIGCONT)
    return time.monotonic()


DRILL = Drill(
    promise="behind PgBouncer and Patroni a node and the primary may die: what was acknowledged is there",
    breaks="no `synchronous_mode` in `deploy/cluster/patroni.yml`: `WITHOUT=synchronous_mode` loses answers",
    run=run,
    databases=("postgresql",),
)
