"""Work for the process that makes files: functions of a module, so that it can be given them."""

import json
import os
import time
from pathlib import Path

CHUNK = 1 << 20


def say(words: str) -> bytes:
    return words.encode()


def number_of_process() -> bytes:
    return str(os.getpid()).encode()


def environment() -> bytes:
    return json.dumps(dict(os.environ)).encode()


def fail_with(words: str) -> bytes:
    raise ValueError(words)


def compute_for_ever() -> bytes:
    while True:
        pass


def take(megabytes: int) -> bytes:
    """Take memory bit by bit, as real work does."""
    return str(sum(len(one) for one in [bytearray(CHUNK) for _ in range(megabytes)])).encode()


def note(journal: Path, name: str, seconds: float) -> bytes:
    """Write into ``journal`` that it began, and that it ended."""
    with journal.open("a") as out:
        print("begin", name, os.getpid(), file=out, flush=True)
        time.sleep(seconds)
        print("end", name, os.getpid(), file=out, flush=True)
    return name.encode()
