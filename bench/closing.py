"""Measure what closing a review costs: seconds and memory, for few and for many.

Run: python -m bench.closing [postgresql].
"""

import os
import subprocess
import sys
import time
from datetime import UTC

from bench.answers import fill
from bench.installation import ROOT, database, installation, line
from surveyapp.store.engine import make_engine

BARS = {400: 2.0, 1_000: 2.0, 100_000: 30.0}
"""Of 400, orders of scores are still compared: 200 people a side."""

MEMORY_BAR = 48.0


def main() -> int:
    """Print one line a figure; exit with 1 when a bar is missed."""
    seconds, peaks, holds = {}, {}, True
    for people, bar in BARS.items():
        seconds[people], peaks[people] = _close(people)
        print(line(f"closing a review of {people:,} responses", seconds[people], "s", bar=bar), flush=True)
        holds &= seconds[people] <= bar
    growth = max(peaks.values()) - min(peaks.values())
    print(line("memory that the many take above the few", growth, "MB", bar=MEMORY_BAR))
    return 0 if holds and growth <= MEMORY_BAR else 1


def _close(people: int) -> tuple[float, float]:
    """Return the seconds and the peak of memory (MB) of the command that closes, its start and compaction with it."""
    with database() as url, installation(links=3, database_url=url) as made:
        engine = make_engine(made.environment["DATABASE_URL"], UTC)
        fill(engine, 1, people=people)
        engine.dispose()
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "review", "close", "1"]
        began = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=made.environment, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        assert status == 0, "closing failed"
        return time.perf_counter() - began, usage.ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main())
