"""Core types ↔ plain JSON values, and JSON's one canonical spelling."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")
_PLAIN = frozenset({str, int, float, bool, type(None)})
"""Most values by far, so they are asked for first."""


def added_later(default: Any) -> Any:
    """Return a dataclass field that is not written while it has its default: what was hashed before keeps its hash."""
    return field(default=default, metadata={"added_later": True})


def to_plain(value: object) -> Any:
    """Return ``value`` as JSON's own kinds: dataclasses and mappings as objects, tuples as arrays, enums by value.

    A day or an aware instant is written as ISO 8601 has it.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if isinstance(value, (Enum, date)):
        return value.value if isinstance(value, Enum) else value.isoformat()
    if is_dataclass(kind):
        written = ((name, getattr(value, name)) for name in _names(kind))
        later = _later(kind)
        return {name: to_plain(one) for name, one in written if name not in later or one != later[name]} | _kind(kind)
    if isinstance(value, Mapping):
        return {to_plain(k): to_plain(v) for k, v in value.items()}
    if isinstance(value, (tuple, list)):
        return [to_plain(v) for v in value]
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """Return the ``kind`` that ``to_plain`` wrote as ``plain``; ValueError, TypeError or KeyError when it did not."""
    return _read(kind, plain)  # type: ignore[no-any-return]


def canonical_json(value: object) -> str:
    """Return ``value`` as JSON with sorted keys and no spaces: equal values have equal text."""
    return json.dumps(to_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def digest(text: str) -> str:
    """Return the SHA-256 of ``text`` as 64 hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


@cache
def _names(cls: type) -> tuple[str, ...]:
    return tuple(one.name for one in fields(cls))


@cache
def _later(cls: type) -> dict[str, Any]:
    """Return the defaults of the fields that a class got after its first objects were written."""
    return {one.name: one.default for one in fields(cls) if "added_later" in one.metadata}


@cache
def _kind(cls: type) -> dict[str, str]:
    """Return the tag that tells the members of a union apart, where a class carries one."""
    kind = cls.__dict__.get("kind")
    return {"kind": kind} if isinstance(kind, str) else {}


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _read(kind: Any, plain: Any) -> Any:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _read_union(args, plain)
    if origin is tuple:
        return tuple(_read(args[0], item) for item in plain)
    if origin is not None and issubclass(origin, Mapping):
        return {_read(args[0], k): _read(args[1], v) for k, v in plain.items()}
    if isinstance(kind, type) and issubclass(kind, Mapping):
        return kind(plain)  # type: ignore[call-arg]
    if is_dataclass(kind) and isinstance(kind, type):
        known = _hints(kind)
        return kind(**{name: _read(known[name], v) for name, v in plain.items() if name != "kind" or "kind" in known})
    return _read_scalar(kind, plain) if isinstance(kind, type) else plain


def _read_scalar(kind: type, plain: Any) -> Any:
    if issubclass(kind, Enum) or (issubclass(kind, str) and kind is not str):
        return kind(plain)
    return kind.fromisoformat(plain) if issubclass(kind, date) else plain


def _read_union(members: tuple[Any, ...], plain: Any) -> Any:
    if plain is None and type(None) in members:
        return None
    candidates = [m for m in members if m is not type(None)]
    if len(candidates) > 1 and isinstance(plain, dict):
        candidates = [m for m in candidates if getattr(m, "kind", None) == plain["kind"]]
    return _read(candidates[0], plain)
