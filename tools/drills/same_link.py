"""Sixty-four senders of one link at the same moment, link after link: one response and one receipt each."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from tools.drills.asking import Answer, send
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

SENDERS, LINKS = 64, 50


def run(ground: Ground, is_short: bool) -> Figure:
    links = 1 if is_short else LINKS
    review = ground.open_review(links, drafted=links)
    with ground.serving() as server, ThreadPoolExecutor(SENDERS) as pool:
        sent = {token: _send_at_once(pool, server.port, token) for token in review.tokens}
    statuses = {answer.status for answers in sent.values() for answer in answers}
    receipts = [{answer.receipt for answer in answers} for answers in sent.values()]
    stored = ground.stored(review.id)
    holds = statuses == {200} and all(len(one) == 1 and "" not in one for one in receipts) and stored == (links, links)
    said = f"{links} links × {SENDERS} senders at once: {stored[0]} responses, {sum(map(len, receipts))} receipts"
    return Figure(f"{said}, statuses {sorted(statuses)}", holds=holds)


def _send_at_once(pool: ThreadPoolExecutor, port: int, token: str) -> list[Answer]:
    start = Barrier(SENDERS)

    def one(_number: int) -> Answer:
        start.wait()
        return send(port, token)

    return list(pool.map(one, range(SENDERS)))


DRILL = Drill(
    promise="one link, one response",
    breaks="no locks in `store/visits.lock_visit` (PostgreSQL) or no `BEGIN IMMEDIATE` in `store/engine`",
    run=run,
)
