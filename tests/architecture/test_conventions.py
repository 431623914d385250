"""What docs/conventions.md says of names, as far as a machine can hold it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.sources import calls as every_call
from tests.architecture.sources import nodes
from tests.conftest import ROOT

CONVENTIONS = (ROOT / "docs" / "conventions.md").read_text(encoding="utf-8")
MANY_BY_PLACE = {"counted"}
"""Takes one, many, n and language, in gettext's order."""

OWN_TRANSACTION = {"surveyapp/store/sealing.py"}
"""Works on the database's files, outside of any transaction, and marks what it has done."""


def functions() -> Iterator[tuple[Path, ast.FunctionDef]]:
    for path, found in nodes().items():
        yield from ((path, node) for node in found if isinstance(node, ast.FunctionDef))


def glossary() -> list[str]:
    """Return the words that are defined, each by itself."""
    table = CONVENTIONS.partition("## What words mean here")[2]
    rows = re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)[1:]
    return [word for row in rows for word in row.strip().split(", ")]


def test_every_word_of_the_glossary_is_one_of_the_code_s() -> None:
    code = [path for room in ("surveyapp", "tools") for path in (ROOT / room).rglob("*.py")]
    text = re.sub(r"(?<=[a-z])(?=[A-Z])|_", " ", " ".join(path.read_text(encoding="utf-8") for path in code)).lower()
    assert [word for word in glossary() if not re.search(rf"\b{word}s?\b", text)] == []
    assert len(glossary()) == len(set(glossary())) > 25


def test_every_verb_is_used() -> None:
    verbs = set(re.findall(r"`([a-z]+_)`", CONVENTIONS.partition("- Booleans")[0]))
    used = {f"{node.name.partition('_')[0]}_" for _, node in functions()}
    assert len(verbs) > 8
    assert verbs <= used


def test_what_is_got_is_there() -> None:
    got = [node for _, node in functions() if node.name.startswith("get_") and node.returns]
    assert [node.name for node in got if ast.unparse(node.returns).endswith("| None")] == []


def test_parameters_are_named_by_the_caller() -> None:
    many = [node for _, node in functions() if not node.name.startswith("_") and len(by_place(node)) > 3]
    assert {node.name for node in many} == MANY_BY_PLACE


def by_place(node: ast.FunctionDef) -> list[str]:
    return [one.arg for one in (*node.args.posonlyargs, *node.args.args) if one.arg not in {"self", "cls"}]


def test_nothing_that_says_yes_or_no_is_named_as_a_deed() -> None:
    yes_or_no = {node.name for _, node in functions() if node.returns and ast.unparse(node.returns) == "bool"}
    assert [name for name in yes_or_no if re.match(r"_?(check|get|find|flag|verify|test)_", name)] == []


def test_steps_leave_the_commit_to_their_caller() -> None:
    rooms = {Path("surveyapp", room) for room in ("store", "workflow", "core", "words", "reports")}
    calls = {
        path.as_posix()
        for path, call, _ in every_call()
        if rooms & set(path.parents) and getattr(call.func, "attr", "") in {"commit", "begin"}
    }
    assert calls == OWN_TRANSACTION


def test_it_is_found_from_where_people_begin() -> None:
    assert "(docs/conventions.md)" in (ROOT / "CONTRIBUTING.md").read_text()
    assert "(conventions.md)" in (ROOT / "docs" / "architecture.md").read_text()
