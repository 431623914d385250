"""Measure the meeting pack: in a new process, beside the pages, and unchanged. Run: python -m bench.pack."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

from bench.installation import ROOT, line

NEW_BAR, WARM_BAR, HANDOUT_BAR, SAME_BAR = 6.0, 2.0, 0.8, 50.0
REVIEW, DAY = "5", date(2026, 8, 1)


def main() -> int:
    """Print one line a figure; exit with 1 when a bar is missed."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "PATH": os.environ["PATH"],
            "INSTANCE": folder,
            "DATABASE_URL": f"sqlite:///{folder}/bench.db",
            "SECRET_KEY": "a secret of thirty-two characters, to measure with",
        }
        for words in ("db upgrade", "demo load"):
            _flask(words, environment)
        new = _seconds(lambda: _flask(f"pack {REVIEW} --language ar {folder}/pack.pdf", environment))
        os.environ |= environment
        warm, handout, same = _beside_the_pages()
        size = Path(folder, "pack.pdf").stat().st_size
    figures = [
        ("pack, a new process", new, "s", NEW_BAR),
        ("pack, a warm process", warm, "s", WARM_BAR),
        ("handout, a warm process", handout, "s", HANDOUT_BAR),
        ("pack, unchanged", same * 1000, "ms", SAME_BAR),
    ]
    for name, value, unit, bar in figures:
        print(line(name, value, unit, bar=bar))
    print(f"{size / 1e6:.1f} MB")
    return 0 if all(value <= bar for _, value, _, bar in figures) else 1


def _beside_the_pages() -> tuple[float, float, float]:
    """Return the seconds of another pack in the process that made one before, of a handout, and of the same again."""
    from surveyapp.rendering.child import Child  # noqa: PLC0415
    from surveyapp.rendering.workshop import Job, Workshop  # noqa: PLC0415
    from surveyapp.reports.pack.content import Size  # noqa: PLC0415
    from surveyapp.reports.pack.making import load_pack, make_pack  # noqa: PLC0415
    from surveyapp.settings import load_settings  # noqa: PLC0415
    from surveyapp.store.engine import make_engine, new_session  # noqa: PLC0415

    settings, child = load_settings(os.environ, Path(os.environ["INSTANCE"])), Child()
    first, second, *_ = settings.languages
    asked = ((second, Size.MEETING), (first, Size.MEETING), (first, Size.HANDOUT))
    with new_session(make_engine(settings.database_url, settings.timezone)) as session:
        packs = [
            load_pack(session, int(REVIEW), languages=(one,), size=size, today=DAY, may_see=lambda _: True)
            for one, size in asked
        ]
    jobs = [Job(partial(make_pack, pack), pack.key()) for pack in packs]
    workshop = Workshop(settings.instance, partial(child.run, folder=settings.instance / "fonts"), wait_seconds=600)
    workshop.wait_for(jobs[0])
    warm, handout, same = (_seconds(partial(workshop.wait_for, job)) for job in (*jobs[1:], jobs[1]))
    child.end()
    return warm, handout, same


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _flask(command: str, environment: dict[str, str]) -> None:
    words = [sys.executable, "-m", "flask", "--app", "wsgi", *command.split()]
    subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
