"""Measure the meeting pack: in a new process, in a warm one, and unchanged. Run: python -m bench.pack."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench.installation import ROOT, line

NEW_BAR, WARM_BAR, SAME_BAR = 6.0, 3.0, 50.0
REVIEW = "5"


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
        warm, same = _in_this_process()
        size = Path(folder, "pack.pdf").stat().st_size
    figures = [
        ("pack, a new process", new, "s", NEW_BAR),
        ("pack, a warm process", warm, "s", WARM_BAR),
        ("pack, unchanged", same * 1000, "ms", SAME_BAR),
    ]
    for name, value, unit, bar in figures:
        print(line(name, value, unit, bar=bar))
    print(f"{size / 1e6:.1f} MB")
    return 0 if all(value <= bar for _, value, _, bar in figures) else 1


def _in_this_process() -> tuple[float, float]:
    """Return the seconds of another pack where one was made before, and of the same again."""
    from surveyapp.reports.pack.making import load_pack, make_pack  # noqa: PLC0415
    from surveyapp.settings import load_settings  # noqa: PLC0415
    from surveyapp.store.engine import make_engine, new_session  # noqa: PLC0415

    settings = load_settings(os.environ, Path(os.environ["INSTANCE"]))
    with new_session(make_engine(settings.database_url, settings.timezone)) as session:
        packs = [load_pack(session, int(REVIEW), languages=(language,)) for language in settings.languages[::-1]]
    make_pack(packs[0])
    return _seconds(lambda: make_pack(packs[1])), _seconds(lambda: make_pack(packs[1]))


def _seconds(work: Callable[[], object]) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began


def _flask(command: str, environment: dict[str, str]) -> None:
    words = [sys.executable, "-m", "flask", "--app", "wsgi", *command.split()]
    subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True)


if __name__ == "__main__":
    sys.exit(main())
