"""A backup looked into without anything being put back: beside the pages, by the process that makes files."""

import json
from collections.abc import Mapping

from surveyapp.core.errors import Code, InputError, StateError
from surveyapp.operating.encryption import is_encrypted, unlock
from surveyapp.workflow import backing_up
from surveyapp.workflow.keys import Keys


def look_into(data: bytes, passphrase: str, *, keys: Keys) -> bytes:
    """Return what a backup says of itself, every line of which was read, or why it was refused; as JSON."""
    try:
        plain = unlock(data, passphrase, keys=keys) if is_encrypted(data) else data
        found = backing_up.open_backup(plain, keys=keys)
    except (InputError, StateError) as error:
        return json.dumps({"refused": error.code.value}).encode()
    told = {
        "made_at": found.header.made_at.isoformat(),
        "version": found.header.version,
        "rows": sum(found.counts.values()),
        "open": len(found.header.open),
        "is_encrypted": is_encrypted(data),
    }
    return json.dumps(told).encode()


def read_look(told: bytes) -> Mapping[str, object]:
    """Return what ``look_into`` told.

    Raises:
        InputError: it is no backup, or cut, or altered; or another passphrase or SECRET_KEY made it.
    """
    found: dict[str, object] = json.loads(told)
    if "refused" in found:
        raise InputError(Code(str(found["refused"])))
    return found
