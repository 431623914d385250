"""Runs drills: ``python -m tools.drills [--short] [--write] [NAME …]``."""

import argparse
import sys
import time
from importlib import import_module

from tools.drills.drill import Drill, Figure
from tools.drills.ground import ROOT, ground

NAMES = (
    "kill",
    "line",
    "slow_clients",
    "failover",
    "fuzz",
    "power_cut",
    "linkage",
    "close_under_kill",
)


def load(name: str) -> Drill:
    """Return the drill in the module ``name``."""
    drill: Drill = import_module(f"tools.drills.{name}").DRILL
    return drill


def try_out(name: str, kind: str, *, is_short: bool) -> Figure:
    """Run one drill on a database of ``kind``, and print its line."""
    began = time.monotonic()
    with ground(kind) as place:
        figure = load(name).run(place, is_short)
    mark = "holds " if figure.holds else "BROKEN"
    print(f"{mark}  {name:<18} {kind:<10}  {figure.said}  ({time.monotonic() - began:.0f} s)", flush=True)
    return figure


def main() -> int:
    """Run what was asked for; return 1 when a promise breaks."""
    parser = argparse.ArgumentParser(prog="python -m tools.drills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", choices=[*NAMES, []], default=NAMES)
    parser.add_argument("--short", action="store_true", help="a second or two each")
    parser.add_argument("--write", action="store_true", help="write docs/promises.md")
    asked = parser.parse_args()
    tried = {
        name: {kind: try_out(name, kind, is_short=asked.short) for kind in load(name).databases} for name in asked.names
    }
    if asked.write:
        write_promises(tried)
    return 0 if all(figure.holds for by_kind in tried.values() for figure in by_kind.values()) else 1


def write_promises(tried: dict[str, dict[str, Figure]]) -> None:
    """Write what was found into docs/promises.md."""
    head = (
        "# Promises and their figures\n\n"
        "Written by `make drills`. Each line is a drill in `tools/drills/`; it fails when its last column is done.\n\n"
        "| promise | figure | command | what makes it fail |\n|---|---|---|---|\n"
    )
    lines = []
    for name, by_kind in tried.items():
        drill = load(name)
        said = "; ".join(
            f"{kind}: {figure.said}{'' if figure.holds else ' – BROKEN'}" for kind, figure in by_kind.items()
        )
        lines.append(f"| {drill.promise} | {said} | `python -m tools.drills {name}` | {drill.breaks} |\n")
    (ROOT / "docs" / "promises.md").write_text(head + "".join(lines), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
