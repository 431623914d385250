"""The mail server is away at first, and goes away again and again: no page waits, each mail comes once."""

import random
import time

from tools.drills.asking import ask
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground
from tools.drills.mailing import LEASE, Mailing, mailing

PEOPLE, SHORT_PEOPLE, TIMES, SHORT_TIMES = 200, 16, 4, 1
WORKERS, DELAY, AWAY = 4, 0.05, 1.0
PAGES, PAGE_LIMIT = 40, 3.0


def run(ground: Ground, is_short: bool) -> Figure:
    people, times = (SHORT_PEOPLE, SHORT_TIMES) if is_short else (PEOPLE, TIMES)
    chance = random.Random(5)
    with ground.serving() as server, mailing(ground, people, workers=WORKERS, delay=DELAY) as mails:
        tokens = ground.open_review(people, by_name=True).tokens
        slowest = max(_seconds(server.port, token) for token in (tokens * PAGES)[:PAGES])
        is_waiting = len(mails.waiting) == people
        for time_away in range(times):
            mails.office.open()
            _await(mails, people * (time_away + 1) // (times + 1))
            time.sleep(chance.uniform(0, DELAY))
            mails.office.close()
            time.sleep(AWAY)
            if is_short:
                mails.pass_a_minute()
        mails.office.open()
        said, holds = mails.count()
    pages = f"{PAGES} pages in {slowest:.2f} s or less meanwhile"
    is_swift = is_waiting and slowest < PAGE_LIMIT
    return Figure(f"away at first and {times} times more: {said}; {pages}", holds=holds and is_swift)


def _seconds(port: int, token: str) -> float:
    """Keep a page; return how long it took, or for ever where it was not kept."""
    began = time.monotonic()
    page = f"/r/{token}/integrity"
    shown = ask(port, "GET", page)
    kept = ask(port, "POST", page, {"holds_principles.self": "4", "manifest": shown.manifest})
    return time.monotonic() - began if kept.status == 303 else float("inf")


def _await(mails: Mailing, count: int) -> None:
    """Wait until so many mails came."""
    until = time.monotonic() + LEASE
    while len(mails.office.taken) < count and time.monotonic() < until:
        time.sleep(0.01)


DRILL = Drill(
    promise="a mail server that is away holds nobody up; each mail comes once, or is known to be in doubt",
    breaks="sending a mail where it is written down, or trying again when no answer came to a mail's end",
    run=run,
)
