"""PgBouncer, set as it is shipped, lends sessions as pages need them; set otherwise, the doctor says so."""

import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from surveyapp.operating.site import Site, Unwell
from surveyapp.operating.storing import check_pool
from surveyapp.settings import load_settings
from surveyapp.store.engine import make_engine
from tests.languages import EN
from tests.programs import require_program
from tools.drills.cluster import SHIPPED, change
from tools.drills.ground import free_port

ON_POSTGRESQL = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
WELL = "pages share sessions of the same database, each for a transaction"


@contextmanager
def pooling(database: URL, *, port: int, changes: dict[str, str]) -> Iterator[str]:
    """Run PgBouncer in front of a database until the block ends, as the account whose database it is."""
    socket, account = database.query["host"], Path(str(database.query["host"])).stat().st_uid
    with tempfile.TemporaryDirectory() as folder:
        places = {
            "host=127.0.0.1 port=5000 dbname=surveyapp": f"host={socket} dbname={database.database} user=postgres",
            "listen_port = 6432": f"listen_port = {port}",
            "scram-sha-256": "any",
            "/etc/pgbouncer/userlist.txt": f"{folder}/users",
            "/var/log/postgresql/": f"{folder}/",
            "/run/postgresql/": f"{folder}/",
        }
        for name, said in {
            "ini": change((SHIPPED / "pgbouncer.ini").read_text(), places | changes),
            "users": "",
        }.items():
            Path(folder, name).write_text(said)
        os.chown(folder, account, -1)
        line = [require_program("pgbouncer"), "-q", f"{folder}/ini"]
        process = subprocess.Popen(line, user=account if os.geteuid() == 0 else None)
        url = f"postgresql://postgres@127.0.0.1:{port}/surveyapp"
        try:
            await_pool(url)
            yield url
        finally:
            process.terminate()
            process.wait(timeout=20)


def await_pool(url: str) -> None:
    for _ in range(100):
        with suppress(psycopg.OperationalError), psycopg.connect(url):
            return
        time.sleep(0.05)
    raise TimeoutError("PgBouncer does not come up")


@ON_POSTGRESQL
@pytest.mark.parametrize(
    ("changes", "said"),
    [
        pytest.param({}, WELL, id="as it is shipped"),
        pytest.param(
            {"pool_mode = transaction": "pool_mode = session"},
            "POOL_URL keeps a session for each connection: set `pool_mode = transaction`",
            id="a session for each connection",
        ),
        pytest.param(
            {"pool_mode = transaction": "pool_mode = statement"},
            "POOL_URL: transaction blocks not allowed in statement pooling mode",
            id="a session for each statement",
        ),
        pytest.param(
            {"connect_query='SET statement_timeout = ''30s''; SET lock_timeout = ''10s'''": ""},
            "POOL_URL gives sessions that are not set as pages need them: lock_timeout = 0, statement_timeout = 0",
            id="no limits of time",
        ),
    ],
)
def test_the_doctor_sees_how_sessions_are_lent(database_url: str, changes: dict[str, str], said: str) -> None:
    with pooling(make_url(database_url), port=free_port(), changes=changes) as url:
        environ = {"DATABASE_URL": database_url, "POOL_URL": url, "SECRET_KEY": "x" * 32}
        settings = load_settings(environ, Path())
        site = Site(settings, make_engine(database_url, settings.timezone), EN)
        try:
            found = check_pool(site)
        except Unwell as fault:
            found = str(fault)
        site.engine.dispose()
    assert found.startswith(said)
