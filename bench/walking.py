"""Journeys walked on a server by the client's process, and what the server computed meanwhile."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.journeys import Journey
from bench.serving import Server

CLIENT = Path(__file__).with_name("client.py")


@dataclass(frozen=True)
class Walk:
    """Some journeys: the seconds of all and of each request, and the milliseconds that the server computed."""

    seconds: float
    took: list[list[float]]
    cpu: float
    refused: int = 0
    """How often the server was too busy, and was asked again."""

    @property
    def each(self) -> float:
        """Return the milliseconds of CPU of one journey."""
        return self.cpu / len(self.took)

    @property
    def per_second(self) -> float:
        return len(self.took) / self.seconds

    def times_of(self, journey: Journey, method: str) -> list[float]:
        """Return the milliseconds that each request of ``method`` took, of all who walked ``journey``."""
        pairs = [pair for took in self.took for pair in zip(journey, took, strict=True)]
        return [seconds * 1000 for step, seconds in pairs if step[0] == method]


@dataclass(frozen=True)
class Stream:
    """Requests that came whether the ones before were answered or not: the milliseconds of each, and errors."""

    took: list[float]
    errors: int


def walk(server: Server, journeys: list[Journey], *, at_once: int = 1) -> Walk:
    """Let so many people walk at once until all journeys are done."""
    before = server.cpu()
    said = _said({"port": server.port, "at_once": at_once, "journeys": journeys, "every": 0})
    return Walk(**said, cpu=server.cpu() - before)


def stream(server: Server, steps: Journey, *, every: float, at_once: int, late: float) -> Stream:
    """Begin a step each so many seconds."""
    journeys = [[step] for step in steps]
    asked = {"port": server.port, "at_once": at_once, "journeys": journeys, "every": every, "late": late}
    took = [one for [one] in _said(asked)["took"]]
    return Stream([one * 1000 for one in took if one is not None], sum(one is None for one in took))


def _said(asked: dict[str, Any]) -> dict[str, Any]:
    command = [sys.executable, str(CLIENT)]
    run = subprocess.run(command, input=json.dumps(asked), stdout=subprocess.PIPE, check=True, text=True)
    said: dict[str, Any] = json.loads(run.stdout)
    return said
