"""One version, in one place; and an application that refuses to be installed as a package."""

import re
import subprocess
import sys
import tomllib
from datetime import date
from pathlib import Path

import pytest

from surveyapp.version import VERSION
from tests.conftest import ROOT
from tools.not_a_package import REFUSAL

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def test_the_newest_section_of_the_changelog_is_the_version() -> None:
    heads = re.findall(r"^## (.*)$", (ROOT / "CHANGELOG.md").read_text(), re.MULTILINE)
    assert heads[0] == "Unreleased"
    number, dash, day = heads[1].split()
    assert (number, dash) == (VERSION, "–")
    assert date.fromisoformat(day).isoformat() == day
    released = [tuple(map(int, head.split()[0].split("."))) for head in heads[1:]]
    assert released == sorted(released, reverse=True)


def test_the_version_is_written_once() -> None:
    """But for the changelog, and documents that tell of it."""
    assert PROJECT["project"]["version"] == VERSION
    code = [*(ROOT / "surveyapp").rglob("*.py"), *ROOT.glob("*.py"), *(ROOT / "deploy").rglob("*.*")]
    assert [path for path in code if f'"{VERSION}"' in path.read_text(errors="ignore")] == []


@pytest.mark.parametrize(
    "how",
    [pytest.param([], id="as a package"), pytest.param(["--editable"], id="in its place", marks=pytest.mark.thorough)],
)
def test_installing_is_refused_in_a_line_that_says_what_to_do(tmp_path: Path, how: list[str]) -> None:
    offline = ["--no-index", "--no-deps", "--no-build-isolation", "--disable-pip-version-check", "--no-cache-dir"]
    line = [sys.executable, "-m", "pip", "install", *offline, "--prefix", str(tmp_path / "there"), *how, str(ROOT)]
    ran = subprocess.run(line, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert ran.returncode == 1
    assert [said.strip() for said in (ran.stdout + ran.stderr).splitlines() if REFUSAL in said] == [REFUSAL]
    assert "Traceback" not in ran.stdout + ran.stderr
    assert not (tmp_path / "there").exists()
    assert all((ROOT / named).exists() for named in ("Makefile", "deploy/README.md"))
    assert len(REFUSAL) <= 120


def test_every_question_of_an_installer_is_answered_alike() -> None:
    asked = ("get_requires_for_build_wheel", "build_wheel", "build_sdist", "build_editable")
    assert PROJECT["build-system"] == {"requires": [], "build-backend": "not_a_package", "backend-path": ["tools"]}
    for hook in asked:
        code = f"import sys; sys.path.insert(0, 'tools'); import not_a_package; not_a_package.{hook}('there')"
        ran = subprocess.run([sys.executable, "-I", "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
        assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", f"{REFUSAL}\n")
