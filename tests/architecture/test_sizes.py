"""The house's rules of size that a machine can check."""

import ast
from pathlib import Path

from tests.architecture.sources import modules, nodes

ROOT = Path(__file__).parents[2]
SOURCES = [(path.relative_to(ROOT), path.read_text()) for path in sorted((ROOT / "surveyapp").rglob("*.py"))]


def test_modules_are_small() -> None:
    assert [path for path, text in SOURCES if len(text.splitlines()) > 250] == []


def test_modules_speak_and_their_functions_are_short() -> None:
    found = []
    for path, tree in modules().items():
        found += [] if ast.get_docstring(tree) else [f"{path}: no docstring"]
        functions = [node for node in nodes()[path] if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
        found += [f"{path}: {node.name} has {_length(node)} lines" for node in functions if _length(node) > 25]
    assert found == []


def _length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function's body without its signature and docstring."""
    body = node.body[1:] if ast.get_docstring(node) else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0
