"""The other end of the line: a plain client in a process of its own, whose computing counts for nobody.

It reads JSON, {port, at_once, journeys: [[[method, path, body, headers, status], ...], ...]}, walks the journeys, so
many at once, each over one connection as a browser does, and prints {seconds, took}: how long all and each request was.
With ``every`` each journey starts so many seconds after the one before, whether that has ended or not.
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


class Visitor:
    """One browser: a connection that is opened again where the server has closed it."""

    def __init__(self, port: int) -> None:
        self._line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def walk(self, journey: list[Step]) -> Iterator[float]:
        """Yield the seconds of each step; AssertionError where it was answered otherwise than expected."""
        for method, path, body, headers, expected in journey:
            began = time.perf_counter()
            status, said = self._ask(method, path, body, headers)
            yield time.perf_counter() - began
            assert status == expected, (method, path, status, said[:300])
        self._line.close()

    def _ask(self, method: str, path: str, body: str | None, headers: dict[str, str]) -> tuple[int, bytes]:
        for attempt in range(2):
            try:
                self._line.request(method, path, body, headers)
                answer = self._line.getresponse()
                return answer.status, answer.read()
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
                self._line.close()
                if attempt:
                    raise
        raise AssertionError


def main() -> None:
    """Walk what stands on the standard input."""
    asked: dict[str, Any] = json.load(sys.stdin)
    local, began, every = threading.local(), time.perf_counter(), asked.get("every", 0)

    def walk(numbered: tuple[int, list[Step]]) -> list[float]:
        number, journey = numbered
        wait = began + number * every - time.perf_counter()
        if every and wait > 0:
            time.sleep(wait)
        if not hasattr(local, "visitor"):
            local.visitor = Visitor(asked["port"])
        return list(local.visitor.walk(journey))

    with ThreadPoolExecutor(asked["at_once"]) as pool:
        took = list(pool.map(walk, enumerate(asked["journeys"])))
    json.dump({"seconds": time.perf_counter() - began, "took": took}, sys.stdout)


if __name__ == "__main__":
    main()
