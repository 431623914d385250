"""What changed between two versions of a questionnaire, and what each change means for comparing rounds."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from surveyapp.core.instrument.outline import STATEMENTS, Outline, OutlineItem, OutlineValue, Path, outline_of
from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.text.languages import Text


class Kind(StrEnum):
    """What a change is, the gravest first."""

    MEANING = "meaning"
    """Answers under the same id mean something else: scale, direction, kind. Figures must not be compared."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    WORDING = "wording"
    """A text changed in more than one language, or came or went."""

    TRANSLATION = "translation"
    """A text changed in one language only."""

    RULE = "rule"
    """A figure of the method or of disclosure."""


MEANINGS = frozenset(
    {"kind", "scale", "reverse", "value", "top", "favourable_min", "max"}
    | {""}  # the one value that is no part of an item: the months that a rating looks back on
)
PLACES = frozenset({"section", "part", "position", "sections"})


@dataclass(frozen=True, slots=True)
class TextChange:
    """One text before and after; None where it was not there."""

    name: str
    old: Text | None
    new: Text | None

    @property
    def kind(self) -> Kind:
        """Return whether the text changed in one language only."""
        return Kind.TRANSLATION if len(self.languages) == 1 else Kind.WORDING

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the codes of the languages in which it changed; none where it came or went."""
        if self.old is None or self.new is None:
            return ()
        return tuple(code for code in {**self.new, **self.old} if self.old.get(code) != self.new.get(code))


@dataclass(frozen=True, slots=True)
class ValueChange:
    """One value or place before and after."""

    name: str
    old: OutlineValue
    new: OutlineValue

    @property
    def kind(self) -> Kind:
        """Return what the value decides."""
        if self.name in PLACES:
            return Kind.MOVED
        return Kind.MEANING if self.name in MEANINGS else Kind.RULE


@dataclass(frozen=True, slots=True)
class Change:
    """All that happened to one item."""

    path: Path
    kinds: tuple[Kind, ...]
    texts: tuple[TextChange, ...] = ()
    values: tuple[ValueChange, ...] = ()


def compare(old: Questionnaire, new: Questionnaire) -> tuple[Change, ...]:
    """Return every change from ``old`` to ``new`` in the order of the new file, what was removed at the end.

    Equal questionnaires have none, and unequal ones at least one.
    """
    before, after = outline_of(old), outline_of(new)
    moves = _moves(before, after)
    changes = (
        _change(path, before.items.get(path), after.items.get(path), moves=moves.get(path, ()))
        for path in dict.fromkeys([*after.items, *before.items])
    )
    return tuple(change for change in changes if change.kinds)


def _change(path: Path, old: OutlineItem | None, new: OutlineItem | None, *, moves: tuple[ValueChange, ...]) -> Change:
    texts = tuple(_text_changes(old or OutlineItem(), new or OutlineItem()))
    if old is None or new is None:
        return Change(path, (Kind.ADDED if old is None else Kind.REMOVED,), texts)
    values = (*_value_changes(old, new), *moves)
    found = {text.kind for text in texts} | {value.kind for value in values}
    return Change(path, tuple(kind for kind in Kind if kind in found), texts, values)


def _text_changes(old: OutlineItem, new: OutlineItem) -> Iterator[TextChange]:
    for name in dict.fromkeys([*new.texts, *old.texts]):
        before, after = old.texts.get(name), new.texts.get(name)
        if before != after:
            yield TextChange(name, before, after)


def _value_changes(old: OutlineItem, new: OutlineItem) -> Iterator[ValueChange]:
    for name in dict.fromkeys([*new.values, *old.values]):
        before, after = old.values.get(name), new.values.get(name)
        if before != after:
            yield ValueChange(name, before, after)


def _moves(before: Outline, after: Outline) -> dict[Path, tuple[ValueChange, ...]]:
    """Return what changed its place among its neighbours, what came and went between them aside."""
    found: dict[Path, tuple[ValueChange, ...]] = {}
    for path in after.lists.keys() & before.lists.keys():
        old = [name for name in before.lists[path] if name in after.lists[path]]
        new = [name for name in after.lists[path] if name in before.lists[path]]
        moved = _moved(old, new)
        if moved and path[-1] == "sections" and len(path) > 1:  # a part names its sections, and holds none
            found[path[:-1]] = (ValueChange("sections", ", ".join(old), ", ".join(new)),)
            continue
        for name in moved:
            home = (STATEMENTS, name) if path[-1] == STATEMENTS else (*path, name)
            found[home] = (
                ValueChange("position", *(listed[path].index(name) + 1 for listed in _lists(before, after))),
            )
    return found


def _lists(*outlines: Outline) -> Iterator[dict[Path, tuple[str, ...]]]:
    return (outline.lists for outline in outlines)


def _moved(old: list[str], new: list[str]) -> list[str]:
    """Return few names whose moving turns one order into the other."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {name for block in blocks for name in new[block.b : block.b + block.size]}
    return [name for name in new if name not in stayed]
