"""Measure what is shipped, beside its floors. Run: python -m bench [--tree PATH] [--check]."""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import answering
from bench.answering import Contender, Effort
from bench.serving import ROOT, Server, Tree, floor
from bench.stage import opened

SHORT = Effort(rounds=3, requests=60, alone=2, together=0)


def main() -> int:
    """Print a line a figure; exit with 1 when one is worse than it was, with --check."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tree", type=Path, action="append", default=[], help="another checkout, measured in turn")
    asked.add_argument("--check", action="store_true", help="ratios alone, in short; exit with 1 where one is worse")
    words = asked.parse_args()
    effort = SHORT if words.check else Effort()
    with tempfile.TemporaryDirectory() as folder:
        trees = [
            Tree(path.resolve().name, path.resolve(), Path(folder, str(at)))
            for at, path in enumerate([ROOT, *words.tree])
        ]
        with _running(trees, effort) as contenders:
            answering.measure(contenders, effort.rounds)
    bare, flask, *_ = contenders
    against = answering.floors(bare, flask)
    figures = [figure for one in contenders for figure in one.figures()]
    for figure in sorted(figures, key=lambda one: one.work):
        print(figure.line(against))
    return 0 if not words.check or all(figure.holds(against) for figure in figures) else 1


@contextmanager
def _running(trees: Sequence[Tree], effort: Effort) -> Iterator[list[Contender]]:
    """Yield both floors and the server of each tree, all of them started."""
    servers: list[Server] = []
    try:
        contenders = list(_contenders(trees, effort, servers))
        yield contenders
    finally:
        for server in servers:
            server.stop()


def _contenders(trees: Sequence[Tree], effort: Effort, servers: list[Server]) -> Iterator[Contender]:
    for tree in trees:
        tree.folder.mkdir()
    stages = [opened(tree, links=effort.links) for tree in trees]
    pairs = [(floor("bare", "bare", trees[0]), None), (floor("F", "flask_app", trees[0]), None)]
    for server, stage in [*pairs, *((stage.tree.server("/healthz"), stage) for stage in stages)]:
        server.start()
        servers.append(server)
        yield Contender(server, effort, stage)


if __name__ == "__main__":
    sys.exit(main())
