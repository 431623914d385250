"""Journeys walked on a server by the client's process, and what the server computed meanwhile."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from bench.journeys import Journey
from bench.serving import Server

CLIENT = Path(__file__).with_name("client.py")


@dataclass(frozen=True)
class Walk:
    """Some journeys: the seconds of all and of each request, and the milliseconds that the server computed."""

    seconds: float
    took: list[list[float]]
    cpu: float

    @property
    def each(self) -> float:
        """Return the milliseconds of CPU of one journey."""
        return self.cpu / len(self.took)

    @property
    def per_second(self) -> float:
        return len(self.took) / self.seconds

    def times_of(self, journey: Journey, method: str) -> list[float]:
        """Return the milliseconds that each request of ``method`` took, of all who walked ``journey``."""
        return [
            second * 1000 for took in self.took for step, second in zip(journey, took, strict=True) if step[0] == method
        ]


def walk(server: Server, journeys: list[Journey], *, at_once: int = 1, every: float = 0.0) -> Walk:
    asked = {"port": server.port, "at_once": at_once, "journeys": journeys, "every": every}
    before = server.cpu()
    command = [sys.executable, str(CLIENT)]
    run = subprocess.run(command, input=json.dumps(asked), stdout=subprocess.PIPE, check=True, text=True)
    return Walk(**json.loads(run.stdout), cpu=server.cpu() - before)
