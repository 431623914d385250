"""Measure the server as it is shipped, beside its floors and other checkouts, in turns.

Run: python -m bench [--check | --write] [--tree PATH] [--only PART].
"""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from bench import answering, lasting, reading
from bench.answering import Effort
from bench.contenders import Contender, floors
from bench.report import lines, write
from bench.rows import PEOPLE, ROWS
from bench.serving import ROOT, Tree, floor
from bench.stage import FIRST, opened

FULL, SHORT = Effort(), Effort(requests=60, alone=2, together=0)


def main() -> int:
    """Print a line a figure; with --check exit with 1 when one is worse than it was."""
    asked = _asked()
    left = {*_VAST, *(_LONG if asked.check else ())}
    effort = SHORT if asked.check else FULL
    wanted = [part for name, part in _PARTS.items() if asked.only == name or not (asked.only or name in left)]
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        contenders = list(_contenders([ROOT, *asked.tree], Path(folder), effort))
        for part in wanted:
            part(contenders, effort)
            if asked.write:
                write(contenders, floors(contenders))
    against = floors(contenders)
    print(*lines(contenders, against), sep="\n")
    here = contenders[2].medians()
    worse = [row for row, value in here.items() if not ROWS[row].holds(value, against)]
    if asked.check and worse:
        print("worse than it was: " + "; ".join(worse))
    return 1 if asked.check and worse else 0


def _asked() -> argparse.Namespace:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--tree", type=lambda path: Path(path).resolve(), action="append", default=[])
    asked.add_argument("--only", choices=_PARTS)
    kind = asked.add_mutually_exclusive_group()
    kind.add_argument("--check", action="store_true", help="ratios alone, in short")
    kind.add_argument("--write", action="store_true", help="write docs/performance.md")
    return asked.parse_args()


def _contenders(roots: Sequence[Path], folder: Path, effort: Effort) -> Iterator[Contender]:
    """Yield both floors, and the server of each checkout over an installation of its own."""
    trees = [Tree(root.name, root, folder / str(at)) for at, root in enumerate(roots)]
    for tree in trees:
        tree.folder.mkdir()
    stages = [opened(tree, links=effort.links + 1) for tree in trees]
    yield Contender(floor("bare", "bare", trees[0]))
    yield Contender(floor("F", "flask_app", trees[0]))
    for stage in stages:
        [link] = stage.take(1)
        yield Contender(stage.tree.server(FIRST), stage, link=link)


@contextmanager
def _running(contenders: Sequence[Contender]) -> Iterator[None]:
    for one in contenders:
        one.server.start()
        one.learn()
    try:
        yield
    finally:
        for one in contenders:
            one.server.stop()


def _start(contenders: Sequence[Contender], _effort: Effort) -> None:
    lasting.start_often(contenders)


def _answer(contenders: Sequence[Contender], effort: Effort) -> None:
    with _running(contenders):
        answering.measure(contenders, effort)
        for one in contenders[1:]:
            lasting.hold(one, again=bool(effort.together))


def _save(contenders: Sequence[Contender], _effort: Effort) -> None:
    """Save on SQLite, and on PostgreSQL."""
    with _running(contenders[2:]):
        for one in contenders[2:]:
            lasting.save_often(one, "SQLite")
    for one in contenders[2:]:
        assert one.stage
        with lasting.postgresql() as url:
            tree = replace(one.stage.tree, folder=one.stage.tree.folder.with_name("postgresql"), database_url=url)
            tree.folder.mkdir(exist_ok=True)
            stage = opened(tree, links=PEOPLE + 1)
            other = Contender(tree.server(FIRST), stage, one.samples, link=stage.take(1)[0])
            with _running([other]):
                lasting.save_often(other, "PostgreSQL")


def _read(contenders: Sequence[Contender], effort: Effort) -> None:
    with _beside_the_floor(contenders, effort):
        for one in contenders[2:]:
            reading.read(one, many=bool(effort.together))


def _compare(contenders: Sequence[Contender], effort: Effort) -> None:
    with _beside_the_floor(contenders, effort):
        for one in contenders[2:]:
            reading.compare(one)


def _close(contenders: Sequence[Contender], effort: Effort) -> None:
    """Close a million: minutes, and a gigabyte of disk."""
    with _beside_the_floor(contenders, effort):
        for one in contenders[2:]:
            reading.close_vast(one)


@contextmanager
def _beside_the_floor(contenders: Sequence[Contender], effort: Effort) -> Iterator[None]:
    """Measure the floor's page before and after what is held against it."""
    for is_before in (True, False):
        with _running(contenders[1:2]):
            answering.measure_page(contenders[1], effort)
        if is_before:
            yield


Part = Callable[[Sequence[Contender], Effort], None]
_PARTS: Mapping[str, Part] = {
    "start": _start,
    "answer": _answer,
    "save": _save,
    "read": _read,
    "compare": _compare,
    "close": _close,
}
_LONG, _VAST = ("save", "compare"), ("close",)
"""What --check leaves out, and what is measured only where it is asked for by name."""

if __name__ == "__main__":
    sys.exit(main())
