"""What a visitor sends is a value, and never the name of a parameter of ours."""

import ast
from collections.abc import Iterator

from tests.architecture.test_conventions import TREES

SENT = {"args", "form", "values", "view_args", "json", "headers", "cookies", "files"}


def spread() -> Iterator[tuple[str, str]]:
    """Yield every mapping that is spread into a call's keyword arguments, and where."""
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield from ((f"{path}:{node.lineno}", ast.unparse(one.value)) for one in node.keywords if not one.arg)


def named_after_what_is_sent(path: str, name: str) -> bool:
    """Say whether a name is given, in a module, something that spreads or copies what a visitor sent."""
    tree = next(tree for one, tree in TREES.items() if path.startswith(f"{one}:"))
    given = [node for node in ast.walk(tree) if isinstance(node, ast.Assign | ast.AnnAssign) and node.value]
    targets = {
        ast.unparse(target): ast.unparse(node.value)
        for node in given
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
    }
    return holds_request(targets.get(name, ""))


def holds_request(code: str) -> bool:
    return any(
        f"**request.{one}" in code or f"request.{one}.to_dict" in code or code == f"request.{one}" for one in SENT
    )


def test_nothing_that_was_sent_becomes_a_keyword_argument() -> None:
    found = [(where, code) for where, code in spread()]
    assert len(found) > 20
    wrong = [(where, code) for where, code in found if holds_request(code) or "request." in code]
    wrong += [(where, code) for where, code in found if code.isidentifier() and named_after_what_is_sent(where, code)]
    assert wrong == []
