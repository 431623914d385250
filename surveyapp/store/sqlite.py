"""The SQLite that this runs on: a current one from the package index, or else the one that Python was built with.

All that opens a database's file goes through here: of two libraries in one process, one drops the other's locks.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:  # no wheel for this machine: slower, with a journal that is deleted at each commit
        import sqlite3

__all__ = ["has_safe_wal", "sqlite3"]


def has_safe_wal(version: tuple[int, ...]) -> bool:
    """Say whether this SQLite has the fix without which WAL may lose a commit when it is reset."""
    fixed_lines = {(3, 44): 6, (3, 50): 7}
    if version[:2] in fixed_lines:
        return version[2] >= fixed_lines[version[0], version[1]]
    return version >= (3, 51, 3)
