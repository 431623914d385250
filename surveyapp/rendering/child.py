"""The one process a web process has to make files in: started for the first, and again after it ended."""

import logging
import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock, Timer

from surveyapp.core.errors import Code, UnmadeError
from surveyapp.rendering.frames import read_frame, write_frame
from surveyapp.rendering.limits import Limits
from surveyapp.rendering.process import MADE

ROOT = Path(__file__).parents[2]
_PASSED_ON = ("PATH", "PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "TMPDIR", "LANG", "LC_ALL")
"""What it is told of the environment: no key, no address of a database or a mail server."""

_log = logging.getLogger(__name__)


@dataclass
class Child:
    """A process, at most one."""

    limits: Limits = field(default_factory=Limits)
    _running: "subprocess.Popen[bytes] | None" = None
    _one: Lock = field(default_factory=Lock)

    def run(self, work: Callable[[], bytes], *, folder: Path) -> bytes:
        """Return what ``work`` makes, there; one at a time.

        Args:
            work: a function of a module and what it takes, so that it can be handed over.
            folder: where the process may keep what its libraries learn of fonts.

        Raises:
            UnmadeError: it was not made: the process met an error, or took too much and was ended.
        """
        asked = pickle.dumps(work)
        with self._one:
            answer = self._exchange(asked, folder)
            if answer is None and self._has_ended_by_itself():  # just when it was asked
                answer = self._exchange(asked, folder)
            if answer is None:
                _log.warning("the process that makes files ended in the middle of one, with %s", self._end())
        if answer is None or not answer.startswith(MADE):
            raise UnmadeError(Code.NOT_MADE)
        return answer[len(MADE) :]

    def end(self) -> None:
        """End the process; the next job starts another."""
        with self._one:
            self._end()

    @property
    def pid(self) -> int | None:
        """Return the number of the process, where one runs."""
        return self._running.pid if self._running and self._running.poll() is None else None

    def _exchange(self, asked: bytes, folder: Path) -> bytes | None:
        """Return what the process answers; None when it ended instead."""
        if self._running is None or self._running.poll() is not None:
            self._end()
            self._running = _start(self.limits, folder)
        running = self._running
        limit = Timer(self.limits.seconds, running.kill)
        limit.start()
        try:
            assert running.stdin is not None  # noqa: S101 - both are pipes
            assert running.stdout is not None  # noqa: S101
            write_frame(running.stdin, asked)
            return read_frame(running.stdout)
        except BrokenPipeError:
            return None
        finally:
            limit.cancel()

    def _has_ended_by_itself(self) -> bool:
        return self._running is not None and self._running.wait() == 0

    def _end(self) -> int | None:
        """End the process, and return how it ended: below zero by a signal."""
        running, self._running = self._running, None
        if running is None:
            return None
        running.kill()
        for pipe in (running.stdin, running.stdout):
            if pipe:
                with suppress(BrokenPipeError):  # what was not taken any more
                    pipe.close()
        return running.wait()


def _start(limits: Limits, folder: Path) -> "subprocess.Popen[bytes]":
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    environment = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    environment["MPLCONFIGDIR"] = str(folder.resolve())
    words = [sys.executable, "-m", "surveyapp.rendering.process", limits.write()]
    pipe = subprocess.PIPE
    return subprocess.Popen(words, cwd=ROOT, env=environment, stdin=pipe, stdout=pipe)  # noqa: S603 - words of ours
