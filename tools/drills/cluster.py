"""The configurations of deploy/cluster on this machine: Patroni with three databases, HAProxy and PgBouncer.

In the environment WITHOUT names a protection of ``patroni.yml`` that is taken out, to see a drill fail.
"""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from psycopg import OperationalError, connect

from tools.drills.ground import free_port
from tools.drills.members import ACCOUNT, PATH, PATIENCE, WORD, Member, await_that, find_programs, start
from tools.processes import ROOT

SHIPPED = ROOT / "deploy" / "cluster"
NEEDED = ("patroni", "pgbouncer", "haproxy", "etcd", "age", "age-keygen")
PROTECTIONS = {
    "": {},
    "synchronous_mode": {"synchronous_mode: true": "synchronous_mode: false", "_strict: true": "_strict: false"},
    "always": {'archive_mode: "always"': 'archive_mode: "on"'},
}
"""Of ``patroni.yml``, by the name that WITHOUT takes, and what stands there without."""


def list_lacking() -> list[str]:
    """Return what this machine lacks of a cluster."""
    lacking = [name for name in NEEDED if not shutil.which(name, path=PATH)]
    lacking += [] if find_programs() else ["postgresql"]
    return lacking if os.geteuid() == 0 else [*lacking, "root, to start each as its account"]


def change(text: str, places: Mapping[str, str]) -> str:
    """Return a shipped configuration with what differs here."""
    for shipped, here in places.items():
        assert shipped in text, shipped  # noqa: S101 - or another configuration would be tried
        text = text.replace(shipped, here)
    return text


@dataclass(frozen=True)
class Archive:
    """Where the cluster's log goes, and the key that opens it, which the cluster itself does not have."""

    folder: Path
    identity: Path

    @classmethod
    def made_in(cls, folder: Path) -> "Archive":
        made = cls(folder / "wal", folder / "identity")
        made.folder.mkdir()
        subprocess.run(["age-keygen", "-o", str(made.identity)], check=True, capture_output=True)
        for path in (made.folder, made.identity):
            shutil.chown(path, ACCOUNT)
        return made

    @property
    def recipient(self) -> str:
        return next(one for one in self.identity.read_text().split() if one.startswith("age1"))

    def names(self, pattern: str = "*.age") -> list[str]:
        return sorted(one.name for one in self.folder.glob(pattern))


@dataclass
class Cluster:
    """Members, and the way to whichever takes writes; a ``moment``: it is made of what the archive holds of then."""

    folder: Path
    archive: Archive
    moment: str = ""
    members: list[Member] = field(default_factory=list)
    pool: int = field(default_factory=free_port)
    front: int = field(default_factory=free_port)
    """Where HAProxy listens."""
    store: int = field(default_factory=free_port)
    """Where etcd does."""

    @property
    def own_archive(self) -> Path:
        """Where its own log goes: never into the archive that it is made of, whose last timeline it would become."""
        return self.folder / "wal"

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
    def standbys(self) -> list[Member]:
        return [one for one in self.members if not one.has_writes]

    def run_archive(self, member: Member, *words: str) -> None:
        """Run the archive's script as each machine of the database does."""
        environment = {"PATH": PATH, "PGHOST": str(self.folder), "PGPORT": str(member.port)}
        line = ["bash", str(self.folder / "archive.sh"), *words]
        told = {"cwd": "/", "env": environment, "user": ACCOUNT, "group": ACCOUNT, "timeout": PATIENCE}
        with (self.folder / "archive.log").open("ab") as log:
            subprocess.run(line, check=True, stdout=log, stderr=log, **told)  # type: ignore[call-overload]


@contextmanager
def clustered(folder: Path) -> Iterator[Cluster]:
    """Run the cluster until the block ends, with an empty database; ``folder`` is empty."""
    with _running_members(Cluster(folder, Archive.made_in(folder))) as cluster, ExitStack() as stack:
        for statement in (
            f"CREATE ROLE surveyapp LOGIN PASSWORD '{WORD}'",
            "CREATE DATABASE surveyapp OWNER surveyapp",
            "GRANT pg_checkpoint TO surveyapp",
        ):
            cluster.primary.do(statement)
        cluster.primary.do("GRANT EXECUTE ON FUNCTION pg_switch_wal() TO surveyapp", database="surveyapp")
        stack.enter_context(_running(_haproxy(cluster), folder / "haproxy.log"))
        stack.enter_context(_running(_pgbouncer(cluster), folder / "pgbouncer.log"))
        await_that(lambda: _answers(cluster.pool_url))
        yield cluster


@contextmanager
def restored(folder: Path, archive: Archive, *, moment: str) -> Iterator[Cluster]:
    """Run a cluster that is made of the archive as it was at ``moment``, or of all of it where that is ``end``."""
    with _running_members(Cluster(folder, archive, moment)) as cluster:
        yield cluster


@contextmanager
def _running_members(cluster: Cluster) -> Iterator[Cluster]:
    folder, members = cluster.folder, cluster.members
    cluster.own_archive.mkdir(exist_ok=True)
    for path in (folder, cluster.own_archive):
        shutil.chown(path, ACCOUNT)
    members += [Member(name, folder) for name in ("db1", "db2", "db3")]
    _write_script(cluster)
    with ExitStack() as stack:
        stack.callback(_end, members)
        stack.enter_context(_running(_etcd(folder, cluster.store), folder / "etcd.log"))
        for one in members:
            _write_member(cluster, one)
            one.start()
            await_that(lambda: any(each.has_writes for each in members))
        await_that(lambda: sum(one.is_following for one in members) == len(members) - 1)
        if os.environ.get("WITHOUT") != "synchronous_mode":
            await_that(lambda: any(one.is_synchronous for one in members))
        yield cluster


def _answers(url: str) -> bool:
    with suppress(OperationalError), connect(url, prepare_threshold=None) as connection:
        connection.execute("SELECT 1")
        return True
    return False


def _write_script(cluster: Cluster) -> None:
    """Write what the machines know of the archive: whoever restores has the key that opens it as well."""
    known = f"export RECIPIENT={cluster.archive.recipient}\n"
    known += f"export IDENTITY={cluster.archive.identity}\n" if cluster.moment else ""
    (cluster.folder / "archive.sh").write_text(f'{known}exec {SHIPPED / "archive.sh"} "$@"\n')


def _write_member(cluster: Cluster, member: Member) -> None:
    script = {"/opt/surveyapp/deploy/cluster/archive.sh": f"bash {cluster.folder}/archive.sh"}
    common = script | {"/var/lib/postgresql/surveyapp": str(member.data)}
    places = common | {
        "/srv/wal": str(cluster.own_archive),
        "name: db1": f"name: {member.name}",
        "10.0.0.11:8008": f"127.0.0.1:{member.rest}",
        "10.0.0.11:5432": f"127.0.0.1:{member.port}",
        "10.0.0.21:2379,10.0.0.22:2379,10.0.0.23:2379": f"127.0.0.1:{cluster.store}",
        "10.0.0.0/24": "127.0.0.1/32",
        "/usr/lib/postgresql/15/bin": str(find_programs()),
        "CHANGE": WORD,
    }
    own = f"  parameters: {{unix_socket_directories: {cluster.folder}}}\n"
    shipped = (SHIPPED / "patroni.yml").read_text()
    _put(member, "config.yml", change(shipped, places | PROTECTIONS[os.environ.get("WITHOUT", "")]) + own)
    if cluster.moment and member is cluster.members[0]:
        _put(
            member,
            "restore.yml",
            change(_restoring(cluster.moment), common | {"/srv/wal": str(cluster.archive.folder)}),
        )


def _restoring(moment: str) -> str:
    shipped, example = (SHIPPED / "restore.yml").read_text(), "2026-01-31 12:00:00+00"
    if moment != "end":
        return change(shipped, {example: moment})
    return change(shipped, {f" '{example}'\n    no": "\n    no", f"      recovery_target_time: '{example}'\n": ""})


def _put(member: Member, name: str, text: str) -> None:
    member.settings.mkdir(exist_ok=True, mode=0o755)
    (member.settings / name).write_text(text)
    (member.settings / name).chmod(0o644)


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


@contextmanager
def _running(words: list[str], log: Path) -> Iterator[None]:
    process = start(words, log)
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
