"""What was measured, in lines and as docs/performance.md."""

import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bench.contenders import Contender
from bench.rows import ROWS, Row
from bench.serving import ROOT
from surveyapp.store.sqlite import sqlite3

FILE = ROOT / "docs" / "performance.md"
HEAD = """# What it costs

Written by `make bench`, which measures the server as `deploy/` starts it, from outside: a plain client over loopback,
the CPU of all its processes as the system counts it (a client's counts for nobody), what they hold as PSS, medians of
rounds in which all take turns. Hosts differ by a factor of two from one hour to the next, so what counts is how often
the floor of the same run goes into a figure: **F** is Flask, Jinja and gzip with one form on one page and one durable
row (`bench/floor.py`), **bare** the same without Flask, and both are served with as many workers and threads, and with
the disk as durable, as the app. `make bench-check` takes two minutes and fails where a ratio is much worse than here.
What is no ratio, as how many are through in a second, stands beside what the floors of the same run did.

Three journeys: *page by page* without scripts; *with script*, which fetches the form and sends what was changed as a
page is turned; and *a save a tap*, on a phone whose browser keeps nothing. Each answers everything.

"""


def lines(contenders: Sequence[Contender], floors: Mapping[str, float]) -> Iterator[str]:
    """Yield a line for each figure of each contender."""
    for row in ROWS:
        for one in contenders:
            if row in one.samples:
                value, known = one.medians()[row], ROWS[row]
                judged = " ".join(f"{part:<18}" for part in _judged(known, value, floors)) if one.stage else ""
                yield f"{row:<52} {one.name:<10} {value:10.2f} {known.unit:<6} {judged}".rstrip()


def line(figure: str, value: float, unit: str, *, bar: float) -> str:
    """Return one line of what is measured by itself: the figure, its bar, and whether it holds."""
    return f"{figure:<44} {value:8.2f} {unit:<3} bar {bar:6.1f} {unit:<3} {'holds' if value <= bar else 'MISSED'}"


def write(contenders: Sequence[Contender], floors: Mapping[str, float]) -> None:
    """Write the page: the machine, and each figure beside its floor and its bar."""
    bare, flask, here, *_ = contenders
    table = ["| work | bare | F | here | in floors | bar | |", "| --- | --- | --- | --- | --- | --- | --- |"]
    for row in (row for row in ROWS if any(row in one.samples for one in (bare, flask, here))):
        value = here.medians().get(row)
        judged = ("", "", "") if value is None else _judged(ROWS[row], value, floors)
        shown = [_shown(one.medians().get(row), ROWS[row]) for one in (bare, flask, here)]
        table.append("| " + " | ".join([row, *shown, *judged]) + " |")
    FILE.write_text(HEAD + "\n".join(table) + "\n\n" + _machine() + "\n", encoding="utf-8")


def _judged(row: Row, value: float, floors: Mapping[str, float]) -> tuple[str, str, str]:
    """Return a figure in floors, its bar, and whether it is met."""
    known = row.can_be_judged(floors)
    ratio = f"{row.measured(value, floors):,.1f} {row.of}" if row.of and known else ""
    if row.aim is None or not known:
        return ratio, "", ""
    return ratio, f"{'≥' if row.least else '≤'} {row.aim:g}", "met" if row.meets(value, floors) else "**missed**"


def _shown(value: float | None, row: Row) -> str:
    return "" if value is None else f"{value:,.2f} {row.unit}".strip()


def _machine() -> str:
    model = [line.partition(": ")[2] for line in Path("/proc/cpuinfo").read_text().splitlines() if "model name" in line]
    load = os.getloadavg()[1]
    return (
        f"Measured on {os.cpu_count()} cores ({model[0]}), Linux {platform.release().partition('-')[0]}, Python"
        f" {platform.python_version()}, SQLite {sqlite3.sqlite_version}; other work on it at the end: load {load:.1f}."
    )
