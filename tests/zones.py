"""Made-up rules of time: a zone as the files of a time-zone database hold it, and such a database as a package."""

import struct
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

HEBRON = "Asia/Hebron"
EDITION = "2099z"


def zone_file(ahead: timedelta) -> bytes:
    """Return a compiled zone (TZif, RFC 9636) that is ``ahead`` of UTC the whole year."""
    seconds = int(ahead.total_seconds())
    head = b"TZif2" + bytes(15) + struct.pack(">6l", 0, 0, 0, 0, 1, 4)
    body = struct.pack(">lBB", seconds, 0, 0) + b"MAD\0"
    sign, (minutes, rest) = "-" if seconds > 0 else "", divmod(abs(seconds), 60)
    written = f"MAD{sign}{minutes // 60}:{minutes % 60:02}:{rest:02}"
    return head + body + head + body + f"\n{written}\n".encode()


def zone(ahead: timedelta) -> ZoneInfo:
    """Return a zone by the name of Hebron that is ``ahead`` of UTC the whole year."""
    return ZoneInfo.from_file(BytesIO(zone_file(ahead)), HEBRON)


def write_database(folder: Path, ahead: timedelta) -> Path:
    """Write a folder of zones as systems have it, with one zone, and return it."""
    (folder / "Asia").mkdir(parents=True)
    (folder / HEBRON).write_bytes(zone_file(ahead))
    return folder


def write_package(folder: Path, ahead: timedelta) -> Path:
    """Write the package ``tzdata`` as a later edition of it may be, and return the folder to find it in."""
    write_database(folder / "tzdata" / "zoneinfo", ahead)
    (folder / "tzdata" / "__init__.py").write_text(f'IANA_VERSION = "{EDITION}"\n__version__ = "2099.26"\n')
    (folder / "tzdata" / "zones").write_text(f"{HEBRON}\n")
    return folder
