"""How gunicorn serves the app: a few threads a worker, forked off one process that has loaded it.

Nothing is kept between requests but caches and counts.
"""

import ctypes
import gc
import os
import shutil
import signal
import sys
import tempfile
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter

_ARENAS = -8  # M_ARENA_MAX in malloc.h
if sys.platform == "linux":
    ctypes.CDLL(None).mallopt(_ARENAS, 1)  # a heap a thread would keep what was freed from all the others
os.umask(0o077)  # the first to look at a database of SQLite makes its file

bind = f"{os.environ.get('BIND') or '127.0.0.1'}:{os.environ.get('PORT') or 8000}"
worker_class = "gthread"
workers = int(os.environ.get("WORKERS") or 2)
threads = 4
timeout = 60
graceful_timeout = 20
errorlog = "-"
accesslog = None  # a path would hold a link's token; web/logs.py writes a line a request
loglevel = "warning"
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108 - each request marks there that it lives
logger_class = "surveyapp.web.server_logs.ServerLogger"
control_socket_disable = True

LEAVE_SECONDS = int(os.environ.get("LEAVE_SECONDS") or 0)
FOLDER = "PROMETHEUS_MULTIPROC_DIR"


def on_starting(_server: object) -> None:
    """Refuse to start where acknowledged answers may be lost; make the folder in which workers count."""
    gc.disable()  # until all is loaded: of that nothing is let go, and looking for it took a fifth of the start
    from surveyapp.cli.starting import find_reason_not_to_start  # noqa: PLC0415 - on the path only by now
    from surveyapp.rendering.workshop import shelf_in  # noqa: PLC0415

    instance = Path(os.environ.get("INSTANCE") or Path(__file__).parent / "instance")
    reason = find_reason_not_to_start(os.environ, instance)
    if reason:
        sys.exit(f"surveyapp: {reason}")
    shelf_in(instance).empty()  # another version may make other files
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="surveyapp-metrics-")
    _load()


def _load() -> None:
    """Load the app once, before forking: workers share what it takes, and no connection, since none is opened."""
    import wsgi  # noqa: PLC0415
    from surveyapp.web.warming import warm  # noqa: PLC0415

    warm(wsgi.app)
    gc.freeze()  # a page of memory that no worker writes to is shared by all
    gc.enable()


def when_ready(server: "Arbiter") -> None:
    """On SIGTERM turn visitors away for LEAVE_SECONDS, so that the balancer notices, and only then stop."""
    from surveyapp.web.leaving import is_leaving, leave  # noqa: PLC0415

    def stop(_number: int, frame: FrameType | None) -> None:
        server.signal(signal.SIGTERM, frame)

    def begin(number: int, frame: FrameType | None) -> None:
        if is_leaving() or not LEAVE_SECONDS:
            stop(number, frame)
        leave()
        signal.alarm(LEAVE_SECONDS)

    signal.signal(signal.SIGALRM, stop)
    signal.signal(signal.SIGTERM, begin)


def on_exit(_server: object) -> None:
    """Remove the folder of counts."""
    shutil.rmtree(Path(os.environ.get(FOLDER, "/nonexistent")), ignore_errors=True)
