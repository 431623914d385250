"""``flask staff``, as an operator uses it."""

import json
from pathlib import Path

import pytest

from surveyapp.store import audit
from surveyapp.store.engine import make_engine, new_session
from tests.cli.shells import QuickShell
from tests.databases import TIMEZONE, SqliteMaker
from tests.demonstrated import demonstration

OWNER, HELPER = "owner@example.org", "helper@example.org"


@pytest.fixture
def shell(sqlite_maker: SqliteMaker, tmp_path: Path) -> QuickShell:
    return QuickShell(tmp_path, sqlite_maker.make())


@pytest.mark.slow
def test_what_is_shown_after_loading_signs_two_people_in(sqlite_maker: SqliteMaker, tmp_path: Path) -> None:
    """So that opening by two can be seen; on a database without accounts the command is shown that makes the first."""
    empty, shell = (QuickShell(tmp_path, url) for url in (sqlite_maker.make(), demonstration(sqlite_maker)))
    assert "nobody has an account yet: flask staff create ADDRESS --role administrator" in empty.say("flask demo show")
    shown = [line.split() for line in shell.say("flask demo show").splitlines() if "@example.org" in line]
    assert [(one[0], len(one)) for one in shown] == [("demo@example.org", 2), ("colleague@example.org", 2)]
    shell.say("flask staff close colleague@example.org")
    assert "colleague@" not in shell.say("flask demo show")


@pytest.mark.slow
def test_accounts_are_kept_from_the_shell(sqlite_maker: SqliteMaker, tmp_path: Path) -> None:
    shell = QuickShell(tmp_path, demonstration(sqlite_maker))
    shell.say(f"flask staff create {HELPER} --role viewer")
    shell.say(f"flask staff role {HELPER} --role facilitator")
    shell.say(f"flask staff give {HELPER} 1 3")
    rows = {row["email"]: row for row in json.loads(shell.say("flask staff list --json"))["staff"]}
    assert rows[HELPER] == {
        "email": HELPER,
        "role": "facilitator",
        "state": "no password yet",
        "second_factor": False,
        "reviews": [1, 3],
    }
    shell.say(f"flask staff close {HELPER}")
    assert f"{HELPER}\tfacilitator\tclosed" in shell.say("flask staff list")
    shell.say(f"flask staff reopen {HELPER}")
    link = json.loads(shell.say(f"flask staff reset {HELPER} --second-factor --json"))["link"]
    assert link.startswith("http://localhost:8000/staff/sign-in/")
    engine = make_engine(shell.environ["DATABASE_URL"], TIMEZONE)
    with new_session(engine) as session:
        entries = audit.list_entries(session, action="staff", author="cli")
    engine.dispose()
    assert [entry.action.partition(".")[2] for entry in entries][:7] == [
        "link_made",
        "reopened",
        "closed",
        "review_given",
        "review_given",
        "role_changed",
        "created",
    ]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        pytest.param(f"flask staff close {OWNER}", f"{OWNER} is the last administrator", id="closing the last"),
        pytest.param(f"flask staff role {OWNER} --role viewer", f"{OWNER} is the last administrator", id="demoting"),
        pytest.param("flask staff reset nobody@example.org", "there is no account nobody@example.org", id="no account"),
        pytest.param(f"flask staff give {OWNER} 1", f"{OWNER} is no facilitator", id="no facilitator"),
    ],
)
def test_what_is_refused(shell: QuickShell, line: str, says: str) -> None:
    shell.say(f"flask staff create {OWNER} --role administrator")
    ran = shell.run(line)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert says in ran.stderr


def test_an_easy_password_is_refused(shell: QuickShell) -> None:
    ran = shell.run(f"flask staff create {OWNER} --role viewer --password-stdin", stdin="Password1234!\n")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.startswith("This password is easy to guess")
