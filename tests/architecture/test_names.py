"""Inside a room one name stands for one idea."""

import ast
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOM = Path(__file__).parents[2] / "surveyapp"


def types_in(path: Path) -> Iterator[tuple[str, str]]:
    """Yield the classes of a module and its other names for types, each with what tells it from another."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ClassDef):
            yield node.name, str(path)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            yield node.targets[0].id, ast.unparse(node.value)


@pytest.mark.parametrize("room", sorted(path.name for path in ROOM.iterdir() if (path / "__init__.py").exists()))
def test_no_two_types_of_a_room_have_one_name(room: str) -> None:
    meant = defaultdict(set)
    for path in (ROOM / room).rglob("*.py"):
        for name, meaning in types_in(path):
            if name[0].isupper() and not name.isupper():
                meant[name].add(meaning)
    assert meant
    assert {name: sorted(meanings) for name, meanings in meant.items() if len(meanings) > 1} == {}
