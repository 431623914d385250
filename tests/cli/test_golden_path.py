"""The golden path, word for word: from an empty database to results and pack, through the shell and the real form.

The first commands and the last are started as a person starts them, a second each; those between run in this process.
Two of each side answer on the form, page by page; the answers of the others are put beside theirs.
On PostgreSQL the same commands are tried in ``test_responses``, and whole forms in tests/web.
"""

import json
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pikepdf
import pytest

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.sides import Side
from surveyapp.settings import load_settings
from surveyapp.store import audit
from surveyapp.store.engine import make_engine, new_session
from surveyapp.store.responses import put_response
from surveyapp.web.factory import create_app
from surveyapp.workflow.demonstrating.inventing import CASTS, demonstration_sheets
from tests.cli.by_hand import hand_worked
from tests.cli.shells import QuickShell, Shell
from tests.databases import TIMEZONE, writing
from tests.pages import ReadingClient
from tests.questionnaires import FROZEN_FILE
from tests.web.filling import answer_whole_form


@pytest.fixture
def terminal(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "instance", f"sqlite:///{tmp_path / 'empty.db'}")


@pytest.mark.slow
def test_the_golden_path(terminal: Shell, questionnaire: Questionnaire, tmp_path: Path) -> None:
    terminal.say("flask db upgrade")
    published = json.loads(terminal.say(f"flask questionnaire publish {FROZEN_FILE} --json"))
    quick = QuickShell(tmp_path / "instance", terminal.environ["DATABASE_URL"])
    say = quick.say
    assert list(published) == ["questionnaire"]
    slug, version = published["questionnaire"].split("@")
    assert slug == "code-of-good-partnership"
    assert len(version) == 12
    say(
        'flask partner create norcross --name-en "Norwegian Red Cross" --name-ar "الصليب الأحمر النرويجي"'
        " --kind national_society"
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
    refused = quick.run("flask results 1 --json")
    assert (refused.returncode, refused.stdout) == (1, "")

    client = _client(terminal, tmp_path)
    sheets = {side: demonstration_sheets(questionnaire, "golden", cast=CASTS[0], side=side) for side in Side}
    engine = client.application.extensions["surveyapp.engine"]
    for side in Side:
        for link, sheet in zip(links[side], sheets[side][:2], strict=False):
            answer_whole_form(client, urlsplit(link).path, questionnaire, sheet)
        with writing(engine) as session:
            for sheet in sheets[side][2:]:
                put_response(session, sheet, review_id=1)
    engine.dispose()

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
    told = say("flask results 1")
    assert told.startswith("39 comparisons are shown.")
    assert "  What PRCS does: " in told
    assert "Norwegian Red Cross" in told
    handout = tmp_path / "handout.pdf"
    terminal.say(f"flask pack 1 --language ar --size handout --order questionnaire {handout}")
    assert len(pikepdf.open(handout).pages) == 2
    _take_slides(say, tmp_path)  # made of the document that was compared


def _take_slides(say: Callable[[str], str], folder: Path) -> None:
    say(f"flask slides 1 --language en {folder / 'slides.pptx'}")
    assert (folder / "slides.pptx").read_bytes().startswith(b"PK")
    engine = make_engine(f"sqlite:///{folder / 'empty.db'}", TIMEZONE)
    with new_session(engine) as session:
        taken = [audit.read_details(entry)["kind"] for entry in audit.list_entries(session, action="results.exported")]
    engine.dispose()
    assert sorted(taken) == ["pack", "results", "results", "slides"]


def _client(terminal: Shell, tmp_path: Path) -> ReadingClient:
    app = create_app(load_settings(terminal.environ, tmp_path / "instance"))
    app.test_client_class = ReadingClient
    client = app.test_client()
    assert isinstance(client, ReadingClient)
    return client


def _compare(document: dict, expected: dict) -> None:
    """Hold every figure of every facet and statement, what is pooled and what chance does to those worked out apart."""
    assert document["method"] == 2
    assert document["pooled"]["within"] == expected["pooled"]
    assert document["chance"] == expected["chance"]
    assert len(document["sections"]) == 13
    for section in document["sections"]:
        assert section["overall"] is None
        for facet, figures in section["facets"].items():
            _compare_facet(figures, expected[section["id"], facet])
        for statement in section["statements"]:
            _compare_statement(statement, expected)


def _compare_facet(figures: dict, wanted: dict) -> None:
    assert figures["reading"] == wanted["reading"]
    assert figures["gap"]["value"] == wanted["gap"]["value"]
    assert {name: figures["gap"][name] for name in wanted["gap"]} == pytest.approx(wanted["gap"], abs=1e-9)
    for side, own in wanted["sides"].items():
        assert figures["sides"][side]["mean"] == own["mean"]
        assert figures["sides"][side] == pytest.approx(own, abs=1e-12)


def _compare_statement(statement: dict, expected: dict) -> None:
    for facet, sides in statement["facets"].items():
        for side in ("prcs", "partner"):
            wanted = expected[statement["id"], facet, side]
            assert {name: sides[side][name] for name in wanted} == wanted, (statement["id"], facet, side)
