"""The examples of ``docs/api.md``, as somebody runs them: curl, against gunicorn."""

import json
import os
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from surveyapp.store import questionnaires
from surveyapp.store.engine import make_engine
from surveyapp.web.api.problems import PROBLEMS
from surveyapp.workflow.accounts.pacing import A_SECOND, AT_ONCE
from surveyapp.workflow.partners import keeping
from surveyapp.workflow.reviews import preparing
from tests.browser.site import environment_of_app, free_port, running_server, wait_until_ready
from tests.cli.shells import QuickShell
from tests.conftest import ROOT, SECRET
from tests.databases import TIMEZONE, SqliteMaker, writing
from tests.demonstrated import demonstration
from tests.languages import text
from tests.programs import require_program

DOCS = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
BLOCK = re.compile(r"^```(sh|json)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ANYTHING = "…"


def examples() -> list[tuple[str, object]]:
    """Return what is typed, and what must come back, or None where nothing is shown."""
    blocks = [*BLOCK.findall(DOCS), ("sh", "")]
    typed = [(text, following) for (kind, text), following in pairwise(blocks) if kind == "sh"]
    return [(text, json.loads(shown) if kind == "json" else None) for text, (kind, shown) in typed]


@pytest.fixture(scope="module")
def environment(sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """What a shell needs to know of a running app with the demonstration, and review 9 in preparation."""
    require_program("curl")
    folder, port, url = tmp_path_factory.mktemp("served"), free_port(), demonstration(sqlite_maker)
    shell = QuickShell(folder, url)
    _prepare_another(url)
    create = next(line for line in DOCS.splitlines() if line.startswith("flask token create"))
    token = json.loads(shell.say(f"{create} --json"))["token"]
    with running_server(environment_of_app(url, folder, port=port) | {"SECRET_KEY": SECRET}, folder / "log") as server:
        base = f"http://127.0.0.1:{port}"
        wait_until_ready(server, f"{base}/readyz", folder / "log")
        yield {"PATH": os.environ["PATH"], "SURVEYAPP": base, "TOKEN": token}


def _prepare_another(url: str) -> None:
    engine, now, name = make_engine(url, TIMEZONE), datetime.now(UTC), text(ar="شريك", en="Partner")
    with writing(engine) as session:
        version = str(questionnaires.get_version(session, "code-of-good-partnership"))
        keeping.create_partner(session, "new", name=name, kind="ngo")
        preparing.create_round(session, "new", title=name)
        preparing.create_review(
            session, "new", partner_slug="new", questionnaire=version, closes_on=now.date() + timedelta(days=9), now=now
        )
    engine.dispose()


@pytest.mark.slow
def test_the_examples_do_what_they_say(environment: dict[str, str], tmp_path: Path) -> None:
    assert len(examples()) == 9
    for typed, expected in examples():
        bash = ["bash", "-euo", "pipefail", "-c", typed]
        ran = subprocess.run(bash, env=environment, cwd=tmp_path, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stderr) == (0, ""), typed
        if expected is not None:
            assert_like(json.loads(ran.stdout), expected, typed)
    assert (tmp_path / "example-society-demo-2026.xlsx").read_bytes().startswith(b"PK")


def assert_like(said: object, expected: object, where: str) -> None:
    """Hold what came back to what is shown, but for what the page leaves open."""
    if expected == ANYTHING:
        return
    if isinstance(expected, dict):
        assert isinstance(said, dict)
        assert list(said) == list(expected), where
        for name in expected:
            assert_like(said[name], expected[name], f"{where}.{name}")
    elif isinstance(expected, list):
        assert isinstance(said, list)
        assert len(said) == len(expected), where
        for number, (one, shown) in enumerate(zip(said, expected, strict=True)):
            assert_like(one, shown, f"{where}[{number}]")
    else:
        assert said == expected, where


def test_every_code_is_listed_beside_its_status() -> None:
    rows = re.findall(r"^\| ([\d, ]+) \| (`.*`) \|$", DOCS, re.MULTILINE)
    listed = {code: statuses for statuses, codes in rows for code in re.findall(r"`(\w+)`", codes)}
    assert set(listed) == set(PROBLEMS)
    assert all(str(PROBLEMS[code].status) in statuses for code, statuses in listed.items())
    assert f"may ask {AT_ONCE} times at once and gets one request back a second" in DOCS
    assert A_SECOND == 1
