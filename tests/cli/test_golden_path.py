"""The golden path, word for word: from an empty database to the results, through the shell and the real form."""

import json
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from surveyapp.core.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.settings import load_settings
from surveyapp.web.factory import create_app
from surveyapp.workflow.demonstrating import CASTS, demonstration_sheets
from tests.cli.by_hand import hand_worked
from tests.conftest import ROOT, SECRET
from tests.databases import DatabaseMaker
from tests.pages import ReadingClient
from tests.web.filling import answer_whole_form


class Shell:
    """A terminal in the project's folder."""

    def __init__(self, instance: Path, database_url: str) -> None:
        self.environ = {
            **os.environ,
            "FLASK_APP": "wsgi.py",
            "INSTANCE": str(instance),
            "SECRET_KEY": SECRET,
            "DATABASE_URL": database_url,
            "PUBLIC_URL": "http://localhost:8000",
        }

    def run(self, line: str, *, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
        program, *arguments = shlex.split(line)
        assert program == "flask"
        flask = Path(sys.executable).with_name("flask")
        return subprocess.run(
            [flask, *arguments], cwd=ROOT, env=self.environ, input=stdin, capture_output=True, text=True, check=False
        )

    def say(self, line: str) -> str:
        ran = self.run(line)
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "instance", f"sqlite:///{tmp_path / 'empty.db'}")


@pytest.fixture
def postgresql_shell(tmp_path: Path, postgresql_maker: DatabaseMaker) -> Iterator[Shell]:
    url = postgresql_maker.make()
    yield Shell(tmp_path / "instance", url)
    postgresql_maker.drop(url)


@pytest.fixture(params=["shell", "postgresql_shell"], ids=["sqlite", "postgresql"])
def terminal(request: pytest.FixtureRequest) -> Shell:
    shell: Shell = request.getfixturevalue(request.param)
    return shell


def test_the_golden_path(terminal: Shell, questionnaire: Questionnaire, tmp_path: Path) -> None:
    say = terminal.say
    say("flask db upgrade")
    published = json.loads(say("flask questionnaire publish questionnaires/code-of-good-partnership.yaml --json"))
    assert list(published) == ["questionnaire"]
    slug, version = published["questionnaire"].split("@")
    assert slug == "code-of-good-partnership"
    assert len(version) == 12
    say(
        'flask partner create norcross --name-en "Norwegian Red Cross" --name-ar "الصليب الأحمر النرويجي" --kind national_society'
    )
    say('flask round create 2026 --title-en "Review 2026" --title-ar "استعراض 2026"')
    created = say(
        "flask review create --round 2026 --partner norcross --questionnaire code-of-good-partnership"
        " --closes 2030-12-31 --json"
    )
    assert json.loads(created) == {"id": 1}
    links = {
        Side.PRCS: json.loads(say("flask invite 1 --side prcs --count 6 --json"))["links"],
        Side.PARTNER: json.loads(say("flask invite 1 --side partner --count 5 --json"))["links"],
    }
    assert [len(side) for side in links.values()] == [6, 5]
    say("flask review open 1")
    refused = terminal.run("flask results 1 --json")
    assert (refused.returncode, refused.stdout) == (1, "")

    client = _client(terminal, tmp_path)
    sheets = {side: demonstration_sheets(questionnaire, "golden", cast=CASTS[0], side=side) for side in Side}
    for side in Side:
        for link, sheet in zip(links[side], sheets[side], strict=True):
            answer_whole_form(client, urlsplit(link).path, questionnaire, sheet)
    client.application.extensions["surveyapp.engine"].dispose()

    say("flask review close 1")
    document = json.loads(say("flask results 1 --json"))
    assert document["review"] == {
        "id": 1,
        "round": "2026",
        "partner": "norcross",
        "questionnaire": published["questionnaire"],
        "state": "closed",
        "policy": "standard",
        "demonstration": False,
    }
    assert {side: facts["responses"] for side, facts in document["sides"].items()} == {"prcs": 6, "partner": 5}
    _compare(document, hand_worked(questionnaire, sheets))


def _client(terminal: Shell, tmp_path: Path) -> ReadingClient:
    app = create_app(load_settings(terminal.environ, tmp_path / "instance"))
    app.test_client_class = ReadingClient
    client = app.test_client()
    assert isinstance(client, ReadingClient)
    return client


def _compare(document: dict, expected: dict) -> None:
    """Hold every figure of every facet, principle and statement to the one worked out apart."""
    assert len(document["sections"]) == 13
    for section in document["sections"]:
        for facet, figures in section["facets"].items():
            wanted = expected[section["id"], facet]
            assert figures["reading"] == wanted["reading"], (section["id"], facet)
            for name, value in wanted["gap"].items():
                assert figures["gap"][name] == pytest.approx(value, abs=1e-9), (section["id"], facet, name)
            for side in ("prcs", "partner"):
                for name, value in wanted[side].items():
                    assert figures["sides"][side][name] == pytest.approx(value, abs=1e-12), (section["id"], facet, name)
        overall = expected[section["id"], "overall"]
        assert section["overall"]["gap"]["value"] == pytest.approx(overall["gap"]["value"], abs=1e-12)
        assert section["overall"]["reading"] == overall["reading"]
        for statement in section["statements"]:
            for facet, sides in statement["facets"].items():
                for side in ("prcs", "partner"):
                    wanted = expected[statement["id"], facet, side]
                    assert {name: sides[side][name] for name in wanted} == wanted, (statement["id"], facet, side)
