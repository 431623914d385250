"""What somebody needs who changes a line: a Makefile that explains itself, rooms that load no more than they test."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

ROOMS_BELOW = ["core", "words", "charts"]
"""Rooms whose tests load neither the database nor the pages."""

COLLECT = (
    "import sys, pytest; code = pytest.main([*sys.argv[1:], '--collect-only', '-q', '-p', 'no:cacheprovider']); "
    "print('LOADED', int(code), *{name.partition('.')[0] for name in sys.modules})"
)


def make(*words: str, folder: Path = ROOT) -> subprocess.CompletedProcess[str]:
    """Run the Makefile in ``folder``, where what a target needs may be missing."""
    line = ["make", "--no-print-directory", f"--file={ROOT / 'Makefile'}", *words]
    environ = {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"}
    return subprocess.run(line, cwd=folder, env=environ, capture_output=True, text=True, check=False)


@pytest.mark.wide
def test_rooms_below_load_neither_database_nor_pages() -> None:
    rooms = [f"tests/{room}" for room in ROOMS_BELOW]
    ran = subprocess.run([sys.executable, "-c", COLLECT, *rooms], cwd=ROOT, capture_output=True, text=True, check=True)
    _, code, *loaded = ran.stdout.splitlines()[-1].split()
    assert (code, "surveyapp" in loaded) == ("0", True)
    assert {"flask", "werkzeug", "sqlalchemy"} & set(loaded) == set()


def test_help_names_every_target() -> None:
    targets = set(re.findall(r"^([a-z][a-z-]*):(?!=)", (ROOT / "Makefile").read_text(), re.MULTILINE))
    lines = [line.split(maxsplit=2) for line in make("help").stdout.splitlines()]
    assert {name for _, name, said in lines if said} == targets
    assert len(lines) == len(targets) > 10


@pytest.mark.parametrize("asked", [["quick"], ["quick", "ROOM=nowhere"]], ids=["no room", "no such room"])
def test_quick_names_the_rooms(asked: list[str]) -> None:
    ran = make("--assume-old=.venv/.test", *asked)
    said = ran.stderr.splitlines()[0]
    assert ran.returncode == 2
    assert said.startswith("Name a room: make quick ROOM=…, one of architecture ")
    assert {path.parent.name for path in (ROOT / "tests").glob("*/test_*.py")} <= set(said.split())


@pytest.mark.parametrize(
    ("lacking", "is_made"),
    [
        pytest.param("import sys; sys.modules['ensurepip'] = None", False, id="as on Debian without python3-venv"),
        pytest.param("import sys; sys.version_info = (3, 10, 0)", False, id="too old"),
        pytest.param("", True, id="with all it takes", marks=pytest.mark.thorough),  # as `make test` begins by itself
    ],
)
def test_a_python_that_makes_no_environment_is_named_in_one_line(tmp_path: Path, lacking: str, is_made: bool) -> None:
    (tmp_path / "sitecustomize.py").write_text(lacking)
    python = tmp_path / "python-of-here"
    python.write_text(f'#!/bin/sh\nPYTHONPATH={tmp_path} exec {sys.executable} "$@"\n')
    python.chmod(0o755)
    (tmp_path / "requirements.txt").touch()
    ran = make(f"PYTHON={python}", ".venv/bin/pip", folder=tmp_path)
    assert (ran.returncode == 0, (tmp_path / ".venv" / "bin" / "pip").exists()) == (is_made, is_made)
    if not is_made:
        said, ended = ran.stderr.splitlines()
        assert said.startswith(f"{python} is no Python 3.11 or newer that makes virtual environments")
        assert "apt install python3-venv" in said
        assert ended.startswith("make: ***")


def test_the_readme_names_what_a_bare_system_lacks() -> None:
    readme = (ROOT / "README.md").read_text()
    assert "apt install git make python3-venv" in readme
    assert "`make help`" in readme


@pytest.mark.parametrize("name", ["requirements.in", "requirements-dev.in"])
def test_every_requirement_says_why(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text().splitlines() if line and not line.startswith("#")]
    assert [line for line in lines if len(line.partition("  # ")[2]) < 5] == []
    assert len(lines) > 15


def test_hooks_run_what_lint_runs() -> None:
    """Word for word but for what names the files."""
    makefile, hooks = ((ROOT / name).read_text() for name in ("Makefile", ".pre-commit-config.yaml"))
    recipes = re.findall(r"^(?:style|lint):.*\n((?:\t.*\n)+)", makefile, re.MULTILINE)
    wanted = {words.split()[0] for recipe in recipes for words in recipe.replace("$(BIN)/", "").splitlines()}
    assert wanted == {words.split()[0] for words in re.findall(r"entry: \.venv/bin/(.*)", hooks)}
    assert wanted >= {"ruff", "mypy", "djlint"}
