"""``flask token``, as an operator uses it."""

import json
from pathlib import Path

import pytest

from tests.cli.shells import QuickShell
from tests.databases import SqliteMaker
from tests.demonstrated import demonstration


@pytest.fixture
def shell(sqlite_maker: SqliteMaker, tmp_path: Path) -> QuickShell:
    return QuickShell(tmp_path, sqlite_maker.make())


def test_tokens_are_kept_from_the_shell(sqlite_maker: SqliteMaker, tmp_path: Path) -> None:
    shell = QuickShell(tmp_path, demonstration(sqlite_maker))
    made = json.loads(
        shell.say("flask token create sheet --right see_results --right run_reviews --review 3 --review 1 --json")
    )
    assert made["token"].startswith("surveyapp_")
    assert made["used_at"] is None
    key = shell.say("flask token create bot --right run_reviews --days 7").strip()
    assert (key.count("\n"), key[:10]) == (0, "surveyapp_")
    shell.say("flask token revoke bot")
    rows = json.loads(shell.say("flask token list --json"))["tokens"]
    assert [(row["name"], row["state"], row["rights"], row["reviews"]) for row in rows] == [
        ("sheet", "in force", ["run_reviews", "see_results"], [1, 3]),
        ("bot", "revoked", ["run_reviews"], None),
    ]
    listed = shell.say("flask token list")
    assert key not in listed
    assert made["token"] not in listed


@pytest.mark.parametrize(
    ("line", "code", "says"),
    [
        pytest.param("flask token revoke nothing", 1, "no program is called 'nothing'", id="no program"),
        pytest.param("flask token create x --right see_results --days 400", 1, "lasts from 1 to 366", id="too long"),
        pytest.param("flask token create x --right see_results --review 9", 1, "there is no review 9", id="no review"),
        pytest.param("flask token create x", 2, "Missing option '--right'", id="no right"),
        pytest.param("flask token create x --right keep_people", 2, "is not one of", id="a right for people only"),
    ],
)
def test_what_is_refused(shell: QuickShell, line: str, code: int, says: str) -> None:
    ran = shell.run(line)
    assert (ran.returncode, ran.stdout) == (code, "")
    assert says in ran.stderr
