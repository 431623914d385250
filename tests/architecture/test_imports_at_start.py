"""The web process starts without the libraries that only commands and charts need, and commands without the pages."""

import ast
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from surveyapp.cli import COMMANDS, CommandPlace
from tests.architecture.sources import nodes

ROOT = Path(__file__).parents[2]


FLASK = "import atexit, sys; atexit.register(lambda: print(*sys.modules)); from flask.cli import main; main()"


def loaded_by(script: str, *arguments: str, folder: Path) -> set[str]:
    """Return the modules that a new process has loaded when ``script`` has run."""
    run = subprocess.run(
        [sys.executable, "-c", script, *arguments],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "INSTANCE": str(folder)},
        check=True,
        capture_output=True,
        text=True,
    )
    return set(run.stdout.splitlines()[-1].split())


@pytest.fixture(scope="module")
def loaded_at_start(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    return loaded_by("import sys, wsgi; print(*sys.modules)", folder=tmp_path_factory.mktemp("instance"))


@pytest.mark.parametrize(
    "library",
    [
        "matplotlib",
        "numpy",
        "pydantic",
        "ruamel.yaml",
        "alembic",
        "typst",
        "pikepdf",
        "fido2",
        "segno",
        "openpyxl",
        "xlsxwriter",
    ],
)
@pytest.mark.alike(5)
def test_starting_leaves_a_library_alone(loaded_at_start: set[str], library: str) -> None:
    assert "flask" in loaded_at_start
    at_fault = sorted(name for name in loaded_at_start if name.startswith("surveyapp.cli"))
    assert library not in loaded_at_start, f"`import wsgi` loads {library}; of the commands it loads {at_fault}"


def test_a_command_leaves_the_pages_alone(tmp_path: Path) -> None:
    loaded = loaded_by(FLASK, "--app", "wsgi", "results", "--help", folder=tmp_path)
    assert "surveyapp.cli.results" in loaded
    assert sorted(name for name in loaded if name.startswith("surveyapp.web")) == []


def test_no_module_is_imported_by_a_string() -> None:
    """What a string names, import-linter, mypy and a renaming overlook; of commands the next test knows."""
    at_fault, beside = [], {path.relative_to(ROOT): ast.walk(ast.parse(path.read_text())) for path in ROOT.glob("*.py")}
    for path, found in {**nodes(), **beside}.items():
        names = {getattr(node, "id", getattr(node, "attr", "")) for node in found}
        at_fault += [str(path)] if names & {"import_module", "__import__", "importlib"} else []
    assert at_fault == ["surveyapp/cli/__init__.py"]


@pytest.mark.parametrize("place", COMMANDS.values(), ids=COMMANDS)
def test_every_command_is_where_the_table_says(place: CommandPlace) -> None:
    assert isinstance(getattr(import_module(f"surveyapp.cli.{place.module}"), place.attribute), click.Command)
