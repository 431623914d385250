"""Ends of the record that are known outside of the database: a file beside SECRET_KEY.

A line of the file is an instant, a number, a hash and the place of the database, as ``store/engine.place_of`` writes
it: a folder may serve several. The place comes from the settings and not from the rows, which a forger may change: the
first entry, say, is the app's own again once he has emptied the record. It is appended to, and synced, by each
machine's own worker.
"""

import os
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from surveyapp.store.audit import Head

FILE = "record_heads"
NOTE_EVERY = timedelta(hours=1)
_LINE = re.compile(r"(\S+) (\d+) ([0-9a-f]{64})(?: (\S+))?")


@dataclass(frozen=True, slots=True)
class Noted:
    """An end that was noted, when, and of the database at which place; None in lines of before there were places."""

    at: datetime
    head: Head
    place: str | None

    def is_of(self, place: str) -> bool:
        """Say whether the database at ``place`` must hold it."""
        return self.place in {None, place}


def note(instance: Path, head: Head, *, place: str, now: datetime) -> bool:
    """Append ``head`` to the file, and say whether; not what stands there, nor a second one within the hour."""
    last = next((one for one in reversed(list_noted(instance)) if one.is_of(place)), None)
    if not head.number or (last and (last.head == head or now - last.at < NOTE_EVERY)):
        return False
    instance.mkdir(parents=True, exist_ok=True)
    _append(instance / FILE, [f"{now.isoformat()} {head.number} {head.hash} {place}"])
    return True


def list_noted(instance: Path) -> list[Noted]:
    """Return what stands in the file, the oldest first; nothing when there is no file. A cut line is left out."""
    found = (_LINE.fullmatch(line) for line in _lines(instance / FILE))
    return [Noted(datetime.fromisoformat(one[1]), Head(int(one[2]), one[3]), one[4]) for one in found if one]


def set_aside(instance: Path, *, place: str, now: datetime) -> Path | None:
    """Give the file another name: a backup was restored into ``place``, which may lack what is noted of it.

    What is noted of other databases stays in a file of the old name. Return the new one, or None.
    """
    path = instance / FILE
    if not any(one.is_of(place) for one in list_noted(instance)):
        return None
    aside = path.rename(path.with_name(f"{FILE}.before-{now:%Y%m%dT%H%M%S}"))
    kept = [line for line in _lines(aside) if (one := _LINE.fullmatch(line)) and one[4] not in {None, place}]
    _append(path, kept)
    return aside


def _lines(path: Path) -> list[str]:
    return path.read_text().splitlines() if path.exists() else []


def _append(path: Path, lines: Sequence[str]) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.writelines(f"{line}\n" for line in lines)
        file.flush()
        os.fsync(file.fileno())
