"""An installation to measure: a migrated SQLite database in a temporary folder, with one open review."""

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
QUESTIONNAIRE = "questionnaires/code-of-good-partnership.yaml"
PREPARATION = (
    "db upgrade",
    f"questionnaire publish {QUESTIONNAIRE}",
    "partner create example --name-en Example --name-ar مثال --kind ngo",
    "round create bench --title-en Bench --title-ar قياس",
    "review create --round bench --partner example --questionnaire code-of-good-partnership --closes 2099-12-31",
)


@dataclass(frozen=True)
class Installation:
    """Where it is kept, and the paths of links that nobody used."""

    environment: dict[str, str]
    paths: list[str]


@contextmanager
def installation(*, links: int, database_url: str = "") -> Iterator[Installation]:
    """Make an installation through its own commands, on SQLite or an empty database; remove it when the block ends."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {
            "PATH": os.environ["PATH"],
            "INSTANCE": folder,
            "DATABASE_URL": database_url or f"sqlite:///{folder}/bench.db",
            "SECRET_KEY": "a secret of thirty-two characters, to measure with",
        }
        for command in PREPARATION:
            _flask(command, environment)
        _flask("invite 1 --side prcs --count 3", environment)
        made = json.loads(_flask(f"invite 1 --side partner --count {links} --json", environment))["links"]
        _flask("review open 1", environment)
        yield Installation(environment, ["/r/" + link.rpartition("/")[2] for link in made])


@contextmanager
def database() -> Iterator[str]:
    """Yield the address of an empty PostgreSQL database when it is asked for; nothing stands for SQLite."""
    if "postgresql" not in sys.argv:
        yield ""
        return
    from tests.databases import PostgresMaker  # noqa: PLC0415 - it starts a server

    maker = PostgresMaker(Path(tempfile.mkdtemp(prefix="pg")))
    yield maker.make()
    maker.stop()


def line(figure: str, value: float, unit: str, *, bar: float) -> str:
    """Return one line of a report: the figure, its bar, and whether it holds."""
    return f"{figure:<44} {value:8.2f} {unit:<3} bar {bar:6.1f} {unit:<3} {'holds' if value <= bar else 'MISSED'}"


def _flask(command: str, environment: dict[str, str]) -> str:
    words = [sys.executable, "-m", "flask", "--app", "wsgi", *command.split()]
    run = subprocess.run(words, cwd=ROOT, env=environment, check=True, capture_output=True, text=True)
    return run.stdout
