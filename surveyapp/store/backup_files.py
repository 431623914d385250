"""The file of a backup: a line of JSON a row, the same of both databases, compressed, with its own proof at the end.

First line: what it is, when it was made, at which revision, by which version, and which reviews were open.
Then a line a table, with its columns, and a line a row. Last line: rows a table, length and SHA-256 of all before, and
the hash under the installation's own key. ``zcat`` shows it all.
"""

import gzip
import hashlib
import hmac
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any

from surveyapp.core.errors import Code, InputError

FORMAT = "surveyapp backup 1"
LEVEL = 6
_DAMAGE = (EOFError, OSError, zlib.error, ValueError, KeyError, TypeError, IndexError)
"""What reading a file raises that was cut or altered."""

_WRITE: dict[str, Callable[[Any], object]] = {
    "bytes": lambda value: b64encode(value).decode(),
    "time": lambda value: (value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)).isoformat(),
    "day": lambda value: value.isoformat(),
    "json": lambda value: value,
    "plain": lambda value: value,
}
_READ: dict[str, Callable[[Any], object]] = {
    "bytes": lambda value: b64decode(value, validate=True),
    "time": datetime.fromisoformat,
    "day": date.fromisoformat,
    "json": lambda value: value,
    "plain": lambda value: value,
}


@dataclass(frozen=True, slots=True)
class OpenReview:
    """A review that was open, since when, and until when its answers may be put back."""

    id: int
    since: datetime
    until: datetime


@dataclass(frozen=True, slots=True)
class Header:
    """What a backup says of itself."""

    made_at: datetime
    revision: str
    open: Sequence[OpenReview]
    version: str = ""
    """Of the app that wrote it; empty where it wrote none yet."""


@dataclass(frozen=True, slots=True)
class Part:
    """One table: its columns with their kinds, and its rows."""

    table: str
    columns: Mapping[str, str]
    rows: Iterable[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was read whole and found unaltered, but perhaps written under another key."""

    header: Header
    counts: Mapping[str, int]
    is_ours: bool
    packed: bytes

    def parts(self) -> Iterator[Part]:
        """Yield its tables in the order in which they can be stored, each with its rows, to be read in turn."""
        lines = _lines(self.packed)
        next(lines)
        opening = json.loads(next(lines))
        while "table" in opening:
            columns = dict(opening["columns"])
            counted = self.counts[opening["table"]]
            yield Part(opening["table"], columns, _rows(lines, counted, kinds=list(columns.values())))
            opening = json.loads(next(lines))


def pack(header: Header, parts: Iterable[Part], *, key: bytes) -> bytes:
    """Return the file of a backup, compressed."""
    out, digest, length, counts = BytesIO(), hashlib.sha256(), 0, dict[str, int]()
    with gzip.GzipFile(fileobj=out, mode="wb", compresslevel=LEVEL, mtime=0) as file:
        for table, line in _written(header, parts):
            raw = (json.dumps(line, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
            if table:
                counts[table] = counts.get(table, -1) + 1  # the first line of a table names it
            digest.update(raw)
            length += file.write(raw)
        proof = {"rows": counts, "bytes": length, "sha256": digest.hexdigest(), "seal": _seal(digest.digest(), key)}
        file.write((json.dumps(proof) + "\n").encode())
    return out.getvalue()


def read_backup(packed: bytes, *, key: bytes) -> Backup:
    """Return the backup in ``packed``, every line of which was read.

    Raises:
        InputError: it was cut or altered, or is none.
    """
    try:
        return _checked(packed, key)
    except _DAMAGE:
        raise InputError(Code.BACKUP_DAMAGED) from None


def _checked(packed: bytes, key: bytes) -> Backup:
    digest, length, counts, header, last, table = hashlib.sha256(), 0, dict[str, int](), None, b"", ""
    for line in _lines(packed):
        if last:
            plain = json.loads(last)
            if header is None:
                header = _header(plain)
            elif isinstance(plain, dict):
                table = plain["table"]
                counts[table] = 0
            else:
                counts[table] += 1
            digest.update(last)
            length += len(last)
        last = line
    proof = json.loads(last)
    if header is None or (proof["rows"], proof["bytes"], proof["sha256"]) != (counts, length, digest.hexdigest()):
        raise ValueError("not what was written")
    return Backup(header, counts, hmac.compare_digest(proof["seal"], _seal(digest.digest(), key)), packed)


def _written(header: Header, parts: Iterable[Part]) -> Iterator[tuple[str, object]]:
    reviews = [[one.id, one.since.isoformat(), one.until.isoformat()] for one in header.open]
    made = {"made_at": header.made_at.isoformat(), "revision": header.revision}
    version = {"version": header.version} if header.version else {}
    yield "", {"format": FORMAT} | made | version | {"open": reviews}
    for part in parts:
        yield part.table, {"table": part.table, "columns": list(part.columns.items())}
        writers = [_WRITE[kind] for kind in part.columns.values()]
        for row in part.rows:
            pairs = zip(writers, row, strict=True)
            yield part.table, [None if value is None else write(value) for write, value in pairs]


def _header(plain: dict[str, Any]) -> Header:
    if plain["format"] != FORMAT:
        raise ValueError("another format")
    instant = datetime.fromisoformat
    reviews = [OpenReview(review_id, instant(since), instant(until)) for review_id, since, until in plain["open"]]
    return Header(instant(plain["made_at"]), plain["revision"], reviews, str(plain.get("version", "")))


def _rows(lines: Iterator[bytes], counted: int, *, kinds: Sequence[str]) -> Iterator[Sequence[Any]]:
    readers = [_READ[kind] for kind in kinds]
    for _ in range(counted):
        pairs = zip(readers, json.loads(next(lines)), strict=True)
        yield [None if value is None else read(value) for read, value in pairs]


def _lines(packed: bytes) -> Iterator[bytes]:
    with gzip.GzipFile(fileobj=BytesIO(packed), mode="rb") as file:
        yield from file


def _seal(digest: bytes, key: bytes) -> str:
    return hmac.digest(key, digest, "sha256").hex()
