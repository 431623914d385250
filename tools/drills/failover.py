"""An instance of the app is killed, then the primary database: what was acknowledged is there, each mail came once."""

import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass, field

from tools.drills.asking import Answer, ask
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground, Server
from tools.drills.journeys import compare, journey, send
from tools.drills.mailing import mailing
from tools.drills.proxy import HOST, PUBLIC_URL, nginx, proxying
from tools.drills.standby import Pair, paired
from tools.processes import ROOT

PEOPLE, SHORT_PEOPLE, CLIENTS = 200, 24, 8
PAUSE, PATIENCE, LEASE = 0.25, 180, 120
LEAVE_SECONDS, MAILING = 3, 30
PARTED, BETWEEN = 0.5, 0.02
"""Seconds for which the standby hears nothing before the primary dies: what is acknowledged then would be lost."""
FACED = {"PUBLIC_URL": PUBLIC_URL, "PROXIES": "1"}


def run(ground: Ground, is_short: bool) -> Figure:
    if nginx() is None:
        return Figure("nginx is not installed, nothing was tried", holds=False)
    (ground.folder / "app").mkdir()
    with paired(ground) as pair:
        place = Ground(pair.url, ground.folder / "app")
        figures = list(_drill(place, pair, SHORT_PEOPLE if is_short else PEOPLE))
        place.engine.dispose()
    return Figure("; ".join(one.said for one in figures), holds=all(one.holds for one in figures))


def _drill(place: Ground, pair: Pair, people: int) -> Iterator[Figure]:
    yield _migrate_twice_at_once(place)
    review = place.open_review(people, by_name=True)
    with ExitStack() as stack:
        first, second = (stack.enter_context(_instance(place)) for _ in range(2))
        proxy = stack.enter_context(proxying(place.folder, app_port=first.port, others=[second.port]))
        mails = stack.enter_context(mailing(place, people, workers=2, delay=MAILING * 2 / people, **FACED))
        mails.office.open()
        visitor, pool = Visitor(proxy), stack.enter_context(ThreadPoolExecutor(CLIENTS))
        told = [pool.submit(journey, visitor.ask, number, token) for number, token in enumerate(review.tokens)]
        _await(told, people // 4)
        first.die()
        _await(told, people // 2)
        before, died = len(mails.office.taken), _fail_over(pair)
        receipts = [one.result(PATIENCE) for one in told]
        stack.enter_context(_instance(place, port=first.port))
        away = min(instant for instant in visitor.acknowledged if instant > died) - died
        said = f"an instance killed, then the primary: {away:.1f} s until writes again, {visitor.refused} refused"
        yield Figure(said, holds=visitor.refused > 0)
        yield _compared(place, review.id, receipts, [send(visitor.ask, token) for token in review.tokens])
        said, is_well = mails.count()
        yield Figure(f"{said}, {people - before} of them after that", holds=is_well and before < people)
        yield _leave(second, visitor, review.tokens)


@dataclass
class Visitor:
    """Asks through nginx, and again when what answers is nobody, or a server that is going down."""

    port: int
    refused: int = 0
    acknowledged: list[float] = field(default_factory=list)

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        """Return the first answer that is none of a dying server."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            answer = self.ask_once(method, path, fields)
            if answer.status and answer.status < 429:
                self.acknowledged += [time.monotonic()] if answer.status == 303 else []
                return answer
            self.refused += 1
            time.sleep(PAUSE)
        raise TimeoutError("nobody came back")

    def ask_once(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        return ask(self.port, method, path, fields, host=HOST, by_tls=True)


def _migrate_twice_at_once(place: Ground) -> Figure:
    """Do what both instances do before they start, at the same time."""
    line = [sys.executable, "-m", "flask", "db", "upgrade"]
    both = [subprocess.Popen(line, cwd=ROOT, env=place.environment, stderr=subprocess.PIPE) for _ in range(2)]
    said = [process.communicate(timeout=PATIENCE)[1] for process in both]
    is_whole = place.flask("db", "check").returncode == 0
    is_well = [process.returncode for process in both] == [0, 0] and is_whole
    wrong = "" if is_well else f" FAILED: {said}"
    return Figure(f"migrated once by two that started at once{wrong}", holds=is_well)


def _instance(place: Ground, *, port: int = 0) -> AbstractContextManager[Server]:
    return place.serving(workers=1, port=port, LEAVE_SECONDS=str(LEAVE_SECONDS), **FACED)


def _await(told: Sequence[Future[str]], count: int) -> None:
    """Wait until so many journeys are over."""
    wait(told[:count], timeout=PATIENCE)


def _fail_over(pair: Pair) -> float:
    """Break the line between the two databases, kill the primary, and promote the standby; return when it died."""
    receiver = pair.part()
    time.sleep(PARTED)
    pair.primary.die()
    died = time.monotonic()
    pair.promote(receiver)
    return died


def _compared(place: Ground, review_id: int, receipts: list[str], again: list[str]) -> Figure:
    lost, doubled = compare(place, review_id, len(receipts))
    changed = sum(not first or first != later for first, later in zip(receipts, again, strict=True))
    said = f"{len(receipts)} journeys: {lost} lost, {doubled} doubled, {changed} other receipts"
    return Figure(said, holds=(lost, doubled, changed) == (0, 0, 0))


def _leave(server: Server, visitor: Visitor, tokens: Sequence[str]) -> Figure:
    """Tell an instance to stop; it turns visitors away first, and none of them notices."""
    server.process.terminate()
    began, turned, asked, refused = time.monotonic(), 0.0, 0, 0
    while server.process.poll() is None and time.monotonic() < began + PATIENCE:
        is_away = ask(server.port, "GET", "/readyz", host=HOST).status == 503
        is_served = ask(server.port, "GET", "/healthz", host=HOST).status == 200
        turned = time.monotonic() - began if is_away and is_served else turned
        path = f"/r/{tokens[asked % len(tokens)]}/receipt"
        asked, refused = asked + 1, refused + (visitor.ask_once("GET", path).status != 200)
        time.sleep(BETWEEN)
    said = f"/readyz turned visitors away for {turned:.1f} s before the instance stopped, {refused} of {asked} refused"
    return Figure(said, holds=turned > LEAVE_SECONDS / 2 and refused == 0 and asked > 0)


DRILL = Drill(
    promise="an instance or the primary database may die: what was acknowledged is there, and each mail came once",
    breaks="no `synchronous_standby_names` on the primary, or a lock of one transaction in `migrations/env.py`, "
    "or no `leave()` in `gunicorn.conf.py`",
    run=run,
    databases=("postgresql",),
)
