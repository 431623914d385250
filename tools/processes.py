"""Processes of the app for tests and drills, forked off one that has the libraries loaded.

What runs in them is what their command lines run; what is spared is reading the same libraries for each, half a second.
As a person does, ``tests/cli/test_golden_path.py`` starts commands, and ``bench/serving.py`` gunicorn.
"""

import os
import sys
from collections.abc import Mapping
from multiprocessing import get_context
from pathlib import Path
from subprocess import TimeoutExpired

ROOT = Path(__file__).parents[1]
_LIBRARIES = [
    "flask.cli",
    "flask_babel",
    "flask_wtf",
    "gunicorn.app.wsgiapp",
    "gunicorn.workers.gthread",
    "psycopg",
    "sqlalchemy.dialects.postgresql.psycopg",
    "surveyapp.cli.doctor",
    "surveyapp.cli.starting",
    "surveyapp.cli.working",
]
"""Nothing of ``surveyapp.web``: how its measures are counted depends on the environment in which it is loaded."""

_context = get_context("forkserver")
_context.set_forkserver_preload(_LIBRARIES)


class Running:
    """A process of ``gunicorn`` or ``flask``; to be asked like one of ``subprocess.Popen``."""

    def __init__(self, words: list[str], environment: Mapping[str, str], log: Path) -> None:
        log.touch()
        self._process = _context.Process(target=_run, args=(words, dict(environment), log), daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        return self._process.pid or 0

    def poll(self) -> int | None:
        """Return its exit code, below zero the signal that ended it; None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float) -> int:
        """Return its exit code once it has ended.

        Raises:
            TimeoutExpired: it still runs after so many seconds.
        """
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise TimeoutExpired(str(self.pid), timeout)
        return code

    def terminate(self) -> None:
        self._process.terminate()

    def kill(self) -> None:
        self._process.kill()


def serve(environment: Mapping[str, str], log: Path) -> Running:
    """Start gunicorn with the project's configuration; what it says is added to ``log``."""
    return Running(["gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"], environment, log)


def start_worker(environment: Mapping[str, str], log: Path) -> Running:
    """Start ``flask worker``; what it says is added to ``log``."""
    return Running(["flask", "worker"], {"FLASK_APP": "wsgi.py", **environment}, log)


def _run(words: list[str], environment: dict[str, str], log: Path) -> None:
    os.chdir(ROOT)
    os.environ.clear()
    os.environ.update(environment)
    said = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    os.dup2(said, 1)
    os.dup2(said, 2)
    sys.argv = words
    if words[0] == "gunicorn":
        from gunicorn.app.wsgiapp import run  # noqa: PLC0415
    else:
        from flask.cli import main as run  # noqa: PLC0415
    sys.exit(run())
