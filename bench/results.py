"""Measure what a page of results costs the server, after few answers and many. Run: python -m bench.results."""

import os
import statistics
import subprocess
import sys
import time
from datetime import UTC

from bench.answers import fill
from bench.installation import ROOT, installation, line
from surveyapp.core.conduct.roles import Role
from surveyapp.store.engine import make_engine
from tests.web.staff import let_in, make_staff

PEOPLE = (30, 100_000)
"""Half of them on each side, a tenth with a comment that may be shown."""
PAGES = {"results": "overview", "results/integrity": "one principle", "charts/overview.svg": "chart alone"}
ROUNDS = 50
PAGE_BAR, GROWTH_BAR = 50.0, 5.0


def main() -> int:
    """Print one line a figure; exit with 1 when a bar is missed."""
    if sys.argv[1:]:  # in a process of its own, since an app is made once
        print(*_measured(int(sys.argv[1])))
        return 0
    run = [sys.executable, "-m", "bench.results"]
    few, many = (
        [float(word) for word in subprocess.check_output([*run, str(people)], cwd=ROOT, text=True).split()]
        for people in PEOPLE
    )
    figures = [
        (name, after, min(PAGE_BAR, before + GROWTH_BAR), before)
        for name, before, after in zip(PAGES.values(), few, many, strict=True)
    ]
    for name, after, bar, before in figures:
        print(line(f"{name}, {PEOPLE[0]:,} responses", before, "ms", bar=PAGE_BAR))
        print(line(f"{name}, {PEOPLE[1]:,} responses", after, "ms", bar=bar))
    return 0 if all(after <= bar and before <= PAGE_BAR for _, after, bar, before in figures) else 1


def _measured(people: int) -> list[float]:
    """Return the median milliseconds of each page of a review that ``people`` answered, once it was shown."""
    with installation(links=3) as made:
        os.environ |= made.environment
        engine = make_engine(made.environment["DATABASE_URL"], UTC)
        fill(engine, 1, people=people)
        command = [sys.executable, "-m", "flask", "--app", "wsgi", "review", "close", "1"]
        subprocess.run(command, cwd=ROOT, env=made.environment, check=True, stdout=subprocess.DEVNULL)
        from wsgi import app  # noqa: PLC0415 - reads its settings when it is imported

        client = app.test_client()
        let_in(client, engine, make_staff(engine, role=Role.VIEWER))
        engine.dispose()

        def milliseconds(page: str) -> float:
            began = time.perf_counter()
            answer = client.get(f"/staff/reviews/1/{page}?lang=ar")
            assert answer.status == "200 OK", (page, answer.status)
            return (time.perf_counter() - began) * 1000

        return [statistics.median([milliseconds(page) for _ in range(ROUNDS)][1:]) for page in PAGES]


if __name__ == "__main__":
    sys.exit(main())
