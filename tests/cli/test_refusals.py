"""Commands that refuse: one line on standard error, exit 1, nothing written; wrong usage exits with 2."""

import json
from pathlib import Path

import pytest

from surveyapp.cli import COMMANDS
from tests.cli.shells import QuickShell, Shell
from tests.conftest import ROOT
from tests.databases import SqliteMaker
from tests.demonstrated import demonstration
from tests.questionnaires import FROZEN_FILE


@pytest.fixture(scope="module")
def loaded(sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory) -> QuickShell:
    return QuickShell(tmp_path_factory.mktemp("instance"), demonstration(sqlite_maker))


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param("flask results 8 --json", "review 8 is open; results are calculated", id="too early"),
        pytest.param("flask results 99", "there is no review 99", id="no review"),
        pytest.param("flask review close 2", "review 2 is closed; only an open review", id="closing twice"),
        pytest.param("flask review open 8", "review 8 is open; only one in preparation", id="opening twice"),
        pytest.param(
            "flask invite 8 --side prcs", "the list of people cannot be changed after opening", id="inviting late"
        ),
        pytest.param("flask review extend 8 --closes 2020-01-01", "the new date must be later", id="shortening"),
        pytest.param("flask round create 'A B' --title-en a --title-ar b", "'A B' is not a short name", id="bad slug"),
        pytest.param("flask round create demo-2025 --title-en a --title-ar b", "'demo-2025' is taken", id="taken"),
        pytest.param(
            "flask partner create x --name-en a --name-ar b --kind king", "'king' is not a kind of org", id="bad kind"
        ),
        pytest.param("flask partner create x --name-en '' --name-ar ' ' --kind ngo", "Write a name.", id="empty name"),
        pytest.param("flask staff create nobody --role viewer", "'nobody' is not an e-mail address", id="bad address"),
        pytest.param("flask demo load", "there are reviews already", id="demonstration twice"),
        pytest.param("flask questionnaire publish nowhere.yaml", "nowhere.yaml:1:1: the file", id="no such file"),
    ],
)
def test_refusals_are_one_line(loaded: QuickShell, line: str, says: str) -> None:
    before = loaded.say("flask review list")
    ran = loaded.run(line)
    assert (ran.returncode, ran.stdout) == (1, "")
    assert says in ran.stderr
    assert ran.stderr.count("\n") == 1
    assert loaded.say("flask review list") == before


@pytest.mark.parametrize(
    "line",
    [
        "flask results",
        "flask results one",
        "flask invite 1 --side both",
        "flask reviews",
        "flask partner create x --kind ngo --name en=a --name en=b",
        "flask partner create x --kind ngo --name-en a --name en=b",
        "flask partner create x --kind ngo --name fr=a",
        "flask partner create x --kind ngo",
    ],
)
def test_wrong_usage_exits_with_two(loaded: QuickShell, line: str) -> None:
    ran = loaded.run(line)
    assert ran.returncode == 2
    assert "Traceback" not in ran.stderr


def test_a_database_without_tables_is_named(tmp_path: Path) -> None:
    ran = Shell(tmp_path, f"sqlite:///{tmp_path / 'empty.db'}").run("flask review list")
    assert (ran.returncode, ran.stderr.count("\n")) == (1, 1)
    assert "was `flask db upgrade` run?" in ran.stderr


def test_a_staff_account_without_a_password_gets_a_link(loaded: QuickShell) -> None:
    said = json.loads(loaded.say("flask staff create a@example.org --role administrator --json"))
    assert said["link"].startswith("http://localhost:8000/staff/sign-in/")
    ran = loaded.run("flask staff create b@example.org --role viewer --password-stdin", stdin="correct horse battery\n")
    assert (ran.returncode, ran.stdout) == (0, "b@example.org\n")


def test_faults_of_a_questionnaire_are_lines(loaded: QuickShell, tmp_path: Path) -> None:
    file = tmp_path / "broken.yaml"
    file.write_text(FROZEN_FILE.read_text().replace("kind: joint", "kind: both"))
    ran = loaded.run(f"flask questionnaire check {file}")
    lines = ran.stderr.splitlines()
    assert ran.returncode == 1
    assert len(lines) == 21
    assert ran.stdout == "21 faults\n"
    assert all(line.startswith(f"{file}:") for line in lines)


def test_the_documents_show_commands_that_exist() -> None:
    documented = (ROOT / "docs" / "commands.md").read_text()
    shown = {line.split()[1] for line in documented.splitlines() if line.startswith("flask ")}
    assert shown <= set(COMMANDS)
    assert len(shown) >= 7
