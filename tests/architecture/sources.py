"""The app's own modules as what is written in them: each read, taken apart and gone through once for all rules."""

import ast
from functools import cache
from pathlib import Path

from tests.conftest import ROOT


@cache
def modules() -> dict[Path, ast.Module]:
    """Return every module of the app, by its path below the project's folder."""
    return {
        path.relative_to(ROOT): ast.parse(path.read_text("utf-8")) for path in sorted(ROOT.glob("surveyapp/**/*.py"))
    }


@cache
def nodes() -> dict[Path, tuple[ast.AST, ...]]:
    """Return every node of each module."""
    return {path: tuple(ast.walk(tree)) for path, tree in modules().items()}


@cache
def calls() -> tuple[tuple[Path, ast.Call, str], ...]:
    """Return every call, with the module that it stands in and what is called."""
    found = ((path, node) for path, ones in nodes().items() for node in ones if isinstance(node, ast.Call))
    return tuple((path, node, ast.unparse(node.func)) for path, node in found)
