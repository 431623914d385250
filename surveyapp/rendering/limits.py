"""What the process that makes files may take."""

import json
from dataclasses import asdict, dataclass

MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may take, and when the process makes way for a new one: idle, grown, or after some jobs.

    ``cpu_seconds`` are what a runaway is stopped by; on a busy machine a job takes longer, up to ``seconds``.
    """

    cpu_seconds: float = 60
    seconds: float = 300
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
