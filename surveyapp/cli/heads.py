"""Ends of the record that are known outside of the database: a file beside SECRET_KEY, and a line of the log for each.

A line of the file is an instant, a number and a hash. It is appended to, and synced, by each machine's own worker.
"""

import json
import os
import re
from datetime import datetime, timedelta
from pathlib import Path

import click

from surveyapp.cli.installation import installation_of, tell
from surveyapp.core.text.shown import shown
from surveyapp.store.audit import Head

FILE = "record_heads"
NOTE_EVERY = timedelta(hours=1)
_LINE = re.compile(r"(\S+) (\d+) ([0-9a-f]{64})")
_TYPED = re.compile(r"\s*(\d{1,18}):([0-9a-f]{64})\s*", re.IGNORECASE)


def note(instance: Path, head: Head, *, now: datetime) -> bool:
    """Append ``head`` to the file and say it in the log; not what stands there, nor a second one within the hour."""
    noted = list_noted(instance)
    if not head.number or (noted and (noted[-1][1] == head or now - noted[-1][0] < NOTE_EVERY)):
        return False
    instance.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(instance / FILE, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), "w") as file:
        file.write(f"{now.isoformat()} {head.number} {head.hash}\n")
        file.flush()
        os.fsync(file.fileno())
    said = {"event": "record_head", "number": head.number, "hash": head.hash, "timestamp": now.isoformat()}
    tell(json.dumps(said), err=True)
    return True


def list_noted(instance: Path) -> list[tuple[datetime, Head]]:
    """Return what stands in the file, the oldest first; nothing when there is no file. A cut line is left out."""
    path = instance / FILE
    lines = path.read_text().splitlines() if path.exists() else []
    found = (_LINE.fullmatch(line) for line in lines)
    return [(datetime.fromisoformat(one[1]), Head(int(one[2]), one[3])) for one in found if one]


def set_aside(instance: Path, *, now: datetime) -> Path | None:
    """Give the file another name: a backup was restored, which may lack what is noted; return it, or None."""
    path = instance / FILE
    if not path.exists():
        return None
    return path.rename(path.with_name(f"{FILE}.before-{now:%Y%m%dT%H%M%S}"))


class HeadType(click.ParamType[Head]):
    """``NUMBER:HASH``, as it stands in a mail."""

    name = "number:hash"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Head:
        """Return the head that was typed."""
        found = _TYPED.fullmatch(shown(str(value)))
        if found is None:
            said = installation_of(ctx).say("%(typed)r is not a number, a colon and a check value", typed=value)
            self.fail(said, param, ctx)
        return Head(int(found[1]), found[2].lower())
