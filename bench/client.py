"""The other end of the line: a plain client in a process of its own, whose computing counts for nobody.

It reads JSON, {port, at_once, journeys: [[[method, path, body, headers, status], ...], ...]}, walks the journeys, so
many at once, each over one connection as a browser does, and prints {seconds, took, refused}: how long all and each
request was, and how often the server was too busy, which was asked again.

In a stream each journey begins ``every`` so many seconds after the one before, whether that has ended or not; what it
took counts from then on, and what was refused, or could not be asked for until ``late``, is an error, which took null.
"""

import http.client
import json
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

Step = tuple[str, str, str | None, dict[str, str], int]
BUSY, PATIENCE, PAUSE = 503, 60, 0.5
_here = threading.local()


class Visitor:
    """One browser: a connection that is opened again where the server has closed it."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.refused = 0

    def walk(self, journey: list[Step], *, patience: int = PATIENCE) -> Iterator[float]:
        """Yield the seconds of each step, asked again while the server says that it is busy.

        Raises:
            AssertionError: it was answered otherwise than expected, or the server is busy after so many attempts.
        """
        for method, path, body, headers, expected in journey:
            began = time.perf_counter()
            status, said = self._ask(method, path, body, headers)
            for _ in range(patience):
                if status != BUSY:
                    break
                self.refused += 1
                time.sleep(PAUSE)
                status, said = self._ask(method, path, body, headers)
            yield time.perf_counter() - began
            assert status == expected, (method, path, status, said[:300])

    def leave(self) -> None:
        self._line.close()

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        try:
            return self._asked(method, path, body, headers)
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):  # it was idle for long
            self._line.close()
            return self._asked(method, path, body, headers)

    def _asked(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        self._line.request(method, path, body, headers)
        answer = self._line.getresponse()
        return answer.status, answer.read()


def visit(port: int, journey: list[Step]) -> tuple[list[float], int]:
    """Return the seconds of each step, and how often the server was busy."""
    visitor = Visitor(port)
    took = list(visitor.walk(journey))
    visitor.leave()
    return took, visitor.refused


def visit_at(due: float, port: int, journey: list[Step], *, late: float) -> list[float | None]:
    """Return the seconds from when the journey was due to its end; None for an error."""
    time.sleep(max(due - time.perf_counter(), 0))
    if time.perf_counter() > due + late:
        return [None]
    if not hasattr(_here, "visitor"):
        _here.visitor = Visitor(port)
    try:
        list(_here.visitor.walk(journey, patience=0))
    except (AssertionError, OSError, http.client.HTTPException):
        return [None]
    return [time.perf_counter() - due]


def main() -> None:
    """Walk what stands on the standard input."""
    asked, began = json.load(sys.stdin), time.perf_counter()
    port, journeys, every = asked["port"], asked["journeys"], asked["every"]
    with ThreadPoolExecutor(asked["at_once"]) as pool:
        if every:
            going = [
                pool.submit(visit_at, began + at * every, port, journey, late=asked["late"])
                for at, journey in enumerate(journeys)
            ]
            took: list[Any] = [one.result() for one in going]
            refused = 0
        else:
            visits = list(pool.map(lambda journey: visit(port, journey), journeys))
            took, refused = [one for one, _ in visits], sum(times for _, times in visits)
    json.dump({"seconds": time.perf_counter() - began, "took": took, "refused": refused}, sys.stdout)


if __name__ == "__main__":
    main()
