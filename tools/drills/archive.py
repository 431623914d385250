"""The archive of the log gives a cluster back as of a moment: all that was acknowledged, and what was erased since."""

import os
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from surveyapp.store import sealing
from surveyapp.store.audit import Author
from surveyapp.workflow.reviews import closing
from tools.drills.asking import Answer, ask
from tools.drills.cluster import Cluster, clustered, list_lacking, restored
from tools.drills.drill import Drill, Figure
from tools.drills.failover import Visitor
from tools.drills.ground import Ground, Opened
from tools.drills.journeys import compare, journey
from tools.drills.members import await_that

PEOPLE, SHORT_PEOPLE, CLIENTS = 240, 24, 8
DAYS = 3
"""After which a piece is erased, as shipped."""


def run(ground: Ground, is_short: bool) -> Figure:
    if lacking := list_lacking():
        return Figure(f"{', '.join(lacking)} missing, nothing was tried", holds=False)
    ground.folder.chmod(0o755)
    for name in ("app", "cluster", "then", "end"):
        (ground.folder / name).mkdir(mode=0o755)
    figures = list(_drill(ground.folder, SHORT_PEOPLE if is_short else PEOPLE))
    return Figure("; ".join(one.said for one in figures), holds=all(one.holds for one in figures))


def _drill(folder: Path, people: int) -> Iterator[Figure]:
    with clustered(folder / "cluster") as cluster:
        place = Pooled(cluster.url, folder / "app", pool_url=cluster.pool_url)
        place.migrate()
        review = place.open_review(people)
        _answer(place, cluster, review.tokens)
        yield _see_doctor(place, cluster)
        before = _note_moment(cluster)
        _close(place, review)
        _await_archived(cluster)
        place.engine.dispose()
    for name, moment, expected in (("then", before, people), ("end", "end", 0)):
        yield _restore(folder / name, cluster, review, (moment, expected))
    yield _erase(cluster)


@dataclass
class Pooled(Ground):
    """A database whose pages go through a pool."""

    pool_url: str = ""

    @property
    def environment(self) -> dict[str, str]:
        return super().environment | ({"POOL_URL": self.pool_url} if self.pool_url else {})

    def list_ill(self) -> list[str]:
        """Return the checks on which the doctor fails."""
        said = self.flask("doctor").stdout
        return [line.split()[1] for line in said.splitlines() if line.startswith("FAIL")]


class Near(Visitor):
    """Asks the app itself, with no proxy before it."""

    def ask_once(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        return ask(self.port, method, path, fields)


def _answer(place: Ground, cluster: Cluster, tokens: Sequence[str]) -> None:
    """Have all answer; a copy is made, then the primary's archiver hangs, then it dies with what was not archived."""
    pairs, quarter = list(enumerate(tokens)), len(tokens) // 4
    with place.serving(workers=1) as server, ThreadPoolExecutor(CLIENTS) as pool:
        visitor = Near(server.port)

        def go(part: Sequence[tuple[int, str]]) -> None:
            list(pool.map(lambda at: journey(visitor.ask, *at), part))

        go(pairs[:quarter])
        for one in cluster.members:
            cluster.run_archive(one, "base", str(cluster.archive.folder))
        primary = cluster.primary
        primary.hold("archiver")
        go(pairs[quarter : 2 * quarter])
        primary.do("SELECT pg_switch_wal()")
        go(pairs[2 * quarter : 3 * quarter])  # or standbys would take that piece for one that they must bring
        primary.die()
        go(pairs[3 * quarter :])


def _see_doctor(place: Pooled, cluster: Cluster) -> Figure:
    """See what the doctor says of the cluster as it is, and while its archive takes nothing."""
    failing = "SELECT last_failed_time > coalesce(last_archived_time, '-infinity') FROM pg_stat_archiver"
    before = place.list_ill()
    cluster.archive.folder.chmod(0)
    cluster.primary.do("SELECT pg_switch_wal()")
    await_that(lambda: cluster.primary.do(failing) == "True")
    during = place.list_ill()
    cluster.archive.folder.chmod(0o755)
    said = (
        f"doctor fails on {', '.join(before) or 'nothing'}, and on {', '.join(during)} while no piece can be archived"
    )
    return Figure(said, holds=(before, during) == ([], ["sealing"]))


def _note_moment(cluster: Cluster) -> str:
    """Return a moment at which everybody has answered, and nobody writes."""
    time.sleep(1)
    noted = cluster.primary.do("SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS')") + "+00"
    time.sleep(1)
    return noted


def _close(place: Ground, review: Opened) -> None:
    with place.writing() as session:
        closing.close_review(session, review.id, now=datetime.now(UTC))
    sealing.compact(place.engine, Author("drill", datetime.now(UTC)))


def _await_archived(cluster: Cluster) -> None:
    """Wait until all that is written is in the archive."""
    name = cluster.primary.do("SELECT pg_walfile_name(pg_switch_wal())")
    await_that(lambda: f"{name}.age" in cluster.archive.names())


def _restore(folder: Path, cluster: Cluster, review: Opened, expected: tuple[str, int]) -> Figure:
    """Make a cluster of the archive as it was at a moment; so many answers are there then, each as it was sent."""
    (moment, there), began = expected, time.monotonic()
    with restored(folder, cluster.archive, moment=moment) as made:
        took, place = time.monotonic() - began, Pooled(made.url, folder)
        lost, doubled = compare(place, review.id, there)
        stored = place.stored(review.id)[0]
        ill = place.list_ill()
        place.engine.dispose()
    when = "of its end, sealed" if moment == "end" else "of before closing"
    said = f"a cluster made {when} in {took:.0f} s: {stored} answers, {lost} lost, {doubled} doubled"
    said += f", doctor fails on {', '.join(ill)}" if ill else ""
    return Figure(said, holds=(stored, lost, doubled, ill) == (there, 0, 0, []))


def _erase(cluster: Cluster) -> Figure:
    """Let the archive grow old; what is as old as that is erased with no new copy."""
    folder, old = cluster.archive.folder, (datetime.now(UTC) - timedelta(days=DAYS, minutes=2)).timestamp()
    (folder / ".base-copy.tar.db1.1.new").touch()
    found = list(folder.iterdir())
    for one in found[1:]:
        os.utime(one, (old, old))
    cluster.run_archive(cluster.members[0], "erase", str(folder))
    said = f"{len(found)} files archived, {len(found) - len(list(folder.iterdir()))} of them erased after {DAYS} days"
    return Figure(said, holds=list(folder.iterdir()) == found[:1])


DRILL = Drill(
    promise="an archive of the log gives back each answer acknowledged by a moment, until it is three days old",
    breaks='`archive_mode: "on"` in `deploy/cluster/patroni.yml`: `WITHOUT=always` does not come to the moment',
    run=run,
    databases=("postgresql",),
)
