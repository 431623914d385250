"""What operators see: measures of all workers, a server that says when it leaves, and logs that tell of nobody."""

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
import structlog
from flask import Flask
from sqlalchemy import Engine

from surveyapp.cli.starting import find_reason_not_to_start
from surveyapp.core.sides import Side
from surveyapp.settings import Settings, load_settings
from surveyapp.store.engine import make_engine
from surveyapp.store.sqlite import sqlite3
from surveyapp.web import logs
from surveyapp.web.security import THROWN_AWAY_SECONDS
from tests.browser.site import environment_of_app, free_port, running_server, wait_until_ready
from tests.conftest import ROOT, SECRET
from tests.databases import ON_SQLITE, TIMEZONE
from tests.pages import ReadingClient
from tests.web.filling import fill
from tools.processes import Running

LEAVES_AFTER = 1
TYPED = "a-word-that-only-this-person-would-write"


class Served:
    """The app in production, on two workers; ``token`` opens a form."""

    def __init__(self, port: int, token: str, log: Path, database: Path) -> None:
        self.port, self.token, self.log, self.database = port, token, log, database
        self.process: Running | None = None

    def ask(self, path: str, fields: dict[str, str] | None = None, **headers: str) -> tuple[int, str]:
        body = urlencode(fields).encode() if fields is not None else None
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", body, headers)
        try:
            with urllib.request.urlopen(request, timeout=10) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()

    def send_raw(self, raw: bytes) -> None:
        with closing(socket.create_connection(("127.0.0.1", self.port), timeout=10)) as connection:
            connection.sendall(raw)
            connection.shutdown(socket.SHUT_WR)
            while connection.recv(65536):
                pass

    def lines(self) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.log.read_text().splitlines()]


def test_a_port_that_is_taken_is_said_before_the_start(tmp_path: Path) -> None:
    """In production the server waits until whoever leaves has left."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        environment = {"PORT": str(port), "SECRET_KEY": SECRET}
        said = find_reason_not_to_start(environment, tmp_path)
        assert said is not None
        assert said.startswith(f"PORT: {port} is taken by another program; set another, as in `PORT=")
        assert said.endswith(" make run`")
        assert find_reason_not_to_start(environment | {"SURVEYAPP_ENV": "production"}, tmp_path) is None
    assert find_reason_not_to_start(environment, tmp_path) is None


@pytest.fixture
def served(database_url: str, prepare, tmp_path: Path) -> Iterator[Served]:
    port, log = free_port(), tmp_path / "server.log"
    token = prepare().links[Side.PARTNER][0]
    production = {"SURVEYAPP_ENV": "production", "WORKERS": "2", "LEAVE_SECONDS": str(LEAVES_AFTER)}
    environment = environment_of_app(database_url, tmp_path, port=port) | {"SECRET_KEY": SECRET} | production
    with running_server(environment, log) as process:
        served = Served(port, token, log, Path(database_url.removeprefix("sqlite:///")))
        served.process = process
        wait_until_ready(process, f"http://127.0.0.1:{port}/readyz", log)
        yield served


@pytest.mark.slow
@ON_SQLITE
def test_logs_tell_of_nobody(served: Served) -> None:
    """Not of whoever answers, sends rubbish, or meets a fault of ours."""
    path, secret = f"/r/{served.token}", {"open": TYPED, "manifest": TYPED}
    page = served.ask(f"{path}/integrity")[1]
    manifest = re.search(r'name="manifest" value="([^"]*)"', page)[1].replace("&amp;", "&")
    headers = {"User-Agent": TYPED, "X-Forwarded-For": "203.0.113.9", "Cookie": f"staff={TYPED}", "X-Request-Id": TYPED}
    assert served.ask(f"{path}/integrity", secret | {"manifest": manifest}, **headers)[0] == 200
    assert served.ask(f"{path}/nothing?x={TYPED}", secret)[0] == 404
    assert served.ask(f"/{TYPED}")[0] == 404
    served.send_raw(f"GET {path} {TYPED}\r\n\r\n".encode())
    served.send_raw(f"GET {path} HTTP/1.1\r\n{TYPED} x: {served.token}\r\n\r\n".encode())
    served.send_raw(f"POST {path}/integrity HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {TYPED}\r\n\r\n".encode())
    with closing(sqlite3.connect(served.database)) as connection:
        connection.execute("ALTER TABLE draft RENAME TO away")
    assert served.ask(f"{path}/integrity", secret | {"manifest": manifest})[0] == 503
    said, lines = served.log.read_text(), served.lines()
    assert [one for one in (served.token, TYPED, "203.0.113.9", "127.0.0.1") if one in said] == []
    assert {"event": "database away", "error": "OperationalError", "route": "/r/"}.items() <= lines[-1].items()
    assert "request_id" not in lines[-1]
    assert datetime.fromisoformat(str(lines[-1]["timestamp"])).timetuple()[4:6] == (0, 0)
    assert [line["route"] for line in lines if line["event"] == "request"] == [""]  # of the page that does not exist
    assert sum(line["event"] == "Invalid request" for line in lines) == 3


@ON_SQLITE
def test_the_message_of_a_fault_is_not_logged(own_app: Flask, capsys: pytest.CaptureFixture) -> None:
    @own_app.get("/fails")
    def fails() -> str:
        raise ValueError(TYPED)

    assert own_app.test_client().get("/fails").status_code == 500
    own_app.after_request_funcs[None].append(lambda _response: fails())  # such as counting, when the disk is full
    assert own_app.test_client().get(f"/r/{TYPED}").status_code == 500
    said = capsys.readouterr().err
    assert said.count('"ValueError"') == 2
    assert re.search(r"test_operators.py:\d+ fails", said)
    assert TYPED not in said


@ON_SQLITE
@pytest.mark.wide
def test_links_are_logged_by_the_hour_and_in_hundreds(
    own_app: Flask, prepare, capsys: pytest.CaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And never at the moment at which one is asked for."""
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger("info"))
    begun = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    client, path = own_app.test_client(), prepare().path()
    for hours, asked in ((0, [path] * 101), (1, [path] * 3), (2, [path, "/privacy"]), (3, ["/healthz"])):
        monkeypatch.setattr(logs, "now", lambda hours=hours: begun + timedelta(hours=hours))
        for one in asked:
            client.get(one)
    told = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["event"], line.get("requests_at_most")) for line in told] == [
        ("links", 200),
        ("request", None),
        ("links", 100),
    ]
    hours = [(line["since"], line["until"]) for line in told if line["event"] == "links"]
    assert hours == [
        (
            f"{begun + timedelta(hours=since):%Y-%m-%dT%H:00:00+00:00}",
            f"{begun + timedelta(hours=until):%Y-%m-%dT%H:00:00+00:00}",
        )
        for since, until in ((0, 2), (2, 3))
    ]


@pytest.mark.slow
@ON_SQLITE
def test_no_connection_is_carried_over_the_fork(served: Served) -> None:
    """The app is loaded before its workers are forked: a lock of SQLite or a socket that two hold is nobody's."""
    pid = served.process.pid
    assert served.ask(f"/r/{served.token}")[0] == 200
    children, until = Path(f"/proc/{pid}/task/{pid}/children"), time.monotonic() + 20
    while len(workers := children.read_text().split()) < 2 and time.monotonic() < until:  # the first may serve alone
        time.sleep(0.05)
    opened = [str(file.readlink()) for file in Path(f"/proc/{pid}/fd").iterdir()]
    assert len(workers) == 2
    assert [one for one in opened if str(served.database) in one] == []


@pytest.mark.slow
@ON_SQLITE
def test_measures_of_all_workers_are_added_up(served: Served) -> None:
    """Those of links apart, of which only faults are counted."""
    for _ in range(40):
        served.ask(f"/r/{served.token}")
        served.ask("/privacy")
    with closing(sqlite3.connect(served.database)) as connection:
        connection.execute("ALTER TABLE draft RENAME TO away")
    assert served.ask(f"/r/{served.token}")[0] == 503
    said = served.ask("/metrics")[1]
    assert 'surveyapp_requests_total{route="/privacy",status="2xx"} 40.0' in said
    assert [line for line in said.splitlines() if "/r/" in line] == [
        'surveyapp_requests_total{route="/r/",status="5xx"} 1.0'
    ]
    assert "surveyapp_database_up 1.0" in said
    assert served.token not in said
    assert "check" not in said


@ON_SQLITE
def test_measures_are_for_this_machine(client: ReadingClient) -> None:
    assert client.get("/metrics").status_code == 200
    assert client.get("/metrics", environ_base={"REMOTE_ADDR": "192.0.2.1"}).status_code == 404


@ON_SQLITE
def test_measures_are_for_those_machines_that_an_operator_names(
    app: Flask, client: ReadingClient, settings: Settings, tmp_path: Path
) -> None:
    named = load_settings({"METRICS_FROM": "10.88.0.0/16, 192.0.2.7", "SECRET_KEY": SECRET}, tmp_path).measured_from
    app.extensions["surveyapp.settings"] = replace(settings, measured_from=named)
    asked = {
        one: client.get("/metrics", environ_base={"REMOTE_ADDR": one}).status_code
        for one in (
            "10.88.3.4",
            "::ffff:10.88.3.4",
            "192.0.2.7",
            "127.0.0.1",
            "192.0.2.8",
            "10.89.0.1",
            "2001:db8::1",
            "",
        )
    }
    assert [one for one, status in asked.items() if status == 200] == [*asked][:4]
    forged = {"X-Forwarded-For": "10.88.0.1", "Forwarded": "for=10.88.0.1"}
    assert client.get("/metrics", headers=forged, environ_base={"REMOTE_ADDR": "192.0.2.8"}).status_code == 404


@pytest.mark.slow
@ON_SQLITE
def test_a_body_that_is_said_to_be_huge_and_comes_in_drops_is_not_waited_for(served: Served) -> None:
    head = f"POST /r/{served.token}/integrity HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100000000\r\n"
    head += "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    begun = time.monotonic()
    with closing(socket.create_connection(("127.0.0.1", served.port), timeout=1)) as connection:
        connection.sendall(head.encode())
        said = b""
        while not said and time.monotonic() < begun + 60:
            try:
                said = connection.recv(65536)
            except TimeoutError:
                connection.sendall(b"a")
    assert said.startswith(b"HTTP/1.1 413 ")
    assert THROWN_AWAY_SECONDS - 1 < time.monotonic() - begun < 3 * THROWN_AWAY_SECONDS


@pytest.mark.slow
@pytest.mark.wide
def test_nothing_that_is_written_is_for_other_accounts(tmp_path: Path) -> None:
    """The folder, the database, the key, a backup: whatever the account that writes allows otherwise."""
    instance = tmp_path / "instance"
    environ = os.environ | {"INSTANCE": str(instance), "FLASK_APP": "wsgi.py"}
    flask = Path(sys.executable).with_name("flask")
    for command in ("db upgrade", f"backup --open {instance / 'all.json'}", "doctor"):
        lines = ["/bin/sh", "-c", f"umask 022; exec {flask} {command}"]
        subprocess.run(lines, cwd=ROOT, env=environ, capture_output=True, check=False)
    found = {str(one.relative_to(tmp_path)): one.stat().st_mode & 0o077 for one in tmp_path.rglob("*")}
    assert {"instance", "instance/surveyapp.db", "instance/secret_key"} <= set(found)
    assert [name for name, mode in found.items() if mode] == []


@pytest.mark.slow
@ON_SQLITE
def test_who_leaves_says_so_before_and_serves_to_the_end(served: Served) -> None:
    assert served.process is not None
    served.process.terminate()
    began, seen = time.monotonic(), []
    while served.process.poll() is None and time.monotonic() < began + 10:
        try:
            seen.append((served.ask("/readyz")[0], served.ask("/healthz")[0]))
        except (urllib.error.URLError, ConnectionError):
            break
        time.sleep(0.05)
    before = seen.index((503, 200))
    assert before < 10, "it took half a second to say so"
    assert set(seen[before:]) == {(503, 200)}
    assert time.monotonic() - began > LEAVES_AFTER * 0.9
    assert served.process.wait(timeout=10) == 0


def test_production_does_not_start_on_a_database_that_may_forget(database_url: str, tmp_path: Path) -> None:
    environ = {"SURVEYAPP_ENV": "production", "SECRET_KEY": SECRET, "DATABASE_URL": database_url}
    assert find_reason_not_to_start(environ, tmp_path) is None
    if database_url.startswith("sqlite"):
        return
    engine = make_engine(database_url, TIMEZONE)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {engine.url.database} SET synchronous_commit = off")
    engine.dispose()
    reason = find_reason_not_to_start(environ, tmp_path)
    assert (
        reason
        == "DATABASE_URL: PostgreSQL runs with synchronous_commit = off, and may lose answers that it acknowledged"
    )
    assert find_reason_not_to_start(environ | {"SURVEYAPP_ENV": "development"}, tmp_path) is None
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "gunicorn.conf.py", "wsgi:app"]
    ran = subprocess.run(
        gunicorn, cwd=ROOT, env=os.environ | environ, capture_output=True, text=True, check=False, timeout=30
    )
    assert (ran.returncode, ran.stderr) == (1, f"surveyapp: {reason}\n")
    ran = subprocess.run(
        [Path(sys.executable).with_name("flask"), "--app", "wsgi", "doctor"],
        cwd=ROOT,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "FAIL  durability     synchronous_commit = off: an answer" in ran.stdout


def test_an_unreachable_database_is_no_reason(tmp_path: Path) -> None:
    environ = {"SURVEYAPP_ENV": "production", "SECRET_KEY": SECRET, "DATABASE_URL": "postgresql://127.0.0.1:9/none"}
    assert find_reason_not_to_start(environ, tmp_path) is None
    assert find_reason_not_to_start({"PORT": "x"}, tmp_path) == "PORT: 'x' is not a port number from 1 to 65535"


ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def set_for_good(engine: Engine, setting: str) -> None:
    """Set what each connection from now on begins with."""
    with engine.begin() as connection:
        connection.exec_driver_sql(f"ALTER DATABASE {engine.url.database} SET {setting}")
    engine.dispose()


@ON_POSTGRESQL
def test_a_database_that_takes_no_writes_keeps_visitors_away(client: ReadingClient, engine: Engine, prepare) -> None:
    path = prepare().path()
    assert client.get("/readyz").status_code == 200
    set_for_good(engine, "default_transaction_read_only = on")
    refused = fill(client, f"{path}/integrity", {"holds_principles.self": "4"})
    assert (refused.status_code, client.get(path).status_code) == (503, 200)
    assert client.get("/readyz").status_code == 503


@ON_POSTGRESQL
def test_a_database_that_may_forget_keeps_visitors_away_in_production(
    client: ReadingClient, app: Flask, engine: Engine, settings: Settings
) -> None:
    set_for_good(engine, "synchronous_commit = off")
    assert client.get("/readyz").status_code == 200
    app.extensions["surveyapp.settings"] = replace(settings, is_production=True)
    assert client.get("/readyz").status_code == 503
