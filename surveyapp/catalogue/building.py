"""The parser's events → tree. No recursion, so no file is deep enough to hurt."""

import re
from dataclasses import dataclass
from typing import Any

from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from surveyapp.catalogue.faults import FaultyQuestionnaireError, Place, Report
from surveyapp.catalogue.tree import Branch, Items, Leaf, Node, Scalar

DEPTH_LIMIT = 12
NODE_LIMIT = 20_000

_NO_KEY = Leaf(Place(1, 1), "", None)
_WORDS: dict[str, Scalar] = {"": None, "~": None, "null": None, "true": True, "false": False}
_WHOLE = re.compile(r"[-+]?[0-9]{1,15}")
_DECIMAL = re.compile(r"[-+]?[0-9]{1,15}\.[0-9]{1,15}")


def place_of_mark(mark: Any) -> Place:
    """Return ruamel's mark, which counts from 0, as a place."""
    return Place(mark.line + 1, mark.column + 1)


def read_scalar(text: str) -> Scalar:
    """Return what an unquoted ``text`` means: null, true, false or a number; all else, ``no`` too, is a word."""
    if text in _WORDS:
        return _WORDS[text]
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text) if _DECIMAL.fullmatch(text) else text


@dataclass(slots=True)
class _Open:
    """A table or list that is being filled; ``key`` is the key whose value comes next."""

    node: Branch | Items
    key: Leaf | None = None


class TreeBuilder:
    """Takes the events of a document one by one; ``root`` is the tree once all are taken."""

    def __init__(self, report: Report) -> None:
        self.root: Node | None = None
        self._report = report
        self._open: list[_Open] = []
        self._documents = self._nodes = 0

    def take(self, event: Event) -> None:
        """Take one event.

        Raises:
            FaultyQuestionnaireError: the document is too deep or too long to go on.
        """
        place = place_of_mark(event.start_mark)
        if isinstance(event, DocumentStartEvent):
            self._begin_document(place)
        elif isinstance(event, NodeEvent):
            self._count(place)
            self._refuse_extras(event, place)
            self._take_node(event, place)
        elif isinstance(event, MappingEndEvent | SequenceEndEvent):
            self._attach(self._open.pop().node)

    def _begin_document(self, place: Place) -> None:
        self._documents += 1
        if self._documents > 1:
            self._stop(place, "a second document begins here; keep one questionnaire a file")

    def _count(self, place: Place) -> None:
        self._nodes += 1
        if self._nodes > NODE_LIMIT:
            self._stop(place, f"the file holds more than {NODE_LIMIT:,} values; make it shorter")
        if len(self._open) > DEPTH_LIMIT:
            self._stop(place, f"this stands more than {DEPTH_LIMIT} levels deep; look at the brackets and indentation")

    def _stop(self, place: Place, message: str) -> None:
        self._report.add(place, message)
        raise FaultyQuestionnaireError(self._report.faults)

    def _refuse_extras(self, event: Any, place: Place) -> None:
        if isinstance(event, AliasEvent):
            self._report.add(place, f"the alias *{event.anchor} is not allowed; write the text itself")
        elif event.anchor is not None:
            self._report.add(place, f"the anchor &{event.anchor} is not allowed; remove it")
        if getattr(event, "tag", None) is not None:
            tag = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            self._report.add(place, f"the tag {tag} is not allowed; remove it, and quote what is text")

    def _take_node(self, event: Any, place: Place) -> None:
        if isinstance(event, MappingStartEvent):
            self._open.append(_Open(Branch(place)))
        elif isinstance(event, SequenceStartEvent):
            self._open.append(_Open(Items(place)))
        elif isinstance(event, ScalarEvent):
            is_plain = event.style is None or event.style == ""
            self._attach(Leaf(place, event.value, read_scalar(event.value) if is_plain else event.value))
        else:
            self._attach(Leaf(place, f"*{event.anchor}", f"*{event.anchor}"))

    def _attach(self, node: Node) -> None:
        """Put a finished ``node`` where it belongs: the root, a list's next item, a table's key or value."""
        if not self._open:
            self.root = node
            return
        parent = self._open[-1]
        if isinstance(parent.node, Items):
            parent.node.nodes.append(node)
        elif parent.key is None:
            parent.key = self._read_key(node)
        else:
            self._put(parent.node, parent.key, node)
            parent.key = None

    def _read_key(self, node: Node) -> Leaf:
        if not isinstance(node, Leaf):
            self._report.add(node.place, "a list or table cannot be a key; write one word before the colon")
            return _NO_KEY
        if not node.text.strip():
            self._report.add(node.place, "nothing stands before the colon; write one word there")
            return _NO_KEY
        return node

    def _put(self, branch: Branch, key: Leaf, node: Node) -> None:
        if key is _NO_KEY:
            return
        first = branch.key_places.get(key.text)
        if first is not None:
            self._report.add(key.place, f"{key.text} stands here again after line {first.line}; keep one of the two")
            return
        branch.key_places[key.text] = key.place
        branch.entries[key.text] = Leaf(key.place, "", None) if _is_absent(node) else node


def _is_absent(node: Node) -> bool:
    """Say whether nothing at all is written; the key is then the place to look at."""
    return isinstance(node, Leaf) and node.text == "" and node.value is None
