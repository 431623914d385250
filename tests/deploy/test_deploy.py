"""What is shipped for operators: nginx takes its configuration and keeps to its promises; systemd takes the units."""

import http.client
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from email.message import Message
from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from surveyapp.web.security import HEADERS
from tests.conftest import ROOT
from tests.databases import DatabaseMaker
from tests.programs import require_program
from tools.drills.asking import secured
from tools.drills.ground import Ground, Server, free_port
from tools.drills.proxy import HOST, PUBLIC_URL, nginx, proxying, write_configuration

UNITS = sorted((ROOT / "deploy" / "systemd").iterdir())


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    require_program("nginx", package="nginx-light")
    return tmp_path_factory.mktemp("nginx")


class Site:
    """nginx in front of the app; ``token`` opens a form."""

    def __init__(self, ground: Ground, server: Server, port: int) -> None:
        self.server, self.port, self.tokens = server, port, ground.open_review(30).tokens
        self.token = self.tokens[0]

    def ask(self, method: str, path: str, body: bytes | None = None) -> tuple[int, str, Message]:
        headers = {"Content-Type": "application/x-www-form-urlencoded"} if body is not None else {}
        connection = http.client.HTTPConnection(HOST)
        connection.sock = secured(self.port, HOST)
        with closing(connection):
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers

    def status(self, method: str, path: str, body: bytes | None = None) -> int:
        return self.ask(method, path, body)[0]


@pytest.fixture(scope="module")
def site(folder: Path, sqlite_maker: DatabaseMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    ground = Ground(sqlite_maker.make(), tmp_path_factory.mktemp("app"))
    more = {"PUBLIC_URL": PUBLIC_URL, "PROXIES": "1", "SURVEYAPP_ENV": "production"}
    with ground.serving(workers=1, **more) as server, proxying(folder, app_port=server.port) as port:
        yield Site(ground, server, port)
    ground.engine.dispose()


def test_nginx_takes_the_configuration(folder: Path, tmp_path: Path) -> None:
    main = write_configuration(tmp_path, app_port=free_port(), port=free_port())
    ran = subprocess.run([nginx(), "-t", "-c", main], capture_output=True, text=True, check=False)
    assert (ran.returncode, "warn" in ran.stderr) == (0, False), ran.stderr


def test_headers_come_from_the_app_once(site: Site) -> None:
    status, _, headers = site.ask("GET", f"/r/{site.token}")
    assert status == 200
    for name in ("Strict-Transport-Security", "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options"):
        assert len(headers.get_all(name) or []) == 1, name
    assert headers["Server"] == "nginx"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/metrics", None, 404),
        ("POST", "/r/x/integrity", b"a" * 400_000, 413),
        ("GET", f"/{'x' * 9_000}", None, 414),
        ("GET", "/%zz", None, 400),
        ("TRACE", "/", None, 405),
    ],
)
def test_what_nginx_refuses_itself_has_the_headers_too(
    site: Site, method: str, path: str, body: bytes | None, status: int
) -> None:
    answered, page, headers = site.ask(method, path, body)
    assert answered == status
    assert "تعذّر قبول هذا الطلب" in page
    assert [name for name in [*HEADERS, "Strict-Transport-Security", "Cache-Control"] if name not in headers] == []
    assert "Retry-After" not in headers


def test_the_app_says_what_is_too_large(site: Site) -> None:
    status, page, _ = site.ask("POST", f"/r/{site.token}/integrity", b"open=" + b"a" * 300_000)
    assert status == 413
    assert "What you sent was too large." in page
    assert site.status("POST", f"/r/{site.token}/integrity", b"a" * 400_000) == 413


def test_a_whole_office_opens_its_links_at_once(site: Site) -> None:
    """From one address, and quicker than any office does."""
    assert {site.status("GET", f"/r/{site.tokens[number % 30]}") for number in range(150)} == {200}


def test_one_link_that_is_hammered_is_slowed_and_others_are_not(site: Site) -> None:
    with ThreadPoolExecutor(8) as pool:
        unknown = list(pool.map(lambda _: site.status("GET", f"/r/{'x' * 32}"), range(250)))
    assert set(unknown) == {404, 429}
    assert site.status("GET", f"/r/{site.token}") == 200


def test_operators_pages_are_not_for_everybody(site: Site) -> None:
    assert site.status("GET", "/metrics") == 404
    assert site.status("GET", "/readyz") == 200  # from this machine


def test_other_names_are_not_answered(site: Site) -> None:
    with pytest.raises(OSError, match=r"unrecognized|alert|handshake"), closing(secured(site.port, "example.net")):
        pass


def test_nothing_is_written_down_even_when_the_app_is_away(site: Site, folder: Path) -> None:
    """The last test of this module: it stops the app."""
    site.server.process.terminate()
    site.server.process.wait(timeout=30)
    status, page, headers = site.ask("POST", f"/r/{site.token}/integrity", b"open=nobody-else" + b"a" * 200_000)
    assert (status, headers["Retry-After"]) == (502, "60")
    assert "الخدمة متوقفة" in page
    assert {site.status("GET", path) for path in (f"/paper/{site.token}", "/staff/seen")} == {502}
    assert "/staff/seen" in (folder / "surveyapp.log").read_text(), "it would have been seen"
    for file in folder.rglob("*"):
        if file.is_file() and file.suffix not in {".conf", ".pem"}:
            said = file.read_text(errors="replace")
            assert site.token not in said, file
            assert "nobody-else" not in said, file


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_takes_the_units(unit: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd-analyze here")
    for one in UNITS:
        text = (
            one.read_text()
            .replace("/opt/surveyapp/.venv/bin/", "/bin/true #")
            .replace("/opt/surveyapp/deploy/", "/bin/true #")
        )
        (tmp_path / one.name).write_text(text)
    ran = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", tmp_path / unit.name], capture_output=True, text=True, check=False
    )
    assert [line for line in ran.stderr.splitlines() if unit.name in line] == []
    if unit.suffix == ".service":
        score = ["systemd-analyze", "security", "--offline=true", "--threshold=20", tmp_path / unit.name]
        assert subprocess.run(score, capture_output=True, check=False).returncode == 0


def copied() -> set[str]:
    """Return what a build would copy of the project's folder, by ``.containerignore``, of which the last rule wins."""
    rules = [line for line in (ROOT / ".containerignore").read_text().splitlines() if line and line[0] != "#"]
    found = set()
    for path in (one.relative_to(ROOT) for one in everything_in(ROOT)):
        is_left_out = False
        for rule in rules:
            if fits(path, rule.removeprefix("!")):
                is_left_out = not rule.startswith("!")
        if not is_left_out:
            found.add(str(path))
    return found


def everything_in(folder: Path) -> Iterator[Path]:
    for one in folder.iterdir():
        if one.name not in {".git", ".venv"}:
            yield from everything_in(one) if one.is_dir() and not one.is_symlink() else [one]


def fits(path: Path, rule: str) -> bool:
    """Say whether a path, or a folder that it lies in, is what a rule names; ``**`` is any number of folders."""
    places = [path, *path.parents][:-1]
    if rule.startswith("**/"):
        return any(fnmatchcase(one.name, rule[3:]) for one in places)
    return any(str(one.parent) == "." and fnmatchcase(one.name, rule) for one in places)


def test_an_image_holds_no_secret_and_nothing_but_the_app() -> None:
    put = ["environment", "production.env", ".env", "instance/secret_key", "surveyapp/.env", "key.txt", "x.age"]
    made = [ROOT / name for name in put if not (ROOT / name).exists()]
    folders = [one.parent for one in made if not one.parent.exists()]
    try:
        for one in made:
            one.parent.mkdir(exist_ok=True)
            one.write_text("SECRET_KEY=nobody-else")
        found = copied()
    finally:
        for one in made:
            one.unlink()
        for one in folders:
            one.rmdir()
    assert found & set(put) == set()
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()
    tops = {name.partition("/")[0] for name in found}
    assert tops == {
        *("surveyapp", "migrations", "questionnaires", "translations"),
        *("gunicorn.conf.py", "pyproject.toml", "requirements.txt", "wsgi.py"),
    }
    assert {name for name in tracked if name.partition("/")[0] in tops} <= found


def test_the_container_needs_nothing_that_is_not_there() -> None:
    """It is not built here; its paths at least are the project's."""
    text = (ROOT / "deploy" / "Containerfile").read_text()
    for path in ("requirements.txt", "translations", "surveyapp/web/static", "gunicorn.conf.py"):
        assert path in text
        assert (ROOT / path).exists()
