"""The terminal speaks the language of its setting; a program is told everything in the source language."""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from surveyapp.cli import register_commands
from surveyapp.cli.duties import DUTIES
from surveyapp.core.conduct.mail import Outcome
from surveyapp.operating.checks import CHECKS
from surveyapp.settings import SettingsError, load_settings
from surveyapp.words import catalogue
from surveyapp.words.catalogue import SOURCE, available, catalogue_of
from surveyapp.words.tallies import tally_lines
from surveyapp.workflow import purging
from tests.cli.shells import QuickShell
from tests.conftest import ROOT, SECRET
from tests.databases import SqliteMaker
from tests.demonstrated import demonstration
from tests.languages import AR

AS_TYPED = re.compile(
    r"`[^`]*`|https?://\S+|\S+@\S+(?:  \S+)?|--[\w-]+|\b[A-Z][A-Z_]+\b|\S*/\S+|'[^']*'|[\w-]+\.(?:csv|xlsx|yaml|json)"
)
"""Commands, addresses, options, settings, files and quoted values: they are the same in every language."""

CODES = {
    *("prcs", "partner", "closed", "missing", "ready", "warning", "administrator"),
    *("reporting", "revoked", "name", "email", "example", "society", "union", "demo", "force"),
    *("surveyapp", "Python", "sqlite", "tzdata", "revoked", "FILE"),
    *CHECKS,
}
"""What is typed again, or stands in a column as ``--json`` has it."""


@pytest.fixture(scope="module")
def loaded(sqlite_maker: SqliteMaker, tmp_path_factory: pytest.TempPathFactory) -> QuickShell:
    url = demonstration(sqlite_maker)
    shell = QuickShell(tmp_path_factory.mktemp("instance"), url, TERMINAL_LANGUAGE="ar")
    shell.say("flask token create reporting --right see_results --days 9")
    return shell


def stray(said: str) -> list[str]:
    """Return the English words of a text that are no code and nothing that is typed."""
    return [word for word in re.findall(r"[A-Za-z]{3,}", AS_TYPED.sub("", said)) if word not in CODES]


SAID = [
    "flask review extend 8 --closes 2090-01-01",
    "flask review check 8",
    "flask remind 8 --dry-run",
    "flask invitation list 8",
    "flask mail list",
    "flask mail test rana@example.org",
    "flask bounce rana@example.org",
    "flask purge --dry-run",
    "flask worker --once",
    "flask doctor",
    "flask demo show",
    "flask partner contact example-society --side prcs --name x --email k@example.org",
    "flask partner archive example-society",
    "flask partner restore example-society",
    "flask staff role demo@example.org --role administrator",
    "flask token list",
    "flask questionnaire check questionnaires/code-of-good-partnership.yaml",
    "flask responses imports 8",
    "flask results 6",
]
REFUSED = [
    "flask results 8",
    "flask results 99",
    "flask review close 2",
    "flask invite 8 --side prcs",
    "flask round create demo-2025 --title-en x",
    "flask round create A --title-en x",
    "flask staff create nobody --role viewer",
    "flask demo load",
    "flask pack 8 /tmp/x.pdf --language ar",
    "flask letters 3 /tmp/x.pdf --side prcs",
    "flask responses undo 8 --import 4",
    "flask token create reporting --right see_results",
    f"flask restore {ROOT / 'README.md'}",
    f"flask archive import {ROOT / 'README.md'}",
]


@pytest.mark.parametrize("line", SAID)
def test_commands_speak_the_language_of_the_setting(loaded: QuickShell, line: str) -> None:
    ran = loaded.run(line)
    said = ran.stdout + "".join(line for line in ran.stderr.splitlines(keepends=True) if not line.startswith("{"))
    assert ran.returncode in {0, 1}
    assert re.search("[\u0621-\u064a]", said), said
    assert stray(said) == []


@pytest.mark.parametrize("line", REFUSED)
def test_refusals_speak_the_language_of_the_setting(loaded: QuickShell, line: str) -> None:
    ran = loaded.run(line)
    assert (ran.returncode, ran.stdout, ran.stderr.count("\n")) == (1, "", 1)
    assert re.search("[\u0621-\u064a]", ran.stderr), ran.stderr
    assert stray(ran.stderr) == []


def test_rows_of_a_list_are_refused_in_the_language_of_the_setting(loaded: QuickShell, tmp_path: Path) -> None:
    file = tmp_path / "list.csv"
    rows = [",,ngo", f"ملوك,{'x' * 201},ngo", "ملوك,Kings,king", "أ\ufdd0,B,ngo"]
    file.write_text("\n".join(["name_ar,name_en,kind", *rows]), encoding="utf-8")
    ran = loaded.run(f"flask partner import {file}")
    assert (ran.returncode, ran.stdout) == (1, "")
    assert ran.stderr.count("\n") == len(rows)
    assert stray(ran.stderr.replace("name_en", "").replace("name_ar", "")) == []


def test_a_program_is_told_everything_in_the_source_language(loaded: QuickShell) -> None:
    checks = json.loads(loaded.run("flask doctor --json").stdout)["checks"]
    assert "days end in Asia/Hebron" in {check["name"]: check["said"] for check in checks}["time"]
    assert loaded.run("flask results 8 --json").stderr.startswith("review 8 is open; ")
    rows = json.loads(loaded.say("flask review check 8 --json"))["checklist"]
    assert rows[0]["says"].startswith("side prcs: ")


def test_without_the_setting_it_is_the_source_language(sqlite_maker: SqliteMaker, tmp_path: Path) -> None:
    shell = QuickShell(tmp_path, sqlite_maker.make(), LANGUAGES="ar")
    assert shell.say("flask review list") == "no reviews\n"


def test_a_language_without_a_catalogue_stops_the_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = load_settings({"TERMINAL_LANGUAGE": "ar", "SECRET_KEY": SECRET}, tmp_path)
    monkeypatch.setattr(catalogue, "TRANSLATIONS", tmp_path)
    with pytest.raises(SettingsError, match="TERMINAL_LANGUAGE: no compiled catalogue for 'ar'"):
        register_commands(click.Group(), settings)


def messages() -> Iterator[str]:
    """Yield each message that a command says by itself."""
    for path in (ROOT / "surveyapp" / "cli").glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text())):
            if isinstance(call, ast.Call) and getattr(call.func, "attr", "") in {"say", "counted"}:
                yield from (part.value for part in call.args[:1] if isinstance(part, ast.Constant))


@pytest.mark.parametrize("language", [one for one in available() if one != SOURCE])
def test_what_commands_say_is_in_every_catalogue(language) -> None:
    found = set(messages())
    assert len(found) > 60
    spoken = catalogue_of(language)
    assert [one for one in found if spoken.gettext(one) == one == spoken.ngettext(one, one, 1)] == []


def test_whatever_is_counted_has_a_label(tmp_path: Path) -> None:
    keeping = load_settings({"SECRET_KEY": SECRET}, tmp_path).keeping
    names = [*purging.rules(keeping), *DUTIES, *Outcome, "dropped", "put_off", "sent", "waiting"]
    lines = tally_lines(dict.fromkeys(names, 2), AR)
    assert all(line.endswith(": 2") for line in lines)
    assert not any(re.search("[A-Za-z]", line) for line in lines)
