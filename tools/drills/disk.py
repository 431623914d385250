"""What SQLite writes, syncs and deletes, recorded call by call; and what a disk may hold when the power is cut.

The functions of SQLite's own layer above the operating system are wrapped, in the library that the app uses. A disk
keeps what was synced. Of what was written since, each sector may be there or not; of files made and deleted since their
folder was synced, the last may be forgotten. A disk that says “synced” of what is not is beyond any program.
"""

import ctypes
import random
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SECTOR = 512
JOURNALS = 0x00000800 | 0x00080000  # SQLITE_OPEN_MAIN_JOURNAL, _WAL: whoever opens them first syncs their folder too
_P, _I, _L = ctypes.c_void_p, ctypes.c_int, ctypes.c_int64
_WRITE = ctypes.CFUNCTYPE(_I, _P, _P, _I, _L)
_TRUNCATE = ctypes.CFUNCTYPE(_I, _P, _L)
_SYNC = ctypes.CFUNCTYPE(_I, _P, _I)
_OPEN = ctypes.CFUNCTYPE(_I, _P, _P, _P, _I, _P)
_DELETE = ctypes.CFUNCTYPE(_I, _P, _P, _I)


class _Methods(ctypes.Structure):
    """``sqlite3_io_methods``."""

    _fields_ = [
        ("version", _I),
        ("close", _P),
        ("read", _P),
        ("write", _WRITE),
        ("truncate", _TRUNCATE),
        ("sync", _SYNC),
        ("others", _P * 13),
    ]


class _File(ctypes.Structure):
    """``sqlite3_file``."""

    _fields_ = [("methods", ctypes.POINTER(_Methods))]


class _Vfs(ctypes.Structure):
    """``sqlite3_vfs``."""

    _fields_ = [("version", _I), ("size", _I), ("longest", _I)]
    _fields_ += [("following", _P), ("name", ctypes.c_char_p), ("data", _P), ("open", _OPEN), ("delete", _DELETE)]


@dataclass(frozen=True, slots=True)
class Step:
    """What was done: ``create``, ``write``, ``truncate``, ``sync``, ``delete``; or said: ``ack``."""

    kind: str
    name: str
    data: bytes = b""
    place: int = 0
    syncs_folder: bool = False


@dataclass
class Recording:
    """The files of one database as they were, and every step since."""

    before: dict[str, bytes]
    steps: list[Step] = field(default_factory=list)

    def cut(self, after: int, folder: Path, chance: random.Random) -> None:
        """Write into ``folder`` what the disk may hold when the power fails after so many steps."""
        disk = _Disk({name: _Content(bytearray(data)) for name, data in self.before.items()})
        for step in self.steps[:after]:
            disk.take(step)
        for name, data in disk.fail(chance).items():
            (folder / name).write_bytes(data)


@contextmanager
def recording(database: Path) -> Iterator[Recording]:
    """Record what this process does to the files of ``database`` until the block ends."""
    made = Recording({file.name: file.read_bytes() for file in database.parent.glob(f"{database.name}*")})
    with _wrapped(_Recorder(made, database)):
        yield made


class _Recorder:
    """Wraps the functions of SQLite, and remembers which open file is which."""

    def __init__(self, made: Recording, database: Path) -> None:
        self.made, self.prefix = made, str(database)
        self.known, self.fresh = set(made.before), set[int]()
        self.names: dict[int, str] = {}
        self.kept: list[Any] = []  # what SQLite points to must not be collected
        self.wrapped: dict[int, Any] = {}

    def note(self, kind: str, name: str, **more: Any) -> None:
        self.made.steps.append(Step(kind, name, **more))

    def opened(self, file: int, name: str, flags: int) -> None:
        """Take note of a file that was opened, and wrap its functions."""
        self.names[file] = name
        (self.fresh.add if flags & JOURNALS else self.fresh.discard)(file)
        if name not in self.known:
            self.known.add(name)
            self.note("create", name)
        opened = _File.from_address(file)
        address = ctypes.addressof(opened.methods.contents)
        if address not in self.wrapped:
            self.wrapped[address] = self._wrap(opened.methods.contents)
        opened.methods = ctypes.pointer(self.wrapped[address])

    def _wrap(self, methods: _Methods) -> _Methods:
        write, truncate, sync = methods.write, methods.truncate, methods.sync

        def on_write(file: int, data: int, length: int, place: int) -> int:
            code: int = write(file, data, length, place)
            self.note("write", self.names[file], data=ctypes.string_at(data, length), place=place)
            return code

        def on_truncate(file: int, size: int) -> int:
            code: int = truncate(file, size)
            self.note("truncate", self.names[file], place=size)
            return code

        def on_sync(file: int, flags: int) -> int:
            code: int = sync(file, flags)
            self.note("sync", self.names[file], syncs_folder=file in self.fresh)
            self.fresh.discard(file)
            return code

        copy = _Methods.from_buffer_copy(methods)
        copy.write, copy.truncate, copy.sync = _WRITE(on_write), _TRUNCATE(on_truncate), _SYNC(on_sync)
        self.kept += [write, truncate, sync, copy]
        return copy


@contextmanager
def _wrapped(recorder: _Recorder) -> Iterator[None]:
    library = ctypes.CDLL(getattr(sys.modules.get("pysqlite3._sqlite3"), "__file__", "libsqlite3.so.0"))
    library.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = library.sqlite3_vfs_find(None).contents
    before, after = _copy(vfs, _OPEN, "open"), _copy(vfs, _DELETE, "delete")

    def on_open(this: int, path: int | None, file: int, flags: int, out: int) -> int:
        code: int = before(this, path, file, flags, out)
        if code == 0 and path and (read := _text(path)).startswith(recorder.prefix):
            recorder.opened(file, Path(read).name, flags)
        return code

    def on_delete(this: int, path: int, syncs_folder: int) -> int:
        code: int = after(this, path, syncs_folder)
        if code == 0 and (name := Path(_text(path)).name) in recorder.known:
            recorder.known.discard(name)
            recorder.note("delete", name, syncs_folder=bool(syncs_folder))
        return code

    vfs.open, vfs.delete = _OPEN(on_open), _DELETE(on_delete)
    try:
        yield
    finally:
        vfs.open, vfs.delete = before, after


def _text(address: int) -> str:
    return ctypes.string_at(address).decode()


def _copy(structure: ctypes.Structure, kind: Any, name: str) -> Any:
    """Return a function of the structure that stays what it is when the structure is changed."""
    address = ctypes.cast(getattr(structure, name), _P).value
    return kind(address)


@dataclass
class _Content:
    """A file's bytes as they are on the disk for sure, and what was done to it since."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Step] = field(default_factory=list)

    def sync(self) -> None:
        for step in self.since:
            _apply(self.synced, step)
        self.since.clear()


class _Disk:
    """Files by name, as programs see them and as they are for sure."""

    def __init__(self, files: dict[str, _Content]) -> None:
        self.seen, self.sure = dict(files), dict(files)
        self.since: list[tuple[str, _Content | None]] = []

    def take(self, step: Step) -> None:
        """Do what was done."""
        if step.kind == "create":
            self._name(step.name, _Content())
        elif step.kind == "delete":
            self._name(step.name, None)
        elif step.kind in {"write", "truncate"}:
            self.seen[step.name].since.append(step)
        elif step.kind == "sync":
            self.seen[step.name].sync()
        if step.syncs_folder:
            self.sure = dict(self.seen)
            self.since.clear()

    def fail(self, chance: random.Random) -> dict[str, bytes]:
        """Return what is there when the power comes back."""
        files = dict(self.sure)
        for name, content in self.since[: chance.randint(0, len(self.since))]:
            _set(files, name, content)
        share = chance.choice((0.0, 0.5, 1.0))
        return {name: _survivors(content, share, chance) for name, content in files.items()}

    def _name(self, name: str, content: _Content | None) -> None:
        _set(self.seen, name, content)
        self.since.append((name, content))


def _set(files: dict[str, _Content], name: str, content: _Content | None) -> None:
    if content is None:
        files.pop(name, None)
    else:
        files[name] = content


def _survivors(content: _Content, share: float, chance: random.Random) -> bytes:
    """Return the file with some of the sectors that were written since it was synced."""
    data = bytearray(content.synced)
    for step in content.since:
        for start in range(0, max(len(step.data), 1), SECTOR):
            if chance.random() < share:
                _apply(data, Step(step.kind, step.name, step.data[start : start + SECTOR], step.place + start))
    return bytes(data)


def _apply(data: bytearray, step: Step) -> None:
    if step.kind == "truncate":
        del data[step.place :]
    else:
        data.extend(bytes(max(0, step.place - len(data))))
        data[step.place : step.place + len(step.data)] = step.data
