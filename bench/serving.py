"""Servers as they are shipped, beside each other: how they are started, what they compute, what they hold."""

import gzip
import os
import re
import runpy
import shlex
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from bench.floor import DATABASE, SETTINGS, SQLITE
from tools.drills.ground import SECRET

ROOT = Path(__file__).parents[1]
_TICKS = os.sysconf("SC_CLK_TCK")
_ITS_CPU = 2  # CPUCLOCK_SCHED: Linux makes the number of another process's clock of this and its own
_HOW_ROWS_ARE_KEPT = """
import sys
from datetime import UTC
from surveyapp.store.engine import make_engine
with make_engine(sys.argv[1], UTC).connect() as connection:
    raw = connection.connection.driver_connection
    for one in ("journal_mode", "synchronous"):
        print(one, raw.execute("PRAGMA " + one).fetchone()[0], sep="=", end=",")
    print("secure_delete=1", type(raw).__module__)
"""


@dataclass
class Server:
    """A server of some processes; ``command`` is what starts it, ``first`` its first page."""

    name: str
    command: list[str]
    folder: Path
    environment: Mapping[str, str]
    first: str
    log: Path
    port: int = 0
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def start(self, page: str = "") -> float:
        """Return after how many seconds ``page`` was there, or the first one."""
        with socket.socket() as listener:
            listener.bind(("127.0.0.1", 0))
            self.port = listener.getsockname()[1]
        began = time.perf_counter()
        environment = {**self.environment, "PORT": str(self.port)}
        bound = [one.replace("{port}", str(self.port)) for one in self.command]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(bound, cwd=self.folder, env=environment, stderr=log)
        while not self._answers(page or self.first):
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.005)
        return time.perf_counter() - began

    @contextmanager
    def running(self) -> Iterator[str]:
        """Serve until the block ends, at the address that is yielded."""
        self.start()
        try:
            yield f"http://127.0.0.1:{self.port}"
        finally:
            self.stop()

    def stop(self) -> None:
        assert self.process
        self.process.terminate()
        self.process.wait()

    def cpu(self) -> float:
        """Return the milliseconds that all its processes have computed, those that ended too."""
        return sum(_computed(pid) for pid in self.processes()) * 1000

    def pss(self) -> float:
        """Return the megabytes that all its processes hold, what they share counted once."""
        return sum(held(pid) for pid in self.processes())

    def read(self, path: str, headers: Mapping[str, str]) -> str:
        """Return a page as it is read."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=dict(headers))
        with urllib.request.urlopen(request, timeout=120) as answer:
            body: bytes = answer.read()
        return (gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body).decode()

    def processes(self) -> Iterator[int]:
        assert self.process
        return _tree(self.process.pid)

    def _answers(self, page: str) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{page}", timeout=30):
                return True
        except OSError:
            return False


@dataclass(frozen=True)
class Spent:
    """What a command took: seconds of CPU, and megabytes at the most."""

    seconds: float
    peak: float


@dataclass
class Tree:
    """A checkout, and one installation of it in a folder of its own."""

    name: str
    root: Path
    folder: Path
    database_url: str = ""

    @cached_property
    def environment(self) -> dict[str, str]:
        return {
            "PATH": os.environ["PATH"],
            "INSTANCE": str(self.folder),
            "DATABASE_URL": self.database_url or f"sqlite:///{self.folder}/bench.db",
            "SECRET_KEY": SECRET,
            "PYTHONPATH": str(self.root),
        }

    def run(self, *words: str | Path) -> str:
        """Run a script or a module with this checkout's Python and code, and return what it prints."""
        command = [str(self.root / ".venv/bin/python"), *map(str, words)]
        environment = {**os.environ, **self.environment}
        run = subprocess.run(command, cwd=self.root, env=environment, capture_output=True, check=False, text=True)
        assert run.returncode == 0, run.stderr
        return run.stdout

    def spent(self, command: str) -> "Spent":
        """Run a command of the app, and return what it took."""
        words = [str(self.root / ".venv/bin/python"), "-m", "flask", "--app", "wsgi", *shlex.split(command)]
        environment = {**os.environ, **self.environment}
        process = subprocess.Popen(words, cwd=self.root, env=environment, stdout=subprocess.DEVNULL)
        ended, peak = 0, 0.0
        while not ended:
            peak = max(peak, _highest(process.pid))  # what wait4 tells of it begins with this process's own
            time.sleep(0.02)
            ended, status, usage = os.wait4(process.pid, os.WNOHANG)
        assert status == 0, command
        return Spent(usage.ru_utime + usage.ru_stime, peak)

    def flask(self, command: str) -> str:
        return self.run("-m", "flask", "--app", "wsgi", *shlex.split(command))

    def server(self, first: str) -> Server:
        """Return the server that systemd would start: what stands behind ExecStart."""
        unit = (self.root / "deploy/systemd/surveyapp.service").read_text()
        [line] = re.findall(r"^ExecStart=(.+)$", unit, re.M)
        program, *words = shlex.split(line)
        command = [str(self.root / ".venv/bin/python"), "-m", Path(program).name, *words]
        return Server(self.name, command, self.root, self.environment, first, self.folder / "server.log")


def floor(name: str, app: str, tree: Tree) -> Server:
    """Return a floor that is served as ``tree`` is: as many workers and threads, and rows that are as durable."""
    shipped = runpy.run_path(str(tree.root / "gunicorn.conf.py"))
    settings, module = tree.run("-c", _HOW_ROWS_ARE_KEPT, tree.environment["DATABASE_URL"]).split()
    environment = {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        DATABASE: str(tree.folder / f"{name}.db"),
        SQLITE: "pysqlite3" if "pysqlite3" in module else "sqlite3",
        SETTINGS: settings,
    }
    options = {one.replace("_", "-"): shipped[one] for one in ("worker_class", "workers", "threads")}
    words = [word for option, value in options.items() for word in (f"--{option}", str(value))]
    words += ["--bind", "127.0.0.1:{port}", "--log-level", "warning", "--no-control-socket"]
    command = [sys.executable, "-m", "gunicorn", *words, f"bench.floor:{app}"]
    log = tree.folder / f"{name}.log"
    return Server(name, command, tree.folder, environment, "/form/first", log)  # not beside our gunicorn.conf.py


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(one) for thread in threads for one in (thread / "children").read_text().split()]
    except OSError:
        return
    for child in children:
        yield from _tree(child)


def _computed(pid: int) -> float:
    """Return the seconds of a process to the nanosecond, and of those that it waited for to the hundredth."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        own = time.clock_gettime((~pid << 3) | _ITS_CPU)
    except OSError:
        return 0.0
    return own + sum(map(int, fields[13:15])) / _TICKS


def held(pid: int) -> float:
    """Return the megabytes that a process holds, what it shares counted in parts."""
    return _megabytes(f"/proc/{pid}/smaps_rollup", "Pss:")


def _highest(pid: int) -> float:
    return _megabytes(f"/proc/{pid}/status", "VmHWM:")


def _megabytes(file: str, line: str) -> float:
    try:
        lines = Path(file).read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(one.split()[1]) for one in lines if one.startswith(line)) / 1024
