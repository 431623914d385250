"""The process in which files are made: ``python -m surveyapp.rendering.process``. Jobs come in by a pipe, files go out.

It holds itself to limits of memory and of computing, and ends by itself: when it has nothing to do, when it has grown,
after some jobs, and as soon as whoever started it is gone.
"""

import contextlib
import gc
import json
import math
import os
import pickle
import resource
import signal
import sys
import traceback
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import IO

from surveyapp.rendering.frames import read_frame, write_frame
from surveyapp.rendering.limits import Limits

MADE, NOT_MADE = b"+", b"-"


def main() -> None:
    """Do jobs until there is a reason to end."""
    limits = Limits.read(sys.argv[1])
    jobs, files = _take_pipes()
    _settle(limits)
    asked: Queue[bytes] = Queue()
    Thread(target=_hear, args=(jobs, asked), daemon=True).start()
    for _ in range(limits.jobs):
        try:
            work = asked.get(timeout=limits.idle_seconds)
        except Empty:
            return
        _limit_computing(limits.cpu_seconds)
        write_frame(files, _made(work))
        gc.freeze()  # libraries and fonts: looking through them again and again took a fifth of a chart
        if _resident() > limits.grown_bytes:
            return


def _take_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Return both pipes; what a library prints goes where errors go, and not between the files."""
    files = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    return sys.stdin.buffer, files


def _settle(limits: Limits) -> None:
    """Take no more than the limits, and go first where the machine has no memory left."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # of a terminal: the one that started this ends it
    resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with contextlib.suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")


def _limit_computing(seconds: float) -> None:
    """Let the system end this process when one job computes for too long, even if nobody waits for it any more."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    soft = math.ceil(used.ru_utime + used.ru_stime + seconds)
    resource.setrlimit(resource.RLIMIT_CPU, (soft, resource.RLIM_INFINITY))


def _hear(jobs: IO[bytes], asked: "Queue[bytes]") -> None:
    while (work := read_frame(jobs)) is not None:
        asked.put(work)
    os._exit(0)  # whoever asked is gone: nobody waits for what is being made


def _made(work: bytes) -> bytes:
    """Return what a job made, or what kind of error it met: a message may quote what somebody wrote."""
    try:
        return MADE + bytes(pickle.loads(work)())  # noqa: S301 - written by the process that started this one
    except Exception as error:
        trace = traceback.extract_tb(error.__traceback__)
        where = [f"{Path(one.filename).name}:{one.lineno} {one.name}" for one in trace]
        said = {"event": "a file was not made", "level": "error", "error": type(error).__name__, "frames": where}
        print(json.dumps(said), file=sys.stderr, flush=True)  # noqa: T201 - it has no other log
        return NOT_MADE


def _resident() -> int:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize()


if __name__ == "__main__":
    main()
    os._exit(0)  # a thread still listens, and would not let Python end in order
