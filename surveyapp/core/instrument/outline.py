"""A questionnaire as a flat list of what stands in it; paths go by ids, and so last for life."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass

from surveyapp.core.instrument.questionnaire import Questionnaire
from surveyapp.core.instrument.scale import Scale
from surveyapp.core.instrument.statement import JointStatement, MirroredStatement
from surveyapp.core.text.languages import Text

Path = tuple[str, ...]
"""Names that lead to an item, such as ``("scales", "frequency5", "points", "never")``; ``()`` is the whole."""

STATEMENTS = "statements"
"""Where every statement stands: a statement moved to another section is still the same one."""

OutlineValue = str | int | float | bool | None
_NAMES = frozenset({"id", "key", "slug"})
_STATEMENT = (MirroredStatement, JointStatement)


@dataclass(slots=True)
class OutlineItem:
    """One thing that a questionnaire holds: its texts and its values by name."""

    texts: dict[str, Text] = field(default_factory=dict)
    values: dict[str, OutlineValue] = field(default_factory=dict)


@dataclass(slots=True)
class Outline:
    """Every item by path in the file's order, and the names in each list by the list's path."""

    items: dict[Path, OutlineItem] = field(default_factory=dict)
    lists: dict[Path, tuple[str, ...]] = field(default_factory=dict)


def outline_of(questionnaire: Questionnaire) -> Outline:
    """Return what ``questionnaire`` holds; all that its version covers is in the outline, its slug apart."""
    outline = Outline()
    for name, held in _parts_of(questionnaire):
        _put(outline, (name,), "", held)
    return outline


def _put(outline: Outline, path: Path, name: str, value: object) -> None:
    """Put ``value``, called ``name`` in the item at ``path``, where it belongs."""
    if isinstance(value, tuple):
        _put_list(outline, (*path, name) if name else path, value)
    elif isinstance(value, Scale):
        outline.items[*path, name] = OutlineItem(values={"top": value.top})
        _put_parts(outline, (*path, name), "", value)
    elif isinstance(value, Text):
        outline.items.setdefault(path, OutlineItem()).texts[name] = value
    elif isinstance(value, str | int | float | bool):
        outline.items.setdefault(path, OutlineItem()).values[name] = value
    elif value is not None:
        _put_parts(outline, path, name, value)


def _put_parts(outline: Outline, path: Path, name: str, value: object) -> None:
    for part, held in _parts_of(value):
        _put(outline, path, f"{name}.{part}" if name else part, held)


def _parts_of(value: object) -> list[tuple[str, object]]:
    """Return what stands in a mapping or a dataclass by name, its own name apart."""
    if isinstance(value, Mapping):
        return [(str(key), held) for key, held in value.items()]
    if not is_dataclass(value):
        raise TypeError(f"no part of a questionnaire: {value!r}")
    return [(part.name, getattr(value, part.name)) for part in fields(value) if part.name not in _NAMES]


def _put_list(outline: Outline, path: Path, listed: tuple[object, ...]) -> None:
    outline.lists[path] = tuple(_name_of(item) for item in listed)
    for item in listed:
        if isinstance(item, str):
            continue
        home = (STATEMENTS, _name_of(item)) if isinstance(item, _STATEMENT) else (*path, _name_of(item))
        kind = getattr(type(item), "kind", None)
        outline.items[home] = OutlineItem(values={"kind": kind} if isinstance(kind, str) else {})
        if isinstance(item, _STATEMENT):
            outline.items[home].values["section"] = path[-2]
        _put_parts(outline, home, "", item)


def _name_of(item: object) -> str:
    return item if isinstance(item, str) else str(getattr(item, "id", None) or getattr(item, "key", None))
