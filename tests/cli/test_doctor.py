"""``flask doctor``: it says that all is well, or what is not."""

import json
import shutil
from pathlib import Path

import pytest

from surveyapp.core.wire import canonical_json, digest
from surveyapp.operating.checks import CHECKS
from surveyapp.store.engine import make_engine
from surveyapp.store.results import _figures
from surveyapp.words import catalogue
from tests.cli.shells import QuickShell
from tests.databases import TIMEZONE, SqliteMaker
from tests.demonstrated import demonstration

ALTERED = ('"mean":4', '"mean":5')


@pytest.fixture(scope="module")
def loaded(sqlite_maker: SqliteMaker) -> Path:
    """The file of a database with the demonstration."""
    return Path(demonstration(sqlite_maker).removeprefix("sqlite:///"))


@pytest.fixture
def shell(loaded: Path, tmp_path: Path) -> QuickShell:
    shutil.copy(loaded, tmp_path / "x.db")
    return QuickShell(tmp_path / "instance", f"sqlite:///{tmp_path / 'x.db'}")


def failing(shell: QuickShell) -> dict[str, str]:
    """Return the checks that fail, and why."""
    ran = shell.run("flask doctor --json")
    said = json.loads(ran.stdout)
    found = {check["name"]: check["said"] for check in said["checks"] if not check["ok"]}
    assert (ran.returncode, said["ok"]) == ((1, False) if found else (0, True))
    return found


def change(shell: QuickShell, *statements: str) -> None:
    engine = make_engine(shell.environ["DATABASE_URL"], TIMEZONE)
    with engine.begin() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def test_a_healthy_installation(shell: QuickShell) -> None:
    assert failing(shell) == {}
    lines = shell.say("flask doctor").splitlines()
    assert len(lines) == len(CHECKS)
    assert all(line.startswith("ok  ") for line in lines)


@pytest.mark.parametrize(
    ("statements", "name", "says"),
    [
        pytest.param(
            ["UPDATE result SET document = replace(document, '{}', '{}') WHERE review_id = 2".format(*ALTERED)],
            "results",
            "figures were altered after closing: review 2",
            id="an altered figure",
        ),
        pytest.param(
            ["DROP TRIGGER audit_UPDATE", "UPDATE audit SET author = 'nobody' WHERE number = 3"],
            "audit",
            "the activity log was altered: its chain breaks at entry 3",
            id="an altered entry",
        ),
        pytest.param(
            ["UPDATE review SET is_sealed = false WHERE id = 1"], "sealing", "not sealed yet: review 1", id="s"
        ),
        pytest.param(
            ["UPDATE review SET closed_at = '2020-01-01 00:00:00' WHERE id = 1"],
            "retention",
            "kept past its date",
            id="answers that should be gone",
        ),
        pytest.param(
            ["UPDATE alembic_version SET version_num = '0001'"], "revision", "run `flask db upgrade`", id="old"
        ),
    ],
)
def test_what_is_not_well_is_told(shell: QuickShell, statements: list[str], name: str, says: str) -> None:
    change(shell, *statements)
    found = failing(shell)
    assert list(found) == [name]
    assert says in found[name]


def test_a_language_without_its_catalogue_is_told(
    shell: QuickShell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogue, "TRANSLATIONS", tmp_path)
    assert failing(shell) == {"languages": "no compiled catalogue of Arabic: run `make compile`"}


def test_a_hash_that_was_altered_along_with_its_figures_is_found(shell: QuickShell) -> None:
    """The record holds the hash too."""
    engine = make_engine(shell.environ["DATABASE_URL"], TIMEZONE)
    with engine.begin() as connection:
        document = connection.exec_driver_sql("SELECT document FROM result WHERE review_id = 2").scalar_one()
        altered = document.replace(*ALTERED)
        assert altered != document
        sha256 = digest(canonical_json(_figures(json.loads(altered))))
        connection.exec_driver_sql("UPDATE result SET document = ?, sha256 = ? WHERE review_id = 2", (altered, sha256))
    engine.dispose()
    assert list(failing(shell)) == ["results"]


def test_an_unreachable_installation_is_told_in_lines(tmp_path: Path) -> None:
    settings = {"SURVEYAPP_ENV": "production", "SMTP_URL": "smtp://127.0.0.1:9"}
    ran = QuickShell(tmp_path, f"sqlite:///{tmp_path}/missing/x.db", **settings).run("flask doctor")
    assert (ran.returncode, ran.stderr) == (1, "")
    well = [line.split()[1] for line in ran.stdout.splitlines() if not line.startswith("FAIL")]
    assert well == ["version", "time", "languages", "pool", "sender", "mailbox", "folders"]
    assert "Traceback" not in ran.stdout
