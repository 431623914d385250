"""Core types ↔ plain JSON values, and JSON's one canonical spelling."""

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import field, fields, is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")
_Reader = Callable[[Any], Any]
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
        return [v if type(v) in _PLAIN else to_plain(v) for v in value]
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """Return the ``kind`` that ``to_plain`` wrote as ``plain``; ValueError, TypeError or KeyError when it did not."""
    read: Callable[[Any], T] = _reader(cast(Any, kind))
    return read(plain)


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
def _reader(kind: Any) -> _Reader:
    """Return what reads values of ``kind``: made once, since a results document has ten thousand of them."""
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _union_reader(args)
    if origin is tuple:
        return _tuple_reader(args[0])
    if origin is not None and issubclass(origin, Mapping):
        return _mapping_reader(*args)
    if is_dataclass(kind) and isinstance(kind, type):
        return _dataclass_reader(kind)
    return _scalar_reader(kind) if isinstance(kind, type) else _as_it_is


def _as_it_is(plain: Any) -> Any:
    return plain


def _tuple_reader(member: Any) -> _Reader:
    read = _reader(member)
    return lambda plain: tuple([read(item) for item in plain])


def _mapping_reader(key: Any, value: Any) -> _Reader:
    read_key, read_value = _reader(key), _reader(value)
    return lambda plain: {read_key(k): read_value(v) for k, v in plain.items()}


@cache
def _readers(cls: type) -> dict[str, _Reader]:
    """Return what reads each field of a class; asked for when one is read, since a class may hold its own kind."""
    return {name: _reader(kind) for name, kind in get_type_hints(cls).items()}


def _dataclass_reader(cls: type) -> _Reader:
    def read(plain: Any) -> Any:
        known = _readers(cls)
        return cls(**{name: known[name](v) for name, v in plain.items() if name != "kind" or "kind" in known})

    return read


def _scalar_reader(kind: type) -> _Reader:
    if issubclass(kind, (Enum, Mapping)) or (issubclass(kind, str) and kind is not str):
        return kind
    return kind.fromisoformat if issubclass(kind, date) else _as_it_is


def _union_reader(members: tuple[Any, ...]) -> _Reader:
    readers = {getattr(member, "kind", None): _reader(member) for member in members if member is not type(None)}
    only = next(iter(readers.values())) if len(readers) == 1 else None
    may_be_none = type(None) in members

    def read(plain: Any) -> Any:
        if plain is None and may_be_none:
            return None
        return only(plain) if only else readers[plain["kind"]](plain)

    return read
