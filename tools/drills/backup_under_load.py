"""Backups while answers are being sent: each is whole, and misses none that was acknowledged before it began."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

from surveyapp.store.backup_files import read_backup
from tools.drills.asking import send
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground

BACKUPS, SENDERS = 20, 2
PAUSE, PATIENCE = 0.05, 3


def run(ground: Ground, is_short: bool) -> Figure:
    backups, people = (2, 200) if is_short else (BACKUPS, 2000)
    tokens = iter(ground.open_review(people, drafted=people).tokens)
    acknowledged, is_over = list[str](), Event()

    def keep_sending() -> None:
        for token in tokens:
            acknowledged.append(send(server.port, token).receipt)
            if is_over.wait(PAUSE):
                return

    with ground.serving() as server, ThreadPoolExecutor(SENDERS) as pool:
        sending = [pool.submit(keep_sending) for _ in range(SENDERS)]
        found = [_backup(ground, number, at_least=acknowledged) for number in range(backups)]
        is_over.set()
        for one in sending:
            one.result()
    whole = [answers == used >= least for answers, used, least in found]
    missing = sum(max(0, least - answers) for answers, _, least in found)
    grown = found[-1][0] - found[0][0]
    said = f"{sum(whole)} of {backups} backups whole while {grown} answers arrived, {missing} missing"
    return Figure(said, holds=all(whole) and grown > 0 and all(acknowledged))


def _await_more(acknowledged: list[str]) -> None:
    """Return when one more answer was acknowledged."""
    before, until = len(acknowledged), time.monotonic() + PATIENCE
    while len(acknowledged) == before and time.monotonic() < until:
        time.sleep(0.01)


def _backup(ground: Ground, number: int, *, at_least: list[str]) -> tuple[int, int, int]:
    """Return how many answers a backup has, how many used links, and how many it must have at least."""
    _await_more(at_least)
    least, out = len(at_least), ground.folder / f"{number}.backup"
    ran = ground.flask("backup", str(out))
    if ran.returncode:
        raise RuntimeError(ran.stderr)
    return (*_counted(out, ground.keys.backup), least)


def _counted(out: Path, key: bytes) -> tuple[int, int]:
    backup = read_backup(out.read_bytes(), key=key)
    states = [
        dict(zip(part.columns, row, strict=True))["state"]
        for part in backup.parts()
        for row in part.rows
        if part.table == "invitation"
    ]
    return backup.counts["response"], states.count("sent")


DRILL = Drill(
    promise="a backup under load is whole",
    breaks="`REPEATABLE READ` or SQLite's online backup left out of `store/snapshots.snapshot`",
    run=run,
)
