"""Settings: a bad value stops the start with one line that names it."""

import os
import re
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from surveyapp.settings import NEEDLESS, SettingsError, load_settings
from tests.languages import EVERY_CODE
from tests.zones import write_database

ROOT = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("environ", "message"),
    [
        pytest.param({"PORT": "eighty"}, "PORT: 'eighty' is not a port number from 1 to 65535", id="port in words"),
        pytest.param({"PUBLIC_URL": "example.org"}, "PUBLIC_URL: not an http or https address", id="no scheme"),
        pytest.param({"DEFAULT_LANGUAGE": "zz"}, f"DEFAULT_LANGUAGE: 'zz' is not one of {EVERY_CODE}", id="language"),
        pytest.param({"TIMEZONE": "Mars"}, "TIMEZONE: 'Mars' is not a time zone such as Asia/Hebron", id="time zone"),
        pytest.param({"TIMEZONE": "Asia"}, "TIMEZONE: 'Asia' is not a time zone such as Asia/Hebron", id="a folder"),
        pytest.param(
            {"TIMEZONE": "../__init__.py"},
            "TIMEZONE: '../__init__.py' is not a time zone such as Asia/Hebron",
            id="another file of the package",
        ),
        pytest.param(
            {"DATABASE_URL": "mysql://x"}, "DATABASE_URL: must begin with sqlite:/// or postgresql://", id="database"
        ),
        pytest.param(
            {"POOL_URL": "postgresql://pool/x"},
            "POOL_URL: must begin with postgresql://, and so must DATABASE_URL",
            id="a pool before SQLite",
        ),
        pytest.param({"REQUIRE_TOTP": "1"}, "REQUIRE_TOTP: '1' is not one of no, yes", id="second factor"),
        pytest.param({"PROXIES": "many"}, "PROXIES: 'many' is not a number from 0 to 9", id="proxies"),
        pytest.param(
            {"METRICS_FROM": "10.0.0.0/8, home"},
            "METRICS_FROM: 'home' does not appear to be an IPv4 or IPv6 network; write addresses or networks such as"
            " 10.88.0.0/16",
            id="no network",
        ),
        pytest.param(
            {"KEEP_DRAFTS_DAYS": "0"}, "KEEP_DRAFTS_DAYS: '0' is not a number of days from 1 to 3650", id="no days"
        ),
        pytest.param(
            {"KEEP_CONTACTS_DAYS": "٩"},
            "KEEP_CONTACTS_DAYS: '٩' is not a number of days from 1 to 3650",
            id="other digits",
        ),
        pytest.param({"BOUNCES_URL": "pop3://a:b@host"}, "BOUNCES_URL: not an imap or imaps address", id="no mailbox"),
        pytest.param(
            {"BOUNCES_URL": "imaps://a@host/x"},
            "BOUNCES_URL: lacks a user or a password, as in imaps://user:password@host/FOLDER",
            id="a mailbox without a password",
        ),
        pytest.param({"SECRET_KEY": "short"}, "SECRET_KEY: must have at least 32 characters", id="short secret"),
        pytest.param(
            {"SURVEYAPP_ENV": "production"},
            "SECRET_KEY: required in production; make one with `openssl rand -hex 32`",
            id="production without a secret",
        ),
    ],
)
def test_bad_value(environ: dict[str, str], message: str, tmp_path: Path) -> None:
    with pytest.raises(SettingsError) as caught:
        load_settings(environ, tmp_path)
    assert str(caught.value) == message


@pytest.mark.parametrize("value", ["365", "anything"])
def test_a_setting_of_an_earlier_version_stops_nothing(value: str, tmp_path: Path) -> None:
    assert load_settings({"KEEP_ANSWERS_DAYS": value}, tmp_path).needless == ("KEEP_ANSWERS_DAYS",)
    assert load_settings({}, tmp_path).needless == ()


def test_a_bad_value_stops_the_start_with_one_line(tmp_path: Path) -> None:
    flask = Path(sys.executable).with_name("flask")
    env = {**os.environ, "PORT": "none", "INSTANCE": str(tmp_path), "FLASK_APP": "wsgi.py"}
    ran = subprocess.run([flask, "review", "list"], cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr == "surveyapp: PORT: 'none' is not a port number from 1 to 65535\n"


def test_the_key_is_made_once_and_kept_private(tmp_path: Path) -> None:
    first = load_settings({}, tmp_path).secret_key
    assert load_settings({}, tmp_path).secret_key == first
    assert len(first) == 64
    assert stat.S_IMODE((tmp_path / "secret_key").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secret_key"]


def test_processes_that_start_together_get_one_key(tmp_path: Path) -> None:
    code = (
        "from pathlib import Path; from surveyapp.settings import load_settings; "
        f"print(load_settings({{}}, Path({str(tmp_path)!r})).secret_key)"
    )
    started = [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE) for _ in range(6)]
    assert len({process.communicate()[0] for process in started}) == 1


def test_secrets_stay_out_of_the_representation(tmp_path: Path) -> None:
    urls = {"SMTP_URL": "smtp://user:word@host", "BOUNCES_URL": "imaps://user:word@host/x"}
    settings = load_settings({"SECRET_KEY": "k" * 40, **urls}, tmp_path)
    assert "kkkk" not in repr(settings)
    assert "word" not in repr(settings)


class Asked(dict[str, str]):
    """An environment that knows what it was asked for."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def get(self, name: str, default: str | None = None) -> str | None:
        self.names.add(name)
        return default


def test_readme_names_every_setting(tmp_path: Path) -> None:
    asked = Asked()
    load_settings(asked, tmp_path)
    told = (ROOT / "README.md").read_text().partition("| variable | meaning |")[2].partition("\n\n")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|", told, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"`([A-Z_]+)`", row)} == {*asked.names, "INSTANCE"} - {
        *NEEDLESS
    }


@pytest.mark.parametrize("name", ["Asia/Hebron", "Europe/Oslo", "UTC"])
def test_days_go_by_the_package_whatever_the_system_knows(name: str, tmp_path: Path) -> None:
    write_database(tmp_path / "system", timedelta(hours=9))
    code = (
        "import sys; from datetime import datetime; from pathlib import Path; from zoneinfo import ZoneInfo; "
        "from surveyapp.settings import load_settings; "
        "zone = load_settings({'TIMEZONE': sys.argv[1]}, Path(sys.argv[2])).timezone; "
        "print(zone.key, [str(datetime(2026, month, 1, tzinfo=zone).utcoffset()) for month in (1, 7)])"
    )
    asked = [sys.executable, "-c", code, name, str(tmp_path)]
    environ = {**os.environ, "PYTHONTZPATH": str(tmp_path / "system")}
    ran = subprocess.run(asked, cwd=ROOT, env=environ, capture_output=True, text=True, check=True)
    offsets = {"Asia/Hebron": ["2:00:00", "3:00:00"], "Europe/Oslo": ["1:00:00", "2:00:00"], "UTC": ["0:00:00"] * 2}
    assert ran.stdout == f"{name} {offsets[name]}\n"
