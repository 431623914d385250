"""The configurations of deploy/cluster on this machine: Patroni with three databases, HAProxy and PgBouncer."""

import json
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from psycopg import OperationalError, connect

from tools.drills.ground import free_port
from tools.processes import ROOT

SHIPPED = ROOT / "deploy" / "cluster"
NEEDED = ("patroni", "pgbouncer", "haproxy", "etcd", "age", "age-keygen")
ACCOUNT = "postgres"
WORD = "drill"
PATIENCE = 90
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"


def find_programs() -> Path | None:
    """Return where PostgreSQL's programs are as the distribution has them."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda one: float(one.parent.name))
    return found[-1] if found else None


def list_lacking() -> list[str]:
    """Return what this machine lacks of a cluster."""
    lacking = [name for name in NEEDED if not shutil.which(name, path=_PATH)]
    lacking += [] if find_programs() else ["postgresql"]
    return lacking if os.geteuid() == 0 else [*lacking, "root, to start each as its account"]


def change(text: str, places: Mapping[str, str]) -> str:
    """Return a shipped configuration with what differs here."""
    for shipped, here in places.items():
        assert shipped in text, shipped  # noqa: S101 - or another configuration would be tried
        text = text.replace(shipped, here)
    return text


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

    def start(self) -> None:
        self.patroni = _start(["patroni", str(self.folder / f"{self.name}.yml")], self.folder / f"{self.name}.log")

    def die(self) -> None:
        """Kill Patroni and all of its PostgreSQL at once, as when the machine dies."""
        if self.patroni:
            self.patroni.kill()
        for pid in self._postgres():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def _postgres(self) -> list[int]:
        with suppress(FileNotFoundError):
            first = int((self.folder / self.name / "postmaster.pid").read_text().split()[0])
            children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
            return [first, *map(int, children)]
        return []

    def do(self, statement: str) -> None:
        """Have a statement done by a superuser."""
        with connect(host="127.0.0.1", port=self.port, user=ACCOUNT, password=WORD, autocommit=True) as connection:
            connection.execute(statement)


@dataclass
class Cluster:
    """Three members, and the way to whichever takes writes."""

    folder: Path
    members: list[Member]
    pool: int
    front: int = field(default_factory=free_port)
    """Where HAProxy listens."""

    @property
    def url(self) -> str:
        hosts = "&".join(f"host=127.0.0.1:{one.port}" for one in self.members)
        return f"postgresql://surveyapp:{WORD}@/surveyapp?{hosts}&target_session_attrs=read-write"

    @property
    def pool_url(self) -> str:
        return f"postgresql://surveyapp:{WORD}@127.0.0.1:{self.pool}/surveyapp"

    @property
    def primary(self) -> Member:
        return next(one for one in self.members if one.has_writes)

    @property
    def archived(self) -> list[str]:
        return sorted(one.name for one in (self.folder / "wal").glob("*.age"))


@contextmanager
def clustered(folder: Path) -> Iterator[Cluster]:
    """Run the cluster until the block ends, with an empty database; ``folder`` is empty."""
    shutil.chown(folder, ACCOUNT)
    (folder / "wal").mkdir()
    shutil.chown(folder / "wal", ACCOUNT)
    store, members = free_port(), [Member(name, folder) for name in ("db1", "db2", "db3")]
    cluster = Cluster(folder, members, free_port())
    with ExitStack() as stack:
        stack.callback(_end, members)
        _write_members(cluster, store)
        stack.enter_context(_running(_etcd(folder, store), folder / "etcd.log"))
        for one in members:
            one.start()
            await_that(lambda: any(each.has_writes for each in members))
        await_that(lambda: any(one.is_synchronous for one in members))
        for statement in (
            f"CREATE ROLE surveyapp LOGIN PASSWORD '{WORD}'",
            "CREATE DATABASE surveyapp OWNER surveyapp",
        ):
            cluster.primary.do(statement)
        stack.enter_context(_running(_haproxy(cluster), folder / "haproxy.log"))
        stack.enter_context(_running(_pgbouncer(cluster), folder / "pgbouncer.log"))
        await_that(lambda: _answers(cluster.pool_url))
        yield cluster


def await_that(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    until = time.monotonic() + PATIENCE
    while not is_so():
        if time.monotonic() > until:
            raise TimeoutError("the cluster does not come up")
        time.sleep(0.2)


def _answers(url: str) -> bool:
    with suppress(OperationalError), connect(url, prepare_threshold=None) as connection:
        connection.execute("SELECT 1")
        return True
    return False


def _write_members(cluster: Cluster, store: int) -> None:
    folder = cluster.folder
    subprocess.run(["age-keygen", "-o", str(folder / "identity")], check=True, capture_output=True)
    recipient = next(one for one in (folder / "identity").read_text().split() if one.startswith("age1"))
    (folder / "archive.sh").write_text(f'export RECIPIENT={recipient}\nexec {SHIPPED / "archive.sh"} "$@"\n')
    for one in cluster.members:
        places = {
            "name: db1": f"name: {one.name}",
            "10.0.0.11:8008": f"127.0.0.1:{one.rest}",
            "10.0.0.11:5432": f"127.0.0.1:{one.port}",
            "10.0.0.21:2379,10.0.0.22:2379,10.0.0.23:2379": f"127.0.0.1:{store}",
            "10.0.0.0/24": "127.0.0.1/32",
            "/opt/surveyapp/deploy/cluster/archive.sh": f"sh {folder}/archive.sh",
            "/srv/wal": f"{folder}/wal",
            "/var/lib/postgresql/surveyapp": str(folder / one.name),
            "/usr/lib/postgresql/15/bin": str(find_programs()),
            "CHANGE": WORD,
        }
        path = folder / f"{one.name}.yml"
        own = f"  parameters: {{unix_socket_directories: {folder}}}\n"
        path.write_text(change((SHIPPED / "patroni.yml").read_text(), places) + own)
        path.chmod(0o644)


def _etcd(folder: Path, port: int) -> list[str]:
    here, peer = f"http://127.0.0.1:{port}", f"http://127.0.0.1:{free_port()}"
    asked = {"data-dir": folder / "etcd", "listen-client-urls": here, "advertise-client-urls": here}
    asked |= {"listen-peer-urls": peer, "initial-advertise-peer-urls": peer, "initial-cluster": f"default={peer}"}
    return ["etcd", *(f"--{name}={value}" for name, value in asked.items())]


def _haproxy(cluster: Cluster) -> list[str]:
    places = {
        "127.0.0.1:5000": f"127.0.0.1:{cluster.front}",
    }
    for at, one in enumerate(cluster.members, 1):
        places[f"10.0.0.1{at}:5432 check port 8008"] = f"127.0.0.1:{one.port} check port {one.rest}"
    path = cluster.folder / "haproxy.cfg"
    path.write_text(change((SHIPPED / "haproxy.cfg").read_text(), places))
    return ["haproxy", "-db", "-f", str(path)]


def _pgbouncer(cluster: Cluster) -> list[str]:
    folder = cluster.folder
    places = {
        "port=5000": f"port={cluster.front}",
        "listen_port = 6432": f"listen_port = {cluster.pool}",
        "/etc/pgbouncer/userlist.txt": f"{folder}/userlist.txt",
        "/var/log/postgresql/": f"{folder}/own-",
        "/run/postgresql/": f"{folder}/",
    }
    path = folder / "pgbouncer.ini"
    path.write_text(change((SHIPPED / "pgbouncer.ini").read_text(), places))
    (folder / "userlist.txt").write_text(f'"surveyapp" {json.dumps(WORD)}\n')
    return ["pgbouncer", str(path)]


def _start(words: list[str], log: Path) -> subprocess.Popen[bytes]:
    with log.open("ab") as said:
        environment = {"PATH": _PATH, "LANG": "C.UTF-8"}
        told = {"stdout": said, "stderr": said, "cwd": "/", "env": environment}
        return subprocess.Popen(words, user=ACCOUNT, group=ACCOUNT, extra_groups=[], **told)  # type: ignore[call-overload, no-any-return]


@contextmanager
def _running(words: list[str], log: Path) -> Iterator[None]:
    process = _start(words, log)
    try:
        yield
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def _end(members: list[Member]) -> None:
    for one in members:
        one.die()
        if one.patroni:
            one.patroni.wait(timeout=PATIENCE)
