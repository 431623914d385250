"""Workers and the whole server are killed (SIGKILL) at random moments while people answer: each answer is kept once."""

import os
import random
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

from tools.drills.asking import Answer, ask
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground, free_port
from tools.drills.journeys import PAGES, compare, journey, send

JOURNEYS, KILLS, CLIENTS = 2_000, 200, 8
SHORT_JOURNEYS, SHORT_KILLS = 12, 3
PAUSE = (0.1, 0.6)
PATIENCE = 600


def run(ground: Ground, is_short: bool) -> Figure:
    journeys, kills = (SHORT_JOURNEYS, SHORT_KILLS) if is_short else (JOURNEYS, KILLS)
    tokens = (review := ground.open_review(journeys)).tokens
    with _killed_again_and_again(ground, kills) as victim, ThreadPoolExecutor(CLIENTS) as pool:
        told = list(pool.map(lambda at: journey(victim.ask, *at), enumerate(tokens)))
        victim.stop.set()
        again = [send(victim.ask, token) for token in tokens]
    lost, doubled = compare(ground, review.id, journeys)
    changed = sum(first != later for first, later in zip(told, again, strict=True))
    steps = journeys * (len(PAGES) + 1)
    tried = f"{journeys} journeys of {steps} acknowledged steps, {victim.kills} kills"
    said = f"{tried}: {lost} lost, {doubled} doubled, {changed} other receipts"
    return Figure(said, holds=(lost, doubled, changed) == (0, 0, 0) and victim.kills > 0)


@dataclass
class Victim:
    """A server that is killed, and comes back on the same port."""

    port: int
    stop: Event = field(default_factory=Event)
    kills: int = 0

    def ask(self, method: str, path: str, fields: dict[str, str] | None = None) -> Answer:
        """Ask again and again, as browsers on bad lines do, until an answer comes that is none of a dying server."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            answer = ask(self.port, method, path, fields)
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
            server.die()
            server = stack.enter_context(ground.serving(port=victim.port))
        elif workers := server.workers():
            with suppress(ProcessLookupError):
                os.kill(chance.choice(workers), signal.SIGKILL)


DRILL = Drill(
    promise="an acknowledged answer is stored exactly once, whatever dies",
    breaks="answering before the commit in `web/db.writing`, or sending without the state check inside its transaction",
    run=run,
)
