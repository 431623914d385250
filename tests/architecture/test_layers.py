"""The house's rules that a machine can check."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SOURCES = [(path.relative_to(ROOT), path.read_text()) for path in sorted((ROOT / "surveyapp").rglob("*.py"))]


def lint_imports(folder: Path) -> subprocess.CompletedProcess[str]:
    """Hold the package in ``folder`` to the contracts, in a process of its own: the linter silences others' logs."""
    return subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--config", str(ROOT / "pyproject.toml"), "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_down_only() -> None:
    found = lint_imports(ROOT)
    assert found.returncode == 0, found.stdout + found.stderr


WRONG = [
    pytest.param(
        "web/results/leak.py",
        "from surveyapp.core.form import answers\n",
        "Raw answers stop at workflow",
        id="a results page reads answers",
    ),
    pytest.param(
        "core/method/leak.py",
        "from surveyapp.core.form.answers import AnswerSheet\n",
        "The method sees cells and no sheet",
        id="the method reads a sheet",
    ),
    pytest.param(
        "core/method/leak.py",
        "from surveyapp.core.release.counting import count_sides\n",
        "The method sees cells and no sheet",
        id="the method reads what was counted",
    ),
    pytest.param(
        "core/text/rounding.py",
        "from surveyapp.core.form.answers import AnswerSheet\n",
        "The method sees cells and no sheet",
        id="what the method needs reads a sheet",
    ),
]


@pytest.mark.parametrize(("path", "line", "contract"), WRONG)
def test_a_wrong_import_is_found(tmp_path: Path, path: str, line: str, contract: str) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(
        ROOT / "surveyapp", copy / "surveyapp", ignore=shutil.ignore_patterns("__pycache__", "static", "fonts")
    )
    broken = copy / "surveyapp" / path
    broken.write_text((broken.read_text() if broken.exists() else "") + line)
    found = lint_imports(copy)
    assert found.returncode == 1, found.stdout + found.stderr
    assert f"{contract} BROKEN" in found.stdout


def test_modules_are_small() -> None:
    assert [path for path, text in SOURCES if len(text.splitlines()) > 250] == []


def test_modules_speak_and_their_functions_are_short() -> None:
    found = []
    for path, text in SOURCES:
        tree = ast.parse(text)
        found += [] if ast.get_docstring(tree) else [f"{path}: no docstring"]
        functions = [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
        found += [f"{path}: {node.name} has {_length(node)} lines" for node in functions if _length(node) > 25]
    assert found == []


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function's body without its signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0
