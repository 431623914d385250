"""``flask backup`` and ``flask restore``: encrypted, written whole or not at all, restored whole or not at all."""

import gzip
import json
import stat
import subprocess
import sys
from pathlib import Path

import pyrage
import pytest

from surveyapp.store.backup_files import Header, pack
from surveyapp.version import VERSION
from surveyapp.workflow.keys import Keys
from tests.cli.shells import QuickShell
from tests.conftest import NOW, ROOT, SECRET
from tests.databases import SqliteMaker
from tests.demonstrated import demonstration

PASSPHRASE = "correct horse battery staple\n"


@pytest.fixture(scope="module")
def loaded(sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory) -> QuickShell:
    return QuickShell(tmp_path_factory.mktemp("instance"), demonstration(sqlite_maker))


@pytest.fixture
def fresh(tmp_path: Path) -> QuickShell:
    """An installation with a database that was not even migrated."""
    return QuickShell(tmp_path, f"sqlite:///{tmp_path / 'fresh.db'}")


@pytest.mark.wide
def test_what_was_taken_is_restored_and_well(loaded: QuickShell, fresh: QuickShell, tmp_path: Path) -> None:
    out = tmp_path / "all.backup"
    said = json.loads(loaded.say(f"flask backup {out} --json"))
    assert (said["bytes"], said["tables"]["review"]) == (out.stat().st_size, 8)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["all.backup"]
    assert f"{said['rows']} rows of" in (checked := fresh.say(f"flask restore {out} --check"))
    assert checked.endswith(f", written by version {VERSION}\n")
    assert f"{said['rows']} rows of" in fresh.say(f"flask restore {out}")
    assert fresh.say("flask review list") == loaded.say("flask review list")
    assert json.loads(fresh.say("flask doctor --json"))["ok"]
    assert loaded.environ["SECRET_KEY"].encode() not in out.read_bytes()


def test_a_backup_that_does_not_say_which_version_wrote_it_is_read(fresh: QuickShell, tmp_path: Path) -> None:
    out = tmp_path / "older.backup"
    out.write_bytes(pack(Header(NOW, "0001", []), [], key=Keys.from_secret(SECRET).backup))
    assert b'"version"' not in gzip.decompress(out.read_bytes())
    assert fresh.say(f"flask restore {out} --check").endswith(": whole, 0 rows of 2026-11-24 09:00 UTC\n")


def test_a_key_that_the_machine_does_not_hold_opens_it(loaded: QuickShell, fresh: QuickShell, tmp_path: Path) -> None:
    out, keys = tmp_path / "all.age", [pyrage.x25519.Identity.generate() for _ in range(2)]
    files = [tmp_path / f"{number}.key" for number in range(2)]
    for file, key in zip(files, keys, strict=True):
        file.write_text(f"# made by age-keygen\n{key}\n")
    ran = loaded.run(f"flask backup {out} --recipient {keys[0].to_public()}")
    assert "It holds answers of open reviews" in ran.stderr
    assert "not encrypted" not in ran.stderr
    assert "give --identity FILE" in fresh.run(f"flask restore {out}").stderr
    ran = fresh.run(f"flask restore {out} --identity {files[1]}")
    assert (ran.returncode, ran.stderr[:24]) == (1, "this key does not open t")
    cut = tmp_path / "cut.age"
    cut.write_bytes(out.read_bytes()[:-100])
    assert "was cut or altered" in fresh.run(f"flask restore {cut} --identity {files[0]}").stderr
    fresh.say(f"flask restore {out} --identity {files[0]}")


@pytest.mark.slow
@pytest.mark.wide
def test_a_passphrase_opens_it(loaded: QuickShell, fresh: QuickShell, tmp_path: Path) -> None:
    out = tmp_path / "all.age"
    assert "at least 16 characters" in loaded.run(f"flask backup {out} --passphrase", stdin="short\n").stderr
    assert loaded.run(f"flask backup {out} --passphrase", stdin=PASSPHRASE).returncode == 0
    assert fresh.run(f"flask restore {out} --passphrase", stdin=PASSPHRASE).returncode == 0


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("flask restore {out}", "the database holds something already", id="not empty"),
        pytest.param("flask restore {broken} --replace", "it was cut or altered; nothing was changed", id="broken"),
        pytest.param("flask restore {newer} --replace", "use a newer one", id="of a newer version"),
        pytest.param("flask backup {out} --recipient age1x", "not a public key of age", id="no recipient"),
        pytest.param("flask backup {out}/x", "Not a directory", id="no folder"),
    ],
)
@pytest.mark.alike(2)
def test_refusals_change_nothing(loaded: QuickShell, tmp_path: Path, line: str, says: str) -> None:
    out, broken, newer = (tmp_path / name for name in ("all.backup", "broken.backup", "newer.backup"))
    newer.write_bytes(pack(Header(NOW, "9999", []), [], key=Keys.from_secret(SECRET).backup))
    loaded.say(f"flask backup {out}")
    broken.write_bytes(out.read_bytes()[:-9])
    before = out.read_bytes(), loaded.say("flask doctor"), loaded.say("flask review list")
    ran = loaded.run(line.format(out=out, broken=broken, newer=newer))
    assert ran.returncode == 1
    assert says in ran.stderr
    assert (out.read_bytes(), loaded.say("flask doctor"), loaded.say("flask review list")) == before


@pytest.mark.slow
def test_another_secret_is_named(loaded: QuickShell, tmp_path: Path) -> None:
    loaded.say(f"flask backup {tmp_path / 'all.backup'}")
    other = "quite another secret of thirty-two characters"
    shell = QuickShell(tmp_path, f"sqlite:///{tmp_path / 'fresh.db'}", SECRET_KEY=other)
    assert "under another SECRET_KEY" in shell.run(f"flask restore {tmp_path / 'all.backup'}").stderr
    assert shell.run(f"flask restore {tmp_path / 'all.backup'} --other-key").returncode == 0


def test_a_full_disk_keeps_the_backup_before(loaded: QuickShell, tmp_path: Path) -> None:
    out = tmp_path / "all.backup"
    loaded.say(f"flask backup {out}")
    before = out.read_bytes()
    flask = f"ulimit -f 40; exec {Path(sys.executable).with_name('flask')} --app wsgi backup {out}"
    environment = {"PATH": "/usr/bin:/bin", "PYTHONDONTWRITEBYTECODE": "1", **loaded.environ}
    ran = subprocess.run(["bash", "-c", flask], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1), ran.stderr
    assert "File too large" in ran.stderr
    assert (out.read_bytes(), [path.name for path in tmp_path.iterdir()]) == (before, ["all.backup"])
