"""Sixty connections drip a body byte by byte, through the shipped nginx; twenty others are answered meanwhile."""

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from threading import Event, Thread

from tools.drills.asking import secured
from tools.drills.drill import Drill, Figure
from tools.drills.ground import Ground
from tools.drills.proxy import HOST, PUBLIC_URL, nginx, proxying

DRIPS, OTHERS, BAR = 60, 20, 3.0


def run(ground: Ground, _is_short: bool) -> Figure:
    if nginx() is None:
        return Figure("nginx is not installed, nothing was tried", holds=False)
    token = ground.open_review(1).tokens[0]
    with (
        ground.serving(PUBLIC_URL=PUBLIC_URL, PROXIES="1") as server,
        proxying(ground.folder, app_port=server.port) as port,
    ):
        spent = _measured(port, f"/r/{token}/integrity")
    good = [seconds for seconds in spent if seconds < BAR]
    said = (
        f"{len(good)} of {OTHERS} answers under {BAR:.0f} s, the slowest {max(spent):.2f} s, beside {DRIPS} that drip"
    )
    return Figure(said, holds=len(good) == OTHERS)


def _measured(port: int, path: str) -> list[float]:
    """Return the seconds that each of the others took."""
    with ExitStack() as stack, ThreadPoolExecutor(OTHERS) as pool:
        slow = [stack.enter_context(closing(secured(port, HOST))) for _ in range(DRIPS)]
        is_over = Event()
        head = f"POST {path} HTTP/1.1\r\nHost: {HOST}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        for connection in slow:
            connection.sendall(f"{head}Content-Length: 5000\r\n\r\n".encode())
        dripping = Thread(target=_drip, args=(slow, is_over))
        dripping.start()
        time.sleep(0.5)
        spent = list(pool.map(lambda _: _seconds(port, path), range(OTHERS)))
        is_over.set()
        dripping.join()
    return spent


def _drip(slow: list, is_over: Event) -> None:  # type: ignore[type-arg]
    while not is_over.wait(0.2):
        for connection in slow:
            with suppress(OSError):
                connection.sendall(b"a")


def _seconds(port: int, path: str) -> float:
    """Return how long a page took, or for ever when it did not come."""
    began, answer = time.monotonic(), b""
    try:
        with closing(secured(port, HOST, timeout=BAR * 3)) as connection:
            connection.sendall(f"GET {path} HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode())
            while piece := connection.recv(65536):
                answer += piece
    except OSError:
        return float("inf")
    return time.monotonic() - began if answer.startswith(b"HTTP/1.1 200") else float("inf")


DRILL = Drill(
    promise="slow clients harm nobody",
    breaks="`proxy_request_buffering off` in deploy/nginx/surveyapp.conf",
    run=run,
    databases=("sqlite",),
)
