"""Files that were made, kept for an hour at most: for those who open them again, and for the other processes.

What is kept is named by all of its content, so what changed is another file. What was erased from the database must
not stay here: ``empty`` forgets everything, that which is being made too.
"""

import os
import time
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

KEPT_SECONDS = 3600
MOST_BYTES = 100_000_000
FAILURE_SECONDS = 30
"""For how long a file that could not be made is not tried again."""
_DRAFT, _FILE, _FAILURE = ".draft", ".made", ".failed"
_PRIVATE = 0o600


@dataclass(frozen=True, slots=True)
class Shelf:
    """The kept files in ``folder``, which nobody but the app's own account may open."""

    folder: Path

    def find(self, key: str) -> bytes | None:
        """Return the file of ``key``, where it is kept and not too old."""
        path = self._path(key, _FILE)
        try:
            return path.read_bytes() if _age(path) < KEPT_SECONDS else None
        except FileNotFoundError:
            return None

    def has_failed(self, key: str) -> bool:
        """Say whether the file of ``key`` could not be made a moment ago."""
        try:
            return _age(self._path(key, _FAILURE)) < FAILURE_SECONDS
        except FileNotFoundError:
            return False

    @property
    def generation(self) -> str:
        """Return what tells whether the shelf was emptied since: what was begun before that is not put on it."""
        try:
            return (self.folder / "generation").read_text()
        except FileNotFoundError:
            return ""

    def put(self, key: str, data: bytes, *, generation: str) -> None:
        """Keep a file that was begun in ``generation``."""
        self._write(self._path(key, _FILE), data)
        self._path(key, _FAILURE).unlink(missing_ok=True)
        if generation != self.generation:
            self._path(key, _FILE).unlink(missing_ok=True)
        self.sweep()

    def note_failure(self, key: str) -> None:
        """Keep for a moment that the file of ``key`` could not be made."""
        self._write(self._path(key, _FAILURE), b"")

    def sweep(self) -> int:
        """Remove what is too old, and the oldest of what is too much; return how many files."""
        found = sorted(((_age_or_never(path), path) for path in self.folder.glob("*.*")), reverse=True)
        held = sum(_size(path) for _, path in found)
        removed = 0
        for age, path in found:
            if path.suffix not in {_DRAFT, _FILE, _FAILURE} or (age < KEPT_SECONDS and held <= MOST_BYTES):
                continue
            held -= _size(path)
            path.unlink(missing_ok=True)
            removed += 1
        return removed

    def empty(self) -> None:
        """Forget every file, and all that is being made."""
        self._write(self.folder / "generation", token_hex(8).encode())
        for path in self.folder.glob("*.*"):
            path.unlink(missing_ok=True)

    def _path(self, key: str, suffix: str) -> Path:
        return self.folder / f"{key}{suffix}"

    def _write(self, path: Path, data: bytes) -> None:
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        draft = self.folder / f"{token_hex(8)}{_DRAFT}"
        with os.fdopen(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_EXCL, _PRIVATE), "wb") as file:
            file.write(data)
        draft.replace(path)


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def _age_or_never(path: Path) -> float:
    try:
        return _age(path)
    except FileNotFoundError:
        return 0.0


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
