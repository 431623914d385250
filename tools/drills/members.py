"""One machine of the database as deploy/cluster sets it up: Patroni, and the PostgreSQL that it runs."""

import os
import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from psycopg import connect

from tools.drills.ground import free_port

ACCOUNT = "postgres"
WORD = "drill"
PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
PATIENCE = 90


def find_programs() -> Path | None:
    """Return where PostgreSQL's programs are as the distribution has them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name))
    return found[-1] if found else None


def await_that(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("the cluster does not come up")
        time.sleep(0.2)


def start(words: list[str], log: Path) -> subprocess.Popen[bytes]:
    """Start a program as the database's account."""
    with log.open("ab") as said:
        environment = {"PATH": PATH, "LANG": "C.UTF-8"}
        told = {"stdout": said, "stderr": said, "cwd": "/", "env": environment}
        return subprocess.Popen(words, user=ACCOUNT, group=ACCOUNT, extra_groups=[], **told)  # type: ignore[call-overload, no-any-return]


@dataclass
class Member:
    """One machine of the database: Patroni, and the PostgreSQL that it runs."""

    name: str
    folder: Path
    port: int = field(default_factory=free_port)
    rest: int = field(default_factory=free_port)
    patroni: subprocess.Popen[bytes] | None = None

    @property
    def has_writes(self) -> bool:
        return self._status("/primary") == 200

    @property
    def is_following(self) -> bool:
        return self._status("/replica") == 200

    @property
    def is_synchronous(self) -> bool:
        return self._status("/synchronous") == 200

    def _status(self, path: str) -> int:
        try:
            with urlopen(f"http://127.0.0.1:{self.rest}{path}", timeout=2) as answer:
                return int(answer.status)
        except HTTPError as error:
            return error.code
        except (URLError, OSError):
            return 0

    @property
    def data(self) -> Path:
        return self.folder / self.name

    @property
    def settings(self) -> Path:
        """Where Patroni finds its settings."""
        return self.folder / f"{self.name}.d"

    def start(self) -> None:
        self.patroni = start(["patroni", str(self.settings)], self.folder / f"{self.name}.log")

    def die(self) -> None:
        """Kill Patroni and all of its PostgreSQL at once, as when the machine dies."""
        if self.patroni:
            self.patroni.kill()
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def processes(self, *, named: str = "") -> list[int]:
        """Return the ids of its PostgreSQL's processes whose title holds ``named``, the first one's first."""
        with suppress(FileNotFoundError):
            first = int((self.data / "postmaster.pid").read_text().split()[0])
            children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
            found = [first, *map(int, children)]
            return [pid for pid in found if named in Path(f"/proc/{pid}/cmdline").read_text(errors="replace")]
        return []

    def hold(self, named: str) -> list[int]:
        """Stop its PostgreSQL's processes of this title for a while; return them."""
        held = self.processes(named=named)
        for pid in held:
            os.kill(pid, signal.SIGSTOP)
        return held

    def do(self, statement: str, *, database: str = "postgres") -> str:
        """Have a statement done by a superuser; return what it says first."""
        asked = {"host": "127.0.0.1", "port": self.port, "dbname": database, "user": ACCOUNT, "password": WORD}
        with connect(**asked, autocommit=True) as connection:  # type: ignore[arg-type]
            found = connection.execute(statement)
            return str((found.fetchone() or [""])[0]) if found.description else ""
