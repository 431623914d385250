"""How two processes hand bytes to each other: their length, then they themselves."""

import struct
from typing import IO

_LENGTH = struct.Struct(">Q")


def write_frame(out: IO[bytes], data: bytes) -> None:
    """Write ``data`` so that ``read_frame`` reads it."""
    out.write(_LENGTH.pack(len(data)))
    out.write(data)
    out.flush()


def read_frame(source: IO[bytes]) -> bytes | None:
    """Return the next bytes; None when the other end is gone."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    (length,) = _LENGTH.unpack(head)
    data = source.read(length)
    return data if len(data) == length else None
