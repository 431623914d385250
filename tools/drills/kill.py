"""Workers and the whole server are killed (SIGKILL) at random moments while people answer: each answer is kept once."""

import json
import os
import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

from sqlalchemy import select

from surveyapp.store.engine import new_session
from surveyapp.store.rows import ResponseRow
from tools.drills.asking import Answer, ask, send
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground, Server, free_port

JOURNEYS, KILLS, CLIENTS = 500, 200, 8
SHORT_JOURNEYS, SHORT_KILLS = 12, 3
PAUSE = (0.1, 0.6)
PATIENCE = 600
PAGES = {
    "profile": {},
    "integrity": {"holds_principles.self": "4", "holds_principles.other": "dk", "safe_to_speak.joint": "2"},
    "communication": {},
    "closing": {"overall": "5", "trend": "3"},
}


def run(ground: Ground, is_short: bool) -> Figure:
    journeys, kills = (SHORT_JOURNEYS, SHORT_KILLS) if is_short else (JOURNEYS, KILLS)
    tokens = (review := ground.open_review(journeys)).tokens
    with _killed_again_and_again(ground, kills) as victim, ThreadPoolExecutor(CLIENTS) as pool:
        told = list(pool.map(lambda at: _journey(victim, *at), enumerate(tokens)))
        victim.stop.set()
        again = [victim.until_answered(lambda port, token=token: send(port, token)).receipt for token in tokens]
    lost, doubled = _compare(ground, review.id, journeys)
    changed = sum(first != later for first, later in zip(told, again, strict=True))
    said = f"{journeys} journeys, {victim.kills} kills: {lost} lost, {doubled} doubled, {changed} other receipts"
    return Figure(said, holds=(lost, doubled, changed) == (0, 0, 0) and victim.kills > 0)


@dataclass
class Victim:
    """A server that is killed, and comes back on the same port."""

    port: int
    stop: Event = field(default_factory=Event)
    kills: int = 0

    def until_answered(self, request: object) -> Answer:
        """Ask again and again, as browsers on bad lines do, until an answer comes that is none of a dying server."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            answer: Answer = request(self.port)  # type: ignore[operator]
            if answer.status and answer.status < 500:
                return answer
            time.sleep(0.02)
        raise TimeoutError("the server did not come back")


@contextmanager
def _killed_again_and_again(ground: Ground, kills: int) -> Iterator[Victim]:
    victim = Victim(free_port())
    with ExitStack() as stack:
        thread = Thread(target=_kill, args=(ground, victim, kills, stack), daemon=True)
        thread.start()
        yield victim
        victim.stop.set()
        thread.join(timeout=60)


def _kill(ground: Ground, victim: Victim, kills: int, stack: ExitStack) -> None:
    """Serve; kill a worker, and every third time the whole server, and serve again."""
    chance = random.Random(7)
    server = stack.enter_context(ground.serving(port=victim.port))
    while not victim.stop.is_set():
        victim.stop.wait(chance.uniform(*PAUSE))
        if victim.stop.is_set() or victim.kills >= kills:
            victim.stop.wait(0.2)
            continue
        victim.kills += 1
        if chance.random() < 1 / 3:
            _kill_all(server)
            server = stack.enter_context(ground.serving(port=victim.port))
        elif workers := server.workers():
            with suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)


def _kill_all(server: Server) -> None:
    for pid in [server.process.pid, *server.workers()]:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    server.process.wait(timeout=30)


def _journey(victim: Victim, number: int, token: str) -> str:
    """Answer four pages and send; return the receipt. Each request is repeated until it was acknowledged."""
    for page, answers in PAGES.items():
        address = f"/r/{token}/{page}"
        shown = victim.until_answered(lambda port, at=address: ask(port, "GET", at))
        words = {"open": f"journey {number}"} if page == "integrity" else {}
        fields = answers | words | {"key": f"key-{number}-{page}", "manifest": shown.manifest}
        kept = victim.until_answered(lambda port, at=address, body=fields: ask(port, "POST", at, body))
        if kept.status != 303:
            raise AssertionError(f"{address}: {kept.status}")
    return victim.until_answered(lambda port: send(port, token)).receipt


def _compare(ground: Ground, review_id: int, journeys: int) -> tuple[int, int]:
    """Return how many acknowledged journeys are not stored as they were answered, and how many twice."""
    with new_session(ground.engine) as session:
        stored = [dict(a) for a in session.scalars(select(ResponseRow.answers).filter_by(review_id=review_id))]
    whole = {"holds_principles.self": 4, "holds_principles.other": "dk", "safe_to_speak.joint": 2}
    told = [a["comments"]["integrity"][0] for a in stored if (a["ratings"], a["closing"]["overall"]) == (whole, 5)]
    lost = journeys - len(set(told))
    return lost, len(stored) - len({json.dumps(a, sort_keys=True) for a in stored})


DRILL = Drill(
    promise="an acknowledged answer is stored exactly once, whatever dies",
    breaks="answering before the commit in `web/db.writing`, or sending without the state check inside its transaction",
    run=run,
)
