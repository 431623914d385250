"""What somebody sees who has the database: each table in several orders, and the bytes of each file."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import Connection, Table, text

from surveyapp.store.rows import Row
from tools.drills.ground import Ground

Person = tuple[int, int]
"""A review, and the number of one of its people."""

_MARKS = {"answers": re.compile(rb"r(\d{3})x(\d{3})w"), "addresses": re.compile(rb"p(\d{3})x(\d{3})@")}
_PLACE = {"sqlite": "rowid", "postgresql": "ctid"}


@dataclass(frozen=True)
class Seen:
    """Where in a view people's answers, addresses or links are met."""

    view: str
    what: str
    places: MutableMapping[Person, list[int]] = field(default_factory=lambda: defaultdict(list))


def read_views(ground: Ground, links: Mapping[bytes, Person]) -> list[Seen]:
    """Return what each view shows; ``links`` says whose a link's hash is, as somebody knows who has read the mails."""
    return [seen for name, data in _views(ground) for seen in _search(name, data, links)]


def count_left(ground: Ground) -> int:
    """Return how many pieces of answers stand in the files: words that people wrote, and names of their ratings."""
    pieces = re.compile(rb'r\d{3}x\d{3}w|"holds_principles\.self"')
    return sum(len(pieces.findall(file.read_bytes())) for file in _files(ground))


def _files(ground: Ground) -> Iterator[Path]:
    """Yield every file of the database; of PostgreSQL's, all that the server has."""
    if ground.kind == "sqlite":
        path = Path(ground.engine.url.database or "")
        yield from path.parent.glob(f"{path.name}*")
        return
    with ground.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("CHECKPOINT")
        folder = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())
    yield from (file for file in folder.rglob("*") if file.is_file())


def _search(name: str, data: bytes, links: Mapping[bytes, Person]) -> Iterator[Seen]:
    for what, mark in _MARKS.items():
        seen = Seen(name, what)
        for found in mark.finditer(data):
            seen.places.setdefault((int(found[1]), int(found[2])), []).append(found.start())
        yield seen
    seen = Seen(name, "links")
    for link, person in links.items():
        for written in (link, link.hex().encode()):
            if (place := data.find(written)) >= 0:
                seen.places.setdefault(person, []).extend([place, data.rfind(written)])
    yield seen


def _views(ground: Ground) -> Iterator[tuple[str, bytes]]:
    with ground.engine.connect() as connection:
        for table in Row.metadata.sorted_tables:
            for order in _orders(table, ground.kind):
                rows = connection.execute(text(f'SELECT * FROM "{table.name}" ORDER BY {order}'))
                yield f"{table.name} by {order}", b"\n".join(b" ".join(map(_dump, row)) for row in rows)
        if ground.kind == "postgresql":
            yield from _relations(connection)
            return
    path = Path(ground.engine.url.database or "")
    for file in sorted(path.parent.glob(f"{path.name}*")):
        yield f"the file {file.name}", file.read_bytes()


def _orders(table: Table, kind: str) -> list[str]:
    keys = [column.name for column in table.primary_key]
    times = [column.name for column in table.columns if column.name.endswith("_at")]
    return [_PLACE[kind], *keys, *times, *(["xmin::text::bigint, random()"] if kind == "postgresql" else [])]


def _dump(value: object) -> bytes:
    return bytes(value).hex().encode() if isinstance(value, bytes | memoryview) else str(value).encode()


def _relations(connection: Connection) -> Iterator[tuple[str, bytes]]:
    """Yield the bytes of each table and index, and the server's own log of writes."""
    connection.exec_driver_sql("COMMIT")
    connection.exec_driver_sql("CHECKPOINT")
    folder = Path(connection.exec_driver_sql("SHOW data_directory").scalar_one())
    named = connection.exec_driver_sql(
        "SELECT relname, pg_relation_filepath(oid) FROM pg_class WHERE relkind IN ('r', 'i', 't') ORDER BY relname"
    )
    for name, path in named.all():
        if path and (data := (folder / path).read_bytes()):
            yield f"the file of {re.sub('[0-9]+', '', name)}", data
    yield "pg_wal", b"".join(file.read_bytes() for file in sorted((folder / "pg_wal").glob("0*")))


def forget_log(ground: Ground) -> None:
    """Set the server as deploy/README.md asks for it: old pieces of its log are removed instead of used again."""
    with ground.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("ALTER SYSTEM SET wal_recycle = off")
        connection.exec_driver_sql("SELECT pg_reload_conf()")
