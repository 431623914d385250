"""What staff wait for: pages of results and of a round, charts, packs."""

import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

from bench.contenders import Contender
from bench.journeys import PHONE, Journey
from bench.rows import (
    CHART,
    CHART_AGAIN,
    CLOSING,
    CLOSING_MEMORY,
    FEW,
    FORMS,
    IMPORT,
    IMPORT_MEMORY,
    MANY,
    PACK,
    PACK_AGAIN,
    PACK_WARM,
    RESULTS,
    ROUND,
    SOME,
    VAST,
)
from bench.serving import Server, Spent, Tree
from bench.stage import FIRST, Stage, put
from bench.walking import walk

OFTEN, PATIENCE = 60, 300
WARMING, BATCHES = 4, 3
"""Lines at once on which a page is asked for before it is measured; one of the batches may still find a new worker."""
CHARTS = ("overview", "priorities", "integrity", "working_together")
LAST_ROUND = "/staff/rounds/y2011/results?lang=ar"
OVERVIEW, PACKS = "/staff/reviews/1/results?lang=ar", "/staff/reviews/1/pack"


class Reader:
    """Somebody signed in before a server."""

    def __init__(self, server: Server, key: str) -> None:
        self.server, self.headers = server, {**PHONE, "Cookie": f"staff={key}"}

    def cpu(self, path: str) -> float:
        """Return the milliseconds of CPU that the server takes for a page that its workers have shown."""
        walk(self.server, [self._steps(path, 1)] * WARMING, at_once=WARMING)
        return statistics.median(walk(self.server, [self._steps(path, OFTEN)]).cpu / OFTEN for _ in range(BATCHES))

    def first(self, paths: list[str]) -> float:
        """Return the same for the first time that each of some is asked for."""
        return statistics.median(walk(self.server, [self._steps(path, 1)]).cpu for path in paths)

    def until_there(self, path: str, sought: str) -> float:
        """Return the CPU until a page that is asked for again and again names what was made."""
        before, until = self.server.cpu(), time.monotonic() + PATIENCE
        while sought not in self.server.read(path, self.headers):
            assert time.monotonic() < until, f"{path} did not come"
            time.sleep(0.5)
        return self.server.cpu() - before

    def _steps(self, path: str, times: int) -> Journey:
        return [("GET", path, None, self.headers, 200)] * times


@contextmanager
def reader(tree: Tree, key: str = "") -> Iterator[Reader]:
    """Serve an installation, and let somebody in."""
    server = tree.server(FIRST)
    key = key or put(tree, "enter")
    server.start()
    try:
        yield Reader(server, key)
    finally:
        server.stop()


def read(one: Contender, *, many: bool) -> None:
    """Measure what staff see of a review that few have answered, and where asked of one that many have."""
    assert one.stage
    few = one.stage.copied("few")
    _close(few, FEW)
    with reader(few) as staff:
        if many:
            one.add(PACK, staff.until_there(f"{PACKS}?print=ar", "pack.pdf"))
            one.add(PACK_WARM, staff.until_there(f"{PACKS}?print=en", "pack.pdf"))
            one.add(PACK_AGAIN, staff.cpu(f"{PACKS}.pdf?lang=ar"))
        one.add(CHART, staff.first(list(_charts())))
        one.add(CHART_AGAIN, staff.cpu(next(_charts())))
        one.add(RESULTS.format(FEW), staff.cpu(OVERVIEW))
    if many:
        _close_many(one, one.stage)
        _import(one, one.stage)


def compare(one: Contender) -> None:
    """Measure the page that shows a whole round, and those before it."""
    assert one.stage
    tree = one.stage.copied("round")
    with reader(tree, put(tree, "grow", tree.folder)) as staff:
        one.add(ROUND, staff.cpu(LAST_ROUND))


def close_vast(one: Contender) -> None:
    """Measure the closing of a million, and the page that shows what came of it."""
    assert one.stage
    tree = one.stage.copied("vast")
    one.add(CLOSING.format(VAST), _close(tree, VAST).seconds * 1000)
    with reader(tree) as staff:
        one.add(RESULTS.format(VAST), staff.cpu(OVERVIEW))


def _close_many(one: Contender, stage: Stage) -> None:
    some, many = stage.copied("some"), stage.copied("many")
    little, much = _close(some, SOME), _close(many, MANY)
    one.add(CLOSING.format(SOME), little.seconds * 1000)
    one.add(CLOSING.format(MANY), much.seconds * 1000)
    one.add(CLOSING_MEMORY, much.peak - little.peak)
    with reader(many) as staff:
        one.add(RESULTS.format(MANY), staff.cpu(OVERVIEW))


def _close(tree: Tree, people: int) -> Spent:
    put(tree, "fill", 1, people)
    return tree.spent("review close 1")


def _import(one: Contender, stage: Stage) -> None:
    """Import as many forms as make the answers, and one by itself."""
    spent = []
    for rows in (1, FORMS):
        tree = stage.copied(f"import{rows}")
        put(tree, "table", 1, rows, tree.folder / "answers.csv")
        spent.append(tree.spent(f"responses import 1 {tree.folder}/answers.csv --side partner"))
    one.add(IMPORT, spent[1].seconds)
    one.add(IMPORT_MEMORY, spent[1].peak - spent[0].peak)


def _charts() -> Iterator[str]:
    for name, language in product(CHARTS, ("ar", "en")):
        yield f"/staff/reviews/1/charts/{name}.svg?lang={language}"
