"""Whatever ``docs/architecture.md`` and CONTRIBUTING name in backticks is there: files, names in modules, commands."""

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from surveyapp.cli import COMMANDS

ROOT = Path(__file__).parents[2]
APP = ROOT / "surveyapp"
HOMES = (ROOT, APP, APP / "web", APP / "reports")
"""Where a path may begin."""

NOT_NAMES = {"CI=true", "None"}
"""What stands in backticks and names nothing of ours."""

OTHERS = {"pipx", "pre-commit"}
"""Programs that are not ours to know the commands of."""

TOOLS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]
MARKS = {mark.partition(":")[0] for mark in TOOLS["pytest"]["ini_options"]["markers"]}


def faults_in(text: str) -> list[str]:
    """Return what a document names and is not there, in order."""
    found = []
    for line in text.splitlines():
        folder = ROOT
        for name in re.findall(r"`([^`]+)`", line.replace("python -m ", "python ")):
            path = find_path(name.rstrip("/"), folder)
            folder = (path if path.is_dir() else path.parent) if path else folder
            if path is None and not is_known(name, folder):
                found.append(name)
    return found


def find_path(name: str, folder: Path) -> Path | None:
    """Return the file or folder that ``name`` leads to, from one of our roots or beside what was named before it."""
    if " " in name:
        return None
    if "*" in name:
        return next((home for home in HOMES if any(home.glob(name))), None)
    return next((home / name for home in (*HOMES, folder) if (home / name).exists()), None)


def is_known(name: str, folder: Path) -> bool:
    command, _, rest = name.partition(" ")
    if name in NOT_NAMES | MARKS or command in OTHERS:
        return True
    if command in COMMAND_OF:
        return COMMAND_OF[command](rest.split()[0])
    if command.startswith("ROOM="):
        return (ROOT / "tests" / command.removeprefix("ROOM=")).exists()
    called = name.removeprefix("with ").removesuffix("()")
    if any(f".{known}".endswith(f".{called}") for path in modules() for known in names_in(path)):
        return True  # a class, a function, a field, wherever it is
    return any(is_in_module(module, attribute) for module, attribute in ways_to_read(called, folder))


def is_module(name: str) -> bool:
    path = ROOT / name.removesuffix(".py").replace(".", "/")
    return path.is_dir() or path.with_suffix(".py").exists()


COMMAND_OF: dict[str, Callable[[str], bool]] = {
    "flask": COMMANDS.__contains__,
    "make": lambda target: f"\n{target}:" in (ROOT / "Makefile").read_text(encoding="utf-8"),
    "python": is_module,
}
"""Commands that documents show → whether what they are given first is there."""


def ways_to_read(name: str, folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield modules and what ``name`` may call in them: ``core/roles.may``, ``settings.Keeping``."""
    parts = name.split(".")
    for count in range(1, len(parts)):
        start, attribute = ".".join(parts[:count]) + ".py", ".".join(parts[count:])
        yield from ((home / start, attribute) for home in (*HOMES, folder))
        yield from ((path, attribute) for path in modules() if path.name == start)


def is_in_module(path: Path, attribute: str) -> bool:
    return path.is_file() and attribute in names_in(path)


@cache
def modules() -> tuple[Path, ...]:
    return tuple(APP.rglob("*.py"))


@cache
def names_in(path: Path) -> set[str]:
    """Return what a module defines, and what its classes do behind a dot."""
    return set(defined(ast.parse(path.read_text(encoding="utf-8")), ""))


def defined(node: ast.Module | ast.ClassDef, before: str) -> Iterator[str]:
    for one in node.body:
        if isinstance(one, (ast.FunctionDef, ast.ClassDef)):
            yield before + one.name
            if isinstance(one, ast.ClassDef):
                yield from defined(one, f"{before}{one.name}.")
        for target in getattr(one, "targets", [getattr(one, "target", None)]):
            names = [name for name in ast.walk(target) if isinstance(name, ast.Name)] if target else []
            yield from (before + name.id for name in names)


@pytest.mark.parametrize("document", ["docs/architecture.md", "CONTRIBUTING.md"])
def test_what_a_document_names_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    assert text.count("`") > 20
    assert faults_in(re.sub(r"```.*?```", "", text, flags=re.DOTALL)) == []


@pytest.mark.parametrize(
    "contract",
    [one for one in TOOLS["importlinter"]["contracts"] if one["type"] == "layers"],
    ids=lambda one: one["name"],
)
def test_the_layers_are_drawn_as_they_are_held(contract: dict[str, Any]) -> None:
    drawn = re.findall(r"```\n(.*?)```", (ROOT / "docs/architecture.md").read_text(encoding="utf-8"), re.DOTALL)
    told = [[re.split(r"\s{2,}", line)[0] for line in block.splitlines()] for block in drawn]
    assert [re.sub(r"[()]", "", layer) for layer in contract["layers"]] in told


def test_a_question_is_answered_in_one_place() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    asked = Counter(re.findall(r"^\| ([^|]*\w[^|]*) \|", text, re.MULTILINE))
    assert len(asked) > 50
    assert [question for question, count in asked.items() if count > 1] == []


@pytest.mark.parametrize(
    "wrong",
    ["workflow/importing.py", "core/roles.may", "core/conduct/roles.nobody", "Nobody", "flask nothing", "make nothing"],
)
def test_what_is_not_there_is_found(wrong: str) -> None:
    assert faults_in(f"| a row | `core/` and `{wrong}` |") == [wrong]
