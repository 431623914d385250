"""Runs drills: ``python -m tools.drills [--short] [--write] [NAME …]``."""

import argparse
import sys
import time
import traceback
from importlib import import_module

from tools.drills.drill import Drill, Figure
from tools.drills.ground import ground
from tools.processes import ROOT

NAMES = (
    "kill",
    "line",
    "lost",
    "same_link",
    "malformed",
    "close_race",
    "full_disk",
    "locked",
    "postgres_stop",
    "backup_under_load",
    "restore",
    "upgrade",
    "slow_clients",
    "mail_down",
    "failover",
    "nodes",
    "archive",
    "fuzz",
    "power_cut",
    "linkage",
    "close_under_kill",
    "clock",
    "scale",
)

PROMISES = ROOT / "docs" / "promises.md"
_HEAD = (
    "# Promises and their figures\n\n"
    "Written by `make drills`. Each line is a drill in `tools/drills/`; it fails when its last column is done.\n\n"
    "| promise | figure | command | what makes it fail |\n|---|---|---|---|\n"
)


def load(name: str) -> Drill:
    """Return the drill in the module ``name``."""
    drill: Drill = import_module(f"tools.drills.{name}").DRILL
    return drill


def try_out(name: str, kind: str, *, is_short: bool) -> Figure:
    """Run one drill on a database of ``kind``, and print its line."""
    began = time.monotonic()
    try:
        with ground(kind) as place:
            figure = load(name).run(place, is_short)
    except Exception as error:
        traceback.print_exc()
        figure = Figure(f"stopped by {type(error).__name__}", holds=False)
    mark = "holds " if figure.holds else "BROKEN"
    print(f"{mark}  {name:<18} {kind:<10}  {figure.said}  ({time.monotonic() - began:.0f} s)", flush=True)
    return figure


def main() -> int:
    """Run what was asked for; return 1 when a promise breaks."""
    parser = argparse.ArgumentParser(prog="python -m tools.drills", description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    parser.add_argument("--short", action="store_true", help="a second or two each")
    parser.add_argument("--write", action="store_true", help="write docs/promises.md")
    asked = parser.parse_args()
    if unknown := set(asked.names) - set(NAMES):
        parser.error(f"no drill is called {', '.join(sorted(unknown))}")
    tried = {}
    for name in asked.names or NAMES:
        tried[name] = {kind: try_out(name, kind, is_short=asked.short) for kind in load(name).databases}
    if asked.write:
        write_promises(tried)
    return 0 if all(figure.holds for by_kind in tried.values() for figure in by_kind.values()) else 1


def write_promises(tried: dict[str, dict[str, Figure]]) -> None:
    """Write what was found into docs/promises.md; lines of drills that were not tried stay as they are."""
    lines = {line.split("tools.drills ")[-1].split("`")[0]: line for line in _kept_lines()}
    lines = {name: _line(name, {}) for name in NAMES} | lines
    lines |= {name: _line(name, by_kind) for name, by_kind in tried.items()}
    PROMISES.write_text(_HEAD + "".join(lines[name] + "\n" for name in NAMES if name in lines), encoding="utf-8")


def _kept_lines() -> list[str]:
    said = PROMISES.read_text(encoding="utf-8") if PROMISES.exists() else ""
    return [line for line in said.splitlines() if "`python -m tools.drills " in line]


def _line(name: str, by_kind: dict[str, Figure]) -> str:
    drill, found = load(name), by_kind.items()
    said = "; ".join(f"{kind}: {figure.said}{'' if figure.holds else ' – BROKEN'}" for kind, figure in found)
    return f"| {drill.promise} | {said or 'not written down yet'} | `python -m tools.drills {name}` | {drill.breaks} |"


if __name__ == "__main__":
    sys.exit(main())
