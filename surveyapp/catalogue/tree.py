"""A YAML file as a tree that knows its places: leaves, tables and lists."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from surveyapp.catalogue.faults import Place

Path = tuple[str | int, ...]
"""The keys and list positions (from 0) that lead from the root to a node."""

EACH = "*"
"""Stands for every key or position in a pattern."""

Scalar = str | int | float | bool | None


@dataclass(frozen=True, slots=True)
class Leaf:
    """One value; ``text`` is how the file spells it."""

    place: Place
    text: str
    value: Scalar


@dataclass(frozen=True, slots=True)
class Branch:
    """Keys and what stands under them, in the file's order."""

    place: Place
    entries: "dict[str, Node]" = field(default_factory=dict)
    key_places: dict[str, Place] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    place: Place
    nodes: "list[Node]" = field(default_factory=list)


Node = Leaf | Branch | Items


def to_plain(node: Node) -> object:
    """Return ``node`` as Python's own dicts, lists and values."""
    if isinstance(node, Branch):
        return {key: to_plain(child) for key, child in node.entries.items()}
    if isinstance(node, Items):
        return [to_plain(child) for child in node.nodes]
    return node.value


def child_of(node: Node | None, part: str | int) -> Node | None:
    """Return what stands in ``node`` under ``part``, or None."""
    if isinstance(node, Branch) and isinstance(part, str):
        return node.entries.get(part)
    if isinstance(node, Items) and isinstance(part, int) and part < len(node.nodes):
        return node.nodes[part]
    return None


def node_at(root: Node, path: Path) -> Node | None:
    """Return what stands at ``path``, or None."""
    node: Node | None = root
    for part in path:
        node = child_of(node, part)
    return node


def find_all(node: Node, pattern: Path, *, at: Path = ()) -> Iterator[tuple[Path, Node]]:
    """Yield the path and node of everything that ``pattern`` fits; ``EACH`` fits every item and every key."""
    if not pattern:
        yield at, node
        return
    part, *rest = pattern
    for key in parts_of(node) if part == EACH else (part,):
        child = child_of(node, key)
        if child is not None:
            yield from find_all(child, tuple(rest), at=(*at, key))


def parts_of(node: Node) -> Iterable[str | int]:
    """Return the keys of a table or the positions of a list; nothing for a leaf."""
    if isinstance(node, Branch):
        return tuple(node.entries)
    return range(len(node.nodes)) if isinstance(node, Items) else ()


def word_of(node: Node | None, part: str | int) -> str | None:
    """Return the word under ``part``, or None when there is none."""
    found = child_of(node, part)
    return found.value if isinstance(found, Leaf) and isinstance(found.value, str) else None


def place_of(root: Node, path: Path) -> Place:
    """Return where the value at ``path`` stands; of a table, list or missing value, the key it belongs under."""
    node, place = root, root.place
    for part in path:
        child = child_of(node, part)
        if child is None:
            return place
        place = _place_of_part(node, part, child)
        node = child
    return node.place if isinstance(node, Leaf) else place


def place_of_key(root: Node, path: Path) -> Place:
    """Return where the last key of ``path`` stands; for a list the item itself."""
    parent, child = node_at(root, path[:-1]), node_at(root, path)
    return root.place if parent is None or child is None else _place_of_part(parent, path[-1], child)


def _place_of_part(node: Node, part: str | int, child: Node) -> Place:
    return node.key_places[str(part)] if isinstance(node, Branch) else child.place


def label(root: Node, path: Path) -> str:
    """Return ``path`` for people: an item of a list goes by its id or key, without one by its number from 1."""
    node: Node | None = root
    words = []
    for part in path:
        node = child_of(node, part)
        name = (word_of(node, "id") or word_of(node, "key")) if isinstance(part, int) else None
        words.append(name or (str(part + 1) if isinstance(part, int) else part))
    return ".".join(words)
