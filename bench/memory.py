"""Measure what web workers hold before and after 200 different packs. Run: python -m bench.memory [HOW_MANY]."""

import statistics
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import islice, product
from pathlib import Path

from bs4 import BeautifulSoup

from bench.report import line
from bench.serving import ROOT, Tree, held
from bench.stage import FIRST, put

PACKS, AT_ONCE = 200, 8
REVIEWS = range(1, 8)
LANGUAGES = ("ar", "en", "both")
PARTS = (
    "integrity",
    "summary",
    "principles",
    "plan",
    "annex",
    "priorities",
    "participation",
    "comments",
    "how",
    "cover",
)
PAGES = ("results", "results/integrity", "results/priorities", "results/rounds")
GROWTH_BAR, WORKER_BAR, MAKER_BAR = 120.0, 400.0, 1024.0
PATIENCE = 600
"""Seconds after which a pack that is not there will not come."""
MAKER = "surveyapp.rendering.process"


def main() -> int:
    """Print one line a figure; exit with 1 when a bar is missed."""
    packs = list(islice(_packs(), int(sys.argv[1]) if sys.argv[1:] else PACKS))
    with _served() as (server, ask):
        for review, page in product(REVIEWS, PAGES):  # warm: what every page loads and keeps
            ask(f"{review}/{page}?lang=ar")
            ask(f"{review}/{page}?lang=en")
        before = _web_workers(server)
        makers: list[float] = []
        with ThreadPoolExecutor(AT_ONCE) as pool:
            waited = [pool.submit(_take, ask, pack) for pack in packs]
            while not all(one.done() for one in waited):
                makers += _makers(server)
                time.sleep(0.5)
        after = _web_workers(server)
    seconds = [one.result() for one in waited]
    grown = max(one - other for one, other in zip(sorted(after), sorted(before), strict=True))
    figures = [
        ("web worker, PSS before", max(before), "MB", WORKER_BAR),
        (f"web worker, PSS after {len(packs)} packs", max(after), "MB", WORKER_BAR),
        ("growth of a web worker", grown, "MB", GROWTH_BAR),
        ("process that makes files, PSS at most", max(makers), "MB", MAKER_BAR),
    ]
    for name, value, unit, bar in figures:
        print(line(name, value, unit, bar=bar))
    print(f"{AT_ONCE} at once, asked to ready: median {statistics.median(seconds):.1f} s, slowest {max(seconds):.1f} s")
    return 0 if all(value <= bar for _, value, _, bar in figures) else 1


def _packs() -> Iterator[str]:
    """Yield packs, each another: whole ones first, then parts."""
    for review, language in product(REVIEWS, LANGUAGES):
        yield f"{review}/pack?print={language}"
    for part, review, language in product(PARTS, REVIEWS, LANGUAGES):
        yield f"{review}/pack?print={language}&only={part}"


def _take(ask: "Ask", pack: str) -> float:
    """Ask for a pack as a page does that looks again; return the seconds until it is there."""
    began = time.monotonic()
    while b"pack.pdf" not in (page := ask(pack)):
        if time.monotonic() - began > PATIENCE:
            raise TimeoutError(f"{pack}: {_said(page)}")
        time.sleep(0.5)
    seconds = time.monotonic() - began
    assert ask(pack.replace("pack?print", "pack.pdf?lang")).startswith(b"%PDF"), pack
    return seconds


def _said(page: bytes) -> str:
    """Return what stands in the middle of a page, for whoever reads why a pack is not there."""
    [main] = BeautifulSoup(page, "html.parser").select("main")
    return " ".join(main.get_text(" ").split())[:300]


class Ask:
    """Somebody signed in before a server."""

    def __init__(self, base: str, key: str) -> None:
        self._base, self._headers = f"{base}/staff/reviews/", {"Cookie": f"staff={key}"}

    def __call__(self, path: str) -> bytes:
        request = urllib.request.Request(self._base + path, headers=self._headers)
        for _ in range(200):
            try:
                with urllib.request.urlopen(request, timeout=120) as answer:
                    return bytes(answer.read())
            except urllib.error.HTTPError as error:
                if error.code != 503:  # noqa: PLR2004 - others wait; it says to come again
                    raise
            except (urllib.error.URLError, ConnectionError):
                pass
            time.sleep(0.5)
        raise TimeoutError(path)


@contextmanager
def _served() -> Iterator[tuple[int, Ask]]:
    """Yield gunicorn's process over the demonstration, and somebody who may see results."""
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        tree = Tree(ROOT.name, ROOT, Path(folder))
        for command in ("db upgrade", "demo load"):
            tree.flask(command)
        key, server = put(tree, "enter"), tree.server(FIRST)
        with server.running() as base:
            assert server.process
            yield server.process.pid, Ask(base, key)


def _web_workers(server: int) -> list[float]:
    return [held(pid) for pid in _children(server)]


def _makers(server: int) -> list[float]:
    return [held(pid) for worker in _children(server) for pid in _children(worker) if MAKER in _words(pid)]


def _children(pid: int) -> list[int]:
    try:
        threads = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(one) for thread in threads for one in (thread / "children").read_text().split()]
    except OSError:
        return []


def _words(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


if __name__ == "__main__":
    sys.exit(main())
