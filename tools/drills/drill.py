"""What a drill is."""

from collections.abc import Callable
from dataclasses import dataclass

from tools.drills.ground import Ground


@dataclass(frozen=True)
class Figure:
    """What came of a drill, in a few words; and whether the promise holds."""

    said: str
    holds: bool


@dataclass(frozen=True)
class Drill:
    """A promise, how it is tried, and which change to the source makes it fail."""

    promise: str
    breaks: str
    run: Callable[[Ground, bool], Figure]
    databases: tuple[str, ...] = ("sqlite", "postgresql")
    has_own_server: bool = False
