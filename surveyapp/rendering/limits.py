"""What the process that makes files may take."""

import json
from dataclasses import asdict, dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds for one job, bytes at most, and when the process makes way for a new one: idle, grown, or after jobs."""

    seconds: float = 120
    memory_bytes: int = 1024 * MEGABYTE
    grown_bytes: int = 400 * MEGABYTE
    jobs: int = 50
    idle_seconds: float = 120

    @classmethod
    def read(cls, written: str) -> "Limits":
        """Return the limits in words that ``write`` wrote."""
        return cls(**json.loads(written))

    def write(self) -> str:
        """Return the limits as one word of a command line."""
        return json.dumps(asdict(self))
